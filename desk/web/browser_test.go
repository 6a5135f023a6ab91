package web_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newstape/desk/record"
	"newstape/desk/store"
	"newstape/desk/store/storetest"
)

// manyStories is how many the desk of the measurements holds.
const manyStories = 10_000

// TestPages tries every page in a browser, see test/run.mjs. It needs Node.js,
// Chromium and "npm ci" in this folder; NEWSTAPE_REQUIRE=pages makes their
// absence a failure. NEWSTAPE_SHOTS names a folder for the pictures.
func TestPages(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes minutes")
	}
	chromium := tools(t)
	dir := t.TempDir()
	program := filepath.Join(dir, "newstape")
	build := exec.Command("go", "build", "-o", program, "newstape/cmd/newstape")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build the program: %v\n%s", err, out)
	}
	many := filepath.Join(dir, "many")
	fill(t, many)
	args := []string{"test/run.mjs", "--program", program, "--data", dir, "--many", many, "--chromium", chromium}
	if shots := os.Getenv("NEWSTAPE_SHOTS"); shots != "" {
		args = append(args, "--shots", shots)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	var out bytes.Buffer
	run := exec.CommandContext(ctx, "node", args...)
	run.Stdout, run.Stderr = &out, &out
	err := run.Run()
	t.Log("\n" + out.String())
	if err != nil {
		t.Fatalf("the pages: %v", err)
	}
}

// tools finds what the test needs, or skips.
func tools(t *testing.T) string {
	t.Helper()
	missing := ""
	if _, err := exec.LookPath("node"); err != nil {
		missing = "Node.js"
	}
	if _, err := os.Stat("node_modules/playwright-core"); err != nil {
		missing = "desk/web/node_modules (npm ci)"
	}
	chromium := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			chromium = path
			break
		}
	}
	if chromium == "" {
		missing = "Chromium"
	}
	if missing == "" {
		return chromium
	}
	if strings.Contains(os.Getenv("NEWSTAPE_REQUIRE"), "pages") {
		t.Fatalf("the pages are to be tried and %s is absent", missing)
	}
	t.Skipf("no %s here", missing)
	return ""
}

// fill makes the data of a desk with many stories.
func fill(t *testing.T, dir string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), "sqlite:"+filepath.Join(dir, "desk.db"), store.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	g, err := storetest.New(1)
	if err != nil {
		t.Fatal(err)
	}
	g.Light = true
	for i := range manyStories {
		st := g.Story(i)
		shorten(&st, i)
		if _, err := s.Put(t.Context(), st); err != nil {
			t.Fatalf("story %d: %v", i, err)
		}
	}
}

// shorten makes of the long story of a generator one of many lengths, as a wire
// has them, some without claims, figures or a reaction. What is cut off is long
// to store and is not seen on the wire.
func shorten(st *record.Story, i int) {
	st.Text = st.Text[:min(len(st.Text), 400+i%7*100)]
	st.Parties = st.Parties[:1+i%6]
	st.Claims = st.Claims[:i%5]
	st.Statements = st.Statements[:min(i%4, len(st.Parties))]
	st.Events = st.Events[:i%3]
	st.Reactions = st.Reactions[:min(i%5, 1)]
	st.Standings = st.Standings[:1]
}
