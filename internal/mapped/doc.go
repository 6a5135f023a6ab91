// Package mapped opens files that are read in place: the price data set, the
// index of names, the index of lists.
//
//	b, release, err := mapped.File(path)
//
// The bytes are read only; release may be nil, and after it nothing of b may be
// touched. Where the system does not map files they are read whole.
package mapped
