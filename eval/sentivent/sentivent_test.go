package sentivent

import (
	"testing"

	"newstape/internal/shared"
)

func TestFigures(t *testing.T) {
	if testing.Short() {
		t.Skip("trains sixteen models")
	}
	r, err := Run(shared.Dir(t, "data", "gold"))
	if err != nil {
		t.Fatal(err)
	}
	m := r.Metrics()
	t.Logf("n %v, precision %.4f, recall %.4f, micro-F1 %.4f, macro-F1 %.4f, SecurityValue %.4f; %v", m["n"], r.Precision, r.Recall, r.MicroF1, r.MacroF1, m["securityvalue_f1"], r.F1)
}
