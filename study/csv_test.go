package study_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"newstape/study"
)

func TestReadWide(t *testing.T) {
	p, err := study.ReadWide("p.csv", strings.NewReader("\ufeffdate,A,B\n2025-11-13,100,\n20251114,102,50\n2025-11-17,NA,51\n"))
	if err != nil {
		t.Fatal(err)
	}
	a, _ := p.Series("A")
	b, _ := p.Returns(study.Log).Series("B")
	nan := math.NaN()
	if diff := cmp.Diff([]float64{100, 102, nan}, a.Values, cmpopts.EquateNaNs()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]float64{nan, nan, math.Log(51.0 / 50)}, b.Values, cmpopts.EquateNaNs()); diff != "" {
		t.Error(diff)
	}
}

func TestReadLongTakesRowsInAnyOrder(t *testing.T) {
	p, err := study.ReadLong("p.csv", strings.NewReader("symbol,date,v\nB,2025-11-14,2\nA,2025-11-13,1\nB,2025-11-13,3\n"))
	if err != nil {
		t.Fatal(err)
	}
	b, _ := p.Series("B")
	if diff := cmp.Diff([]float64{3, 2}, b.Values); diff != "" {
		t.Error(diff)
	}
}

func TestBadTablesNameTheirPlace(t *testing.T) {
	for _, c := range []struct {
		name, text string
		long       bool
		want       []string
	}{
		{"empty", "", false, []string{"p.csv", "empty"}},
		{"one column", "date\n", false, []string{"p.csv", "row 1", "1 columns"}},
		{"slashes", "date,A\n04/05/2020,1\n", false, []string{"row 2", `"date"`, "04/05/2020", "2025-11-14"}},
		{"not a number", "date,A\n2020-04-05,x1\n", false, []string{"row 2", `"A"`, `"x1"`}},
		{"infinite", "date,A\n2020-04-05,+Inf\n", false, []string{"row 2", `"A"`, "finite"}},
		{"unsorted", "date,A\n2020-04-06,1\n2020-04-03,2\n", false, []string{"row 3", "does not come after"}},
		{"twice", "date,A\n2020-04-06,1\n2020-04-06,2\n", false, []string{"row 3", "2020-04-06", "duplicates"}},
		{"ragged", "date,A\n2020-04-06\n", false, []string{"row 2", "fields"}},
		{"same name", "date,A,A\n2020-04-06,1,2\n", false, []string{`"A" twice`}},
		{"repeated cell", "s,date,v\nA,2020-04-06,1\nA,2020-04-06,2\n", true, []string{"row 3", "row 2", "A", "2020-04-06"}},
	} {
		read := study.ReadWide
		if c.long {
			read = study.ReadLong
		}
		_, err := read("p.csv", strings.NewReader(c.text))
		if err == nil {
			t.Errorf("%s: no error", c.name)
			continue
		}
		for _, part := range c.want {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: %q does not say %q", c.name, err, part)
			}
		}
	}
}

func TestDelistingReturnsCompound(t *testing.T) {
	r := []float64{0.1, math.NaN()}
	study.Delist(r, 0, -0.5)
	study.Delist(r, 1, -0.3)
	if math.Abs(r[0]-(1.1*0.5-1)) > 1e-15 || r[1] != -0.3 {
		t.Errorf("got %v", r)
	}
}

func FuzzReadTables(f *testing.F) {
	f.Add("date,A,B\n2025-11-13,100,\n2025-11-14,102,50\n")
	f.Add("symbol,date,v\nB,2025-11-14,2\nA,2025-11-13T14:30Z,1\n")
	f.Add("date,A\n04/05/2020,1\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, read := range []func(string, *strings.Reader) (*study.Table, error){
			func(n string, r *strings.Reader) (*study.Table, error) { return study.ReadWide(n, r) },
			func(n string, r *strings.Reader) (*study.Table, error) { return study.ReadLong(n, r) },
		} {
			p, err := read("fuzz.csv", strings.NewReader(text))
			if err != nil {
				if !strings.Contains(err.Error(), "fuzz.csv") && !strings.Contains(err.Error(), "panel") {
					t.Fatalf("%q does not name the file", err)
				}
				continue
			}
			for k, s := range p.Stamps() {
				if k > 0 && s <= p.Stamps()[k-1] {
					t.Fatal("days out of order")
				}
			}
			for _, name := range p.Names() {
				s, ok := p.Series(name)
				if !ok || len(s.Values) != len(p.Stamps()) {
					t.Fatalf("column %q has %d of %d rows", name, len(s.Values), len(p.Stamps()))
				}
				for _, v := range s.Values {
					if math.IsInf(v, 0) {
						t.Fatal("an infinity came through")
					}
				}
			}
		}
	})
}
