package security

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"newstape/tape/calendar"
)

func TestListingsOfADate(t *testing.T) {
	m := Embedded()
	for _, tc := range []struct {
		id, on, want string
	}{
		{"alibaba", "2025-11-14", "XNYS:BABA"},
		{"nvidia", "2025-11-14", "XNAS:NVDA"},
		{"tencent", "2025-01-07", "XHKG:0700"},
		{"smic", "2020-12-18", "XHKG:0981"},
		{"palo-alto-networks", "2020-12-18", "XNYS:PANW"},
		{"palo-alto-networks", "2024-07-19", "XNAS:PANW"},
		{"didi-global", "2021-07-06", ""},
		{"didi", "2021-07-06", "XNYS:DIDI"},
		{"didi", "2023-07-06", "OTCM:DIDIY"},
		{"walmart", "2025-04-03", "XNYS:WMT"},
		{"walmart", "2026-01-05", "XNAS:WMT"},
		{"block", "2021-07-06", "XNYS:SQ"},
		{"meta-platforms", "2021-07-06", "XNAS:FB"},
		{"gap-inc", "2025-04-03", "XNYS:GAP"},
		{"twitter", "2021-07-06", "XNYS:TWTR"},
		{"twitter", "2023-07-06", ""},
		{"huawei", "2019-05-16", ""},
		{"spx", "2025-04-03", "INDEX:SPX"},
	} {
		got := ""
		if e, ok := m.Issuer(tc.id); ok {
			if l := e.Primary(calendar.MustDate(tc.on)); l != nil {
				got = l.ID()
			}
		}
		if got != tc.want {
			t.Errorf("%s on %s: got %q, want %q", tc.id, tc.on, got, tc.want)
		}
	}
}

func TestHandRowTakesOverTheSECRow(t *testing.T) {
	m := Embedded()
	lines := m.Ticker("BABA")
	if len(lines) != 1 || lines[0].Entity.ID != "alibaba" || lines[0].Entity.CIK != 1577552 {
		t.Fatalf("BABA: %+v", lines)
	}
	if _, ok := m.Listing("XHKG:9988"); !ok {
		t.Error("no Hong Kong line")
	}
	if l, ok := m.Listing("XNYS:BRK.B"); !ok || l.Entity.ID != "berkshire-hathaway" {
		t.Errorf("BRK.B: %+v", l)
	}
	if _, ok := m.Listing("XNYS"); ok {
		t.Error("a MIC alone finds a line")
	}
	if l, ok := m.Listing("ARCX:SPY"); !ok || l.Entity.Kind != Fund {
		t.Error("SPY is not a fund")
	}
}

// What the linker and the screen rely on for every row.
func TestEveryEntityIsSound(t *testing.T) {
	m := Embedded()
	issuers, elsewhere, han := 0, 0, 0
	for _, e := range m.Entities() {
		if e.Kind == Issuer && len(e.Listings) == 0 {
			t.Errorf("%s: an issuer without a listing", e.ID)
		}
		if len(e.Aliases) == 0 || e.Name == "" || e.Source == "" {
			t.Errorf("%s: no name or source", e.ID)
		}
		if _, ok := m.Issuer(e.Parent); e.Parent != "" && !ok {
			t.Errorf("%s: the parent %q is unknown", e.ID, e.Parent)
		}
		for _, p := range e.Peers {
			if _, ok := m.Issuer(p); !ok {
				t.Errorf("%s: the peer %q is unknown", e.ID, p)
			}
		}
		for _, a := range e.Aliases {
			if a.Name != strings.TrimSpace(a.Name) || strings.ContainsAny(a.Name, "\t;?|") {
				t.Errorf("%s: alias %q", e.ID, a.Name)
			}
		}
		for _, l := range e.Listings {
			if l.Currency == "" || l.MIC == "XHKG" && len(l.Ticker) != 4 {
				t.Errorf("%s: listing %+v", e.ID, l)
			}
		}
		if e.Rank == 0 && e.Kind == Issuer {
			issuers++
			if e.Country != "US" {
				elsewhere++
			}
			if strings.ContainsFunc(e.Aliases[len(e.Aliases)-1].Name, isHan) {
				han++
			}
		}
	}
	t.Logf("%d entities, %d issuers written by hand, %d of them not of the United States", len(m.Entities()), issuers, elsewhere)
	if elsewhere < 220 {
		t.Errorf("only %d issuers listed elsewhere", elsewhere)
	}
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func TestCore(t *testing.T) {
	for in, want := range map[string]string{
		"Apple Inc.":                      "Apple",
		"Alibaba Group Holding Limited":   "Alibaba Group",
		"Netflix, Inc.":                   "Netflix",
		"Eli Lilly & Co":                  "Eli Lilly",
		"Eli Lilly and Co.":               "Eli Lilly",
		"Telefonaktiebolaget LM Ericsson": "Telefonaktiebolaget LM Ericsson",
		"Holdings":                        "Holdings",
		"Semiconductor Manufacturing International Corp.": "Semiconductor Manufacturing International",
	} {
		if got := Core(in); got != want {
			t.Errorf("Core(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCorruptTablesSayWhere(t *testing.T) {
	head := strings.ReplaceAll(handColumns, " ", "\t") + "\n"
	us := strings.ReplaceAll(usColumns, " ", "\t") + "\n"
	row := "a\tA\tissuer\tUS\tx\t\tXNYS:A\t\t\n"
	for name, tc := range map[string]struct{ hand, us, want string }{
		"columns":  {"id\n", us, `hand_x.tsv: line 1: the columns are "id"`},
		"short":    {head + "a\tA\n", us, "hand_x.tsv: line 2: column 2: the row ends here"},
		"twice":    {head + row + row, us, `hand_x.tsv: line 3: column 1: the ID "a" stands twice`},
		"listing":  {head + strings.Replace(row, "XNYS:A", "XNYS", 1), us, `hand_x.tsv: line 2: column 7: "XNYS": not MIC:ticker`},
		"date":     {head + strings.Replace(row, "XNYS:A", "XNYS:A 2020..", 1), us, `date "2020" is not of the form`},
		"currency": {head + strings.Replace(row, "XNYS:A", "XJSE:A", 1), us, "no currency is known"},
		"cik":      {head + row, us + "b\tx\tB\tXNYS:B\n", `us_issuers.tsv: line 2: column 2: "x" is not a number`},
	} {
		_, err := read(fstest.MapFS{
			"tables/hand_x.tsv":       {Data: []byte(tc.hand)},
			"tables/us_issuers.tsv":   {Data: []byte(tc.us)},
			"tables/common_words.txt": {Data: []byte("a\n")},
			"tables/codes.tsv":        {Data: []byte("listing\tisin\tfigi\n")},
		})
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q in it", name, err, tc.want)
		}
	}
}

func BenchmarkEmbedded(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Embedded()
	}
}
