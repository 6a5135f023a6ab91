//go:build linux || darwin || freebsd

package doctor

import "syscall"

// diskFree is the bytes that this user may still write where path is.
func diskFree(path string) (uint64, bool) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(path, &s); err != nil {
		return 0, false
	}
	return uint64(max(0, int64(s.Bavail))) * uint64(s.Bsize), true
}
