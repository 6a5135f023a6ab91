package bars

import (
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"newstape/fault"
	"newstape/receipt"
	"newstape/tape/calendar"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

var day = calendar.MustDate

// example is a small set: raw and adjusted figures with a gap, a dividend and a
// split, and three five-minute bars.
func example() ([]*Series, []*Intraday) {
	nan := math.NaN()
	raw := &Series{
		Listing: "XNYS:BABA", Calendar: "XNYS", Basis: Raw, Source: "a test",
		Dates:    []calendar.Date{day("2025-11-12"), day("2025-11-13"), day("2025-11-17")},
		Open:     []float64{158, 160, 155},
		High:     []float64{161, 162.5, 156},
		Low:      []float64{157, 159, 152},
		Close:    []float64{160, 159.84, 76.9},
		Volume:   []float64{1e6, 2e6, nan},
		Dividend: []float64{0, 1.5, 0},
		Split:    []float64{1, 1, 2},
	}
	adjusted := &Series{
		Listing: "XNYS:BABA", Calendar: "XNYS", Basis: Adjusted, Source: "a test",
		Dates: []calendar.Date{day("2025-11-12"), day("2025-11-13")},
		Open:  []float64{nan, nan}, High: []float64{nan, nan}, Low: []float64{nan, nan},
		Close:  []float64{79, 79.92},
		Volume: []float64{nan, nan},
	}
	ny, err := time.LoadLocation("America/New_York")
	if err != nil {
		panic(err)
	}
	start := time.Date(2025, 11, 14, 13, 0, 0, 0, ny)
	bars := &Intraday{
		Listing: "XNYS:BABA", Source: "a test of bars", Session: day("2025-11-14"), Width: 5 * time.Minute,
		Start:  []time.Time{start, start.Add(5 * time.Minute), start.Add(25 * time.Minute)},
		Open:   []float64{161, 156, 154},
		High:   []float64{162, 157, 155},
		Low:    []float64{155, 155, 152.32},
		Close:  []float64{155.36, 156, 153},
		Volume: []float64{12, 3, 4},
	}
	return []*Series{raw, adjusted}, []*Intraday{bars}
}

func write(t testing.TB, dir string, series []*Series, intraday []*Intraday) {
	t.Helper()
	w, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	for _, s := range series {
		if err := w.AddDaily(s); err != nil {
			t.Fatal(err)
		}
	}
	for _, b := range intraday {
		if err := w.AddIntraday(b); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB, dir string) *Tape {
	t.Helper()
	tape, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tape.Close() })
	return tape
}

var asIs = cmp.Options{cmpopts.EquateNaNs(), cmp.Comparer(func(a, b time.Time) bool {
	return a.Equal(b) && a.Location().String() == b.Location().String()
})}

func TestReadsWhatWasWritten(t *testing.T) {
	dir := t.TempDir()
	series, intraday := example()
	write(t, dir, series, intraday)
	tape := open(t, dir)
	for _, want := range series {
		got, ok := tape.Daily(want.Listing, want.Basis)
		if !ok {
			t.Fatalf("no %s %s", want.Listing, want.Basis)
		}
		if d := cmp.Diff(want, got, asIs); d != "" {
			t.Error(d)
		}
	}
	got, ok := tape.Intraday("XNYS:BABA", day("2025-11-14"))
	if d := cmp.Diff(intraday[0], got, asIs); d != "" || !ok {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"XNYS:BABA"}, tape.Listings()); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"a test", "a test of bars"}, tape.Sources()); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]calendar.Date{day("2025-11-14")}, tape.Sessions("XNYS:BABA")); d != "" {
		t.Error(d)
	}
	if _, ok := tape.Daily("XNYS:BABB", Raw); ok {
		t.Error("a listing out of nothing")
	}
	if _, ok := tape.Intraday("XNYS:BABA", day("2025-11-13")); ok {
		t.Error("bars of a session out of nothing")
	}
}

func TestSeriesQuestions(t *testing.T) {
	series, intraday := example()
	raw := series[0]
	if _, ok := raw.Index(day("2025-11-14")); ok {
		t.Error("the gap has a row")
	}
	if i, ok := raw.AtOrBefore(day("2025-11-14")); !ok || i != 1 {
		t.Errorf("at or before the gap: %d %v", i, ok)
	}
	if _, ok := raw.AtOrBefore(day("2025-11-11")); ok {
		t.Error("a row before the first")
	}
	if r, ok := raw.Return(1); !ok || math.Abs(r-(159.84/160-1)) > 1e-15 {
		t.Errorf("return: %v %v", r, ok)
	}
	if r, ok := raw.Return(2); !ok || math.Abs(r-(2*76.9/159.84-1)) > 1e-15 {
		t.Errorf("return over the split: %v %v", r, ok)
	}
	if _, ok := raw.Return(0); ok {
		t.Error("the first row has a return")
	}
	want := receipt.Cell{Listing: "XNYS:BABA", At: "2025-11-13", Field: "close", Basis: "raw", Value: 159.84, Source: "a test"}
	if d := cmp.Diff(want, raw.Cell(1, FieldClose)); d != "" {
		t.Error(d)
	}
	want = receipt.Cell{Listing: "XNYS:BABA", At: "2025-11-14T13:25", Field: "low", Basis: "raw", Value: 152.32, Source: "a test of bars"}
	if d := cmp.Diff(want, intraday[0].Cell(2, FieldLow)); d != "" {
		t.Error(d)
	}
}

func TestJoinAsksInOrder(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	series, intraday := example()
	write(t, a, series[:1], nil)
	other := *series[0]
	other.Source = "another"
	write(t, b, []*Series{&other, series[1]}, intraday)
	both := Join(nil, open(t, a), open(t, b))
	if s, _ := both.Daily("XNYS:BABA", Raw); s.Source != "a test" {
		t.Errorf("raw from %q", s.Source)
	}
	if _, ok := both.Daily("XNYS:BABA", Adjusted); !ok {
		t.Error("the second set was not asked")
	}
	if _, ok := both.Intraday("XNYS:BABA", day("2025-11-14")); !ok {
		t.Error("the second set was not asked for bars")
	}
}

// A writer that is refused a row, or gives up, leaves the old set.
func TestNothingHalfDone(t *testing.T) {
	dir := t.TempDir()
	series, intraday := example()
	write(t, dir, series, intraday)
	w, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	holiday := *series[1]
	holiday.Dates = []calendar.Date{day("2025-11-12"), day("2025-11-15")}
	if err := w.AddDaily(&holiday); fault.CodeOf(err) != fault.BadInput {
		t.Errorf("a Saturday was taken: %v", err)
	}
	if err := w.AddDaily(series[0]); err != nil {
		t.Fatal(err)
	}
	if err := w.AddDaily(series[0]); fault.CodeOf(err) != fault.BadInput {
		t.Errorf("a series was taken twice: %v", err)
	}
	w.Abort()
	if _, ok := open(t, dir).Daily("XNYS:BABA", Adjusted); !ok {
		t.Error("the old set is gone")
	}
	names, err := os.ReadDir(dir)
	if err != nil || len(names) != 2 {
		t.Errorf("left behind: %v %v", names, err)
	}
}

func TestCommitReplaces(t *testing.T) {
	dir := t.TempDir()
	series, intraday := example()
	write(t, dir, series, intraday)
	old := open(t, dir)
	held, _ := old.Daily("XNYS:BABA", Raw)
	write(t, dir, series[1:], nil)
	if _, ok := open(t, dir).Daily("XNYS:BABA", Raw); ok {
		t.Error("the new set has what was not written to it")
	}
	if held.Close[1] != 159.84 {
		t.Error("the replaced set changed under its reader")
	}
}

// Readers that open while writers commit see a whole set every time.
func TestReadersBesideAWriter(t *testing.T) {
	dir := t.TempDir()
	series, intraday := example()
	write(t, dir, series, intraday)
	done := make(chan error)
	go func() {
		for range 40 {
			w, err := Create(dir)
			if err == nil {
				err = w.AddDaily(series[0])
			}
			if err == nil {
				err = w.Commit()
			}
			if err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			return
		default:
		}
		tape, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := tape.Daily("XNYS:BABA", Raw); !ok || s.Close[1] != 159.84 {
			t.Fatal("half a set")
		}
		tape.Close()
	}
}

func TestMissingSet(t *testing.T) {
	_, err := Open(filepath.Join(t.TempDir(), "none"))
	if fault.CodeOf(err) != fault.NotFound {
		t.Errorf("got %v", err)
	}
	_, err = OpenFS(fstest.MapFS{})
	if fault.CodeOf(err) != fault.NotFound {
		t.Errorf("got %v", err)
	}
}

// The files of the first version are read as long as the program lives.
func TestReadsOldVersions(t *testing.T) {
	series, intraday := example()
	tape := open(t, filepath.Join("testdata", "backcompat", "v1"))
	got, _ := tape.Daily("XNYS:BABA", Raw)
	if d := cmp.Diff(series[0], got, asIs); d != "" {
		t.Error(d)
	}
	bars, _ := tape.Intraday("XNYS:BABA", day("2025-11-14"))
	if d := cmp.Diff(intraday[0], bars, asIs); d != "" {
		t.Error(d)
	}
}

func TestSameDataSameBytes(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	series, intraday := example()
	write(t, a, series, intraday)
	write(t, b, series, intraday)
	if d := cmp.Diff(files(t, a), files(t, b)); d != "" {
		t.Error("two writings differ")
	}
}

// files reads a directory into memory.
func files(t testing.TB, dir string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	fsys := os.DirFS(dir)
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(fsys, path)
		out[path] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Any series that the writer takes comes back as it was.
func TestRoundTrip(t *testing.T) {
	cal, err := calendar.For("XHKG")
	if err != nil {
		t.Fatal(err)
	}
	price := rapid.Custom(func(t *rapid.T) float64 {
		if rapid.IntRange(0, 9).Draw(t, "missing") == 0 {
			return math.NaN()
		}
		return rapid.Float64Range(0, 1e9).Draw(t, "price")
	})
	rapid.Check(t, func(rt *rapid.T) {
		var want []*Series
		for i := range rapid.IntRange(1, 4).Draw(rt, "series") {
			rows := rapid.SliceOfNDistinct(rapid.IntRange(3000, 3060), 1, 30, rapid.ID).Draw(rt, "rows")
			s := &Series{Listing: fmt.Sprintf("XHKG:%04d", 9*(i%2)+i), Calendar: "XHKG", Basis: Raw, Source: fmt.Sprint(i % 2)}
			if rapid.Bool().Draw(rt, "adjusted") {
				s.Basis = Adjusted
			}
			fillSeries(rt, s, cal, rows, price)
			want = append(want, s)
		}
		dir, err := os.MkdirTemp("", "bars")
		if err != nil {
			rt.Fatal(err)
		}
		defer os.RemoveAll(dir)
		write(t, dir, want, nil)
		tape, err := Open(dir)
		if err != nil {
			rt.Fatal(err)
		}
		defer tape.Close()
		for _, s := range want {
			got, _ := tape.Daily(s.Listing, s.Basis)
			if d := cmp.Diff(s, got, asIs); d != "" {
				rt.Fatal(d)
			}
		}
	})
}

func fillSeries(t *rapid.T, s *Series, cal *calendar.Calendar, rows []int, price *rapid.Generator[float64]) {
	seen := map[int]bool{}
	for _, r := range rows {
		seen[r] = true
	}
	actions := rapid.Bool().Draw(t, "actions")
	for i := range cal.Len() {
		if !seen[i] {
			continue
		}
		session, _ := cal.ByIndex(i)
		s.Dates = append(s.Dates, session.Date)
		s.Open = append(s.Open, price.Draw(t, "open"))
		s.High = append(s.High, price.Draw(t, "high"))
		s.Low = append(s.Low, price.Draw(t, "low"))
		s.Close = append(s.Close, rapid.Float64Range(0.01, 1e6).Draw(t, "close"))
		s.Volume = append(s.Volume, price.Draw(t, "volume"))
		if actions {
			s.Dividend = append(s.Dividend, rapid.Float64Range(0, 5).Draw(t, "dividend"))
			s.Split = append(s.Split, rapid.SampledFrom([]float64{1, 1, 1, 2, 0.1}).Draw(t, "split"))
		}
	}
}
