//go:build unix

package match

import (
	"fmt"
	"math"
	"os"
	"syscall"
)

// mapFile gives a file's bytes without copying them. Our writer never changes
// or shortens a file in place, it only removes whole ones, and a removed file
// stays readable while it is mapped.
func mapFile(path string) ([]byte, func() error, error) {
	f, err := os.Open(path) //nolint:gosec // names below the data set's directory are checked by the manifest and the index
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, nil, fmt.Errorf("%s is not a regular file", path)
	}
	if info.Size() == 0 {
		return nil, nil, nil
	}
	if info.Size() > math.MaxInt {
		return nil, nil, fmt.Errorf("%s: %d bytes are too many to map", path, info.Size())
	}
	b, err := syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, nil, fmt.Errorf("map %s: %w", path, err)
	}
	return b, func() error { return syscall.Munmap(b) }, nil
}
