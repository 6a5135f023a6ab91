//go:build !race

package patience

// factor allows for other work on the machine.
const factor = 3
