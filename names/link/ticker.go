package link

import (
	"strings"

	"newstape/names/security"
	"newstape/receipt"
)

// ticker is a ticker symbol in the text.
type ticker struct {
	receipt.Span
	word   int // the word it begins with
	code   string
	lines  []security.Line
	via    string // exchange_tag, cashtag, ticker
	reason string
	name   *candidate // the name in front of it
	cell   bool       // fills a table cell
}

// readTickers finds tickers that their surroundings mark: an exchange before
// them, a dollar sign, a venue's suffix, brackets behind a name, a table cell.
// Bare ones wait for [story.supportTickers].
func (s *story) readTickers() {
	var last *ticker // the one before in the same brackets
	end := 0         // of the last ticker, whose class letter is a word too
	for i := range s.words {
		if s.inside[i] < 0 || !s.words[i].allUpper || !s.words[i].upper || s.words[i].start < end {
			continue
		}
		t := s.tickerAt(i)
		if t == nil {
			continue
		}
		s.mark(t, last)
		if t.via == "exchange_tag" {
			last = t
		} else {
			last = nil
		}
		if t.via == "" && !t.cell && s.owner[i] != nil {
			continue // a name that happens to be a ticker too
		}
		t.name = s.nameBefore(t)
		s.settleTicker(t)
		end = t.End
	}
}

// tickerAt reads the code that begins at word i, with the class behind a dot;
// nil when it cannot be one.
func (s *story) tickerAt(i int) *ticker {
	w := s.words[i]
	text := s.doc.Text
	end := w.end
	if n := end - w.start; n > 6 || end < len(text) && text[end] == '-' && end+1 < len(text) && isLetter(text[end+1]) {
		return nil
	}
	for j := w.start; j < end; j++ {
		if !isUpper(text[j]) && !isDigit(text[j]) {
			return nil
		}
	}
	if s.gapBefore(i) == apostrophe || w.start > 0 && text[w.start-1] == '-' {
		return nil
	}
	t := &ticker{word: i, code: text[w.start:end]}
	// BRK.B, not "TSLA. A": one capital behind the dot and nothing after it.
	if end+1 < len(text) && text[end] == '.' && isUpper(text[end+1]) && (end+2 == len(text) || !isLetter(text[end+2]) && text[end+2] != '.') {
		if len(s.master.Ticker(text[w.start:end+2])) > 0 {
			t.code = text[w.start : end+2]
		}
	}
	t.Span = receipt.Span{Start: w.start, End: w.start + len(t.code)}
	return t
}

func (s *story) gapBefore(i int) gap {
	if i == 0 {
		return broken
	}
	return s.words[i].gap
}

// mark says what marks the code as a ticker, and finds its lines.
func (s *story) mark(t, last *ticker) {
	text := s.doc.Text
	before := strings.TrimRight(text[max(0, t.Start-40):t.Start], " [*_")
	after := strings.TrimLeft(text[t.End:min(len(text), t.End+8)], "]*_")
	switch {
	case strings.HasSuffix(before, ":"):
		if mics, name := exchangeBefore(strings.TrimRight(before[:len(before)-1], " ]")); mics != nil {
			t.via, t.reason = "exchange_tag", "behind the exchange "+name
			t.lines = s.linesOn(t.code, mics)
			if c := s.owner[t.word-1]; c != nil && c.open() {
				c.dropped = true // the exchange of the tag
			}
		}
	case last != nil && follows(text[last.End:t.Start]):
		t.via, t.reason = "exchange_tag", "behind another ticker of the same exchange"
		t.lines = s.linesOn(t.code, []string{last.lines0()})
	case strings.HasSuffix(before, "$") && isUpper(t.code[0]) && !strings.HasSuffix(before, "S$"):
		t.via, t.reason = "cashtag", "a cashtag"
		t.lines = s.linesOn(t.code, american)
	default:
		s.markSuffix(t, after)
		if t.via != "" {
			return
		}
		t.lines = s.linesOn(t.code, nil)
		t.cell = s.fillsCell(t)
		if strings.HasSuffix(before, "(") && strings.HasPrefix(after, ")") {
			t.via, t.reason = "ticker", "in brackets behind the name"
		}
	}
}

// lines0 is the MIC of the ticker's first line, "" when it has none.
func (t *ticker) lines0() string {
	if len(t.lines) == 0 {
		return ""
	}
	return t.lines[0].Listing.MIC
}

// follows reports that only a separator of a list stands between two tickers.
func follows(between string) bool {
	switch strings.TrimSpace(strings.Trim(between, "]*_ ")) {
	case ",", "/", "and", ", and", "&", ";":
		return len(between) < 12
	}
	return false
}

// markSuffix reads a venue's suffix: 9988.HK, BABA.N in brackets.
func (s *story) markSuffix(t *ticker, after string) {
	if !strings.HasPrefix(after, ".") || len(t.code) != s.words[t.word].end-s.words[t.word].start {
		return
	}
	n := 1
	for n < len(after) && isUpper(after[n]) {
		n++
	}
	mics := suffixes[after[1:n]]
	if mics == nil || n < len(after) && (isLetter(after[n]) || isDigit(after[n])) {
		return
	}
	if n == 2 && !strings.HasPrefix(after[n:], ")") && !strings.HasPrefix(after[n:], ">") {
		return // one letter is a suffix only in brackets
	}
	lines := s.linesOn(t.code, mics)
	if len(lines) == 0 {
		return
	}
	t.via, t.reason, t.lines = "exchange_tag", "with the venue "+after[1:n], lines
	t.End += n
}

// fillsCell reports that the code is all that a table cell holds.
func (s *story) fillsCell(t *ticker) bool {
	for _, c := range s.doc.Sentences[s.inside[t.word]].Cells {
		if strings.Trim(c.In(s.doc.Text), " $()") == t.code {
			return true
		}
	}
	return false
}

// nameBefore is the candidate that ends right before the ticker or its bracket,
// or that fills the cell before.
func (s *story) nameBefore(t *ticker) *candidate {
	for i := t.word - 1; i >= max(0, t.word-6) && s.inside[i] == s.inside[t.word]; i-- {
		if c := s.owner[i]; c != nil && !c.dropped {
			return c
		}
		if t.via == "" && !t.cell {
			return nil
		}
	}
	return nil
}

// settleTicker accepts a marked ticker, and with it the name in front that has
// the same entity.
func (s *story) settleTicker(t *ticker) {
	if t.name != nil {
		for _, n := range t.name.names {
			for _, l := range t.lines {
				if n.entity == l.Entity {
					t.lines = []security.Line{l}
					if t.name.ticker == nil {
						t.name.ticker = t
					}
					if t.via == "" {
						t.via, t.reason = "ticker", "beside the name"
					}
					if t.name.open() {
						t.name.accept(s, l.Entity, "alias", "its ticker "+t.code+" follows", true)
					}
					s.keepTicker(t)
					return
				}
			}
		}
	}
	switch t.via {
	case "exchange_tag":
		s.keepTicker(t)
	case "cashtag":
		if len(t.lines) > 0 {
			s.keepTicker(t)
		}
	case "ticker":
		if len(t.lines) > 0 && !s.stop[t.code] && s.namesake(t) {
			s.keepTicker(t)
		}
	default:
		if len(t.lines) > 0 {
			s.tickers = append(s.tickers, t) // bare: waits
		}
	}
}

// namesake reports that the words before the bracket share their first letters
// with the issuer's name: "the Chemours Company (CC)".
func (s *story) namesake(t *ticker) bool {
	for i := t.word - 1; i >= max(0, t.word-8) && s.inside[i] == s.inside[t.word]; i-- {
		w := s.low(s.inside[i], i)
		if len(w) < 3 {
			continue
		}
		for _, l := range t.lines {
			if strings.HasPrefix(strings.ToLower(l.Entity.Name), w) {
				t.lines = []security.Line{l}
				return true
			}
		}
	}
	return false
}

// keepTicker takes the words away from names and makes its entity known.
func (s *story) keepTicker(t *ticker) {
	if c := s.owner[t.word]; c != nil && c != t.name {
		c.dropped = true
	}
	if t.via != "" && len(t.lines) > 0 {
		s.known[t.lines[0].Entity] = true
	}
	s.tickers = append(s.tickers, t)
}

// supportTickers settles bare tickers: one is read when the story names its
// issuer, or when it is a well-known one in a sentence about prices.
func (s *story) supportTickers() {
	for _, t := range s.tickers {
		if t.via != "" || t.lines == nil {
			continue
		}
		if c := s.owner[t.word]; c != nil && !c.dropped && c.refused == "" {
			continue
		}
		for _, l := range t.lines {
			switch {
			case s.stop[t.code] || len(t.code) < 2 || isDigit(t.code[0]):
			case s.known[l.Entity]:
				t.via, t.reason = "ticker", "the story names its issuer"
			case t.cell && l.Entity.Rank <= prominent:
				t.via, t.reason = "ticker", "fills a table cell"
			case len(t.code) >= 3 && l.Entity.Rank == 0 && !s.flat[s.inside[t.word]] && s.priceTalk(t):
				t.via, t.reason = "ticker", "a well-known ticker beside a price"
			}
			if t.via != "" {
				t.lines = []security.Line{l}
				break
			}
		}
	}
}

// priceTalk reports a price word or figure near the ticker.
func (s *story) priceTalk(t *ticker) bool {
	in := s.inside[t.word]
	if s.figureWithin(in, t.word+1, 8) {
		return true
	}
	for i := t.word - 3; i < t.word+4; i++ {
		if s.class(in, i)&share != 0 {
			return true
		}
	}
	return false
}

func isUpper(c byte) bool  { return 'A' <= c && c <= 'Z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || c >= 0x80 }
