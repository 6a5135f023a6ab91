//go:build race

package study_test

// samplesOf is how many samples a Monte Carlo draws: few under the race
// detector, which makes each some twenty times slower.
func samplesOf(n int) int { return n / 10 }
