//go:build !unix

package doctor

// locked cannot be told here.
func locked(string) bool { return false }

// fileLimit is not known here.
func fileLimit() (uint64, bool) { return 0, false }
