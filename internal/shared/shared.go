// Package shared finds the data that tests measure against and that is not part
// of the repository: NEWSTAPE_SHARED names the folder, by default "shared"
// beside the repository.
//
//	dir := shared.Dir(t, "data", "calendars") // skips the test with one line when absent
//
// NEWSTAPE_REQUIRE=shared turns the skip into a failure, so that a checking
// machine cannot pass by lacking the data. For tests only.
package shared

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Dir gives the path of a file or folder of the shared data, or skips the test.
func Dir(t testing.TB, parts ...string) string {
	t.Helper()
	root := os.Getenv("NEWSTAPE_SHARED")
	if root == "" {
		root = filepath.Join(repository(t), "..", "shared")
	}
	path := filepath.Join(append([]string{root}, parts...)...)
	if _, err := os.Stat(path); err != nil { // #nosec G703 -- the folder is the tester's own
		if strings.Contains(os.Getenv("NEWSTAPE_REQUIRE"), "shared") {
			t.Fatalf("shared data are required and %s is absent", path)
		}
		t.Skipf("no shared data at %s; set NEWSTAPE_SHARED to measure against them", path)
	}
	return path
}

// repository is the folder that holds go.mod, found upwards from the test's own.
func repository(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the test's folder")
		}
		dir = up
	}
}
