package linking

import (
	_ "embed" // the sentences
	"fmt"
	"slices"
	"strings"

	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
)

//go:embed adversarial.case
var adversarialCases string

// Adversarial scores the sentences of adversarial.case, which were written to
// mislead: ordinary words that are names too, tickers that are words, people and
// places that share a name.
//
// Right: a link that the case lists. Wrong: any other link to a party that can
// have shares, an unlisted company, a fund or an index. Missed: a listed line
// without its link; it is Abstained too when the place was refused with a reason.
// The headline is precision; every miss is an abstention in the plain sense, and
// both counts are reported.
func Adversarial(l *link.Linker) (Score, error) {
	var s Score
	for block := range strings.SplitSeq(adversarialCases, "\n\n") {
		if err := s.adversarial(block, l); err != nil {
			return s, err
		}
	}
	return s, nil
}

// expectation is a "+ words -> entity" line.
type expectation struct {
	words, entity string
	found         bool
}

// adversarial scores one block; each line of its story is a paragraph.
func (s *Score) adversarial(block string, l *link.Linker) error {
	var story []string
	var want []*expectation
	for line := range strings.SplitSeq(block, "\n") {
		switch {
		case line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "- "):
		case strings.HasPrefix(line, "+ "):
			words, entity, ok := strings.Cut(line[2:], " -> ")
			if !ok {
				return fmt.Errorf("read adversarial.case: line %q: no ' -> '", line)
			}
			want = append(want, &expectation{words: words, entity: entity})
		default:
			story = append(story, line)
		}
	}
	if len(story) == 0 {
		return nil
	}
	_, doc, got, err := read(strings.Join(story, "\n\n"), "2025-11-14", l)
	if err != nil {
		return fmt.Errorf("read adversarial.case: %q: %w", story[0], err)
	}
	s.N += len(want)
	for _, m := range got.Mentions {
		if !slices.Contains(judged, m.Entity.Kind) {
			continue
		}
		words := m.Span.In(doc.Text)
		i := slices.IndexFunc(want, func(w *expectation) bool {
			return !w.found && w.entity == m.Entity.ID && (strings.Contains(words, w.words) || strings.Contains(w.words, words))
		})
		if i < 0 {
			s.Wrong++
			s.note("adversarial: wrong: %q is linked to %s (%s): %s", words, m.Entity.ID, m.Reason, story[0])
			continue
		}
		want[i].found = true
		s.Right++
	}
	for _, w := range want {
		if w.found {
			continue
		}
		s.Missed++
		at := strings.Index(doc.Text, w.words)
		span := receipt.Span{Start: at, End: at + len(w.words)}
		why := "not seen"
		for _, x := range got.Refusals {
			if x.Span.Overlaps(span) {
				s.Abstained++
				why = x.Reason
				break
			}
		}
		s.note("adversarial: missed: %q as %s (%s): %s", w.words, w.entity, why, story[0])
	}
	return nil
}

// judged are the kinds of entity that a wrong link to would mislead a trader.
var judged = []security.Kind{security.Issuer, security.Private, security.Fund, security.Index}
