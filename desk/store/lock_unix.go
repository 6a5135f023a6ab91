//go:build unix

package store

import (
	"os"
	"syscall"
)

// hold locks f until it is closed; the kernel lets go when the process dies.
func hold(f *os.File) error {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}
