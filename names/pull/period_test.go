package pull

import (
	"strings"
	"testing"

	"newstape/tape/calendar"
)

// Lines come and go between pulls; what the first pull finds is open.
func TestPeriods(t *testing.T) {
	const head = "symbol,name,exchange,country\n"
	const (
		stays   = "600001.SS,Tianqiao Motor Parts Ltd,SHH,China\n"
		leaves  = "600002.SS,Yong Works Ltd,SHH,China\n"
		second  = "6001.HK,Tianqiao Motor Parts Ltd,HKG,China\n"
		comes   = "600003.SS,Gaoyuan Works Ltd,SHH,China\n"
		renamed = "600001.SS,Tianqiao Future Mobility Ltd,SHH,China\n"
		both    = "6001.HK,Tianqiao Future Mobility Ltd,HKG,China\n"
		last    = "600009.SS,Zuihou Steel Ltd,SHH,China\n"
	)
	dir := t.TempDir()
	pull := func(date string, rows ...string) map[string]string {
		t.Helper()
		m, _ := pullInto(t, dir, Options{FinanceDatabase: put(t, "f.csv", head+strings.Join(rows, "")+last), Today: calendar.MustDate(date)})
		out := map[string]string{}
		for _, id := range []string{"tianqiao-motor-parts", "yong-works", "gaoyuan-works"} {
			out[id] = describe(m, id)
		}
		return out
	}
	expect := func(got map[string]string, id, want string) {
		t.Helper()
		if got[id] != want {
			t.Errorf("%s:\n got %s\nwant %s", id, got[id], want)
		}
	}
	got := pull("2026-01-10", stays, leaves, second)
	expect(got, "tianqiao-motor-parts", `issuer "Tianqiao Motor Parts" CN; XSHG:600001 primary; XHKG:6001`)
	expect(got, "yong-works", `issuer "Yong Works" CN; XSHG:600002 primary`)

	got = pull("2026-02-10", stays, comes)
	expect(got, "tianqiao-motor-parts", `issuer "Tianqiao Motor Parts" CN; XSHG:600001 primary; XHKG:6001 ..2026-02-10`)
	expect(got, "yong-works", `issuer "Yong Works" CN; XSHG:600002 primary ..2026-02-10`)
	expect(got, "gaoyuan-works", `issuer "Gaoyuan Works" CN; XSHG:600003 primary 2026-02-10..`)

	got = pull("2026-03-10", renamed, comes, both)
	expect(got, "tianqiao-motor-parts", `issuer "Tianqiao Future Mobility" CN; XSHG:600001 primary; XHKG:6001 2026-03-10..; XHKG:6001 ..2026-02-10`)
	expect(got, "yong-works", `issuer "Yong Works" CN; XSHG:600002 primary ..2026-02-10`)
	expect(got, "gaoyuan-works", `issuer "Gaoyuan Works" CN; XSHG:600003 primary 2026-02-10..`)

	m := opened(t, dir)
	e, _ := m.Issuer("tianqiao-motor-parts")
	var names []string
	for _, a := range e.Aliases {
		names = append(names, string(a.Kind)+" "+a.Name)
	}
	if got := strings.Join(names, ", "); got != "legal Tianqiao Future Mobility Ltd, short Tianqiao Future Mobility, former Tianqiao Motor Parts Ltd, former Tianqiao Motor Parts" {
		t.Error(got)
	}
	if n := len(m.About().Pulls); n != 3 {
		t.Errorf("%d pulls are remembered", n)
	}
}

// A source that is read for the first time makes no line young.
func TestFirstReadingOfASourceDatesNothing(t *testing.T) {
	dir := t.TempDir()
	opts := all(t)
	opts.FinanceDatabase, opts.GLEIF = "", ""
	pullInto(t, dir, opts)
	m, report := pullInto(t, dir, Options{FinanceDatabase: put(t, "f.csv", financeFile), Today: opts.Today + 30})
	if got, want := describe(m, "smavind"), `issuer "Smavind" SE; XSTO:SMV primary`; got != want || report.Opened != 0 {
		t.Errorf("%s, %d opened", got, report.Opened)
	}
}

// A share that goes from one file of Nasdaq's directory to the other has moved;
// one that the SEC called NYSE and the directory calls NYSE American has not.
func TestMovesAndCorrections(t *testing.T) {
	dir := t.TempDir()
	opts := all(t)
	nasdaq := opts.Nasdaq
	opts.Nasdaq = nil
	m, _ := pullInto(t, dir, Options{SEC: opts.SEC, Today: opts.Today})
	if got := describe(m, "zygotron"); !strings.Contains(got, "XNYS:ZYGO primary") {
		t.Error(got)
	}
	m, _ = pullInto(t, dir, Options{Nasdaq: nasdaq, Today: opts.Today + 1})
	if got := describe(m, "zygotron"); !strings.Contains(got, "XASE:ZYGO primary;") || strings.Contains(got, "XNYS:ZYGO ") {
		t.Error("corrected: ", got)
	}
	moved := []string{
		put(t, "o", strings.Replace(otherFile, "ZYGO|Zygotron Corporation Class A Common Stock|A|ZYGO|N|100|N|ZYGO\n", "", 1)),
		put(t, "n", strings.Replace(nasdaqFile, "AAPL|", "ZYGO|Zygotron Corporation - Common Stock|Q|N|N|100|N|N\nAAPL|", 1)),
	}
	m, _ = pullInto(t, dir, Options{Nasdaq: moved, Today: opts.Today + 2})
	if got := describe(m, "zygotron"); !strings.Contains(got, "XNAS:ZYGO primary 2026-12-01..") || !strings.Contains(got, "XASE:ZYGO ..2026-12-01") {
		t.Error("moved: ", got)
	}
}
