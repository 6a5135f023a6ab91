// Package patience stretches the time limits of tests to the machine they run
// on. A limit is there to catch work that grows with the square of its input,
// not a busy machine or the race detector. For tests only.
//
//	if took > patience.Limit(2*time.Second) { t.Errorf(...) }
package patience

import "time"

// Limit is d as it stands for a quiet machine, stretched.
func Limit(d time.Duration) time.Duration { return d * factor }
