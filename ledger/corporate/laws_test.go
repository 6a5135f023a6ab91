package corporate

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"newstape/story/text"
)

// checkLaws are what holds of any text.
func checkLaws(t interface{ Fatalf(string, ...any) }, m *Model, words string) {
	doc := text.Parse(words)
	for i, ps := range m.Probabilities(doc) {
		for _, p := range ps {
			if !(p >= 0 && p <= 1) {
				t.Fatalf("sentence %d of %q: probability %v", i, words, p)
			}
		}
	}
	found := m.Types(doc)
	for k, f := range found {
		if f.Receipt().Void() || f.Receipt().Spans()[0] != doc.Sentences[f.Sentence].Span {
			t.Fatalf("%q: %v rests on %v", words, f, f.Receipt())
		}
		if k > 0 && found[k-1].Sentence == f.Sentence && found[k-1].Probability < f.Probability {
			t.Fatalf("%q: the less probable type comes first", words)
		}
		for _, r := range m.Why(doc, f, 3) {
			if !doc.Sentences[f.Sentence].Contains(r.Span) || r.Weight <= 0 {
				t.Fatalf("%q: reason %v of %v", words, r, f)
			}
		}
	}
	if !slices.EqualFunc(found, m.Types(doc), func(a, b Found) bool {
		return a.Sentence == b.Sentence && a.Type == b.Type && a.Probability == b.Probability
	}) {
		t.Fatalf("%q: two readings differ", words)
	}
}

func TestLawsOfAnyText(t *testing.T) {
	m := open(t)
	pieces := []string{
		"shares", "Boeing", "fell", "3.2%", "$4.10", "(", "AMD", ")", ".", ",", "\n", "dividend", "lawsuit", "the",
		"2017", "€", "20", "percent", "«", "É", "\xff", "阿里", "acquire", "step", "down", "%", "$", "'s", "Mr.",
	}
	rapid.Check(t, func(t *rapid.T) {
		checkLaws(t, m, strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "words"), " "))
	})
}

func FuzzTypes(f *testing.F) {
	m := open(f)
	f.Add("Shares of Boeing fell 3.2% to $341.10.")
	f.Add("\xff$\n€ 5 (")
	f.Fuzz(func(t *testing.T, words string) { checkLaws(t, m, words) })
}

func FuzzLoad(f *testing.F) {
	b := []byte(embedded)
	f.Add(b[:headerSize])
	f.Add(b)
	f.Fuzz(func(_ *testing.T, b []byte) {
		if m, err := Load(b); err == nil {
			m.Types(text.Parse("Shares fell."))
		}
	})
}

func TestADamagedFileIsRefused(t *testing.T) {
	b := []byte(embedded)
	for at := 0; at < len(b); at += 1 + at/9 {
		b[at] ^= 1
		if _, err := Load(b); err == nil {
			t.Fatalf("byte %d was changed unseen", at)
		}
		b[at] ^= 1
	}
	for _, n := range []int{0, headerSize - 1, headerSize, len(b) - 1} {
		if _, err := Load(b[:n]); err == nil {
			t.Fatalf("a file cut at %d was read", n)
		}
	}
}

func TestALongSentenceIsReadInProportion(t *testing.T) {
	m := open(t)
	doc := text.Parse(strings.Repeat("Acme shares fell 3% after the lawsuit , and ", 800))
	if found := m.Types(doc); len(found) == 0 {
		t.Error("nothing was found in it")
	}
	if n := len(newReader(m.lexicon).read(doc, doc.Sentences[0])); n > maxFeatures {
		t.Errorf("%d features", n)
	}
}

func TestReasonsAreTheWordsThatSpeak(t *testing.T) {
	m := open(t)
	doc := text.Parse("Markets today\nThe board raised the quarterly dividend 6% to 53 cents a share.")
	for _, f := range m.Types(doc) {
		if f.Type != Dividend {
			continue
		}
		for _, r := range m.Why(doc, f, 3) {
			if strings.Contains(r.In(doc.Text), "dividend") {
				return
			}
		}
		t.Fatalf("reasons: %v", m.Why(doc, f, 3))
	}
	t.Fatal("no dividend was found")
}

func TestWhyOfSomethingElseIsNothing(t *testing.T) {
	m := open(t)
	doc := text.Parse("Shares fell.")
	if r := m.Why(doc, Found{Sentence: 7, Type: Deal}, 3); r != nil {
		t.Error(r)
	}
	if r := m.Why(doc, Found{Type: "Weather"}, 3); r != nil {
		t.Error(r)
	}
}

func TestFeaturesComeOnce(t *testing.T) {
	r := newReader(newLexicon())
	doc := text.Parse("Shares of Acme fell and shares of Globex fell and shares rose.")
	seen := map[uint32]bool{}
	for _, f := range r.read(doc, doc.Sentences[0]) {
		if seen[f.Key] {
			t.Fatalf("feature %08x twice", f.Key)
		}
		seen[f.Key] = true
	}
	if n := len(r.read(doc, doc.Sentences[0])); n != len(seen) {
		t.Errorf("%d features, then %d", len(seen), n)
	}
}

func TestStem(t *testing.T) {
	for want, forms := range map[string]string{
		"ris": "rise rises rising", "acquir": "acquire acquires acquired acquiring", "company": "company companies",
		"cut": "cut cuts cutting", "loss": "loss losses", "fell": "fell", "quarter": "quarter quarters quarterly", "#year": "#year",
	} {
		for form := range strings.FieldsSeq(forms) {
			if got := string(stem([]byte(form))); got != want {
				t.Errorf("%s: %s, want %s", form, got, want)
			}
		}
	}
}

func TestThresholdHasTheHighestF1(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		js := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) judgement {
			return judgement{p: float64(rapid.IntRange(1, 9).Draw(t, "p")) / 10, right: rapid.Bool().Draw(t, "right")}
		}), 1, 30).Draw(t, "judgements")
		f1 := func(at float64) float64 {
			hit, said, gold := 0, 0, 0
			for _, j := range js {
				if j.right {
					gold++
				}
				if j.p >= at {
					said++
					if j.right {
						hit++
					}
				}
			}
			return 2 * float64(hit) / float64(max(1, said+gold))
		}
		got := f1(threshold(slices.Clone(js)))
		for k := range 10 {
			if other := f1(float64(k)/10 + 0.05); other > got+1e-9 {
				t.Fatalf("%v at %v, but %v", got, threshold(js), other)
			}
		}
	})
}

// tiny are stories in which one word tells one type.
func tiny() []Story {
	var out []Story
	for k := range 10 {
		st := Story{Name: "tiny", Doc: text.Parse("News of the day\nThe dividend is paid.\nA lawsuit was lost.\nNothing else.")}
		st.Types = [][]Type{nil, {Dividend}, {Legal}, nil}
		if k%2 == 0 {
			st.Doc = text.Parse("News of the day\nNobody came.\nA dividend again.\nThat lawsuit.")
			st.Types = [][]Type{nil, nil, {Dividend}, {Legal}}
		}
		out = append(out, st)
	}
	return out
}

func TestTrainingIsReproducible(t *testing.T) {
	a, err := Train(tiny(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := Train(tiny(), 1); !bytes.Equal(a, b) {
		t.Error("two trainings gave two files")
	}
	if _, err := Load(a); err != nil {
		t.Error(err)
	}
}

func TestCrossValidationJudgesEverySentenceOnce(t *testing.T) {
	judged, err := CrossValidate(tiny(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if len(judged) != 40 {
		t.Fatalf("%d sentences", len(judged))
	}
	for i, j := range judged {
		if j.Story != i/4 || j.Sentence != i%4 {
			t.Fatalf("sentence %d stands for %d.%d", i, j.Story, j.Sentence)
		}
	}
}

func TestBadTraining(t *testing.T) {
	unknown := tiny()
	unknown[3].Types[1] = []Type{"Weather"}
	short := tiny()
	short[2].Types = short[2].Types[:2]
	for name, stories := range map[string][]Story{"none": nil, "unknown type": unknown, "types missing": short} {
		if _, err := Train(stories, 1); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
