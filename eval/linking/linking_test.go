package linking

import (
	"testing"

	"newstape/internal/shared"
	"newstape/names/link"
	"newstape/names/security"
)

func TestReleases(t *testing.T) {
	path := shared.Dir(t, "data", "gold", "company_linking", "prnewswire.jsonl")
	m := security.Embedded()
	s, err := Releases(path, m, link.New(m))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range append(s.Lines, s.Beside...) {
		t.Log(line)
	}
	t.Logf("%d tickers: precision %.3f, recall %.3f", s.N, s.Precision(), s.Recall())
	if s.Precision() < 0.98 || s.Recall() < 0.90 {
		t.Errorf("below 0.98 precision or 0.90 recall")
	}
}

func TestAdversarial(t *testing.T) {
	s, err := Adversarial(link.New(security.Embedded()))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range s.Lines {
		t.Log(line)
	}
	t.Logf("%d links asked for: precision %.3f, recall %.3f, missed %d of which %d refused with a reason",
		s.N, s.Precision(), s.Recall(), s.Missed, s.Abstained)
	if s.Precision() < 0.98 {
		t.Errorf("precision below 0.98")
	}
}

func TestOrganisations(t *testing.T) {
	l := link.New(security.Embedded())
	for _, part := range []string{"train", "val"} {
		s, err := Organisations(shared.Dir(t, "data", "gold", "organisations", "finer_ord_"+part+".csv.gz"), l)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range s.Lines {
			t.Log(part, line)
		}
		if part == "val" && s.F1() < 0.80 {
			t.Errorf("F1 %.3f, below 0.80", s.F1())
		}
		t.Logf("%s: %d organisations: precision %.3f, recall %.3f, F1 %.3f", part, s.N, s.Precision(), s.Recall(), s.F1())
	}
}

func TestHeadlines(t *testing.T) {
	m := security.Embedded()
	s, err := Headlines(shared.Dir(t, "data", "gold", "company_linking", "sentfin.jsonl.gz"), m, link.New(m))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range s.Lines {
		t.Log(line)
	}
	t.Logf("%d organisations: precision %.3f, recall %.3f, F1 %.3f", s.N, s.Precision(), s.Recall(), s.F1())
	if s.F1() < 0.80 {
		t.Errorf("F1 %.3f, below 0.80", s.F1())
	}
}
