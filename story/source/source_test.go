package source

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"newstape/fault"
)

func TestReadFilesAndStdin(t *testing.T) {
	dir := t.TempDir()
	story := filepath.Join(dir, "story.txt")
	if err := os.WriteFile(story, []byte("Shares fall\n\nThey fell."), 0o600); err != nil {
		t.Fatal(err)
	}
	huge := filepath.Join(dir, "huge.txt")
	if err := os.WriteFile(huge, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(huge, 200<<20); err != nil { // sparse: costs no disk
		t.Fatal(err)
	}
	tests := []struct {
		name, arg string
		stdin     io.Reader
		limits    Limits
		want      string // bytes
		code      fault.Code
		says      string
	}{
		{name: "a file", arg: story, want: "Shares fall\n\nThey fell."},
		{name: "standard input", arg: "-", stdin: strings.NewReader("a story"), want: "a story"},
		{name: "no standard input", arg: "-", code: fault.BadUsage, says: "standard input"},
		{name: "endless standard input", arg: "-", stdin: zeros{}, limits: Limits{MaxBytes: 1000}, code: fault.TooLarge, says: "over the limit of 1000 bytes"},
		{name: "broken standard input", arg: "-", stdin: iotest.ErrReader(errors.New("pipe broke")), code: fault.BadInput, says: "pipe broke"},
		{name: "a 200 MB file", arg: huge, code: fault.TooLarge, says: "200.0 MiB, over the limit of 8.0 MiB"},
		{name: "exactly the limit", arg: story, limits: Limits{MaxBytes: 23}, want: "Shares fall\n\nThey fell."},
		{name: "a byte over the limit", arg: story, limits: Limits{MaxBytes: 22}, code: fault.TooLarge, says: "23 bytes"},
		{name: "no such file", arg: filepath.Join(dir, "none.txt"), code: fault.NotFound, says: "no such file"},
		{name: "a folder", arg: dir, code: fault.BadInput, says: "folder"},
		{name: "nothing", arg: "", code: fault.BadUsage, says: "no story"},
		{name: "another scheme", arg: "ftp://example.com/story", code: fault.BadUsage, says: `scheme "ftp"`},
		{name: "a file address", arg: "file:///etc/hosts", code: fault.BadUsage, says: `scheme "file"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			raw, err := Read(t.Context(), tt.arg, tt.limits, From{Stdin: tt.stdin})
			checkError(t, err, tt.code, tt.says)
			if string(raw.Bytes) != tt.want {
				t.Errorf("read %q, want %q", raw.Bytes, tt.want)
			}
		})
	}
}

// zeros never ends.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// checkError asks for an error of a code that says something, on one line and
// with a hint; an empty code asks for none.
func checkError(t *testing.T, err error, code fault.Code, says string) {
	t.Helper()
	if code == "" {
		if err != nil {
			t.Fatalf("unexpected error: %v", err)
		}
		return
	}
	if err == nil {
		t.Fatalf("no error, want %s", code)
	}
	if got := fault.CodeOf(err); got != code {
		t.Errorf("code %s, want %s: %v", got, code, err)
	}
	if s := err.Error(); !strings.Contains(s, says) || strings.Contains(s, "\n") || !strings.Contains(s, "; try: ") {
		t.Errorf("error %q: want one line that says %q and what to try", s, says)
	}
}
