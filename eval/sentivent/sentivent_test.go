package sentivent

import (
	"testing"

	"newstape/internal/shared"
	"newstape/ledger/corporate"
)

func TestFigures(t *testing.T) {
	if testing.Short() {
		t.Skip("trains sixteen models")
	}
	r, err := Run(shared.Dir(t, "data", "gold"))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("n %d, precision %.4f, recall %.4f, micro-F1 %.4f, macro-F1 %.4f", r.N, r.Precision, r.Recall, r.MicroF1, r.MacroF1)
	for _, name := range corporate.All() {
		t.Logf("%s %.4f", name, r.F1[name])
	}
	if r.N < 6000 || r.MicroF1 < 0.53 || r.F1[corporate.SecurityValue] < 0.68 {
		t.Errorf("the figures fell: micro-F1 %.4f, SecurityValue %.4f", r.MicroF1, r.F1[corporate.SecurityValue])
	}
}
