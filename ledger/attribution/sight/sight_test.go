package sight

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/story/syntax"
	"newstape/story/text"
)

func passage(src string) *Passage {
	doc := text.Parse(src)
	return New(doc, make(syntax.Trees, len(doc.Sentences)), nil)
}

func TestQuotations(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"straight marks", `He said "yes" and "no".`, []string{`"yes"`, `"no"`}},
		{"curly marks over sentences", `“We fight. We win,” he said.`, []string{`“We fight. We win,”`}},
		{"doubled single marks", `''We fight,'' he said.`, []string{`''We fight,''`}},
		{"single marks", `A 'red line' was crossed.`, []string{`'red line'`}},
		{"single marks inside of double ones", `"He said 'no' to us," she said.`, []string{`"He said 'no' to us,"`}},
		{"possessives quote nothing", `The banks' loans and the firms' debts grew.`, nil},
		{"a paragraph left open at its beginning", "“We fight.\n“We win.”", []string{"“We fight.", "“We win.”"}},
		{"an opening mark without a partner", `He said “ and left the room again.`, nil},
		{"a closing mark without a partner", `He left.” She stayed.`, nil},
		{"an empty quotation", `He said "" and left.`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := passage(c.text)
			var got []string
			for _, q := range p.Quotes {
				got = append(got, c.text[p.Units[q.First].Start:p.Units[q.Last].End])
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s\n-want +got:\n%s", c.text, diff)
			}
		})
	}
}

func TestStem(t *testing.T) {
	for _, family := range []string{
		"say says said saying", "deny denies denied denying", "admit admits admitted admitting", "note notes noted noting",
		"argue argues argued arguing", "add adds added adding", "call calls called calling", "vow vows vowed vowing",
		"criticize criticizes criticized criticizing", "press presses pressed pressing", "write writes wrote written writing",
	} {
		forms := strings.Fields(family)
		for _, f := range forms {
			if got, want := stem(f), stem(forms[0]); got != want {
				t.Errorf("stem of %s is %q, that of %s %q", f, got, forms[0], want)
			}
		}
	}
	if stem("not") == stem("note") {
		t.Error("not and note have one stem")
	}
}

// unitOf is the index of the unit that is the word.
func unitOf(t *testing.T, p *Passage, word string) int {
	t.Helper()
	for i := range p.Units {
		if p.word(i) == word {
			return i
		}
	}
	t.Fatalf("no %q", word)
	return -1
}

func TestWindow(t *testing.T) {
	for _, c := range []struct{ name, text, cue, first, last string }{
		{"the sentence alone", "It rained. He said no. She left.", "said", "He", "."},
		{"a quotation that goes on", `He said: "No. Never again." She left.`, "said", "He", `"`},
		{"a quotation that came before", `"No. Never again," he said. She left.`, "said", `"`, "."},
		{"behind a colon, the next paragraph", "He continued:\nNo more.\nShe left.", "continued", "He", "."},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := passage(c.text)
			i := unitOf(t, p, c.cue)
			w := p.window(Range{i, i})
			if p.word(w.First) != c.first || p.word(w.Last) != c.last {
				t.Errorf("%s: from %q to %q", c.text, p.word(w.First), p.word(w.Last))
			}
		})
	}
}

func TestWindowsOfLongTextsAreBounded(t *testing.T) {
	p := passage(`He said: "` + strings.Repeat("no. ", 3000) + `"`)
	i := unitOf(t, p, "said")
	if w := p.window(Range{i, i}); w.Last-w.First > 2*quoteReach {
		t.Errorf("a window of %d units", w.Last-w.First+1)
	}
}

func TestEveryTemplateHasItsWords(t *testing.T) {
	for name, table := range map[string][]string{"cue": cueTemplates[:], "role": roleTemplates[:]} {
		if len(table) > 1<<templateBits {
			t.Errorf("%d templates of %s: more than a feature can name", len(table), name)
		}
		for k, words := range table {
			if words == "" {
				t.Errorf("template %d of %s says nothing", k, name)
			}
		}
	}
}

func TestFeaturesNameTheirTemplate(t *testing.T) {
	p := passage("The bank said no.")
	var b Bag
	p.CueFeatures(2, &b)
	if len(b.Features) == 0 || Template(b.Features[1]) != cueWord || CueTemplate(cueWord) != "the word" {
		t.Errorf("the second feature of a cue is %q", CueTemplate(Template(b.Features[1])))
	}
}
