package main

import (
	"os"
	"path/filepath"
	"strconv"
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
		Cmds:  commands(),
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
		Cmds:  commands(),
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

// commands are what the sessions need beyond a shell: "sparse FILE BYTES" makes
// a large file of zeros, "damage FILE" flips a bit in the middle of a file, and
// "same A B" compares two files byte by byte.
func commands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"sparse": func(ts *testscript.TestScript, _ bool, args []string) {
			size, err := strconv.ParseInt(args[1], 10, 64)
			ts.Check(err)
			f, err := os.Create(ts.MkAbs(args[0]))
			ts.Check(err)
			ts.Check(f.Truncate(size))
			ts.Check(f.Close())
		},
		"damage": func(ts *testscript.TestScript, _ bool, args []string) {
			matches, err := filepath.Glob(ts.MkAbs(args[0]))
			ts.Check(err)
			if len(matches) == 0 {
				ts.Fatalf("nothing matches %s", args[0])
			}
			b, err := os.ReadFile(matches[0])
			ts.Check(err)
			b[len(b)/2] ^= 0x10
			ts.Check(os.WriteFile(matches[0], b, 0o600))
		},
		"same": func(ts *testscript.TestScript, neg bool, args []string) {
			a, b := ts.ReadFile(args[0]), ts.ReadFile(args[1])
			if (a == b) == neg {
				ts.Fatalf("%s and %s: equal %v", args[0], args[1], a == b)
			}
		},
	}
}
