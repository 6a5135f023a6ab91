package stance

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"newstape/internal/table"
)

// headlines reads testdata/headlines.case.
func headlines(t testing.TB, each func(name, claim, want, headline, why string)) {
	t.Helper()
	raw, err := os.ReadFile("testdata/headlines.case")
	if err != nil {
		t.Fatal(err)
	}
	name, claim := "", ""
	for n, line := range strings.Split(string(raw), "\n") {
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "", "#":
		case "case":
			name = rest
		case "claim":
			claim = rest
		case "for", "against", "observing":
			headline, why, _ := strings.Cut(rest, " | ")
			each(name, claim, word, headline, why)
		default:
			t.Fatalf("headlines.case: line %d: %q begins with none of case, claim, for, against, observing, #", n+1, line)
		}
	}
}

func TestHeadlines(t *testing.T) {
	headlines(t, func(name, claim, want, headline, why string) {
		r := Of(claim, headline)
		if string(r.Stance) != want || !strings.Contains(r.Why, why) {
			t.Errorf("%s: %q is %s (%s), want %s %s", name, headline, r.Stance, r.Why, want, why)
		}
	})
}

// TestReasons: the reason names words that stand in the headline.
func TestReasons(t *testing.T) {
	headlines(t, func(_, claim, _, headline, _ string) {
		r := Of(claim, headline)
		lawful(t, headline, r)
		if r.Stance == Against && len(r.Cues) == 0 && !strings.Contains(r.Why, "opposite") {
			t.Errorf("%q is against without a word for it", headline)
		}
	})
}

type failer interface {
	Helper()
	Fatalf(string, ...any)
}

func lawful(t failer, headline string, r Reading) {
	t.Helper()
	if r.Stance != For && r.Stance != Against && r.Stance != Observing || r.Why == "" || r.Covered < 0 || r.Covered > 1 {
		t.Fatalf("%q: reading %+v", headline, r)
	}
	at := 0
	for _, c := range r.Cues {
		if c.Start < at || c.End > len(headline) || c.Empty() || c.Kind == "" || utf8.ValidString(headline) && !utf8.ValidString(c.In(headline)) {
			t.Fatalf("%q: cue %+v", headline, c)
		}
		at = c.End
	}
}

func TestStanceProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("Apple will not buy Netflix denies hoax report : ? , no says IBM that may is the fake \" -")), 0, 14)
		claim, headline := strings.Join(words.Draw(t, "claim"), " "), strings.Join(words.Draw(t, "headline"), " ")
		r := Of(claim, headline)
		lawful(t, headline, r)
		if again := Of(claim, headline); again.Stance != r.Stance || again.Why != r.Why {
			t.Fatalf("two readings of %q: %+v, %+v", headline, r, again)
		}
		if same := Of(headline, headline); same.Stance == Against {
			t.Fatalf("%q is against itself: %+v", headline, same)
		}
	})
}

func TestWeightsTable(t *testing.T) {
	for _, text := range []string{weightsTable, priorTable} {
		seen := map[string]bool{}
		for _, row := range table.Rows(text) {
			seen[row[0]] = true
		}
		for _, name := range featureNames {
			if !seen[name] {
				t.Errorf("no weight of %s", name)
			}
		}
		if len(seen) != len(featureNames) {
			t.Errorf("%d weights of %d features", len(seen), len(featureNames))
		}
	}
	if got := Embedded().Table(); got != weightsTable {
		t.Errorf("the table reads back as\n%s", got)
	}
}

func FuzzOf(f *testing.F) {
	headlines(f, func(_, claim, _, headline, _ string) { f.Add(claim, headline) })
	f.Add("\xff\xfe", "is ?\x00 not")
	f.Fuzz(func(t *testing.T, claim, headline string) { lawful(t, headline, Of(claim, headline)) })
}
