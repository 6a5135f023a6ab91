package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newstape/app"
)

// browser finds Chromium, or skips; NEWSTAPE_REQUIRE=chromium makes the skip a
// failure.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if strings.Contains(os.Getenv("NEWSTAPE_REQUIRE"), "chromium") {
		t.Fatal("chromium is required and absent")
	}
	t.Skip("no chromium here")
	return ""
}

// TestPageInABrowser opens the HTML page as a reader would, at three widths, in
// headless Chromium: it must render, break no content policy, ask for nothing,
// and leave a picture behind. NEWSTAPE_SHOTS names a folder for the pictures.
func TestPageInABrowser(t *testing.T) {
	chromium := browser(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "memo.html")
	m := app.Main{Stdin: strings.NewReader(""), Stdout: &bytes.Buffer{}, Stderr: &bytes.Buffer{}, Env: func(string) (string, bool) { return "", false }}
	if status := m.Run(context.Background(), []string{"read", "../../examples/alibaba-memo.txt", "--format", "html", "-o", path}); status != 0 {
		t.Fatalf("read: status %d: %s", status, m.Stderr)
	}
	shots := os.Getenv("NEWSTAPE_SHOTS")
	if shots == "" {
		shots = dir
	}
	for _, size := range []string{"390,2400", "1024,2400", "1600,2400"} {
		shot := filepath.Join(shots, "memo-"+strings.ReplaceAll(size, ",", "x")+".png")
		out := render(t, chromium, dir, "--window-size="+size, "--screenshot="+shot, "file://"+path)
		if info, err := os.Stat(shot); err != nil || info.Size() < 10_000 {
			t.Errorf("%s: no picture: %v\n%s", size, err, out)
		}
	}
	dom := render(t, chromium, dir, "--dump-dom", "file://"+path)
	for _, want := range []string{`id="trust"`, `id="statements"`, `<svg class="chart"`, `class="statement holds_intraday"`} {
		if !strings.Contains(dom, want) {
			t.Errorf("the rendered page lacks %s", want)
		}
	}
	for _, bad := range []string{"Refused to", "Content Security Policy directive", "CONSOLE"} {
		if strings.Contains(dom, bad) {
			t.Errorf("the browser complains: %s", bad)
		}
	}
}

// render runs the browser without any network of its own and gives all that it
// printed.
func render(t *testing.T, chromium, dir string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	flags := []string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--log-level=0",
		"--user-data-dir=" + filepath.Join(dir, "profile"),
	}
	out, err := exec.CommandContext(ctx, chromium, append(flags, args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", chromium, err, out)
	}
	return string(out)
}
