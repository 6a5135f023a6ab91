package alert

import (
	"context"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"newstape/desk/store"
	"newstape/internal/pgtest"
)

var killAlerts = flag.Int("kill.alerts", 6, "alerts that killed workers have to send; 120 take half a minute")

// killedEnv tells the test process that it is a worker that will be killed, and
// on which store.
const killedEnv = "NEWSTAPE_TEST_WORKER"

// sendUntilKilled is what the processes of TestKilledWorkers do.
func sendUntilKilled(dsn string) error {
	st, err := store.Open(context.Background(), dsn, store.Options{Now: time.Now})
	if err != nil {
		return err
	}
	w, err := NewWorker(Options{
		Store: st, Now: time.Now, Rand: rand.Float64, AllowPrivate: true, Pace: map[string]time.Duration{},
		Poll: 5 * time.Millisecond, Timeout: 100 * time.Millisecond, Lease: 200 * time.Millisecond, PauseAfter: 1000,
		Backoff: []time.Duration{5 * time.Millisecond, 5 * time.Millisecond, 5 * time.Millisecond, 5 * time.Millisecond, 5 * time.Millisecond, 5 * time.Millisecond},
	})
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(context.Background(), 30*time.Second)
	defer stop()
	return w.Run(ctx)
}

// TestKilledWorkers kills processes that send, at any moment; on PostgreSQL two
// work at the same time.
func TestKilledWorkers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		dsn     func(testing.TB) string
		workers int
	}{"sqlite": {sqlite, 1}, "postgres": {pgtest.Database, 2}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			killWorkers(t, c.dsn(t), c.workers)
		})
	}
}

func killWorkers(t *testing.T, dsn string, workers int) {
	alerts := *killAlerts
	f := newFake(t, nil)
	begin := newBench(t, dsn)
	begin.webhook("a", f.URL)
	r := begin.rule(store.Rule{Channels: []string{"a"}})
	var stories []int
	for n := range alerts {
		stories = append(stories, n)
	}
	want := begin.raise(r, stories...)
	if err := begin.st.Close(); err != nil {
		t.Fatal(err)
	}
	arrived := func() int {
		keys := map[string]bool{}
		for _, g := range f.requests() {
			keys[g.header.Get(HeaderKey)] = true
		}
		return len(keys)
	}
	seed := rand.New(rand.NewPCG(7, uint64(workers)))
	kills := 0
	for end := time.Now().Add(40 * time.Second); arrived() < alerts && time.Now().Before(end); {
		var running []*exec.Cmd
		for range workers {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), killedEnv+"="+dsn)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			running = append(running, cmd)
		}
		before := arrived()
		for wait := time.Now().Add(5 * time.Second); arrived() == before && time.Now().Before(wait); {
			time.Sleep(time.Millisecond) // it has begun to send
		}
		time.Sleep(time.Duration(seed.IntN(40)) * time.Millisecond)
		for _, cmd := range running {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
			kills++
		}
	}
	ids, carried := map[string]int{}, map[string]map[string]bool{}
	for _, g := range f.requests() {
		ids[g.header.Get(HeaderDelivery)]++
		var p Payload
		if err := json.Unmarshal(g.body, &p); err != nil {
			t.Fatal(err)
		}
		if carried[p.Alerts[0].ID] == nil {
			carried[p.Alerts[0].ID] = map[string]bool{}
		}
		carried[p.Alerts[0].ID][p.Key] = true
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("delivery id %s was sent %d times", id, n)
		}
	}
	for _, a := range want {
		if len(carried[a.ID]) != 1 {
			t.Errorf("alert %s came under %d keys", a.ID, len(carried[a.ID]))
		}
	}
	t.Logf("%d alerts, %d messages, %d processes killed", alerts, len(f.requests()), kills)
}
