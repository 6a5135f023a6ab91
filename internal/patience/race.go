//go:build race

package patience

// factor allows for the race detector, which slows string work about tenfold.
const factor = 20
