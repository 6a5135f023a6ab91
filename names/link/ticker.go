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
		if s.opaque(t.Span) {
			continue
		}
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

func isUpper(c byte) bool  { return 'A' <= c && c <= 'Z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || c >= 0x80 }
