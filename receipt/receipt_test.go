package receipt

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestReceiptSortsItsEvidence(t *testing.T) {
	r := New("rule", Span{1, 3}, Fact{Table: "t", Row: "r"}, Cell{Listing: "XNYS:X", At: "2025-11-14", Field: "close", Value: 1}, Span{5, 9})
	if r.Void() || r.Rule() != "rule" {
		t.Errorf("void or wrong rule: %+v", r)
	}
	if diff := cmp.Diff([]Span{{1, 3}, {5, 9}}, r.Spans()); diff != "" {
		t.Error(diff)
	}
	if len(r.Cells()) != 1 || len(r.Facts()) != 1 {
		t.Errorf("got %d cells and %d facts", len(r.Cells()), len(r.Facts()))
	}
}

func TestNothingBehindItIsVoid(t *testing.T) {
	if !(Receipt{}).Void() || !New("", Span{0, 1}).Void() {
		t.Error("a receipt without rule or evidence passes for one")
	}
}

func TestWithLeavesTheOriginalAlone(t *testing.T) {
	r := New("rule", Span{0, 1})
	_ = r.With(Span{2, 3})
	s := r.With(Span{4, 5})
	if len(r.Spans()) != 1 || len(s.Spans()) != 2 || s.Spans()[1] != (Span{4, 5}) {
		t.Errorf("r %v, s %v", r.Spans(), s.Spans())
	}
}

func TestSpanAlgebra(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) Span {
			a := rapid.IntRange(0, 20).Draw(t, name)
			return Span{a, a + rapid.IntRange(0, 10).Draw(t, name+" length")}
		}
		a, b := draw("a"), draw("b")
		c := a.Cover(b)
		if !a.Empty() && !c.Contains(a) || !b.Empty() && !c.Contains(b) {
			t.Fatalf("%v does not cover %v and %v", c, a, b)
		}
		if a.Overlaps(b) != b.Overlaps(a) {
			t.Fatal("overlap is not symmetric")
		}
		if (a.Empty() || b.Empty()) && a.Overlaps(b) {
			t.Fatal("an empty span shares a byte")
		}
		_ = Span{a.Start - 5, a.End}.In("short")
	})
}
