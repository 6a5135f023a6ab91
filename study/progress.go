package study

import "sync/atomic"

// Phase is what a run is at.
type Phase string

// The phases of [Run], in their order. The draws of a resampling test are part
// of that test.
const (
	Fitting  Phase = "fitting"  // done and total count events
	Testing  Phase = "testing"  // they count tests: one is one test of one window of one sample
	Placebos Phase = "placebos" // they count placebo samples
)

// Progress is how far a run is. A phase begins with a Done of 0 and ends with one
// of Total.
type Progress struct {
	Phase Phase
	Done  int
	Total int
}

// meter counts what a phase has done and tells a Design's Progress. Reports come
// a few hundred times a phase at most, so that they cost nothing beside the work.
type meter struct {
	tell  func(Progress)
	phase Phase
	total int64
	step  int64
	done  atomic.Int64
}

// mostReports is about how often a phase tells where it is.
const mostReports = 400

// meter is nil when nobody listens.
func (d Design) meter(phase Phase, total int) *meter {
	if d.Progress == nil || total <= 0 {
		return nil
	}
	d.Progress(Progress{Phase: phase, Total: total})
	return &meter{tell: d.Progress, phase: phase, total: int64(total), step: max(1, int64(total)/mostReports)}
}

// add notes that one more is done. It may be called from several goroutines.
func (m *meter) add() {
	if m == nil {
		return
	}
	if n := m.done.Add(1); n%m.step == 0 || n == m.total {
		m.tell(Progress{Phase: m.phase, Done: int(n), Total: int(m.total)})
	}
}
