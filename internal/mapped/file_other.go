//go:build !unix

package mapped

import "os"

// File reads the whole file where mapping is not at hand.
func File(path string) ([]byte, func() error, error) {
	b, err := os.ReadFile(path)
	return b, nil, err
}
