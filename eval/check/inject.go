package check

import (
	"fmt"

	market "newstape/check"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/text"
	"newstape/story/when"
)

// Injected is how statements that were made wrong were told from right ones.
type Injected struct {
	Altered, Caught map[Alteration]int
	Right, Alarms   int
	Found           int               // of the right ones
	Kinds           map[string][4]int // altered, caught, right, alarms
	Wrong           []string
}

// statements reads a text as the product does.
func statements(f Facts, name, words string, ref when.Reference) (*article.Article, []market.Statement) {
	a := &article.Article{Name: name, Text: words, Reference: ref}
	doc := text.Parse(words)
	return a, market.Story(a, doc, f.Syntax.Document(doc), f.Linker.Find(a, doc), f.Tape)
}

// Inject judges samples. An altered one is caught when its statement is judged
// anything but true or not to be checked; a right one gives a false alarm when any
// statement of its sentence is.
func Inject(f Facts, samples []Sample) *Injected {
	out := &Injected{Altered: map[Alteration]int{}, Caught: map[Alteration]int{}, Kinds: map[string][4]int{}}
	for _, s := range samples {
		_, found := statements(f, s.Kind, s.Text, when.Reference{Published: s.Published, Known: true})
		k := out.Kinds[s.Kind]
		if s.Alteration == Untouched {
			out.Right++
			k[2]++
			if len(found) > 0 {
				out.Found++
			}
			if st, is := accused(found, receipt.Span{Start: 0, End: len(s.Text)}); is {
				out.Alarms++
				k[3]++
				out.Wrong = append(out.Wrong, s.line("false alarm", &st))
			}
		} else {
			out.Altered[s.Alteration]++
			k[0]++
			if _, is := accused(found, s.Target); is {
				out.Caught[s.Alteration]++
				k[1]++
			} else {
				out.Wrong = append(out.Wrong, s.line("not caught", at(found, s.Target)))
			}
		}
		out.Kinds[s.Kind] = k
	}
	return out
}

// accused is the first statement in the span that is called wrong.
func accused(found []market.Statement, in receipt.Span) (market.Statement, bool) {
	for _, st := range found {
		if st.Span.Overlaps(in) {
			switch st.Verdict {
			case market.Fails, market.HoldsIntraday, market.HoldsElsewhere:
				return st, true
			}
		}
	}
	return market.Statement{}, false
}

func at(found []market.Statement, in receipt.Span) *market.Statement {
	for i := range found {
		if found[i].Span.Overlaps(in) {
			return &found[i]
		}
	}
	return nil
}

// line lays a sample out for a person.
func (s Sample) line(what string, st *market.Statement) string {
	got := "no statement found"
	if st != nil {
		got = fmt.Sprintf("%s %s: %s", st.Measure, st.Verdict, st.Why)
	}
	out := fmt.Sprintf("%s  %s %s %s published %s\n  sentence: %s\n", what, s.Kind, s.Listing, s.Alteration, s.Published.Format("2006-01-02T15:04-07:00 Mon"), s.Text)
	if s.Right != "" {
		out += "  right:    " + s.Right + "\n"
	}
	return out + "  got:      " + got
}

// Metrics are the figures by name.
func (i *Injected) Metrics() map[string]float64 {
	out := map[string]float64{}
	altered, caught := 0, 0
	for _, how := range []Alteration{Number, Day, Turned, Venue} {
		if n := i.Altered[how]; n > 0 {
			out["recall_"+string(how)] = float64(i.Caught[how]) / float64(n)
		}
		altered += i.Altered[how]
		caught += i.Caught[how]
	}
	if altered > 0 {
		out["recall"] = float64(caught) / float64(altered)
	}
	if i.Right > 0 {
		out["false_alarm_rate"] = float64(i.Alarms) / float64(i.Right)
		out["untouched_found"] = float64(i.Found) / float64(i.Right)
	}
	out["n"] = float64(altered + i.Right)
	return out
}
