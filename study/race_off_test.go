//go:build !race

package study_test

// samplesOf is how many samples a Monte Carlo draws.
func samplesOf(n int) int { return n }
