package app

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"time"

	"newstape/fault"
)

type benchCommand struct {
	Read benchReadCommand `cmd:"" help:"Time, memory and size of reading one story in a fresh process."`
	Desk benchDeskCommand `cmd:"" help:"Stories a second and latency of the desk, over HTTP."`
}

type benchReadCommand struct {
	Story     string `arg:"" help:"Story file." type:"existingfile"`
	Published string `help:"Published time handed to the reader." placeholder:"TIME"`
	Runs      int    `help:"Fresh processes to start." default:"9"`
	Strict    bool   `help:"Fail when a budget is passed: 0.5 s (median), 200 MB, 100 MB of binary, or bytes that differ."`
}

// The budgets of one cold read.
const (
	readWall   = 500 * time.Millisecond
	readMemory = 200 << 20
	binarySize = 100 << 20
)

// Run starts this binary anew for each run, so that what is measured is what a
// person waits for: start, embedded tables, reading and writing.
func (c benchReadCommand) Run(s *session) error {
	if c.Runs < 2 {
		return fault.New(fault.BadUsage, "bench read: --runs is %d", c.Runs).Try("at least 2, so that bytes can be compared")
	}
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("bench read: find this binary: %w", err)
	}
	info, err := os.Stat(self)
	if err != nil {
		return fmt.Errorf("bench read: %w", err)
	}
	var walls []time.Duration
	var peak int64
	sums := map[[32]byte]int{}
	for k := range c.Runs {
		// One core and two in turn: the bytes must not depend on it.
		run, err := c.once(s, self, 1+k%2)
		if err != nil {
			return err
		}
		walls = append(walls, run.wall)
		peak = max(peak, run.memory)
		sums[run.sum]++
	}
	slices.Sort(walls)
	median := walls[len(walls)/2]
	fmt.Fprintf(s.Stdout, "wall, median of %d cold processes  %8.0f ms   (budget %d ms; fastest %.0f, slowest %.0f)\n", c.Runs,
		ms(median), readWall.Milliseconds(), ms(walls[0]), ms(walls[len(walls)-1]))
	fmt.Fprintf(s.Stdout, "peak memory                       %8.1f MB   (budget %d MB)\n", float64(peak)/(1<<20), readMemory>>20)
	fmt.Fprintf(s.Stdout, "binary                            %8.1f MB   (budget %d MB)\n", float64(info.Size())/(1<<20), binarySize>>20)
	fmt.Fprintf(s.Stdout, "distinct outputs                  %8d      (GOMAXPROCS 1 and 2 in turn)\n", len(sums))
	if !c.Strict {
		return nil
	}
	var passed []error
	if median > readWall {
		passed = append(passed, fmt.Errorf("median wall %.0f ms", ms(median)))
	}
	if peak > readMemory {
		passed = append(passed, fmt.Errorf("peak memory %d MB", peak>>20))
	}
	if info.Size() > binarySize {
		passed = append(passed, fmt.Errorf("binary %d MB", info.Size()>>20))
	}
	if len(sums) > 1 {
		passed = append(passed, fmt.Errorf("%d distinct outputs", len(sums)))
	}
	if len(passed) > 0 {
		return fault.New(fault.Internal, "bench read: over budget: %w", errors.Join(passed...))
	}
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

type coldRun struct {
	wall   time.Duration
	memory int64 // bytes at peak, 0 where the system does not tell
	sum    [32]byte
}

func (c benchReadCommand) once(s *session, self string, procs int) (coldRun, error) {
	args := []string{"read", c.Story}
	if c.Published != "" {
		args = append(args, "--published", c.Published)
	}
	cmd := exec.CommandContext(s.ctx, self, args...) // #nosec G204 -- this very binary
	cmd.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(procs))
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != fault.ExitIncomplete) {
		return coldRun{}, fmt.Errorf("bench read: %w: %s", err, bytes.TrimSpace(problems.Bytes()))
	}
	return coldRun{wall: wall, memory: peakMemory(cmd.ProcessState), sum: sha256.Sum256(out.Bytes())}, nil
}
