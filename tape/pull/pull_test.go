package pull

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newstape/fault"
	"newstape/tape/bars"
	"newstape/tape/calendar"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

const twoDays = "date,open,high,low,close,volume\n2025-11-13,160,164,159,159.84,5\n2025-11-14,155,162,151.78,153.80,7\n"

// pull runs Prices over one file's text.
func pull(t *testing.T, to, name, text string, opts Options) (*Report, error) {
	t.Helper()
	from := t.TempDir()
	put(t, filepath.Join(from, name), text)
	opts.Resolve = anyVenue
	return Prices(context.Background(), from, to, opts)
}

func daily(t *testing.T, dir, listing string, basis bars.Basis) (*bars.Series, bool) {
	t.Helper()
	tape, err := bars.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tape.Close() })
	return tape.Daily(listing, basis)
}

func TestGzipAndProgress(t *testing.T) {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	fmt.Fprint(w, "\ufeff"+strings.ReplaceAll(twoDays, "\n", "\r\n"))
	w.Close()
	to := t.TempDir()
	var calls []string
	_, err := pull(t, to, "BABA.csv.gz", z.String(), Options{
		Source:   "a vendor",
		Progress: func(done, total int, file string) { calls = append(calls, fmt.Sprintf("%d/%d %s", done, total, file)) },
	})
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := daily(t, to, "XNYS:BABA", bars.Raw); s.Close[1] != 153.8 || s.Source != "a vendor" {
		t.Errorf("got %v from %q", s.Close, s.Source)
	}
	if d := cmp.Diff([]string{"0/1 BABA.csv.gz", "1/1 "}, calls); d != "" {
		t.Error(d)
	}
}

func TestSecondPullKeepsTheRest(t *testing.T) {
	to := t.TempDir()
	if _, err := pull(t, to, "BABA.csv", twoDays, Options{}); err != nil {
		t.Fatal(err)
	}
	report, err := pull(t, to, "KWEB.csv", twoDays, Options{})
	if err != nil || report.KeptSeries != 1 {
		t.Fatalf("kept %d, %v", report.KeptSeries, err)
	}
	if _, ok := daily(t, to, "XNYS:BABA", bars.Raw); !ok {
		t.Error("the first pull is gone")
	}
	if _, err := pull(t, to, "SPY.csv", twoDays, Options{Replace: true}); err != nil {
		t.Fatal(err)
	}
	if _, ok := daily(t, to, "XNYS:BABA", bars.Raw); ok {
		t.Error("replace kept the first pull")
	}
}

func TestDeclaredBasis(t *testing.T) {
	to := t.TempDir()
	report, err := pull(t, to, "BABA.csv", twoDays, Options{Basis: bars.Adjusted})
	if err != nil {
		t.Fatal(err)
	}
	if k := report.Files[0].Kept[0]; k.Basis != bars.Adjusted || k.Why != "as declared" {
		t.Errorf("got %s, %s", k.Basis, k.Why)
	}
}

// A file fills the days of a fuller one only when both are as traded and agree.
func TestFilesOfOneListing(t *testing.T) {
	cal, err := calendar.For("XNYS")
	if err != nil {
		t.Fatal(err)
	}
	table := func(from, to int, level float64) string {
		text := "date,close\n"
		for i := from; i < to; i++ {
			text += fmt.Sprintf("%s,%.2f\n", cal.Dates()[i], level+float64(i))
		}
		return text
	}
	for _, tt := range []struct {
		name, second string
		opts         Options
		rows         int
	}{
		{"agreeing", table(70, 130, 100), Options{}, 130},
		{"differing", table(70, 130, 101), Options{}, 100},
		{"too few days in common", table(90, 130, 100), Options{}, 100},
		{"no new day", table(70, 100, 100), Options{}, 100},
		{"adjusted", table(70, 130, 100), Options{Basis: bars.Adjusted}, 130},
		{"adjusted, ratio drifts", table(70, 130, 50), Options{Basis: bars.Adjusted}, 100},
		{"adjusted, too few days in common", table(90, 130, 100), Options{Basis: bars.Adjusted}, 100},
	} {
		from, to := t.TempDir(), t.TempDir()
		put(t, filepath.Join(from, "a", "SPY.csv"), table(0, 100, 100))
		put(t, filepath.Join(from, "b", "SPY.csv"), tt.second)
		tt.opts.Resolve = anyVenue
		if _, err := Prices(context.Background(), from, to, tt.opts); err != nil {
			t.Fatal(err)
		}
		basis := bars.Raw
		if tt.opts.Basis != "" {
			basis = tt.opts.Basis
		}
		s, _ := daily(t, to, "XNYS:SPY", basis)
		if s.Len() != tt.rows {
			t.Errorf("%s: %d rows, want %d", tt.name, s.Len(), tt.rows)
		}
	}
}

// A long file of adjusted closes answers for the days before a short one with
// all columns begins, brought to the level of the short one; where both have a
// day, the short one's columns stay.
func TestLongClosesBehindShortBars(t *testing.T) {
	cal, err := calendar.For("XNYS")
	if err != nil {
		t.Fatal(err)
	}
	short, long := "date,open,high,low,close,volume\n", "date,close\n"
	for i, d := range cal.Dates()[:80] {
		c := 100 + float64(i)
		long += fmt.Sprintf("%s,%.4f\n", d, c*0.99)
		if i >= 50 && i < 75 {
			short += fmt.Sprintf("%s,%.2f,%.2f,%.2f,%.2f,%d\n", d, c, c+1, c-1, c, 1000+i)
		}
	}
	from, to := t.TempDir(), t.TempDir()
	put(t, filepath.Join(from, "long", "BABA.csv"), long)
	put(t, filepath.Join(from, "short", "BABA.csv"), short)
	report, err := Prices(context.Background(), from, to, Options{Resolve: anyVenue, Basis: bars.Adjusted})
	if err != nil {
		t.Fatal(err)
	}
	s, _ := daily(t, to, "XNYS:BABA", bars.Adjusted)
	if s.Len() != 80 {
		t.Fatalf("%d days, want 80", s.Len())
	}
	for i, c := range s.Close {
		inShort := i >= 50 && i < 75
		if math.Abs(c/(100+float64(i))-1) > 1e-6 || math.IsNaN(s.Open[i]) == inShort || math.IsNaN(s.Volume[i]) == inShort {
			t.Fatalf("day %d: close %v, open %v, volume %v", i, c, s.Open[i], s.Volume[i])
		}
	}
	if want := "short/BABA.csv; other days from long/BABA.csv times 1.0101"; s.Source != want {
		t.Errorf("source %q, want %q", s.Source, want)
	}
	k := report.Files[0].Kept[0]
	if want := "as declared; only days that short/BABA.csv lacks, times 1.0101, the ratio on 25 shared days"; k.Why != want || k.Rows != 55 {
		t.Errorf("report: %d rows, %q", k.Rows, k.Why)
	}
}

// Files that cannot be laid on each other say so.
func TestUnstableRatioIsRefused(t *testing.T) {
	cal, err := calendar.For("XNYS")
	if err != nil {
		t.Fatal(err)
	}
	first, second := "date,close\n", "date,close\n"
	for i, d := range cal.Dates()[:60] {
		first += fmt.Sprintf("%s,100\n", d)
		if i >= 30 {
			// As a file does that forgets a dividend of half a percent.
			second += fmt.Sprintf("%s,%.3f\n", d, 100+0.5*float64(i/50))
		}
	}
	from, to := t.TempDir(), t.TempDir()
	put(t, filepath.Join(from, "a", "BABA.csv"), first)
	put(t, filepath.Join(from, "b", "BABA.csv"), second)
	report, err := Prices(context.Background(), from, to, Options{Resolve: anyVenue, Basis: bars.Adjusted})
	if err != nil {
		t.Fatal(err)
	}
	want := "the same series is fuller in a/BABA.csv; its ratio to it is not stable: 10 of 30 shared days are more than 0.1 % off the median of 1"
	if got := report.Files[1].Kept[0].Unused; got != want {
		t.Errorf("got %q", got)
	}
}

// Vendors' symbols of indexes need no resolver; an issuer of that ticker, where
// the resolver knows one, comes before the bare symbol.
func TestIndexSymbols(t *testing.T) {
	p := &puller{}
	for symbol, want := range map[string]string{
		"^GSPC": "INDEX:SPX", "^SPX": "INDEX:SPX", "GSPC": "INDEX:SPX", "^NDX": "INDEX:NDX", "ndx": "INDEX:NDX", "^HSI": "INDEX:HSI", "HSI": "INDEX:HSI",
		"^DJI": "INDEX:DJI", "^IXIC": "INDEX:IXIC", "^RUT": "INDEX:RUT", "^VIX": "INDEX:VIX", "VIX": "INDEX:VIX", "^HSCE": "INDEX:HSCEI", "^spx": "INDEX:SPX",
		"^XYZ": "", "SPY": "",
	} {
		if m, _ := p.listing("prices.csv", symbol); m.listing != want {
			t.Errorf("%s: got %q, want %q", symbol, m.listing, want)
		}
	}
	p.opts.Resolve = anyVenue
	for symbol, want := range map[string]string{"^GSPC": "INDEX:SPX", "RUT": "XNYS:RUT"} {
		if m, _ := p.listing("prices.csv", symbol); m.listing != want {
			t.Errorf("with a resolver, %s: got %q, want %q", symbol, m.listing, want)
		}
	}
}

// Whatever goes wrong, the data set that was there is there.
func TestFailureLeavesTheOldSet(t *testing.T) {
	to := t.TempDir()
	if _, err := pull(t, to, "BABA.csv", twoDays, Options{}); err != nil {
		t.Fatal(err)
	}
	_, err := pull(t, to, "BABA.csv", "date,close\nnever,1\n", Options{})
	if fault.CodeOf(err) != fault.BadInput || !strings.Contains(err.Error(), "row 2") {
		t.Errorf("nothing usable: %v", err)
	}
	_, err = pull(t, to, "BABA.csv", twoDays, Options{MaxBytes: 20})
	if fault.CodeOf(err) != fault.BadInput || !strings.Contains(err.Error(), "more than 20 bytes") {
		t.Errorf("too large: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	from := t.TempDir()
	put(t, filepath.Join(from, "BABA.csv"), twoDays)
	if _, err := Prices(ctx, from, to, Options{Resolve: anyVenue}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if s, ok := daily(t, to, "XNYS:BABA", bars.Raw); !ok || s.Close[1] != 153.8 {
		t.Error("the old set is gone")
	}
	names, err := os.ReadDir(to)
	if err != nil || len(names) != 2 {
		t.Errorf("left behind: %v", names)
	}
}

func TestBadUses(t *testing.T) {
	dir := t.TempDir()
	badMap := filepath.Join(dir, "map.csv")
	put(t, badMap, "name,listing\nBABA.csv,Alibaba\n")
	empty := filepath.Join(dir, "empty")
	if err := os.Mkdir(empty, 0o755); err != nil {
		t.Fatal(err)
	}
	damaged := filepath.Join(dir, "damaged")
	put(t, filepath.Join(damaged, "MANIFEST"), "rubbish")
	prices := filepath.Join(dir, "prices", "BABA.csv")
	put(t, prices, twoDays)
	for _, tt := range []struct {
		name, from, to string
		opts           Options
		code           fault.Code
	}{
		{"no folder", filepath.Join(dir, "none"), dir, Options{}, fault.NotFound},
		{"empty folder", empty, dir, Options{}, fault.NotFound},
		{"bad map", prices, dir, Options{Map: badMap}, fault.BadInput},
		{"no map", prices, dir, Options{Map: filepath.Join(dir, "none.csv")}, fault.NotFound},
		{"damaged set", prices, damaged, Options{}, fault.Corrupt},
	} {
		tt.opts.Resolve = anyVenue
		if _, err := Prices(context.Background(), tt.from, tt.to, tt.opts); fault.CodeOf(err) != tt.code {
			t.Errorf("%s: got %v", tt.name, err)
		}
	}
}

func TestTickerOf(t *testing.T) {
	for name, want := range map[string]string{
		"BABA_1d.csv": "BABA", "a/b/9988.HK.csv": "9988.HK", "tqqq_^HSI.csv": "^HSI", "QQQ_raw.csv": "QQQ",
		"BABA.csv.gz": "BABA", "SPY_5min_raw.csv": "SPY", "brk-b.us.txt": "brk-b.us", "raw.csv": "raw", "D.csv": "D", "US_1d.csv": "US",
	} {
		if got, _ := tickerOf(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestParseStamp(t *testing.T) {
	for text, want := range map[string]string{
		"2025-11-14": "2025-11-14T00:00:00-05:00", "20251114": "2025-11-14T00:00:00-05:00",
		"2025-11-14 13:25": "2025-11-14T13:25:00-05:00", "2025-11-14T13:25:30Z": "2025-11-14T08:25:30-05:00",
		"2025-11-14 00:00:00+00:00": "2025-11-13T19:00:00-05:00", "2025-11-14 13:25:00-0800": "2025-11-14T16:25:00-05:00",
		"20251114 132500": "2025-11-14T13:25:00-05:00", "2025-07-01 09:30:00.000": "2025-07-01T09:30:00-04:00",
		"": "", "2025-02-29": "", "2025-13-01": "", "14/11/2025": "", "2025-11-14 25:00": "", "2025-11-14 ": "",
		"2025-11-14 13:2:55": "", "2025-11-14T13:25+99:00": "", "-025-11-14": "", "2025-11-14 1:325": "",
	} {
		cal, err := calendar.For("XNYS")
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if s, ok := parseStamp(text); ok {
			got = s.moment(cal.Location()).In(cal.Location()).Format("2006-01-02T15:04:05Z07:00")
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestParseNumber(t *testing.T) {
	for text, want := range map[string]float64{
		"1": 1, "-1.5e3": -1500, "1,234,567.25": 1234567.25, "$12.5": 12.5, "+3": 3,
	} {
		if got, state := parseNumber(text); got != want || state != given {
			t.Errorf("%q: got %v %v", text, got, state)
		}
	}
	for text, want := range map[string]state{
		"": absent, "null": absent, "NaN": absent, "N/A": absent, "-": absent,
		"inf": wrong, "0x10": wrong, "1_000": wrong, "12,34": wrong, "1.2.3": wrong, "1e999": wrong, "12M": wrong, "1,234.5,6": wrong,
	} {
		if _, got := parseNumber(text); got != want {
			t.Errorf("%q: got %v", text, got)
		}
	}
}

// What is exported reads back as it was.
func TestExportRoundTrip(t *testing.T) {
	cal, err := calendar.For("XNAS")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		want := &bars.Series{Listing: "XNAS:JD", Calendar: "XNAS", Source: "export.csv"}
		want.Basis = rapid.SampledFrom([]bars.Basis{bars.Raw, bars.Adjusted}).Draw(rt, "basis")
		first := rapid.IntRange(0, 5000).Draw(rt, "first")
		for i := range rapid.IntRange(1, 20).Draw(rt, "rows") {
			low := rapid.Float64Range(0.01, 9e5).Draw(rt, "low")
			high := low * rapid.Float64Range(1, 2).Draw(rt, "range")
			want.Dates = append(want.Dates, cal.Dates()[first+2*i])
			want.Low, want.High = append(want.Low, decimal(low)), append(want.High, decimal(high))
			want.Open, want.Close = append(want.Open, decimal(high)), append(want.Close, decimal(low))
			want.Volume = append(want.Volume, rapid.Float64Range(1, 1e12).Draw(rt, "volume"))
			if want.Basis == bars.Raw {
				want.Dividend = append(want.Dividend, rapid.Float64Range(0, 9).Draw(rt, "dividend"))
				want.Split = append(want.Split, rapid.SampledFrom([]float64{1, 1, 3, 0.25}).Draw(rt, "split"))
			}
		}
		dir := tempDir(rt)
		defer os.RemoveAll(dir)
		var text bytes.Buffer
		path := filepath.Join(dir, "export.csv")
		if err := errors.Join(save(filepath.Join(dir, "set"), want), export(filepath.Join(dir, "set"), &text), os.WriteFile(path, text.Bytes(), 0o644)); err != nil {
			rt.Fatal(err)
		}
		p := &puller{opts: Options{MaxBytes: defaultMaxBytes}, report: &Report{}}
		if f := p.file(path, "export.csv"); len(f.Refused) > 0 || len(p.daily) != 1 {
			rt.Fatal(f.String())
		}
		if d := cmp.Diff(want, p.daily[0].series, cmpopts.EquateNaNs()); d != "" {
			rt.Fatal(d)
		}
	})
}

func tempDir(t *rapid.T) string {
	dir, err := os.MkdirTemp("", "pull")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func save(dir string, s *bars.Series) error {
	w, err := bars.Create(dir)
	if err != nil {
		return err
	}
	defer w.Abort()
	if err := w.AddDaily(s); err != nil {
		return err
	}
	return w.Commit()
}

func export(dir string, to *bytes.Buffer) error {
	tape, err := bars.Open(dir)
	if err != nil {
		return err
	}
	defer tape.Close()
	return bars.ExportDaily(to, tape)
}

// FuzzSheet holds that no table makes the reader panic, and that every row ends
// up somewhere: in a series, in a refusal, or in a file left out.
func FuzzSheet(f *testing.F) {
	f.Add("BABA.csv", twoDays)
	f.Add("^HSI.csv", "Price,Close\nTicker,^HSI\nDate,\n2025-11-13,1\n")
	f.Add("X.csv", "datetime;open;high;low;close\n2025-11-14 09:30;1;1;1;1\n2025-11-14 09:35;1;1;1;1\n")
	f.Add("X.csv", "listing,session,close,basis\nXHKG:0700,20251114,1,adjusted\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		p := &puller{opts: Options{Resolve: anyVenue, MaxBytes: 1 << 20}, report: &Report{}}
		out := File{Path: name}
		s, err := readSheet(strings.NewReader(text), &out)
		if err != nil {
			return
		}
		for _, g := range s.groups {
			if len(p.group(&out, s, g)) > 0 {
				return
			}
		}
		for _, d := range p.daily {
			for _, v := range d.series.Close {
				if !(v > 0) || math.IsInf(v, 0) {
					t.Fatalf("close %v", v)
				}
			}
		}
		rows := 0
		for _, g := range out.Refused {
			rows += g.Count
		}
		most := 0
		for _, k := range out.Kept {
			most += k.Rows
		}
		if rows+most < out.Rows {
			t.Fatalf("%d rows: %d refused, %d kept", out.Rows, rows, most)
		}
	})
}
