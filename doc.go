// Package newstape holds nothing but the tests of the house itself: which
// package may import which. The rooms are the folders below; docs/design.md is
// the plan, and cmd/newstape the program.
package newstape
