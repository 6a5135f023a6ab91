//go:build !unix

package app

import "os"

// peakMemory is not told by this system.
func peakMemory(*os.ProcessState) int64 { return 0 }

// residentMemory is not told by this system.
func residentMemory(int) int64 { return 0 }
