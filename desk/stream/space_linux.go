package stream

import "syscall"

// free is the bytes that may still be written on dir's disk; -1 when unknown.
func free(dir string) int64 {
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		return -1
	}
	return int64(st.Bavail) * int64(st.Bsize) //nolint:unconvert // has 32 bits on some machines
}
