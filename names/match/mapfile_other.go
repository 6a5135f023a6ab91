//go:build !unix

package match

import "os"

// mapFile reads the whole file where mapping is not at hand.
func mapFile(path string) ([]byte, func() error, error) {
	b, err := os.ReadFile(path)
	return b, nil, err
}
