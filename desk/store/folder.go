package store

import (
	"os"
	"path/filepath"

	"newstape/fault"
)

// wholeFolder makes a folder that appears with everything in it or not at all:
// fill writes into a folder beside it, which is then renamed.
func wholeFolder(path string, fill func(dir string) error) error {
	if _, err := os.Lstat(path); err == nil {
		return fault.New(fault.BadUsage, "write %s: it is there already", path).Try("a folder that is not there yet")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fault.New(fault.BadInput, "write %s: %w", path, err)
	}
	part, err := os.MkdirTemp(filepath.Dir(path), filepath.Base(path)+".partial-")
	if err != nil {
		return fault.New(fault.BadInput, "write %s: %w", path, err).Try("a folder that is yours to write")
	}
	defer func() { _ = os.RemoveAll(part) }() // after the rename it is not there
	if err := fill(part); err != nil {
		return err
	}
	if err := syncDir(part); err != nil {
		return fault.New(fault.BadInput, "write %s: %w", path, err)
	}
	if err := os.Rename(part, path); err != nil {
		return fault.New(fault.BadInput, "write %s: %w", path, err)
	}
	if err := syncDir(filepath.Dir(path)); err != nil {
		return fault.New(fault.BadInput, "write %s: %w", path, err)
	}
	return nil
}

// syncDir makes the names in a folder outlive a power cut. Systems that cannot
// sync folders say so with an error that is no reason to fail.
func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	_ = d.Sync()
	return d.Close()
}

// writeWhole makes a file and writes it through to the disk.
func writeWhole(path string, fill func(*os.File) error) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fault.New(fault.BadInput, "write %s: %w", path, err)
	}
	err = fill(f)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}
