package table

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/study"
	"newstape/tape/calendar"
)

const french = `This file was created by using a database,
with a comma in its prose.

,Mkt-RF,SMB,HML,RF
20251113,   -1.67,    0.00,   -0.34,    0.02
20251114,    0.79,  -99.99,    0.26,    0.02

Copyright of somebody
`

func TestFrenchFactorsAsPublished(t *testing.T) {
	f, err := ReadFactors(strings.NewReader(french), "ff.csv", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"SMB", "HML"}, f.Names); diff != "" {
		t.Error(diff)
	}
	if f.RiskFree != "RF" || f.Market != "Mkt" {
		t.Errorf("market %q, risk-free %q", f.Market, f.RiskFree)
	}
	market, _ := f.Table.Series("Mkt")
	if math.Abs(market.Values[0]+0.0165) > 1e-15 || market.Stamps[1] != study.Day(calendar.MustDate("2025-11-14")) {
		t.Errorf("market %+v", market)
	}
	smb, _ := f.Table.Series("SMB")
	if !math.IsNaN(smb.Values[1]) {
		t.Errorf("-99.99 read as %v", smb.Values[1])
	}
}

func TestPlainFactorsAreFractionsUnlessSaid(t *testing.T) {
	const csv = "date,mktrf,smb,rf\n2025-11-13,1,0.5,0.01\n"
	for kind, want := range map[Kind]float64{Returns: 1.01, Percent: 0.0101, Prices: 1.01} {
		f, err := ReadFactors(strings.NewReader(csv), "f.csv", Options{Kind: kind})
		if err != nil {
			t.Fatal(err)
		}
		if s, _ := f.Table.Series("Mkt"); math.Abs(s.Values[0]-want) > 1e-15 {
			t.Errorf("%s: %v", kind, s.Values[0])
		}
	}
}

func TestFactorErrorsNameTheirPlace(t *testing.T) {
	for csv, want := range map[string]string{
		",Mkt-RF,RF\n202511,1,2\n":                                `row 2: "202511" is a month`,
		",Mkt-RF,RF\n20251113,1\n":                                "row 2: 1 figures for 2 factors",
		",Mkt-RF,RF\n20251113,1,x\n":                              `row 2: factor "RF": "x" is not a number`,
		",Mkt-RF,RF\n20251113,1,2\n2025-1-14,1,2\n20251117,1,2\n": `row 3: "2025-1-14,1,2" is no row, and more rows follow`,
		",A,B\n20251113,1,2\n20251113,1,2\n":                      "twice",
		",\"open\n20251113,1\n":                                   `row 1: the header ",\"open" names no factors`,
		"no table here\n":                                         "no date column",
		",Mkt-RF,Mkt,RF\n20251113,1,2,3\n":                        `"Mkt" twice`,
	} {
		_, err := ReadFactors(strings.NewReader(csv), "f.csv", Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want mention of %s", csv, err, want)
		}
	}
}

func TestMeanLeavesOutWhatDidNotTrade(t *testing.T) {
	p, err := ReadPanel(strings.NewReader("date,A,B\n2025-11-13,0.1,0.3\n2025-11-14,0.2,\n2025-11-17,,\n"), "p.csv", Options{Kind: Returns})
	if err != nil {
		t.Fatal(err)
	}
	m := Mean(p).Values
	if m[0] != 0.2 || m[1] != 0.2 || !math.IsNaN(m[2]) {
		t.Errorf("mean %v", m)
	}
}
