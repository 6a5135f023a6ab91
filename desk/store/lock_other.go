//go:build !unix

package store

import "os"

// hold does nothing here: SQLite's own locks keep the file whole, and nothing
// keeps a second desk away.
func hold(*os.File) error { return nil }
