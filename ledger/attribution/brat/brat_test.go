package brat

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/fault"
	"newstape/receipt"
)

// The text has characters of more than one byte before and inside the spans.
const sample = "“Nö,” said the bank. “We wait.”\nAds."

const standoff = `T1	Content 0 5;21 31	“Nö,” “We wait.”
T2	Cue 6 10	said
T3	Source 11 19	the bank
T4	Attribution 6 10	said
E1	Attribution:T4 Content:T1 Cue:T2 Source:T3
T5	Discard 32 36	Ads.
T6	Cue 6 10	text that
goes on in the next line
`

func TestParse(t *testing.T) {
	a, err := Parse("d", sample, standoff)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Attributions) != 1 {
		t.Fatalf("%d attributions", len(a.Attributions))
	}
	words := func(spans []receipt.Span) (out []string) {
		for _, s := range spans {
			out = append(out, s.In(sample))
		}
		return out
	}
	g := a.Attributions[0]
	want := [][]string{{"said"}, {"the bank"}, {"“Nö,”", "“We wait.”"}, {"Ads."}}
	if diff := cmp.Diff(want, [][]string{words(g.Cue), words(g.Source), words(g.Content), words(a.Discarded)}); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestSpansOutsideOfTheTextAreRefused(t *testing.T) {
	for _, bad := range []string{"T1\tCue 5 99\tx", "T1\tCue 9 5\tx", "T1\tCue x 5\tx", "T1\tCue\tx"} {
		if _, err := Parse("d", sample, bad); fault.CodeOf(err) != fault.BadInput {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestReadSaysWhereItFailed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.jsonl")
	if err := os.WriteFile(path, []byte(`{"document":"a","text":"b","brat":""}`+"\n{no"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(path); fault.CodeOf(err) != fault.BadInput {
		t.Errorf("a damaged line: %v", err)
	}
	if _, err := Read(path + "x"); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("no file: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sample, standoff)
	f.Fuzz(func(t *testing.T, text, marks string) {
		a, err := Parse("d", text, marks)
		if err != nil {
			return
		}
		for _, g := range a.Attributions {
			for _, s := range append(append(g.Cue, g.Source...), g.Content...) {
				if s.Start < 0 || s.End > len(text) || s.End < s.Start {
					t.Fatalf("span %v of %d bytes", s, len(text))
				}
			}
		}
	})
}
