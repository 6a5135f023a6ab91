package check

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Three sentences: one right in all, one whose gold verdict and figure are not
// what the checker says, one in which the gold sees nothing.
const goldText = `{"sentence_id":"s1","published":"2025-11-14","published_raw":"2025-11-14 23:30:00+00:00","span":[0,21],"subject":"Alibaba","listing":"XNYS:BABA","measure":"return","direction":"down","value":3.8,"unit":"percent","qualifier":"exact","window":{"from":"2025-11-13","to":"2025-11-14","field":"close"},"truth":-3.78,"verdict":"holds","text":"Alibaba fell 3.8% on Friday."}
{"sentence_id":"s2","published":"2025-11-14","published_raw":"2025-11-14 23:30:00+00:00","span":[0,19],"subject":"Alibaba","listing":"XNYS:BABA","measure":"return","direction":"up","value":9.9,"window":{"from":"2025-11-12","to":"2025-11-13","field":"close"},"verdict":"holds","text":"Alibaba fell 8.8% on Friday."}
{"sentence_id":"s2","published":"2025-11-14","published_raw":"2025-11-14 23:30:00+00:00","span":[0,19],"subject":"the company (Nobody)","listing":"XNYS:NO","measure":"streak","direction":"up","value":3,"window":{},"verdict":"cannot_check","text":"Alibaba fell 8.8% on Friday."}
{"sentence_id":"s3","published":"2025-11-14","published_raw":"2025-11-14 23:30:00+00:00","statements":[],"text":"Alibaba fell 3.8% on Friday, its worst day since October 2025."}
`

func TestStatementsCounts(t *testing.T) {
	r, err := Statements(write(t, "gold.jsonl", goldText), embedded())
	if err != nil {
		t.Fatal(err)
	}
	m := r.Metrics()
	for name, want := range map[string]float64{
		"n": 3, "recall": 2.0 / 3, "precision": 0.5, "value_accuracy": 0.5, "direction_accuracy": 0.5, "listing_accuracy": 1,
		"window_accuracy": 0.5, "window_end_accuracy": 0.5, "verdict_accuracy": 0.5, "verdict_recall_holds": 0.5,
	} {
		if math.Abs(m[name]-want) > 1e-9 {
			t.Errorf("%s = %v, want %v", name, m[name], want)
		}
	}
	if all := strings.Join(r.Wrong(), "\n"); !strings.Contains(all, "s2  missed") || !strings.Contains(all, "s3  too many") || strings.Contains(all, "s1") {
		t.Errorf("wrong cases:\n%s", all)
	}
}

// fails and holds_elsewhere are one class; a verdict that the gold accepts passes.
func TestFairVerdicts(t *testing.T) {
	f := embedded()
	for _, tc := range []struct {
		gold, accept, text string
		ok                 bool
	}{
		{"fails", "", "Alibaba closed down 9.9% on Friday.", true},
		{"holds_elsewhere", "", "Alibaba closed down 9.9% on Friday.", true},
		{"holds", "", "Alibaba closed down 9.9% on Friday.", false},
		{"holds", `"holds_elsewhere"`, "Alibaba closed down 9.9% on Friday.", true},
		{"holds_intraday", "", "Alibaba closed down 9.9% on Friday.", false},
	} {
		line := `{"sentence_id":"a","published":"2025-11-14","published_raw":"2025-11-14 23:30:00+00:00","span":[0,20],"subject":"Alibaba","listing":"XNYS:BABA","measure":"return","direction":"down","value":9.9,"window":{"to":"2025-11-14","field":"close"},"verdict":"` +
			tc.gold + `","accept":[` + tc.accept + `],"text":"` + tc.text + `"}`
		r, err := Statements(write(t, "gold.jsonl", line), f)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Metrics()["verdict_accuracy"] == 1; got != tc.ok {
			t.Errorf("%+v: right is %v; %v", tc, got, r.Wrong())
		}
	}
}

// A level that is about right is right by one guide to a tenth, by the other to a
// hundredth: both pass. A session that was open without five-minute bars may be
// left unchecked.
func TestEitherReading(t *testing.T) {
	v, truth := 160.0, 153.8
	g := goldLine{Measure: "level", Qualifier: "about", Value: &v, Truth: &truth, Verdict: "holds"}
	st := st("fails")
	if !g.looser(st) {
		t.Error("about $160 of a close at 153.80: fails does not pass")
	}
	if v = 154; g.looser(st) {
		t.Error("about $154 of a close at 153.80: fails passes")
	}
}

func TestSecurityValueCounts(t *testing.T) {
	path := write(t, "types.jsonl", `{"document":"d","index":0,"text":"Alibaba has a bad Friday","types":[]}
{"document":"d","index":1,"text":"Shares of Alibaba fell 3.8 % on Friday .","types":["SecurityValue"]}
{"document":"d","index":2,"text":"Alibaba said revenue rose 5 % .","types":["Revenue"]}
{"document":"d","index":3,"text":"Nobody bought the shares .","types":["SecurityValue"]}
`)
	f := embedded()
	f.Tape = nil
	r, err := SecurityValue(path, f)
	if err != nil {
		t.Fatal(err)
	}
	m := r.Metrics()
	if m["n"] != 4 || m["recall"] != 0.5 || m["precision"] != 1 {
		t.Errorf("%v\n%s", m, strings.Join(r.Wrong(), "\n"))
	}
}

func TestBadGold(t *testing.T) {
	for text, want := range map[string]string{
		`{"sentence_id":"a","span":[5,99],"text":"abc"}`: "line 1: span [5 99] does not lie in the text of 3 code points",
		"{":                   "line 1: unexpected end of JSON input",
		`{"text":"a"}` + "\n": "span []",
	} {
		_, err := Statements(write(t, "gold.jsonl", text), embedded())
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	if _, err := SecurityValue(write(t, "t.jsonl", "[]"), embedded()); err == nil {
		t.Error("an array was read as a sentence")
	}
	if _, err := SecurityValue(write(t, "t.jsonl.gz", "plain"), embedded()); err == nil {
		t.Error("plain text was read as gzip")
	}
}

func TestNamed(t *testing.T) {
	for _, tc := range []struct {
		subject, listing, text string
		want                   bool
	}{
		{"Alcoa (AA)", "XNYS:AA", "Alcoa ( AA ) rose.", true},
		{"the company (Alcoa)", "XNYS:AA", "The company rose.", false},
		{"(Alcoa)", "XNYS:AA", "Rose 3%.", false},
		{"banks", "", "Banks rose.", false},
	} {
		if got := (goldLine{Subject: tc.subject, Listing: tc.listing, Text: tc.text}).named(); got != tc.want {
			t.Errorf("%+v: %v", tc, got)
		}
	}
}
