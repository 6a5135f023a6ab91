//go:build unix

package stream

import (
	"os"
	"path/filepath"
	"syscall"

	"newstape/fault"
)

// lockFolder keeps a second process out: two servers on one store damage it.
// The lock goes with the process, however that ends.
func lockFolder(dir string) (*os.File, error) {
	path := filepath.Join(dir, "lock")
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fault.New(fault.Refused, "open streams: %w", err).Try("give a folder that may be written")
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		return nil, fault.New(fault.Refused, "open streams: lock %s: %w: another process uses this folder", path, err).
			Try("stop the other newstape, or give this one another data folder")
	}
	return f, nil
}
