package security

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/internal/shared"
)

var update = flag.Bool("update", false, "write us_issuers.tsv anew from the SEC's table")

// The table of US issuers is the SEC's, restated: names out of capitals,
// classes with dots, exchanges as MICs, one row an issuer, preferred shares,
// units, rights and warrants left out.
func TestIssuersRestateTheSEC(t *testing.T) {
	path := shared.Dir(t, "data", "securities", "sec_company_tickers_exchange.json.gz")
	want := restate(t, path)
	const file = "tables/us_issuers.tsv"
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the SEC's table gives; run go test ./names/security -run Restate -update\n%s",
			file, cmp.Diff(strings.Split(string(want), "\n")[:20], strings.Split(string(got), "\n")[:20]))
	}
}

type issuerRow struct {
	cik   int
	name  string
	lines []string
}

func restate(t *testing.T, path string) []byte {
	t.Helper()
	var rows []*issuerRow
	byCIK := map[int]*issuerRow{}
	for _, r := range secRows(t, path) {
		cik, name, ticker := int(r[0].(float64)), r[1].(string), strings.ReplaceAll(r[2].(string), "-", ".")
		exchange, _ := r[3].(string)
		if derivative.MatchString(ticker) {
			continue
		}
		mic := map[string]string{"Nasdaq": "XNAS", "NYSE": "XNYS", "OTC": "OTCM", "CBOE": "BATS", "": "OTCM"}[exchange]
		row := byCIK[cik]
		if row == nil {
			row = &issuerRow{cik: cik, name: plain(name)}
			byCIK[cik] = row
			rows = append(rows, row)
		}
		row.lines = append(row.lines, mic+":"+ticker)
	}
	return table(t, rows)
}

// table writes the rows; an ID that is taken gets the first ticker behind it.
func table(t *testing.T, rows []*issuerRow) []byte {
	var b bytes.Buffer
	b.WriteString(strings.ReplaceAll(usColumns, " ", "\t") + "\n")
	taken := handIDs(t)
	for _, r := range rows {
		_, ticker, _ := strings.Cut(r.lines[0], ":")
		id := slug(Core(r.name))
		if id == "" || taken[id] {
			id = slug(Core(r.name) + " " + ticker)
		}
		taken[id] = true
		fmt.Fprintf(&b, "%s\t%d\t%s\t%s\n", id, r.cik, r.name, strings.Join(r.lines, " "))
	}
	return b.Bytes()
}

func handIDs(t *testing.T) map[string]bool {
	t.Helper()
	m := &Master{byID: map[string]*Entity{}, byTicker: map[string][]place{}}
	names, _ := tables.ReadDir("tables")
	for _, n := range names {
		if strings.HasPrefix(n.Name(), "hand_") {
			if err := eachRow(tables, "tables/"+n.Name(), handColumns, m.handRow); err != nil {
				t.Fatal(err)
			}
		}
	}
	out := map[string]bool{}
	for id := range m.byID {
		out[id] = true
	}
	return out
}

func secRows(t *testing.T, path string) [][]any {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Fields []string
		Data   [][]any
	}
	if err := json.NewDecoder(z).Decode(&doc); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(doc.Fields, []string{"cik", "name", "ticker", "exchange"}) {
		t.Fatalf("%s: the columns are %q", path, doc.Fields)
	}
	return doc.Data
}
