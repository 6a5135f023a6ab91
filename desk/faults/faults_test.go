//go:build unix

package faults

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"newstape/desk/stream/streamtest"
	"newstape/internal/pgtest"
)

// size is how much a test does.
type size struct {
	stories, faults int
	patience        time.Duration // for what is left when all faults are over
}

// share is the stories that may be submitted after fault i: where they begin, and how many.
func (s size) share(i int) (from, n int) {
	from = i * s.stories / s.faults
	return from, (i+1)*s.stories/s.faults - from
}

// sized gives the long form when it is asked for.
func sized(short, long size) size {
	if strings.Contains(os.Getenv("NEWSTAPE_REQUIRE"), "faults") {
		return long
	}
	return short
}

const connections = 8

// TestProcessIsKilled kills the desk at random moments, from before it answers
// until some seconds into its work, with stories coming in all the time.
func TestProcessIsKilled(t *testing.T) {
	s := sized(size{stories: 200, faults: 4, patience: time.Minute}, size{stories: 5000, faults: 80, patience: 5 * time.Minute})
	rng := rand.New(rand.NewPCG(20, 26))
	p, r := newProcess(t), newReceiver(t)
	p.start(t)
	watch(t, p, r)
	l := startLoad(connections, p)
	for i := range s.faults {
		l.allow(s.share(i))
		// Half of the kills come while stories are being accepted.
		time.Sleep(time.Duration(rng.IntN([]int{150, 1500}[i%2])) * time.Millisecond)
		p.kill()
		if i%4 == 3 { // once more, while it opens what the last life left
			p.launch(t)
			time.Sleep(time.Duration(rng.IntN(200)) * time.Millisecond)
			p.kill()
		}
		p.start(t)
	}
	l.finish(t, s.patience)
	took := settle(t, p, l, r, s.patience)
	judge(t, p, l, r, fmt.Sprintf("%d times SIGKILL; all done %s after the last story", p.lives-1, took.Round(100*time.Millisecond)))
}

// TestPostgresRestarts stops PostgreSQL as a crash does, under load.
func TestPostgresRestarts(t *testing.T) {
	s := sized(size{stories: 100, faults: 1, patience: time.Minute}, size{stories: 1000, faults: 8, patience: 4 * time.Minute})
	rng := rand.New(rand.NewPCG(20, 27))
	pg := pgtest.New(t, "fsync=on")
	p, r := newProcess(t, "--database", pg.Database(t)), newReceiver(t)
	p.start(t)
	watch(t, p, r)
	l := startLoad(connections, p)
	for i := range s.faults {
		l.allow(s.share(i))
		time.Sleep(time.Duration(100+rng.IntN(600)) * time.Millisecond)
		pg.Stop(t)
		time.Sleep(time.Duration(rng.IntN(2000)) * time.Millisecond)
		pg.Start(t)
	}
	l.finish(t, s.patience)
	took := settle(t, p, l, r, s.patience)
	judge(t, p, l, r, fmt.Sprintf("%d times PostgreSQL stopped as by a crash; all done %s after the last story", s.faults, took.Round(100*time.Millisecond)))
}

// TestLeaderStops shuts down the node of a NATS cluster that leads a stage.
func TestLeaderStops(t *testing.T) {
	s := sized(size{stories: 100, faults: 1, patience: time.Minute}, size{stories: 1000, faults: 6, patience: 4 * time.Minute})
	c := streamtest.Start(t, 3)
	p, r := newProcess(t, "--nats", c.URL(), "--replicas", "3"), newReceiver(t)
	p.start(t)
	watch(t, p, r)
	l := startLoad(connections, p)
	stages := []string{"newstape_fetched", "newstape_read", "newstape_stored"}
	for i := range s.faults {
		l.allow(s.share(i))
		time.Sleep(300 * time.Millisecond)
		down := c.StopLeader(t, stages[i%len(stages)])
		time.Sleep(2 * time.Second)
		c.StartServer(t, down)
		c.WaitReady(t)
		time.Sleep(time.Second) // what the node missed is brought to it
	}
	l.finish(t, s.patience)
	took := settle(t, p, l, r, s.patience)
	judge(t, p, l, r, fmt.Sprintf("%d times the leader of a stage stopped; all done %s after the last story", s.faults, took.Round(100*time.Millisecond)))
}

// TestWorkersAreKilled runs three processes on one PostgreSQL and one NATS
// cluster and kills the second and the third in turn. What a dead worker held
// comes back after 30 s, and an alert after 90 s, so there is no short form.
func TestWorkersAreKilled(t *testing.T) {
	s := sized(size{}, size{stories: 1000, faults: 10, patience: 5 * time.Minute})
	if s.faults == 0 {
		t.Skip("three workers take minutes; NEWSTAPE_REQUIRE=faults runs them")
	}
	rng := rand.New(rand.NewPCG(20, 28))
	c, pg, r := streamtest.Start(t, 3), pgtest.New(t, "fsync=on"), newReceiver(t)
	options := []string{"--nats", c.URL(), "--replicas", "3", "--database", pg.Database(t)}
	var desks []*process
	for range 3 {
		p := newProcess(t, options...)
		p.start(t)
		desks = append(desks, p)
	}
	watch(t, desks[0], r)
	l := startLoad(connections, desks...)
	for i := range s.faults {
		l.allow(s.share(i))
		time.Sleep(time.Duration(200+rng.IntN(1500)) * time.Millisecond)
		victim := desks[1+i%2]
		victim.kill()
		time.Sleep(time.Duration(rng.IntN(1000)) * time.Millisecond)
		victim.start(t)
	}
	l.finish(t, s.patience)
	took := settle(t, desks[0], l, r, s.patience)
	judge(t, desks[0], l, r, fmt.Sprintf("%d times SIGKILL of one of three workers; all done %s after the last story", s.faults, took.Round(100*time.Millisecond)))
}
