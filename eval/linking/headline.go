package linking

import (
	_ "embed" // what is no organisation
	"maps"
	"slices"
	"strings"
	"unicode"

	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
)

//go:embed not_organisations.txt
var notOrganisations string

// headline is a line of sentfin.
type headline struct {
	ID       string            `json:"id"`
	Headline string            `json:"headline"`
	Entities map[string]string `json:"entities"`
}

// Headlines scores the organisations of sentfin: headlines of Indian business
// news with their entities. The gold does not tell organisations from the rest,
// so entities that name markets, sectors, goods, currencies, places or indices
// are set aside first (not_organisations.txt), and so is an entity that does not
// stand in its headline.
//
// An organisation is found when one answer covers its words, articles, marks and
// a legal form at its end apart. Answers are those of [Organisations]: most of
// these issuers are not in the embedded master, so a name that is refused as
// unknown counts as recognised. A headline is read alone, as if published
// without a body.
func Headlines(path string, m *security.Master, l *link.Linker) (Score, error) {
	var s Score
	table := newAside(m)
	err := eachJSON(path, func(_ int, h headline) error {
		text := strings.TrimSpace(h.Headline)
		if text == "" {
			return nil
		}
		a, _, got, err := read(text, "", l)
		if err != nil {
			return err
		}
		s.headline(h, a.Text, table, answers(got))
		return nil
	})
	return s, err
}

func (s *Score) headline(h headline, clean string, table aside, got []answer) {
	var gold []receipt.Span
	for _, e := range slices.Sorted(maps.Keys(h.Entities)) {
		if table.holds(e) {
			continue
		}
		gold = append(gold, places(clean, e)...)
	}
	gold = widest(gold)
	s.N += len(gold)
	found := map[receipt.Span]bool{}
	for _, g := range got {
		span := unformed(bare(g.Span, clean), clean)
		if slices.Contains(gold, span) {
			found[span] = true
			continue
		}
		s.Wrong++
		s.note("sentfin %s: wrong: %q (%s): %s", h.ID, span.In(clean), g.why, clean)
	}
	s.Right += len(found)
	for _, g := range gold {
		if !found[g] {
			s.Missed++
			s.note("sentfin %s: missed: %q: %s", h.ID, g.In(clean), clean)
		}
	}
}

// places are where an entity's words stand in a headline.
func places(clean, entity string) []receipt.Span {
	var out []receipt.Span
	entity = strings.TrimSpace(entity)
	for from := 0; entity != ""; {
		i := strings.Index(clean[from:], entity)
		if i < 0 {
			break
		}
		at := receipt.Span{Start: from + i, End: from + i + len(entity)}
		from = at.End
		if !inWord(clean, at) {
			out = append(out, unformed(bare(at, clean), clean))
		}
	}
	return out
}

func inWord(clean string, at receipt.Span) bool {
	letter := func(c byte) bool { return c >= 0x80 || unicode.IsLetter(rune(c)) || unicode.IsDigit(rune(c)) }
	return at.Start > 0 && letter(clean[at.Start-1]) || at.End < len(clean) && letter(clean[at.End])
}

// widest leaves out spans that lie in another.
func widest(spans []receipt.Span) []receipt.Span {
	var out []receipt.Span
	for i, a := range spans {
		inside := false
		for k, b := range spans {
			if k != i && b.Contains(a) && (a != b || k < i) {
				inside = true
			}
		}
		if !inside {
			out = append(out, a)
		}
	}
	return out
}

// unformed takes a legal form off the end of a span.
func unformed(g receipt.Span, clean string) receipt.Span {
	core := security.Core(g.In(clean))
	g.End = g.Start + len(core)
	return g
}

// aside holds what is no organisation.
type aside struct {
	phrases, endings map[string]bool
}

func newAside(m *security.Master) aside {
	t := aside{map[string]bool{}, map[string]bool{}}
	for line := range strings.Lines(notOrganisations) {
		w := strings.TrimSpace(line)
		switch {
		case w == "" || w[0] == '#':
		case w[0] == '*':
			t.endings[w[1:]] = true
		default:
			t.phrases[w] = true
		}
	}
	for _, e := range m.Entities() {
		if e.Kind == security.Index || e.Kind == security.Place {
			for _, a := range e.Aliases {
				t.phrases[strings.ToLower(a.Name)] = true
			}
		}
	}
	return t
}

// holds reports that an entity is no organisation: it begins small and is no
// coined name, or the table says so.
func (t aside) holds(entity string) bool {
	words := strings.FieldsFunc(entity, func(r rune) bool { return r == ' ' || r == ',' })
	if len(words) == 0 {
		return true
	}
	if first := words[0]; strings.ToLower(first) == first && !strings.Contains(first, ".com") && !hasDigit(first) {
		return true
	}
	low := strings.ToLower(strings.Join(words, " "))
	if t.phrases[low] {
		return true
	}
	last := words[len(words)-1]
	return t.endings[strings.ToLower(last)] && (len(words) > 1 && strings.ToLower(last) == last || t.endings[low])
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }
