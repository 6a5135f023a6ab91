package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"newstape/internal/shared"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"newstape": main})
}

// TestScripts runs the sessions in testdata. Each reads like what a person
// types; $EXAMPLES is the repository's folder of example stories.
func TestScripts(t *testing.T) {
	examples, err := filepath.Abs("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:   "testdata",
		Setup: set("EXAMPLES", examples),
	})
}

// TestSharedScripts runs the sessions that need the shared data.
func TestSharedScripts(t *testing.T) {
	dir, err := filepath.Abs(shared.Dir(t))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:   filepath.Join("testdata", "shared"),
		Setup: set("SHARED", dir),
	})
}

func set(name, value string) func(*testscript.Env) error {
	return func(env *testscript.Env) error {
		env.Setenv(name, value)
		// The caller's configuration must not reach the scripts.
		env.Setenv("XDG_CONFIG_HOME", filepath.Join(env.WorkDir, "config"))
		env.Setenv("GOCOVERDIR", os.Getenv("GOCOVERDIR"))
		return nil
	}
}
