//go:build unix

package app

import (
	"fmt"
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

// residentMemory is what a running process holds in bytes, 0 where the system
// does not tell.
func residentMemory(pid int) int64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0
	}
	var size, resident int64
	if _, err := fmt.Sscan(string(b), &size, &resident); err != nil {
		return 0
	}
	return resident * int64(os.Getpagesize())
}
