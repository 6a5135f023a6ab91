package serve

import (
	"sync"
)

// recentSize is how many accepted stories are remembered while they are on
// their way through the stages.
const recentSize = 16384

// recent remembers the last stories that this process accepted, so that their
// status is known before they are stored. It is no record: a story that is
// accepted is in the stages, whatever is remembered here.
type recent struct {
	mu   sync.Mutex
	ids  map[string]bool
	ring []string
	next int
}

func newRecent() *recent { return &recent{ids: map[string]bool{}} }

func (r *recent) add(id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ids[id] {
		return
	}
	r.ids[id] = true
	if len(r.ring) < recentSize {
		r.ring = append(r.ring, id)
		return
	}
	delete(r.ids, r.ring[r.next])
	r.ring[r.next] = id
	r.next = (r.next + 1) % recentSize
}

func (r *recent) has(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ids[id]
}
