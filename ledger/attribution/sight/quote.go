package sight

import "strings"

// findQuotes pairs quotation marks, paragraph by paragraph. A paragraph that
// opens a quotation and does not close it is quoted to its end, as print does
// when the next paragraph goes on; an opening mark elsewhere without a partner
// quotes nothing.
func (p *Passage) findQuotes() {
	for first := 0; first < len(p.Sentences); {
		last := first
		for last+1 < len(p.Sentences) && p.Sentences[last+1].Paragraph == p.Sentences[first].Paragraph {
			last++
		}
		p.pairQuotes(p.Sentences[first].First, p.Sentences[last].Last)
		first = last + 1
	}
}

// side is what a mark can do.
type side uint8

const (
	noSide side = iota
	opens
	closes
	either // a straight mark
)

// sideOf gives the side of a token and whether it is a single mark.
func sideOf(word string) (s side, single bool) {
	switch word {
	case "“", "``", "„", "«":
		return opens, false
	case "”", "»":
		return closes, false
	case `"`, "''", "＂":
		return either, false
	case "‘", "`":
		return opens, true
	case "’", "'":
		return either, true
	}
	return noSide, false
}

func (p *Passage) pairQuotes(first, last int) {
	open, single := -1, -1
	for i := first; i <= last; i++ {
		s, isSingle := sideOf(p.word(i))
		switch {
		case s == noSide:
		case isSingle:
			single = p.singleQuote(i, s, single, open)
		case open < 0 && (s == opens || s == either && !p.ends(i)):
			open = i
		case open < 0 && s == either && p.ends(i): // a closing mark whose partner is missing
		case open >= 0 && s != opens:
			p.addQuote(open, i)
			open = -1
		case s == opens: // a new one: the last was never closed
			open = i
		}
	}
	if open >= 0 && open <= first+1 && last > open {
		p.addQuote(open, last)
	}
}

// singleQuote follows single marks outside of double ones: an opening one needs
// a blank before it, a closing one a blank or mark behind it.
func (p *Passage) singleQuote(i int, s side, single, open int) int {
	switch {
	case open >= 0:
		return -1
	case s == opens || single < 0 && p.begins(i):
		return i
	case single >= 0 && !p.begins(i) && p.Units[single].Sentence == p.Units[i].Sentence:
		if i > single+1 && p.ends(i) {
			p.addQuote(single, i)
			return -1
		}
	}
	return single
}

func (p *Passage) addQuote(open, closing int) {
	if closing <= open+1 {
		return
	}
	q := int32(len(p.Quotes))
	p.Quotes = append(p.Quotes, Range{open, closing})
	for i := open; i <= closing; i++ {
		p.Units[i].Quote = q
	}
	p.Units[open].Mark = Opening
	if s, _ := sideOf(p.word(closing)); s != noSide {
		p.Units[closing].Mark = Closing
	}
}

// begins reports whether unit i is glued to what follows and stands free of what
// comes before.
func (p *Passage) begins(i int) bool {
	u := p.Units[i].Span
	free := u.Start == 0 || strings.IndexByte(" \n\t([-", p.Text[u.Start-1]) >= 0
	return free && u.End < len(p.Text) && strings.IndexByte(" \n\t", p.Text[u.End]) < 0
}

// ends reports whether unit i is glued to what comes before and stands free of
// what follows.
func (p *Passage) ends(i int) bool {
	u := p.Units[i].Span
	glued := u.Start > 0 && strings.IndexByte(" \n\t([", p.Text[u.Start-1]) < 0
	return glued && (u.End >= len(p.Text) || strings.IndexByte(" \n\t.,;:?!)]-", p.Text[u.End]) >= 0 || p.Text[u.End] >= 0x80)
}

func (p *Passage) word(i int) string { return p.Units[i].In(p.Text) }
