package check

import (
	"fmt"
	"strings"

	market "newstape/check"
	"newstape/fault"
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
// statement of its sentence is, or its own where the text has others.
func Inject(f Facts, samples []Sample) (*Injected, error) {
	out := &Injected{Altered: map[Alteration]int{}, Caught: map[Alteration]int{}, Kinds: map[string][4]int{}}
	for _, s := range samples {
		found, err := s.statements(f)
		if err != nil {
			return nil, err
		}
		k := out.Kinds[s.Kind]
		in := s.Target
		if s.Alteration == Untouched && !s.Alone {
			in = receipt.Span{Start: 0, End: len(s.Text)}
		}
		st, accused := s.accused(found, in)
		if s.Alteration == Untouched {
			out.Right++
			k[2]++
			if s.at(found, s.Target) != nil {
				out.Found++
			}
			if accused {
				out.Alarms++
				k[3]++
				out.Wrong = append(out.Wrong, s.line("false alarm", st))
			}
		} else {
			out.Altered[s.Alteration]++
			k[0]++
			if accused {
				out.Caught[s.Alteration]++
				k[1]++
			} else {
				out.Wrong = append(out.Wrong, s.line("not caught", s.at(found, s.Target)))
			}
		}
		out.Kinds[s.Kind] = k
	}
	return out, nil
}

// statements reads the sample as the product does; their spans are those of the
// sample's text.
func (s Sample) statements(f Facts) ([]market.Statement, error) {
	if s.Story == "" {
		_, found := statements(f, s.Kind, s.Text, when.Reference{Published: s.Published, Known: true, DateOnly: s.DateOnly})
		return found, nil
	}
	a, err := article.Read([]byte(s.Text), article.Options{Name: "story.txt", Published: s.Story})
	if err != nil {
		return nil, fault.New(fault.CodeOf(err), "judge a sample: %w", err)
	}
	doc := text.Parse(a.Text)
	found := market.Story(a, doc, f.Syntax.Document(doc), f.Linker.Find(a, doc), f.Tape)
	for i := range found {
		found[i].Span, found[i].Number = a.Original(found[i].Span), a.Original(found[i].Number)
	}
	return found, nil
}

// Add joins the counts of another lot of samples.
func (i *Injected) Add(o *Injected) {
	for how, n := range o.Altered {
		i.Altered[how] += n
		i.Caught[how] += o.Caught[how]
	}
	i.Right, i.Alarms, i.Found = i.Right+o.Right, i.Alarms+o.Alarms, i.Found+o.Found
	for kind, n := range o.Kinds {
		k := i.Kinds[kind]
		for x := range k {
			k[x] += n[x]
		}
		i.Kinds[kind] = k
	}
	i.Wrong = append(i.Wrong, o.Wrong...)
}

// accused is the first statement in the span that is called wrong.
func (s Sample) accused(found []market.Statement, in receipt.Span) (*market.Statement, bool) {
	for i := range found {
		if !s.lies(found[i], in) {
			continue
		}
		switch found[i].Verdict {
		case market.Fails, market.HoldsIntraday, market.HoldsElsewhere:
			return &found[i], true
		}
	}
	return nil, false
}

func (s Sample) at(found []market.Statement, in receipt.Span) *market.Statement {
	for i := range found {
		if s.lies(found[i], in) {
			return &found[i]
		}
	}
	return nil
}

// lies reports whether a statement is the one at a span: by its words, or by its
// figure where the text has other statements.
func (s Sample) lies(st market.Statement, in receipt.Span) bool {
	if s.Alone {
		return st.Number.Overlaps(in)
	}
	return st.Span.Overlaps(in)
}

// line lays a sample out for a person.
func (s Sample) line(what string, st *market.Statement) string {
	got := "no statement found"
	if st != nil {
		got = fmt.Sprintf("%s %s: %s", st.Measure, st.Verdict, st.Why)
	}
	published := s.Published.Format("2006-01-02T15:04-07:00 Mon")
	if s.Story != "" {
		published = s.Story
	}
	out := fmt.Sprintf("%s  %s %s %s published %s\n  sentence: %s\n", what, s.Kind, s.Listing, s.Alteration, published, around(s.Text, s.Target))
	if s.Right != "" {
		out += "  right:    " + around(s.Right, s.Target) + "\n"
	}
	return out + "  got:      " + got
}

// around is the line of a text that a span lies in.
func around(text string, at receipt.Span) string {
	start := strings.LastIndexByte(text[:min(at.Start, len(text))], '\n') + 1
	line, _, _ := strings.Cut(text[start:], "\n")
	return line
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
	for kind, name := range map[string]string{"real sentence": "real", "story": "stories"} {
		if k := i.Kinds[kind]; k[0] > 0 && k[2] > 0 {
			out["recall_"+name] = float64(k[1]) / float64(k[0])
			out["false_alarm_rate_"+name] = float64(k[3]) / float64(k[2])
			out["n_"+name] = float64(k[0] + k[2])
		}
	}
	return out
}
