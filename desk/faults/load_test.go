//go:build unix

package faults

import (
	"fmt"
	"sync"
	"testing"
	"time"
)

// load submits stories, each until it is accepted.
type load struct {
	desks   []*process // any of which takes a story
	tickets chan int   // the numbers of the stories that may be submitted now
	done    sync.WaitGroup

	mu       sync.Mutex
	accepted map[string]int // id -> story
	refused  int            // answers that were not 2xx, and lost connections
	worst    time.Duration  // of one answer
	errors   map[string]int // the refusals, by their first words
}

func startLoad(connections int, desks ...*process) *load {
	l := &load{desks: desks, tickets: make(chan int, 100_000), accepted: map[string]int{}, errors: map[string]int{}}
	for range connections {
		l.done.Go(func() {
			for n := range l.tickets {
				l.insist(n)
			}
		})
	}
	return l
}

func (l *load) insist(n int) {
	text := story(n)
	for try := 0; ; try++ {
		begin := time.Now()
		id, err := l.desks[(n+try)%len(l.desks)].submit(text)
		took := time.Since(begin)
		l.mu.Lock()
		l.worst = max(l.worst, took)
		if err == nil {
			l.accepted[id] = n
			l.mu.Unlock()
			return
		}
		l.refused++
		l.errors[fmt.Sprintf("%.120s", err.Error())]++
		l.mu.Unlock()
		time.Sleep(20 * time.Millisecond)
	}
}

// allow lets n more stories go, after those before.
func (l *load) allow(from, n int) {
	for i := range n {
		l.tickets <- from + i
	}
}

// finish waits until all that were allowed are accepted.
func (l *load) finish(t *testing.T, patience time.Duration) {
	t.Helper()
	close(l.tickets)
	done := make(chan struct{})
	go func() { l.done.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(patience):
		l.mu.Lock()
		defer l.mu.Unlock()
		t.Fatalf("%d stories were accepted, the rest not within %s: %v", len(l.accepted), patience, l.errors)
	}
}

func (l *load) count() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.accepted)
}
