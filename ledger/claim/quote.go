package claim

import (
	"sort"
	"strings"

	"newstape/receipt"
	"newstape/story/syntax"
)

// isQuoteMark reports whether a token is a double quotation mark of any house.
func isQuoteMark(s string) bool {
	switch s {
	case `"`, "“", "”", "„", "«", "»", "「", "」", "``", "''":
		return true
	}
	return false
}

// quotations finds quoted stretches, marks left out, paragraph by paragraph.
// A paragraph that opens a quotation and never closes it counts as quoted to
// its end, as printers do when the next paragraph goes on with the same voice.
func quotations(text string) []receipt.Span {
	var out []receipt.Span
	start := 0
	for start < len(text) {
		end := strings.IndexByte(text[start:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += start
		}
		out = quotedIn(text, start, end, out)
		start = end + 1
	}
	return out
}

func quotedIn(text string, start, end int, out []receipt.Span) []receipt.Span {
	open := -1
	straight := strings.Count(text[start:end], `"`)
	for i, r := range text[start:end] {
		at := start + i
		if r == '\'' && strings.HasPrefix(text[at:end], "''") { // typed as two single marks
			if open < 0 {
				open = at + 2
			} else if open < at {
				out = append(out, receipt.Span{Start: open, End: at})
				open = -1
			}
			continue
		}
		switch r {
		case '"':
			if open < 0 {
				if straight%2 == 1 && !opensWord(text, start, at, end) {
					// The paragraph begins inside a quotation, or breaks off one.
					if closesWord(text, start, at) {
						out = append(out, receipt.Span{Start: start, End: at})
					}
					straight--
					continue
				}
				open = at + 1
			} else {
				out = append(out, receipt.Span{Start: open, End: at})
				open = -1
			}
		case '“', '„', '«', '「':
			if open < 0 {
				open = at + len(string(r))
			}
		case '”', '»', '」':
			if open >= 0 {
				out = append(out, receipt.Span{Start: open, End: at})
				open = -1
			}
		}
	}
	if open >= 0 && open < end {
		out = append(out, receipt.Span{Start: open, End: end})
	}
	return out
}

// opensWord reports whether the mark at stands before a word and after a blank,
// as an opening mark does.
func opensWord(text string, start, at, end int) bool {
	before := at == start || text[at-1] == ' ' || text[at-1] == '('
	after := at+1 < end && text[at+1] != ' '
	return before && after
}

// closesWord reports whether the mark stands behind a comma, a full stop or
// their like, as a closing mark does; an inch mark does not.
func closesWord(text string, start, at int) bool {
	return at > start && strings.IndexByte(",.?!", text[at-1]) >= 0
}

// phrasesIn gives the quoted stretches inside content; a stretch that is cut by
// the content's edge gives the part inside.
func phrasesIn(quotes []receipt.Span, content receipt.Span) []receipt.Span {
	var out []receipt.Span
	for _, q := range quotes {
		if !q.Overlaps(content) {
			continue
		}
		s := receipt.Span{Start: max(q.Start, content.Start), End: min(q.End, content.End)}
		if !s.Empty() {
			out = append(out, s)
		}
	}
	return out
}

// addQuoted reads 'More from the ministry: "S"' and 'Quote of the day, from a
// trader: "S"': a party, a colon and a quotation.
func (l *line) addQuoted(found []*attribution) []*attribution {
	if len(found) > 0 {
		return found
	}
	for i := 1; i+2 < len(l.words); i++ {
		if l.low(i) != ":" || l.words[i].quoted || !l.isQuote(i+1) {
			continue
		}
		from := 0
		for k := i - 1; k >= 0; k-- {
			if w := l.low(k); w == "from" || w == "by" {
				from = k + 1
				break
			}
		}
		if from >= i || !l.party(l.trimFront(from, i), i) || from == 0 && !l.verbless(0, i) {
			return found
		}
		return insert(found, &attribution{line: l, at: i, sourceAt: l.trimFront(from, i), sourceTo: i, from: i + 1, to: l.end()})
	}
	return found
}

// addVerbs reads '"S," a spokesman raged' and '"S," raged a spokesman': behind a
// quotation any verb that closes the sentence with a speaker is one of saying.
func (l *line) addVerbs(found []*attribution) []*attribution {
	if len(found) > 0 || len(l.node) == 0 || !l.isQuote(0) {
		return found
	}
	q := 0
	for i := 1; i < len(l.words); i++ {
		if l.isQuote(i) {
			q = i
			break
		}
	}
	end := l.end()
	if q < 3 || !l.isComma(q-1) && !l.isComma(q+1) || q+2 >= end {
		return found
	}
	from := q + 1
	if l.isComma(from) {
		from++
	}
	for v := from; v < end; v++ {
		n := l.node[v]
		if n < 0 || l.tree.Nodes[n].Tag != syntax.VERB || l.upper(v) {
			continue
		}
		a := &attribution{line: l, at: v, cueSpan: l.words[v].Span, from: 0, to: q + 1, left: true}
		switch rest := l.skipAdjunct(v + 1); {
		case v > from && rest >= end:
			a.sourceAt, a.sourceTo = from, v
		case v == from && l.phraseEnd(v+1) > v+1:
			a.sourceAt, a.sourceTo = v+1, l.phraseEnd(v+1)
		default:
			return found
		}
		if !l.party(a.sourceAt, a.sourceTo) && l.classAt(a.sourceAt) != pronoun {
			return found
		}
		return insert(found, a)
	}
	return found
}

// quotesAt is the quotations, of many in order of the text, that may touch a span.
func quotesAt(quotes []receipt.Span, s receipt.Span) []receipt.Span {
	first := sort.Search(len(quotes), func(i int) bool { return quotes[i].End >= s.Start })
	last := first
	for last < len(quotes) && quotes[last].Start <= s.End {
		last++
	}
	return quotes[first:last]
}
