package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"newstape/app"
)

// TestReadmeShowsRealOutput holds the README's sample against what its first
// command prints now.
func TestReadmeShowsRealOutput(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(readme), "```text\n")
	sample, _, closed := strings.Cut(rest, "\n```")
	if !ok || !closed {
		t.Fatal("README.md has no sample output")
	}
	var out, problems bytes.Buffer
	m := app.Main{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &problems, Env: func(string) (string, bool) { return "", false }}
	if status := m.Run(context.Background(), []string{"read", "../../examples/alibaba-memo.txt"}); status != 0 {
		t.Fatalf("status %d: %s", status, problems.String())
	}
	for part := range strings.SplitSeq(sample, "\n\n") {
		if !strings.Contains(out.String(), part) {
			t.Errorf("README.md shows what the command does not print:\n%s", part)
		}
	}
}
