package brief

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"newstape/receipt"
)

// quoteLimit bounds how much of the story one receipt repeats, in runes.
const quoteLimit = 90

// spanLimit bounds how many places one printed receipt lists; JSON has all.
const spanLimit = 24

// describe writes receipt i for people: the rule, the words with their place,
// the cells and the rows. Sources of cells are given by their letter in
// the legend.
func (p *Page) describe(i int) string {
	r := p.Receipts[i]
	parts := []string{r.Rule()}
	for i, s := range r.Spans() {
		if i == spanLimit {
			parts = append(parts, fmt.Sprintf("and %d more places", len(r.Spans())-i))
			break
		}
		parts = append(parts, fmt.Sprintf("“%s” (bytes %d–%d)", shorten(s.In(p.dossier.Article.Text)), s.Start, s.End))
	}
	parts = append(parts, p.describeCells(r.Cells())...)
	for _, f := range r.Facts() {
		parts = append(parts, f.String())
	}
	return strings.Join(parts, " · ")
}

// describeCells joins neighbouring cells of one listing, which read as a row:
// "XNYS:BABA close 2025-11-13 159.84, 2025-11-14 153.8 (raw, a)".
func (p *Page) describeCells(cells []receipt.Cell) []string {
	var out []string
	for i := 0; i < len(cells); {
		c := cells[i]
		var figures []string
		for ; i < len(cells) && cells[i].Listing == c.Listing && cells[i].Basis == c.Basis && cells[i].Source == c.Source; i++ {
			figures = append(figures, fmt.Sprintf("%s %s %s", cells[i].At, cells[i].Field, strconv.FormatFloat(cells[i].Value, 'f', -1, 64)))
		}
		out = append(out, fmt.Sprintf("%s %s (%s, %s)", c.Listing, strings.Join(figures, ", "), c.Basis, p.letter(c.Source)))
	}
	return out
}

// listSources finds the sources of all cells, in the order in which they appear.
func (p *Page) listSources() {
	seen := map[string]bool{}
	for _, r := range p.Receipts {
		for _, c := range r.Cells() {
			if !seen[c.Source] {
				seen[c.Source] = true
				p.sources = append(p.sources, c.Source)
			}
		}
	}
}

// letter is a source's short name: a to z, then a number.
func (p *Page) letter(source string) string {
	k := slices.Index(p.sources, source)
	if k >= 0 && k < 26 {
		return string(rune('a' + k))
	}
	return strconv.Itoa(k + 1)
}

// legend explains the letters.
func (p *Page) legend() string {
	var parts []string
	for _, s := range p.sources {
		parts = append(parts, p.letter(s)+": "+s)
	}
	return strings.Join(parts, "; ")
}

// shorten keeps the head and the tail of a long quotation.
func shorten(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	runes := []rune(s)
	if len(runes) <= quoteLimit {
		return s
	}
	return string(runes[:quoteLimit-25]) + " … " + string(runes[len(runes)-22:])
}
