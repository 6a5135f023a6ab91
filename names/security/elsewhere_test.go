package security

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"newstape/internal/shared"
)

// venueOf maps the suffixes of FinanceDatabase's symbols to MICs.
var venueOf = map[string]string{
	"HK": "XHKG", "SS": "XSHG", "SZ": "XSHE", "TW": "XTAI", "TWO": "ROCO", "T": "XTKS", "KS": "XKRX", "AS": "XAMS", "PA": "XPAR",
	"DE": "XETR", "L": "XLON", "MI": "XMIL", "MC": "XMAD", "SW": "XSWX", "ST": "XSTO", "CO": "XCSE", "OL": "XOSL", "HE": "XHEL",
	"AX": "XASX", "TO": "XTSE", "SI": "XSES", "NS": "XNSE", "IR": "XDUB", "SR": "XSAU", "SA": "BVMF", "JO": "XJSE",
}

// Codes outside the United States are the ones under which FinanceDatabase has a
// company of the same name. It lacks the largest lines, so not all are checked.
func TestFinanceDatabaseHasTheSameNames(t *testing.T) {
	theirs := financeDatabase(t, shared.Dir(t, "data", "securities", "financedatabase_equities.csv.gz"))
	same, absent := 0, 0
	for _, e := range Embedded().Entities() {
		if e.Rank != 0 || e.Kind != Issuer {
			continue
		}
		for _, l := range e.Listings {
			name, ok := theirs[strings.ReplaceAll(l.ID(), ".", "-")]
			switch {
			case inUS(l.MIC):
			case !ok:
				absent++
			case alike(e, name):
				same++
			default:
				t.Errorf("%s: the master has %s, FinanceDatabase has %q", l.ID(), e.Name, name)
			}
		}
	}
	t.Logf("%d codes agree, %d are not in FinanceDatabase", same, absent)
	if same < 300 {
		t.Errorf("only %d codes could be compared", same)
	}
}

func financeDatabase(t *testing.T, path string) map[string]string {
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
	out := map[string]string{}
	rows := csv.NewReader(z)
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if at := strings.LastIndexByte(row[0], '.'); at > 0 && venueOf[row[0][at+1:]] != "" {
			out[venueOf[row[0][at+1:]]+":"+strings.ReplaceAll(row[0][:at], ".", "-")] = row[1]
		}
	}
}

var longWord = regexp.MustCompile(`[a-z0-9]{3,}`)

// alike reports a word in common beyond those that many names have, or a name
// inside the other when blanks are left out.
func alike(e *Entity, name string) bool {
	name = strings.ToLower(name)
	joined := strings.NewReplacer(" ", "", "-", "").Replace(name)
	for _, a := range e.Aliases {
		low := strings.ToLower(a.Name)
		if strings.Contains(joined, strings.NewReplacer(" ", "", "-", "").Replace(low)) {
			return true
		}
		for _, w := range longWord.FindAllString(low, -1) {
			if !legalForm(w) && w != "group" && w != "china" && w != "the" && strings.Contains(name, w) {
				return true
			}
		}
	}
	return false
}
