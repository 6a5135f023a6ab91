package pull

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newstape/fault"
	"newstape/names/security"
)

// A file that cannot be trusted as a whole leaves the index as it was.
func TestBadFilesLeaveTheIndex(t *testing.T) {
	many := func(n int) string {
		var b strings.Builder
		b.WriteString("symbol,name,exchange,country\n")
		for i := range n {
			fmt.Fprintf(&b, "%06d.SS,Zhumadian Works %d Co. Ltd,SHH,China\n", i, i)
		}
		return b.String()
	}
	dir := t.TempDir()
	opts := all(t)
	opts.FinanceDatabase = put(t, "f.csv", many(100))
	pullInto(t, dir, opts)
	index := filepath.Join(dir, IndexFile)
	before, err := os.ReadFile(index)
	if err != nil {
		t.Fatal(err)
	}
	gz := packed(many(100))
	for name, tc := range map[string]struct {
		sec, nasdaq, finance, gleif, want string
	}{
		"sec cut":           {sec: secFile[:len(secFile)-40], want: "row 5, byte"},
		"sec column":        {sec: strings.Replace(secFile, `"exchange"`, `"venue"`, 1), want: `no column "exchange"`},
		"sec not json":      {sec: "<html>", want: "row 1, byte"},
		"sec no rows":       {sec: `{"fields":["cik","name","ticker","exchange"]}`, want: `no rows under "data"`},
		"sec empty":         {sec: `{"fields":["cik","name","ticker","exchange"],"data":[]}`, want: "no rows"},
		"nasdaq cut":        {nasdaq: nasdaqFile[:300], want: `is not the line "File Creation Time": the file was cut short`},
		"nasdaq behind":     {nasdaq: nasdaqFile + "X|Y\n", want: "row 7 stands behind"},
		"nasdaq column":     {nasdaq: strings.Replace(nasdaqFile, "Test Issue", "Test", 1), want: `row 1: no column "test issue"`},
		"gzip cut":          {finance: gz[:len(gz)-30], want: "unexpected EOF"},
		"csv cut":           {finance: many(100)[:3000], want: "row "},
		"csv cut at a row":  {finance: strings.TrimSuffix(many(100), "\n"), want: "the last row has no line end"},
		"csv in a quote":    {finance: many(99) + "999999.SS,\"Zhum", want: "is the file whole?"},
		"csv column":        {finance: strings.Replace(many(100), "symbol", "code", 1), want: `no column "symbol"`},
		"csv fewer rows":    {finance: many(50), want: "50 rows, the pull of 2026-11-29 had 100: was the file cut short?"},
		"csv many bad rows": {finance: many(90) + strings.Repeat("000001.SS,\"\u202exyz\",SHH,China\n", 10), want: "10 of 100 rows cannot be used, the first is row 92: column name"},
		"csv empty":         {finance: "", want: "row 1: EOF"},
		"zip cut":           {gleif: "PK\x03\x04....", want: "zip archive"},
		"gleif column":      {gleif: "LEI,Name\n", want: `no column "Entity.LegalName"`},
	} {
		bad := Options{Today: opts.Today + 1}
		if tc.sec != "" {
			bad.SEC = put(t, "s", tc.sec)
		}
		if tc.nasdaq != "" {
			bad.Nasdaq = []string{put(t, "n", tc.nasdaq)}
		}
		if tc.gleif != "" {
			bad.GLEIF = put(t, "g", tc.gleif)
		}
		if strings.HasPrefix(name, "csv") || tc.finance != "" {
			bad.FinanceDatabase = put(t, "f", tc.finance)
		}
		_, err := Securities(context.Background(), dir, bad)
		if fault.CodeOf(err) != fault.BadInput || !strings.Contains(fmt.Sprint(err), tc.want) {
			t.Errorf("%s: got %v, want %q", name, err, tc.want)
		}
		if after, _ := os.ReadFile(index); string(after) != string(before) {
			t.Fatalf("%s: the index has changed", name)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "sources", ".*")); len(left) > 0 {
			t.Errorf("%s: %v is left behind", name, left)
		}
	}
	// The kept copies are those of the good pull.
	pullInto(t, dir, Options{Today: opts.Today + 2})
}

// Single bad rows are left out and named; the others go in.
func TestBadRows(t *testing.T) {
	long := strings.Repeat("n", 10<<20)
	head := "symbol,name,exchange,country,isin\n"
	for name, tc := range map[string]struct {
		row, why string // why is empty for a row that goes in
		name     string
	}{
		"plain":         {"700001.SS,Gaoyuan Works Ltd,SHH,China,", "", "Gaoyuan Works Ltd"},
		"zero width":    {"700001.SS,Gao\u200byu\u00adan\u2060 Works\ufeff Ltd,SHH,China,", "", "Gaoyuan Works Ltd"},
		"blanks":        {"700001.SS,\" Gaoyuan\u00a0 Works\tLtd \",SHH,China,", "", "Gaoyuan Works Ltd"},
		"override":      {"700001.SS,\u202eskroW nauyoaG,SHH,China,", "row 2: column name: \"\\u202eskroW nauyoaG\" holds U+202E, which reorders", ""},
		"isolate":       {"700001.SS,Gaoyuan \u2067Works,SHH,China,", "holds U+2067", ""},
		"two scripts":   {"700001.SS,G\u0430oyuan Works,SHH,China,", "letters of two scripts in the word \"G\u0430oyuan\"", ""},
		"control":       {"700001.SS,Gao\x07yuan,SHH,China,", "control character U+0007", ""},
		"not UTF-8":     {"700001.SS,Gao\xffyuan,SHH,China,", "is not UTF-8", ""},
		"no letter":     {"700001.SS,\"---\",SHH,China,", "has no letter", ""},
		"10 MB":         {"700001.SS," + long + ",SHH,China,", "nnn\"... (10485760 bytes) is too long for a name", ""},
		"more cells":    {"700001.SS,Gaoyuan Works,SHH,China,,,", "wrong number of fields", ""},
		"bare quote":    {"700001.SS,Gao\"yuan,SHH,China,", `bare " in non-quoted`, ""},
		"other company": {"600001.SS,Quite Another Name Ltd,SHH,China,", "XSHG:600001 is \"Quite Another Name Ltd\" here and \"Tianqiao Motor Parts Ltd\" in row 3", ""},
		"bad ISIN":      {"700001.SS,Gaoyuan Works Ltd,SHH,China,US0378331006", "", "Gaoyuan Works Ltd"},
	} {
		content := head + tc.row + "\n600001.SS,Tianqiao Motor Parts Ltd,SHH,China,\n"
		if name == "other company" {
			content = head + "600002.SS,Yong Works Ltd,SHH,China,\n600001.SS,Tianqiao Motor Parts Ltd,SHH,China,\n" + tc.row + "\n"
		}
		sh, err := sheetOf(financeSource, content)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var printed strings.Builder
		if err := (&Report{Sources: []*Source{sh.stats}}).Print(&printed, 5); err != nil {
			t.Fatal(err)
		}
		if n := sh.stats.RefusedRows; tc.why == "" && n > 0 || tc.why != "" && (n != 1 || !strings.Contains(printed.String(), tc.why)) {
			t.Errorf("%s: %.500s", name, printed.String())
		}
		got := ""
		for _, r := range sh.rows {
			if r.ticker == "700001" {
				got = r.name + r.isin
			}
		}
		if got != tc.name {
			t.Errorf("%s: got %q", name, got)
		}
		if last := sh.rows[len(sh.rows)-1]; last.name != "Tianqiao Motor Parts Ltd" {
			t.Errorf("%s: the row after it is lost", name)
		}
	}
}

// sheetOf reads the content of a source.
func sheetOf(source, content string) (*sheet, error) {
	s := &sheet{source: source, path: "made", stats: &Source{Name: source}, lines: map[string]int{}}
	if source == gleifSource {
		reg := &registry{wanted: map[string][]*security.Entity{"SE smavind ab ": {{ID: "smavind"}}}, found: map[string]record{}}
		return s, readGLEIF(strings.NewReader(content), s, reg)
	}
	return s, readers[source](strings.NewReader(content), s)
}

// A 10 MB name in the other formats.
func TestLongNames(t *testing.T) {
	long := strings.Repeat("n", 10<<20)
	for source, content := range map[string]string{
		secSource:    strings.Replace(secFile, "Quellmark", long, 1),
		nasdaqSource: strings.Replace(nasdaqFile, "Northwell Robotics plc - A", long, 1),
		gleifSource:  strings.Replace(gleifFile, "Smavind", long, 1),
	} {
		s, err := sheetOf(source, content)
		if err != nil || s.stats.RefusedRows != 1 || !strings.Contains(s.stats.Refused[0].Why, "too long") {
			t.Errorf("%s: %v, %+v", source, err, s.stats.Refused)
		}
	}
}
