package table

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/fault"
	"newstape/study"
	"newstape/tape/calendar"
)

func TestEventsInUsualSpellings(t *testing.T) {
	day := func(s string) study.Stamp { return study.Day(calendar.MustDate(s)) }
	for name, tc := range map[string]struct {
		csv  string
		want []study.Event
	}{
		"plain": {"security,date\nBABA,2025-11-14\n", []study.Event{{ID: "1", Security: "BABA", On: day("2025-11-14")}}},
		"spelt otherwise": {
			"\ufeffEvent ID;Firm Symbol;Event Date;Grouping\nx;JD;14.11.2025;a\n",
			[]study.Event{{ID: "x", Security: "JD", On: day("2025-11-14"), Group: "a"}},
		},
		"american": {"ticker,date\nA,11/14/2025\n", []study.Event{{ID: "1", Security: "A", On: day("2025-11-14")}}},
		"own windows": {
			"ticker,date,est_from,est_to,win_from,win_to,weight\nA,20251114,-120,-11,-2,2,3.5\n",
			[]study.Event{{
				ID: "1", Security: "A", On: day("2025-11-14"), Weight: 3.5,
				Estimation: &study.Window{From: -120, To: -11}, Window: &study.Window{From: -2, To: 2},
			}},
		},
	} {
		got, err := ReadEvents(strings.NewReader(tc.csv), "e.csv", EventOptions{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func TestEventErrorsNameTheirPlace(t *testing.T) {
	for csv, want := range map[string]string{
		"":                                  "e.csv: the file is empty",
		"a,b\n1,2\n":                        "names no security and date",
		"security,date\n":                   "a header and no events",
		"security,date\nA,soon\n":           `row 2, column "date": "soon" is not a date`,
		"security,date\n,2025-11-14\n":      `row 2, column "security": no security`,
		"security,at\nA,2025-11-14 13:00\n": `row 2, column "at"`,
		"security,date,weight\nA,2025-11-14,-1\n":                  `row 2, column "weight": weight "-1" is negative`,
		"security,date,est_from,est_to\nA,2025-11-14,-10,x\n":      `row 2, column "est_to"`,
		"security,date,win_from,win_to\nA,2025-11-14,3,-3\n":       "ends before it begins",
		"security,date\nA,2025-11-14\n\"B,2025-11-14\n":            "row 3",
		"security,date,weight\nA,2025-11-14,inf\nB,2025-11-14,2\n": "infinite",
	} {
		_, err := ReadEvents(strings.NewReader(csv), "e.csv", EventOptions{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want mention of %s", csv, err, want)
		} else if fault.CodeOf(err) != fault.BadInput {
			t.Errorf("%q: code %s", csv, fault.CodeOf(err))
		}
	}
}

func TestWideAndLongPanelsAgree(t *testing.T) {
	wide := "date,A,B\n2025-11-17,120,8\n2025-11-13,100,10\n2025-11-14,110,NA\n"
	long := "date,ticker,close\n2025-11-13,A,100\n2025-11-13,B,10\n2025-11-14,A,110\n2025-11-17,A,120\n2025-11-17,B,8\n"
	for name, csv := range map[string]string{"wide": wide, "long": long} {
		p, err := ReadPanel(strings.NewReader(csv), "p.csv", Options{Kind: Prices})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		a, _ := p.Series("A")
		b, _ := p.Series("B")
		if len(a.Values) != 3 || !math.IsNaN(a.Values[0]) || math.Abs(a.Values[1]-0.1) > 1e-15 || math.Abs(a.Values[2]-120.0/110+1) > 1e-15 {
			t.Errorf("%s: A %v", name, a.Values)
		}
		// B did not trade on the 14th: neither that day nor the next has a return.
		if !math.IsNaN(b.Values[1]) || !math.IsNaN(b.Values[2]) {
			t.Errorf("%s: B bridged a gap: %v", name, b.Values)
		}
	}
}

func TestAGapBridged(t *testing.T) {
	p, err := ReadPanel(strings.NewReader("date,A\n2025-11-13,100\n2025-11-14,\n2025-11-17,120\n"), "p.csv", Options{Kind: Prices, Bridge: true})
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := p.Series("A"); !math.IsNaN(s.Values[1]) || math.Abs(s.Values[2]-0.2) > 1e-15 {
		t.Errorf("got %v", s.Values)
	}
}

func TestLogAndPercent(t *testing.T) {
	p, err := ReadPanel(strings.NewReader("date,A\n2025-11-13,100\n2025-11-14,110\n"), "p.csv", Options{Kind: Prices, Log: true})
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := p.Series("A"); s.Values[1] != math.Log(1.1) && math.Abs(s.Values[1]-math.Log(1.1)) > 1e-15 {
		t.Errorf("log return %v", s.Values[1])
	}
	p, err = ReadPanel(strings.NewReader("date,A\n2025-11-13,1.5\n"), "p.csv", Options{Kind: Percent})
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := p.Series("A"); s.Values[0] != 0.015 {
		t.Errorf("per cent gave %v", s.Values[0])
	}
}

func TestPanelErrorsNameTheirPlace(t *testing.T) {
	for csv, want := range map[string]string{
		"date\n2025-11-14\n":                                  "no column beside the date",
		"x,y\n1,2\n":                                          "no date column",
		"date,A\nnever,1\n":                                   `row 2, column "date": "never" is not a date`,
		"date,A\n2025-11-14,cheap\n":                          `row 2, column "A": "cheap" is not a number`,
		"date;A\n2025-11-14;1,5\n":                            `"1,5" is not a number`,
		"date,A\n2025-11-14,0\n":                              `row 2, column "A": price 0 is not positive`,
		"date,A\n2025-11-14,1\n2025-11-14,2\n":                "row 3: 2025-11-14 comes twice, first in row 2",
		"date,ticker,close\n2025-11-14,A,1\n2025-11-14,A,2\n": "row 3: A has 2025-11-14 twice, first in row 2",
		"date,ticker,thing\n2025-11-14,A,1\n":                 "no price or return",
		"date,A,B\n2025-11-14,1\n":                            "row 2 has 2 cells, the header has 3",
		"date,A\n2025-11-14,1,5\n":                            "row 2 has 3 cells, the header has 2",
		"date,A,A\n2025-11-14,1,2\n":                          `column "A" twice`,
	} {
		_, err := ReadPanel(strings.NewReader(csv), "p.csv", Options{Kind: Prices})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want mention of %s", csv, err, want)
		}
	}
}

func FuzzReadPanel(f *testing.F) {
	f.Add("date,A,B\n2025-11-13,100,10\n2025-11-14,110,NA\n")
	f.Add(french)
	f.Add("date;ticker;close\n13.11.2025;A;1\n")
	f.Fuzz(func(t *testing.T, csv string) {
		for _, k := range []Kind{Prices, Returns, Percent} {
			p, err := ReadPanel(strings.NewReader(csv), "p.csv", Options{Kind: k})
			if err == nil && p == nil {
				t.Fatal("neither a panel nor an error")
			}
		}
		_, _ = ReadFactors(strings.NewReader(csv), "f.csv", Options{Kind: Percent})
		_, _ = ReadEvents(strings.NewReader(csv), "e.csv", EventOptions{})
	})
}

func TestCRSPPrices(t *testing.T) {
	const csv = "date,A\n2025-11-13,100\n2025-11-14,-110\n2025-11-17,0\n2025-11-18,120\n"
	p, err := ReadPanel(strings.NewReader(csv), "p.csv", Options{Kind: Prices, CRSP: true})
	if err != nil {
		t.Fatal(err)
	}
	s, _ := p.Series("A")
	if math.Abs(s.Values[1]-0.1) > 1e-15 || !math.IsNaN(s.Values[2]) || !math.IsNaN(s.Values[3]) {
		t.Errorf("got %v", s.Values)
	}
	if _, err := ReadPanel(strings.NewReader(csv), "p.csv", Options{Kind: Prices}); err == nil || !strings.Contains(err.Error(), "--crsp") {
		t.Errorf("got %v", err)
	}
}
