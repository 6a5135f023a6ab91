package claim

import (
	"strings"
	"testing"
	"time"
)

// Four times the prose may take twelve times as long at most: a search that
// begins anew for each claim takes sixteen.
func TestLongProse(t *testing.T) {
	if testing.Short() {
		t.Skip("reads half a megabyte")
	}
	names := loadRoster(t)
	read := func(n int) time.Duration {
		s := strings.Repeat("The market was calm in that sector today. Alibaba said it would review the plan. Traders waited, and shares of Nvidia rose.\n", n)
		best := time.Hour // of three: the machine has other work
		for range 3 {
			start := time.Now()
			names.read(s)
			best = min(best, time.Since(start))
		}
		return best
	}
	read(200) // tables are read once
	short, long := read(800), read(3200)
	if long > 12*short {
		t.Errorf("4 times the text takes %v after %v: more than linear", long, short)
	}
}
