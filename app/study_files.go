package app

import (
	"compress/gzip"
	"errors"
	"io"
	"os"
	"strings"

	"newstape/fault"
)

// readInput reads a file that a person named, through gzip when it is packed.
func readInput(path string) ([]byte, error) {
	b, err := readAny(path)
	var bad *fault.Error
	if err != nil && !errors.As(err, &bad) {
		return nil, fault.New(fault.NotFound, "read %s: %w", path, err).Try("the name of a file that exists and can be read")
	}
	return b, err
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return path != "" && err == nil && !info.IsDir()
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return path != "" && err == nil && info.IsDir()
}

// maxStudyInput bounds one file, unpacked.
const maxStudyInput = 2 << 30

// readAny reads a file, unpacking gzip.
func readAny(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, fault.New(fault.BadInput, "read %s: %w", path, err).Try("a gzip file, or another name")
		}
		in = z
	}
	b, err := io.ReadAll(io.LimitReader(in, maxStudyInput+1))
	if err != nil {
		return nil, fault.New(fault.BadInput, "read %s: %w", path, err)
	}
	if len(b) > maxStudyInput {
		return nil, fault.New(fault.TooLarge, "read %s: over %d bytes", path, int64(maxStudyInput))
	}
	return b, nil
}
