package check

import (
	"strings"
	"sync"
	"testing"

	"newstape/names/link"
	"newstape/names/security"
	"newstape/story/syntax"
	"newstape/tape/sample"
)

var embedded = sync.OnceValue(func() Facts {
	tape, err := sample.Tape()
	if err != nil {
		panic(err)
	}
	parser, err := syntax.Open()
	if err != nil {
		panic(err)
	}
	m := security.Embedded()
	return Facts{Syntax: parser, Master: m, Linker: link.New(m), Tape: tape}
})

func made(t *testing.T, n int, seed uint64) []Sample {
	t.Helper()
	f := embedded()
	out, err := Generate(f.Tape, f.Master, n, seed)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The same seed gives the same sentences, another seed others.
func TestGenerateIsDeterministic(t *testing.T) {
	a, b, other := made(t, 200, 7), made(t, 200, 7), made(t, 200, 8)
	same := 0
	for i := range a {
		if a[i] != b[i] {
			t.Fatalf("sample %d differs:\n%+v\n%+v", i, a[i], b[i])
		}
		if a[i].Text == other[i].Text {
			same++
		}
	}
	if same > len(a)/10 {
		t.Errorf("%d of %d sentences do not depend on the seed", same, len(a))
	}
}

// Half of the samples are altered, each in one way, and say what they altered.
func TestEverySecondSampleIsAltered(t *testing.T) {
	altered := 0
	for _, s := range made(t, 400, 1) {
		if !strings.HasSuffix(s.Text, ".") || s.Target.Empty() || s.Target.End > len(s.Text) || strings.ContainsAny(s.Text, "{}") {
			t.Errorf("%s: %q with target %v", s.Kind, s.Text, s.Target)
		}
		if (s.Alteration == Untouched) != (s.Right == "") {
			t.Errorf("%s %q: %q", s.Kind, s.Alteration, s.Right)
		}
		if s.Alteration == Untouched {
			continue
		}
		altered++
		if s.Text == s.Right {
			t.Errorf("%s: nothing was altered in %q", s.Kind, s.Text)
		}
		if s.Alteration == Number && numbersIn(s.Text) == numbersIn(s.Right) {
			t.Errorf("%s: no number was altered in %q", s.Kind, s.Text)
		}
	}
	if altered < 180 || altered > 220 {
		t.Errorf("%d of 400 samples are altered", altered)
	}
}

// numbersIn drops everything but what a figure or a date is written with.
func numbersIn(text string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(text) {
		if strings.ContainsAny(w, "0123456789") || strings.HasSuffix(strings.TrimRight(w, "."), "th") || months[strings.TrimRight(w, ".")] || ordinal(w) {
			b.WriteString(w + " ")
		}
	}
	return b.String()
}

func ordinal(word string) bool {
	for _, o := range ordinals {
		if o == word {
			return true
		}
	}
	return false
}

var months = map[string]bool{
	"January": true, "February": true, "March": true, "April": true, "May": true, "June": true, "July": true, "August": true,
	"September": true, "October": true, "November": true, "December": true,
}

// On the embedded tape the checker tells most altered statements and rarely calls
// a right one wrong.
func TestInjectedOnTheEmbeddedTape(t *testing.T) {
	r, err := Inject(embedded(), made(t, 600, 1))
	if err != nil {
		t.Fatal(err)
	}
	m := r.Metrics()
	t.Logf("%v", m)
	if m["n"] != 600 || m["recall"] < 0.85 || m["false_alarm_rate"] > 0.06 {
		t.Errorf("injected: %v\n%s", m, strings.Join(r.Wrong[:min(5, len(r.Wrong))], "\n"))
	}
}

// A tape without companies gives no samples, and no error.
func TestGenerateWithoutCompanies(t *testing.T) {
	m, err := security.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	if out, err := Generate(embedded().Tape, m, 10, 1); err != nil || len(out) != 0 {
		t.Errorf("%d samples, %v", len(out), err)
	}
}

func TestWords(t *testing.T) {
	w := words()
	for _, k := range kinds() {
		if len(w.templates[k.name]) == 0 {
			t.Errorf("kind %s has no templates", k.name)
		}
		for _, words := range w.templates[k.name] {
			if k.target != "" && !strings.Contains(words, "{"+k.target+"}") {
				t.Errorf("kind %s: %q has no place for its figure {%s}", k.name, words, k.target)
			}
		}
	}
	for v, want := range map[float64]string{1234567.891: "1,234,567.89", 0.5: "0.50", 999: "999.00", 1000: "1,000.00"} {
		if got := decimal(v, 2); got != want {
			t.Errorf("decimal(%v) = %s, want %s", v, got, want)
		}
	}
	if got := swapped(4.7, 1); got != 7.4 {
		t.Errorf("swapped(4.7) = %v", got)
	}
}
