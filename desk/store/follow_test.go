package store

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"newstape/desk/query"
	"newstape/desk/record"
	"newstape/fault"
)

func TestMeasurementsUntilSettled(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		for i := range 3 {
			mustPut(t, s, sample(fmt.Sprintf("s%d", i), fmt.Sprintf("T%d", i), "memo"))
		}
		due, err := s.Unsettled(ctx, "", 2)
		want := []Due{
			{Story: "s0", Party: "us.cik.1577552", Listing: "XNYS:BABA", Session: "2025-11-14", Have: -1},
			{Story: "s1", Party: "us.cik.1577552", Listing: "XNYS:BABA", Session: "2025-11-14", Have: -1},
		}
		if diff := cmp.Diff(want, due); diff != "" || err != nil {
			t.Fatalf("due (-want +got):\n%s%v", diff, err)
		}
		if rest, err := s.Unsettled(ctx, "s1", 2); err != nil || len(rest) != 1 || rest[0].Story != "s2" {
			t.Errorf("the rest: %v, %v", rest, err)
		}
		before, _ := s.LastChange(ctx)
		m := record.Measurement{
			Story: "s0", Listing: "XNYS:BABA", Event: "2025-11-14", Horizon: 1, Stage: "breaking", Measured: s.now().Truncate(time.Microsecond),
			CAR: new(-4.5), T: new(-1.25), P: nil, Model: "market", Against: "SPY", Receipt: []byte(`{"r":1}`),
		}
		for range 2 { // the second time nothing is new
			if err := s.PutMeasurement(ctx, m); err != nil {
				t.Fatal(err)
			}
		}
		changes, err := s.Changes(ctx, before, 10)
		if err != nil || len(changes) != 1 || changes[0].Kind != KindMeasurement || changes[0].ID != "s0" || changes[0].Item != "XNYS:BABA/2025-11-14/1" {
			t.Errorf("changes %+v, %v", changes, err)
		}
		got, err := s.Measurements(ctx, "s0")
		if diff := cmp.Diff([]record.Measurement{m}, got); diff != "" || err != nil {
			t.Errorf("measurements (-want +got):\n%s%v", diff, err)
		}
		due, _ = s.Unsettled(ctx, "", 1)
		if len(due) != 1 || due[0].Have != 1 {
			t.Errorf("after horizon 1: %+v", due)
		}
		m.Horizon, m.Stage, m.CAR, m.Missing = 20, "settled", nil, "no_prices"
		if err := s.PutMeasurement(ctx, m); err != nil {
			t.Fatal(err)
		}
		if due, _ = s.Unsettled(ctx, "", 1); len(due) != 1 || due[0].Story != "s1" {
			t.Errorf("after it settled: %+v", due)
		}
		m.Story = "none"
		if err := s.PutMeasurement(ctx, m); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("of no story: %v", err)
		}
	})
}

func TestThreadsKeepTheirHistory(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		mustPut(t, s, sample("s0", "T", "memo"))
		day := time.Date(2025, 11, 14, 0, 0, 0, 0, time.UTC)
		step := func(status string, since time.Time) {
			t.Helper()
			if err := s.PutThreads(ctx, "cs0", []Thread{
				{ID: "t2", Text: "it helps", Speaker: "memo", Status: status, Why: "so it is told", Since: since, Story: "s0", Detail: []byte(`{"x":1}`)},
				{ID: "t1", Text: "another", Status: "alleged", Since: day},
			}); err != nil {
				t.Fatal(err)
			}
		}
		step("alleged", day)
		step("alleged", day.Add(time.Hour)) // the same status: no new line
		step("denied", day.AddDate(0, 0, 1))
		step("alleged", day.AddDate(0, 0, 2))
		got, err := s.Threads(ctx, "cs0")
		if err != nil || len(got) != 2 || got[0].ID != "t2" || len(got[1].History) != 1 {
			t.Fatalf("%+v, %v", got, err)
		}
		want := []StatusAt{
			{Status: "alleged", Why: "so it is told", Story: "s0", At: day},
			{Status: "denied", Why: "so it is told", Story: "s0", At: day.AddDate(0, 0, 1)},
			{Status: "alleged", Why: "so it is told", Story: "s0", At: day.AddDate(0, 0, 2)},
		}
		if diff := cmp.Diff(want, got[0].History, cmpopts.IgnoreFields(StatusAt{}, "Recorded")); diff != "" {
			t.Errorf("history (-want +got):\n%s", diff)
		}
		if !got[0].Since.Equal(day.AddDate(0, 0, 2)) || string(got[0].Detail) != `{"x":1}` {
			t.Errorf("thread %+v", got[0])
		}
		err = s.write(ctx, "rewrite", func(t *tx) error {
			_, err := t.exec(ctx, "UPDATE thread_history SET status = 'confirmed'")
			return err
		})
		if err == nil {
			t.Error("history was rewritten")
		}
		if err := s.PutThreads(ctx, "none", nil); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("of no cluster: %v", err)
		}
	})
}

func TestListChangesAreNewOnce(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		var all []ListChange
		for i := range 5 {
			all = append(all, ListChange{ID: fmt.Sprintf("l%d", i), List: "1260H", Name: fmt.Sprintf("Company %d", i), Change: "added", Day: "2026-06-08"})
		}
		n, err := s.PutListChanges(ctx, all[:3])
		m, err2 := s.PutListChanges(ctx, all)
		if n != 3 || m != 2 || err != nil || err2 != nil {
			t.Fatalf("new: %d and %d, %v %v", n, m, err, err2)
		}
		a, seen := Ask{Limit: 2}, 0
		for {
			page, err := s.ListChanges(ctx, a)
			if err != nil {
				t.Fatal(err)
			}
			seen += len(page.Items)
			if a.Cursor = page.Next; a.Cursor == "" {
				break
			}
		}
		changes, err := s.Changes(ctx, 0, 100)
		if seen != 5 || len(changes) != 5 || changes[4].Kind != KindListChange || err != nil {
			t.Errorf("%d in pages, changes %+v, %v", seen, changes, err)
		}
		if c, err := s.ListChange(ctx, "l3"); err != nil || c.Name != "Company 3" || c.Seen.IsZero() {
			t.Errorf("%+v, %v", c, err)
		}
	})
}

func TestHoldingsMarkStories(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		mustPut(t, s, sample("s0", "T", "memo"))
		held := query.Node{Op: query.Term, Key: "held", Value: "yes"}
		count := func(want int, holdings ...Holding) {
			t.Helper()
			if err := s.PutHoldings(ctx, holdings); err != nil {
				t.Fatal(err)
			}
			page, err := s.Stories(ctx, Ask{Query: held})
			doc, err2 := s.Doc(ctx, "s0")
			if err != nil || err2 != nil || len(page.Items) != want || held.Match(doc) != (want == 1) {
				t.Errorf("%+v: %d stories, doc %v, %v %v", holdings, len(page.Items), doc.Attributes["held"], err, err2)
			}
			got, err := s.Holdings(ctx)
			if diff := cmp.Diff(holdings, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
				t.Errorf("holdings (-put +got):\n%s%v", diff, err)
			}
		}
		count(0)
		count(0, Holding{Symbol: "AAPL", Quantity: 1})
		count(1, Holding{Symbol: "AAPL", Quantity: 1}, Holding{Symbol: "BABA", Quantity: 2.5, Price: 153.8, Currency: "USD"})
		count(1, Holding{Symbol: "x", Party: "us.cik.1577552"})
		count(1, Holding{Symbol: "x", Listing: "XNYS:BABA"})
		count(0, Holding{Symbol: "BABA", Listing: "XBUE:BABA"})
	})
}

func TestLeases(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		c := new(clock)
		s.now = c.now
		take := func(holder string, want bool) {
			t.Helper()
			if got, err := s.Lease(ctx, "poller", holder, time.Minute); got != want || err != nil {
				t.Errorf("%s: %v, %v", holder, got, err)
			}
		}
		take("a", true)
		take("b", false)
		take("a", true)
		c.pass(2 * time.Minute)
		take("b", true)
		take("a", false)
		if err := s.Release(ctx, "poller", "a"); err != nil { // not a's to release
			t.Fatal(err)
		}
		take("a", false)
		if err := s.Release(ctx, "poller", "b"); err != nil {
			t.Fatal(err)
		}
		take("a", true)
	})
}

func TestSearchesAndSettings(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		for _, x := range []Search{{ID: "b", Name: "Beta", Query: "q"}, {ID: "a", Name: "Alpha", Query: "q"}, {ID: "b", Name: "Beta", Query: "changed"}} {
			if err := s.PutSearch(ctx, x); err != nil {
				t.Fatal(err)
			}
		}
		got, err := s.Searches(ctx)
		if err != nil || len(got) != 2 || got[0].ID != "a" || got[1].Query != "changed" || !got[1].Updated.After(got[1].Created) {
			t.Errorf("%+v, %v", got, err)
		}
		if err := s.DeleteSearch(ctx, "b"); err != nil {
			t.Error(err)
		}
		if err := s.DeleteSearch(ctx, "b"); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("deleted twice: %v", err)
		}
		for _, v := range []string{"1", "2", ""} {
			if err := s.PutSetting(ctx, "x", v); err != nil {
				t.Fatal(err)
			}
			if got, err := s.Setting(ctx, "x"); got != v || err != nil {
				t.Errorf("setting %q, %v", got, err)
			}
		}
	})
}
