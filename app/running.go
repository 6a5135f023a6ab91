package app

import (
	"encoding/json"
	"os"
	"path/filepath"

	"newstape/fault"
)

// running is what a desk notes in its data folder so that other commands find it.
type running struct {
	Address string `json:"address"`
	PID     int    `json:"pid"`
}

const runningFile = "running.json"

func noteRunning(dir, address string) error {
	b, err := json.Marshal(running{address, os.Getpid()})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, runningFile), append(b, '\n'), 0o600)
}

// readRunning finds the desk that last ran on a folder; it may have ended since.
func readRunning(dir string) (running, error) {
	var r running
	b, err := os.ReadFile(filepath.Join(dir, runningFile))
	if err != nil {
		return r, fault.New(fault.NotFound, "data folder %s: no desk has run here", dir).Try("newstape serve --data %s", dir)
	}
	if err := json.Unmarshal(b, &r); err != nil {
		return r, fault.New(fault.Corrupt, "read %s: %w", filepath.Join(dir, runningFile), err).Try("start the desk again")
	}
	return r, nil
}
