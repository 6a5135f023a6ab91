//go:build !unix

package stream

import (
	"os"
	"path/filepath"

	"newstape/fault"
)

// lockFolder keeps nobody out here: there is no lock that goes with the process.
func lockFolder(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fault.New(fault.Refused, "open streams: %w", err).Try("give a folder that may be written")
	}
	return f, nil
}
