package pull

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/internal/shared"
	"newstape/names/security"
)

var update = flag.Bool("update", false, "write names/security/tables/codes.tsv anew")

const codesFile = "../security/tables/codes.tsv"

// The codes of the embedded lines are FinanceDatabase's, where it has the same
// line under a like name and the code is right in itself: its check digit, the
// country that an ISIN begins with, and no other company with the same ISIN.
func TestCodesRestateFinanceDatabase(t *testing.T) {
	path := shared.Dir(t, "data", "securities", "financedatabase_equities.csv.gz")
	want := restateCodes(t, path)
	if *update {
		if err := os.WriteFile(codesFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(codesFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what FinanceDatabase gives; run go test ./names/pull -run Codes -update\n%s",
			codesFile, cmp.Diff(strings.Split(string(got), "\n"), strings.Split(string(want), "\n")))
	}
}

func restateCodes(t *testing.T, path string) []byte {
	t.Helper()
	s := readFile(t, financeSource, path)
	rows := map[string]*row{}
	bearers := map[string]string{}
	for i := range s.rows {
		r := &s.rows[i]
		rows[r.id()] = r
		if first, ok := bearers[r.isin]; ok && !alike(first, r.name) {
			r.isin = ""
		}
		bearers[r.isin] = r.name
	}
	var out []string
	lines, withISIN, withFIGI := 0, 0, 0
	for _, e := range security.Embedded().Entities() {
		if e.Rank != 0 || e.Kind != security.Issuer {
			continue
		}
		for _, l := range e.Listings {
			if security.InUS(l.MIC) && l.Relation != "ADR" || l.To != 0 {
				continue
			}
			lines++
			r := rows[l.ID()]
			if r == nil || !bears(e, r.name) {
				continue
			}
			isin := ""
			if fitting(r.isin, e, l) {
				isin = r.isin
				withISIN++
			}
			if r.figi != "" {
				withFIGI++
			}
			if isin != "" || r.figi != "" {
				out = append(out, fmt.Sprintf("%s\t%s\t%s\n", l.ID(), isin, r.figi))
			}
		}
	}
	t.Logf("%d lines outside the United States or ADRs: %d with an ISIN, %d with a FIGI", lines, withISIN, withFIGI)
	slices.Sort(out)
	return []byte("listing\tisin\tfigi\n" + strings.Join(out, ""))
}

// fitting reports an ISIN whose country can be the line's: an ADR's is of the
// United States, other shares' of the seat or of a place where such companies
// are registered.
func fitting(isin string, e *security.Entity, l security.Listing) bool {
	if isin == "" {
		return false
	}
	switch at := isin[:2]; {
	case l.Relation == "ADR":
		return at == "US"
	case at == e.Country:
		return true
	case e.Country == "CN" || e.Country == "HK" || e.Country == "TW" || e.Country == "MO":
		return at == "KY" || at == "BM" || at == "HK" || at == "VG" || at == "CN"
	default:
		return at == "NL" || at == "IE" || at == "JE" || at == "LU" || at == "GB" || at == "CH"
	}
}

// readFile reads one source file into a sheet.
func readFile(t testing.TB, source, path string) *sheet {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	f := &file{source: source, from: path, path: path, size: info.Size()}
	in, err := f.open()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	s := &sheet{source: source, path: path, stats: &Source{Name: source}, lines: map[string]int{}}
	if err := readers[source](in, s); err != nil {
		t.Fatal(err)
	}
	return s
}
