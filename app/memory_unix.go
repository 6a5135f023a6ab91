//go:build unix

package app

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory is the largest resident size of an ended process in bytes.
func peakMemory(p *os.ProcessState) int64 {
	use, ok := p.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return use.Maxrss // bytes there, kibibytes elsewhere
	}
	return use.Maxrss * 1024
}
