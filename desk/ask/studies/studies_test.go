package studies

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"newstape/desk/ask"
	"newstape/fault"
	"newstape/study"
	"newstape/study/report"
)

var rooms = sync.OnceValues(func() (*ask.Rooms, error) { return ask.Open(ask.Options{}) })

func newBook(t testing.TB, change ...func(*Options)) *Book {
	t.Helper()
	r, err := rooms()
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Rooms: func() *ask.Rooms { return r }, Now: time.Now, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	for _, c := range change {
		c(&o)
	}
	b, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

// quick is done in a few milliseconds, slow in minutes.
func quick() ask.StudyRequest {
	return ask.StudyRequest{Events: []ask.StudyEvent{{Security: "XNYS:BABA", Date: "2025-11-14"}}, Tests: []string{"patell"}, Basis: "raw"}
}

func slow() ask.StudyRequest {
	q := quick()
	q.Tests, q.Events = nil, nil
	for _, day := range []string{"2025-11-03", "2025-11-10", "2025-11-14"} {
		for _, security := range []string{"XNYS:BABA", "XNAS:PDD", "XNYS:NIO", "XNAS:NVDA"} {
			q.Events = append(q.Events, ask.StudyEvent{Security: security, Date: day})
		}
	}
	q.Placebo = 9999
	return q
}

func start(t interface{ Fatal(...any) }, b *Book, q ask.StudyRequest) string {
	st, err := b.Start(q)
	if err != nil {
		t.Fatal(err)
	}
	return st.ID
}

// await waits until a study is at a stage.
func await(t interface{ Fatal(...any) }, b *Book, id string, ready func(State) bool) State {
	for range 2000 {
		st, err := b.State(id)
		if err != nil {
			t.Fatal(err)
		}
		if ready(st) {
			return st
		}
		time.Sleep(2 * time.Millisecond)
	}
	t.Fatal("waited in vain")
	return State{}
}

func ended(s State) bool { return s.State.Ended() }

func TestABookKeepsTheNewest(t *testing.T) {
	b := newBook(t)
	var ids []string
	for range MaxKept + 5 {
		id := start(t, b, quick())
		if st := await(t, b, id, ended); st.State != Done || st.Model != "market-model" || st.Market != "SPY" || st.Kept != 1 {
			t.Fatalf("%+v", st)
		}
		ids = append(ids, id)
	}
	list := b.List()
	if len(list) != MaxKept || list[0].ID != ids[len(ids)-1] || list[len(list)-1].ID != ids[5] {
		t.Errorf("%d studies are kept", len(list))
	}
	if _, err := b.State(ids[0]); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("the oldest: %v", err)
	}
	if _, err := b.Report(ids[5], report.Text, ""); err != nil {
		t.Error(err)
	}
}

func TestLargeResultsPushOutOldOnes(t *testing.T) {
	b := &Book{}
	for k, figures := range []int{0, 400_000, 0, 300_000, 300_000, 100_000} {
		b.entries = append(b.entries, &entry{state: State{ID: fmt.Sprint(k), State: Done}, figures: figures})
	}
	b.entries[0].state.State = Waiting
	b.forget()
	var left []string
	for _, e := range b.entries {
		left = append(left, e.state.ID)
	}
	if got := strings.Join(left, " "); got != "0 2 3 4 5" {
		t.Errorf("left %s", got)
	}
}

func TestAStudyTellsItsPhasesInOrder(t *testing.T) {
	b := newBook(t)
	q := slow()
	q.Placebo = 40
	id := start(t, b, q)
	seen := []study.Phase{}
	await(t, b, id, func(s State) bool {
		if n := len(seen); s.Phase != "" && (n == 0 || seen[n-1] != s.Phase) {
			seen = append(seen, s.Phase)
		}
		if s.Done > s.Total {
			t.Errorf("%d of %d", s.Done, s.Total)
		}
		return ended(s)
	})
	rank := map[study.Phase]int{Reading: 0, study.Fitting: 1, study.Testing: 2, study.Placebos: 3}
	for k := 1; k < len(seen); k++ {
		if rank[seen[k]] < rank[seen[k-1]] {
			t.Errorf("phases %v", seen)
		}
	}
}

func TestReportsThatComeLateChangeNothing(t *testing.T) {
	b := &Book{}
	e := &entry{state: State{State: Running, Phase: Reading}}
	for _, at := range []study.Progress{{Phase: study.Testing, Done: 5, Total: 9}, {Phase: study.Testing, Done: 3, Total: 9}} {
		b.note(e, at)
	}
	if e.state.Done != 5 {
		t.Errorf("done %d", e.state.Done)
	}
	e.state.State = Cancelled
	b.note(e, study.Progress{Phase: study.Testing, Done: 9, Total: 9})
	if e.state.Done != 5 {
		t.Error("a cancelled study went on")
	}
}

func TestStoppingAndForgetting(t *testing.T) {
	b := newBook(t)
	running, waiting := start(t, b, slow()), start(t, b, slow())
	await(t, b, running, func(s State) bool { return s.Phase == study.Placebos })
	if st, _ := b.State(waiting); st.State != Waiting || st.Ahead != 1 {
		t.Errorf("%+v", st)
	}
	for _, id := range []string{waiting, running} {
		if err := b.Stop(id); err != nil {
			t.Fatal(err)
		}
		if st, _ := b.State(id); st.State != Cancelled || st.Finished.IsZero() {
			t.Errorf("%+v", st)
		}
		if _, err := b.Record(id, report.JSON, ""); fault.CodeOf(err) != fault.NotFound {
			t.Error(err)
		}
		if err := b.Stop(id); err != nil { // ended: forgotten
			t.Fatal(err)
		}
		if err := b.Stop(id); fault.CodeOf(err) != fault.NotFound {
			t.Error(err)
		}
	}
	// The worker is free for the next.
	if st := await(t, b, start(t, b, quick()), ended); st.State != Done {
		t.Errorf("%+v", st)
	}
}

func TestAPanicIsOneStudysFault(t *testing.T) {
	var log bytes.Buffer
	broken := true
	b := newBook(t, func(o *Options) {
		whole := o.Rooms
		o.Rooms = func() *ask.Rooms {
			if broken {
				panic("rooms on fire")
			}
			return whole()
		}
		o.Log = slog.New(slog.NewTextHandler(&log, nil))
	})
	id := start(t, b, quick())
	st := await(t, b, id, ended)
	if st.State != Failed || fault.CodeOf(st.Err) != fault.Internal {
		t.Errorf("%+v", st)
	}
	b.Close()
	if !strings.Contains(log.String(), "rooms on fire") {
		t.Error("the log does not know")
	}
	broken = false
}

func TestALongStudyIsGivenUp(t *testing.T) {
	r, err := rooms() // opened outside: the bubble's time is its own
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		b, err := New(Options{
			Now: time.Now, Log: slog.New(slog.DiscardHandler),
			Rooms: func() *ask.Rooms { time.Sleep(LongestRun + time.Second); return r },
		})
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		id := start(t, b, quick())
		time.Sleep(LongestRun + time.Minute)
		synctest.Wait()
		st, err := b.State(id)
		if err != nil || st.State != Failed || fault.CodeOf(st.Err) != fault.TooLarge || !strings.Contains(st.Err.Error(), "given up") {
			t.Errorf("%v %+v", err, st)
		}
	})
}

func TestAfterCloseNothingStarts(t *testing.T) {
	b := newBook(t)
	done := start(t, b, quick())
	await(t, b, done, ended)
	running := start(t, b, slow())
	b.Close()
	if st, _ := b.State(running); st.State != Cancelled {
		t.Errorf("%+v", st)
	}
	if _, err := b.Start(quick()); fault.CodeOf(err) != fault.Busy {
		t.Error(err)
	}
	if _, err := b.Report(done, report.JSON, ""); err != nil {
		t.Error("a result is lost:", err)
	}
	b.Close()
}

// TestTheBoundsHold does anything in any order.
func TestTheBoundsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := newBookOf(t)
		defer b.Close()
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			switch rapid.IntRange(0, 3).Draw(t, "step") {
			case 0:
				if _, err := b.Start(slow()); err != nil && fault.CodeOf(err) != fault.Busy {
					t.Fatal(err)
				}
			case 1:
				if _, err := b.Start(quick()); err != nil && fault.CodeOf(err) != fault.Busy {
					t.Fatal(err)
				}
			default:
				if list := b.List(); len(list) > 0 {
					st := list[rapid.IntRange(0, len(list)-1).Draw(t, "which")]
					if err := b.Stop(st.ID); err != nil {
						t.Fatal(err)
					}
				}
			}
			count := map[Stage]int{}
			for _, st := range b.List() {
				count[st.State]++
			}
			if len(b.List()) > MaxKept || count[Waiting] > MaxWaiting || count[Running] > 1 {
				t.Fatalf("%v", count)
			}
		}
	})
}

func newBookOf(t *rapid.T) *Book {
	r, err := rooms()
	if err != nil {
		t.Fatal(err)
	}
	b, err := New(Options{Rooms: func() *ask.Rooms { return r }, Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestManyAtOnce(t *testing.T) {
	b := newBook(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 6 {
				st, err := b.Start(quick())
				if err != nil {
					if fault.CodeOf(err) != fault.Busy {
						t.Error(err)
					}
					continue
				}
				b.List()
				for range 100 {
					if st, err = b.State(st.ID); err != nil || st.State.Ended() {
						break
					}
					time.Sleep(time.Millisecond)
				}
				if _, err := b.Report(st.ID, report.JSON, ""); err != nil && fault.CodeOf(err) != fault.NotFound {
					t.Error(err)
				}
				if err := b.Stop(st.ID); err != nil && fault.CodeOf(err) != fault.NotFound {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

func TestABookNeedsItsParts(t *testing.T) {
	if _, err := New(Options{}); err == nil {
		t.Error("a book of nothing")
	}
	b := newBook(t)
	for _, q := range []ask.StudyRequest{{}, {CSV: "security,date\nBABA,soon\n"}, {CSV: "security,date\nBABA,2025-11-14\n", Draws: 100_000}} {
		_, err := b.Start(q)
		if err == nil || fault.CodeOf(err) == fault.Internal || len(b.List()) > 0 {
			t.Errorf("%+v was taken: %v", q, err)
		}
	}
}
