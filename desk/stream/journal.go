package stream

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"newstape/fault"
)

// journal knows which messages were in hand when the process died.
//
// The server counts deliveries, but when it is part of the process it writes
// that count down ten times a second only. A message that kills the process
// within 100 ms would be delivered as new for ever. So each message is noted
// in a slot of a file before its handler is called and removed after it; a
// write that the kernel has taken outlives the process, so nothing is synced.
// What stands in a slot when the folder is opened again is blamed once more.
type journal struct {
	mu     sync.Mutex
	dir    string
	held   *os.File
	free   []int
	slots  int
	blames map[heldKey]int
}

// heldKey names a message as kept; the time guards against a store begun anew.
type heldKey struct {
	stage string
	seq   uint64
	nanos int64
}

func (k heldKey) String() string { return fmt.Sprintf("%s.%d.%d", k.stage, k.seq, k.nanos) }

const (
	slotSize   = 100 // a stage has 40 bytes, two numbers 20 each
	heldFile   = "held"
	blamesFile = "blamed"
)

// openJournal reads what the last process left; nil when the server is not in
// this process or keeps nothing.
func openJournal(cfg Config) (*journal, error) {
	if cfg.InMemory || cfg.URL != "" {
		return nil, nil
	}
	j := &journal{dir: cfg.Dir, blames: map[heldKey]int{}}
	// Neither file is worth a failure: without them counting begins anew.
	old, _ := os.ReadFile(filepath.Join(cfg.Dir, blamesFile))
	for line := range strings.Lines(string(old)) {
		var k heldKey
		var n int
		if _, err := fmt.Sscan(line, &k.stage, &k.seq, &k.nanos, &n); err == nil && n > 0 {
			j.blames[k] = n
		}
	}
	slots, _ := os.ReadFile(filepath.Join(cfg.Dir, heldFile))
	for line := range strings.Lines(string(slots)) {
		var k heldKey
		if _, err := fmt.Sscan(line, &k.stage, &k.seq, &k.nanos); err == nil {
			j.blames[k]++
		}
	}
	// First the blames, then the slots away: dying in between blames twice, at worst.
	if err := j.save(); err != nil {
		return nil, err
	}
	var err error
	if j.held, err = os.Create(filepath.Join(cfg.Dir, heldFile)); err != nil {
		return nil, fault.New(fault.Refused, "open streams: %w", err)
	}
	return j, nil
}

// save writes the blames. Callers hold mu or are alone.
func (j *journal) save() error {
	var b bytes.Buffer
	for _, line := range j.lines() {
		b.WriteString(line)
	}
	path := filepath.Join(j.dir, blamesFile)
	if err := os.WriteFile(path+".tmp", b.Bytes(), 0o600); err != nil {
		return fault.New(fault.Refused, "open streams: %w", err)
	}
	if err := os.Rename(path+".tmp", path); err != nil {
		return fault.New(fault.Refused, "open streams: %w", err)
	}
	return nil
}

func (j *journal) lines() []string {
	out := make([]string, 0, len(j.blames))
	for k, n := range j.blames {
		out = append(out, fmt.Sprintf("%s %d %d %d\n", k.stage, k.seq, k.nanos, n))
	}
	slices.Sort(out)
	return out
}

// forget drops the blames of a stage's messages below seq: they are gone.
func (j *journal) forget(stage string, seq uint64) {
	if j == nil {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	for k := range j.blames {
		if k.stage == stage && k.seq < seq {
			delete(j.blames, k)
		}
	}
}

// blamed is how often the process died with the message in hand.
func (j *journal) blamed(k heldKey) int {
	if j == nil {
		return 0
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.blames[k]
}

// hold notes that the message is in hand and gives its slot.
func (j *journal) hold(k heldKey) int {
	if j == nil {
		return 0
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	slot := j.slots
	if n := len(j.free); n > 0 {
		slot, j.free = j.free[n-1], j.free[:n-1]
	} else {
		j.slots++
	}
	j.write(slot, fmt.Sprintf("%s %d %d", k.stage, k.seq, k.nanos))
	return slot
}

// drop empties a slot.
func (j *journal) drop(slot int) {
	if j == nil {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.write(slot, "")
	j.free = append(j.free, slot)
}

// write fills a slot. A failure (a full disk) loses only the counting.
func (j *journal) write(slot int, text string) {
	line := fmt.Sprintf("%-*s\n", slotSize-1, text)
	_, _ = j.held.WriteAt([]byte(line), int64(slot*slotSize))
}

// clear forgets the blames of a message that has its outcome.
func (j *journal) clear(k heldKey) {
	if j == nil {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if _, ok := j.blames[k]; ok {
		delete(j.blames, k)
		_ = j.save()
	}
}

func (j *journal) close() error {
	if j == nil {
		return nil
	}
	return j.held.Close()
}
