package pull

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/fault"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/tape/calendar"
)

// The fixtures are of firms that do not exist, but for those whose lines the
// embedded table has.
const secFile = `{"fields":["cik","name","ticker","exchange"],"data":[
[320193,"Apple Inc.","AAPL","Nasdaq"],
[9000001,"ZYGOTRON CORP /DE/","ZYGO","NYSE"],
[9000001,"ZYGOTRON CORP /DE/","ZYGO-B","NYSE"],
[9000001,"ZYGOTRON CORP /DE/","ZYGO-WT","NYSE"],
[9000002,"Quellmark Holdings Ltd","QLMK",null]]}`

const nasdaqFile = `Symbol|Security Name|Market Category|Test Issue|Financial Status|Round Lot Size|ETF|NextShares
AAPL|Apple Inc. - Common Stock|Q|N|N|100|N|N
NWLL|Northwell Robotics plc - American Depositary Shares|G|N|N|100|N|N
NWLLW|Northwell Robotics plc - Warrants|G|N|N|100|N|N
ZXZZT|Nasdaq Test Stock|G|Y|N|100|N|N
File Creation Time: 1128202621:31|||||||
`

const otherFile = `ACT Symbol|Security Name|Exchange|CQS Symbol|ETF|Round Lot Size|Test Issue|NASDAQ Symbol
ZYGO|Zygotron Corporation Class A Common Stock|A|ZYGO|N|100|N|ZYGO
GLDX|Meridian Gold Miners ETF|P|GLDX|Y|100|N|GLDX
File Creation Time: 1128202621:31||||||
`

const financeFile = `symbol,name,currency,sector,exchange,country,market_cap,isin,figi,shareclass_figi,delisted
ZYGO,Zygotron Corporation,USD,Industrials,ASE,United States,Small Cap,US0378331005,BBG000B9XRY4,,False
9988.HK,Alibaba Group Holding Limited,HKD,Consumer Discretionary,HKG,China,Mega Cap,KYG017191142,BBG00QV37ZP9,,False
NWR.L,Northwell Robotics plc,GBp,Industrials,LSE,United Kingdom,Mid Cap,GB0002634946,,,False
NWR.DE,Northwell Robotics,EUR,Industrials,GER,United Kingdom,Mid Cap,GB0002634946,,,False
OLD.L,Gone Before plc,GBp,,LSE,United Kingdom,,,,,True
QUX.BE,QUUX CORP. DL-01,EUR,,BER,United States,,,,,False
SMV.ST,Smavind AB,SEK,Industrials,STO,Sweden,Nano Cap,,,,False
`

const gleifFile = `LEI,Entity.LegalName,Entity.OtherEntityNames.OtherEntityName.1,Entity.LegalAddress.Country,Entity.HeadquartersAddress.Country,Entity.EntityStatus
529900T8BM49AURSDO55,Smavind AB,,SE,SE,ACTIVE
5493001KJTIIGC8Y1R12,NORTHWELL ROBOTICS PLC,,GB,GB,ACTIVE
213800WAVVOPS85N2205,Northwell Robotics PLC,,GB,GB,ACTIVE
`

// put writes a file of a test and gives its path.
func put(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func packed(content string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(content))
	_ = z.Close()
	return b.String()
}

// zipped is how GLEIF publishes its file.
func zipped(name, content string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if w, err := z.Create(name); err == nil {
		_, _ = w.Write([]byte(content))
	}
	_ = z.Close()
	return b.String()
}

// all are the options that read every fixture.
func all(t testing.TB) Options {
	return Options{
		SEC: put(t, "sec.json.gz", packed(secFile)), Nasdaq: []string{put(t, "o.txt", otherFile), put(t, "n.txt", nasdaqFile)},
		FinanceDatabase: put(t, "f.csv", financeFile), GLEIF: put(t, "g.csv.zip", zipped("g.csv", gleifFile)), Today: calendar.MustDate("2026-11-29"),
	}
}

func pullInto(t testing.TB, dir string, opts Options) (*security.Master, *Report) {
	t.Helper()
	report, err := Securities(context.Background(), dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	return opened(t, dir), report
}

func opened(t testing.TB, dir string) *security.Master {
	t.Helper()
	m, err := security.OpenIndex(filepath.Join(dir, IndexFile))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close() })
	return m
}

// describe writes an entity on one line.
func describe(m *security.Master, id string) string {
	e, ok := m.Issuer(id)
	if !ok {
		return "none"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %q %s", e.Kind, e.Name, e.Country)
	if e.CIK != 0 {
		fmt.Fprintf(&b, " cik %d", e.CIK)
	}
	if e.LEI != "" {
		fmt.Fprintf(&b, " lei %s", e.LEI)
	}
	for _, l := range e.Listings {
		fmt.Fprintf(&b, "; %s", l.ID())
		for _, s := range []string{l.Relation, l.ISIN, l.FIGI} {
			if s != "" {
				b.WriteString(" " + s)
			}
		}
		if l.Primary {
			b.WriteString(" primary")
		}
		if l.From != 0 || l.To != 0 {
			fmt.Fprintf(&b, " %s..%s", l.From, l.To)
		}
	}
	return b.String()
}

func TestSourcesAreJoined(t *testing.T) {
	m, report := pullInto(t, t.TempDir(), all(t))
	for id, want := range map[string]string{
		// Three registers name one company; the directory knows the exchange better than the SEC.
		"zygotron": `issuer "Zygotron" US cik 9000001; XASE:ZYGO US0378331005 BBG000B9XRY4 primary; XNYS:ZYGO.B`,
		// Without an exchange it trades over the counter.
		"quellmark": `issuer "Quellmark"  cik 9000002; OTCM:QLMK primary`,
		// The ADR, the home line and another market's line; two records of the name, so no LEI.
		"northwell-robotics":       `issuer "Northwell Robotics" GB; XNAS:NWLL ADR primary; XLON:NWR GB0002634946; XETR:NWR GB0002634946`,
		"meridian-gold-miners-etf": `fund "Meridian Gold Miners ETF" ; ARCX:GLDX primary`,
		"smavind":                  `issuer "Smavind" SE lei 529900T8BM49AURSDO55; XSTO:SMV primary`,
		"quux":                     "none", // a regional floor's abbreviation
	} {
		if got := describe(m, id); got != want {
			t.Errorf("%s:\n got %s\nwant %s", id, got, want)
		}
	}
	e, _ := m.Issuer("alibaba")
	if l := e.On(0, "XHKG"); l == nil || l.ISIN != "KYG017191142" || e.Rank != 0 || e.Country != "CN" {
		t.Errorf("alibaba: %s", describe(m, "alibaba"))
	}
	var lines []string
	for _, s := range report.Sources {
		lines = append(lines, fmt.Sprintf("%s %d/%d refused %d", s.Name, s.Accepted(), s.Rows, s.RefusedRows))
	}
	want := []string{"sec 4/5 refused 0", "nasdaqlisted 2/4 refused 0", "otherlisted 2/2 refused 0", "financedatabase 5/7 refused 0", "gleif 3/3 refused 0"}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff)
	}
}

// The linker finds pulled names, and asks for more than one word of small firms.
func TestPulledNamesAreLinked(t *testing.T) {
	m, _ := pullInto(t, t.TempDir(), all(t))
	l, err := link.Indexed(m)
	if err != nil {
		t.Fatal(err)
	}
	built := link.New(m)
	for text, want := range map[string]string{
		"Shares of Northwell Robotics plc fell 4% on Friday.": "northwell-robotics",
		"Shares of Smavind AB fell 4% on Friday.":             "smavind",
		"Smavind said it would close.":                        "",
		"(NYSE: ZYGO.B) rose 3%.":                             "zygotron",
	} {
		for name, l := range map[string]*link.Linker{"mapped": l, "built": built} {
			got := ""
			for _, m := range linked(l, text) {
				got = m
			}
			if got != want {
				t.Errorf("%s: %q: got %q, want %q", name, text, got, want)
			}
		}
	}
}

// What the hand-written table says of a line stands, and the row is named.
func TestHandWrittenRowsWin(t *testing.T) {
	opts := all(t)
	rows := strings.Replace(secFile, `"Apple Inc.","AAPL"`, `"Pearwood Industries Corp","BABA"`, 1)
	opts.SEC = put(t, "sec.json", strings.Replace(rows, "320193", "9000009", 1))
	m, report := pullInto(t, t.TempDir(), opts)
	if l, ok := m.Listing("XNYS:BABA"); !ok || l.Entity.ID != "alibaba" {
		t.Errorf("BABA is %v", l.Entity)
	}
	s := report.of(secSource)
	if s.RefusedRows != 1 || s.Refused[0].Row != 1 || !strings.Contains(s.Refused[0].Why, "Alibaba Group by the hand-written table") {
		t.Errorf("%+v", s)
	}
}

// Today's files are read again when they are not given, and give the same bytes.
func TestKeptCopies(t *testing.T) {
	dir := t.TempDir()
	opts := all(t)
	pullInto(t, dir, opts)
	first, _ := os.ReadFile(filepath.Join(dir, IndexFile))
	m, report := pullInto(t, dir, Options{Today: opts.Today})
	if len(report.Sources) != 5 || report.Sources[0].From != "kept copy" || describe(m, "smavind") == "none" {
		t.Errorf("%+v", report)
	}
	other := t.TempDir()
	pullInto(t, other, opts)
	again, _ := os.ReadFile(filepath.Join(other, IndexFile))
	// The paths of the fixtures are the same: the bytes must be.
	if !bytes.Equal(first, again) {
		t.Error("the same files give other bytes")
	}
	if err := os.WriteFile(filepath.Join(dir, "sources", secSource), []byte(secFile), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Securities(context.Background(), dir, Options{Today: opts.Today}); err == nil || !strings.Contains(err.Error(), "changed since the pull of 2026-11-29") {
		t.Errorf("a changed copy: %v", err)
	}
}

func TestNothingToRead(t *testing.T) {
	for name, tc := range map[string]struct {
		opts Options
		code fault.Code
		want string
	}{
		"no source": {Options{Today: 1}, fault.BadUsage, "no source given, and none kept"},
		"no file":   {Options{Today: 1, SEC: "/no/such/file"}, fault.NotFound, "no such file"},
		"folder":    {Options{Today: 1, SEC: t.TempDir()}, fault.BadInput, "is not a file"},
		"no header": {Options{Today: 1, Nasdaq: []string{put(t, "x", "a|b\n")}}, fault.BadInput, `row 1: the header is "a|b"`},
		"twice":     {Options{Today: 1, Nasdaq: []string{put(t, "x", nasdaqFile), put(t, "y", nasdaqFile)}}, fault.BadUsage, "are both nasdaqlisted"},
		"sum":       {Options{Today: 1, SEC: put(t, "x", secFile) + "#sha256=00"}, fault.BadInput, "not 00 as demanded"},
	} {
		dir := t.TempDir()
		_, err := Securities(context.Background(), dir, tc.opts)
		if fault.CodeOf(err) != tc.code || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v (%s)", name, err, fault.CodeOf(err))
		}
		if left, _ := os.ReadDir(filepath.Join(dir, "sources")); len(left) > 0 {
			t.Errorf("%s: %v is left behind", name, left)
		}
	}
}

func TestEmbeddedTables(t *testing.T) {
	if n := len(exchangeTable()); n < 80 {
		t.Errorf("%d exchanges", n)
	}
	for code, x := range exchangeTable() {
		if len(x.mic) != 4 || len(x.country) != 2 {
			t.Errorf("%s: %+v", code, x)
		}
	}
	for name, code := range countries() {
		if len(code) != 2 {
			t.Errorf("%s: %q", name, code)
		}
	}
}
