package folder

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newstape/fault"
)

// spool is a folder under a clock of its own.
type spool struct {
	t    *testing.T
	dir  string
	now  time.Time
	st   State
	rep  Report
	got  []string // "path: content"
	take func(File) error
}

func newSpool(t *testing.T) *spool {
	s := &spool{t: t, dir: t.TempDir(), now: time.Now()}
	s.take = func(f File) error {
		s.got = append(s.got, f.Path+": "+string(f.Bytes))
		return nil
	}
	return s
}

func (s *spool) write(name, content string) {
	s.t.Helper()
	path := filepath.Join(s.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		s.t.Fatal(err)
	}
	if err := os.Chtimes(path, s.now, s.now); err != nil {
		s.t.Fatal(err)
	}
}

// scan looks after some time and gives what it took; the state goes through JSON
// on the way.
func (s *spool) scan(after time.Duration) []string {
	s.t.Helper()
	s.now = s.now.Add(after)
	s.got = nil
	b, err := json.Marshal(s.st)
	if err != nil {
		s.t.Fatal(err)
	}
	s.st = State{}
	if err := json.Unmarshal(b, &s.st); err != nil {
		s.t.Fatal(err)
	}
	s.st, s.rep, err = Scan(s.t.Context(), s.dir, s.st, s.now, Options{MaxBytes: 1000}, s.take)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.got
}

func (s *spool) expect(after time.Duration, want ...string) {
	s.t.Helper()
	if diff := cmp.Diff(want, s.scan(after)); diff != "" {
		s.t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestFilesAreTakenOnceTheyLieStill(t *testing.T) {
	s := newSpool(t)
	s.write("a.txt", "half")
	s.expect(0)
	if s.rep.Waiting != 1 || s.rep.Files != 1 {
		t.Errorf("%+v", s.rep)
	}
	s.write("a.txt", "half and half")
	s.expect(3 * time.Second) // it grew
	s.expect(time.Second)     // not long enough
	s.expect(2*time.Second, "a.txt: half and half")
	s.expect(time.Hour)
	s.write("a.txt", "a correction")
	s.expect(0)
	s.expect(3*time.Second, "a.txt: a correction")
	s.write("deep/er/b.md", "old by now")
	s.expect(2*time.Minute, "deep/er/b.md: old by now")
	s.write("copy.html", "old by now") // known content under another name
	s.expect(2 * time.Minute)
	if err := os.Remove(filepath.Join(s.dir, "a.txt")); err != nil {
		t.Fatal(err)
	}
	s.expect(time.Hour)
	s.write("a.txt", "a correction") // and back
	s.expect(time.Hour)
	if len(s.st.Files) != 3 || s.rep.Files != 3 {
		t.Errorf("%+v", s.st)
	}
}

func TestWhatIsNotTaken(t *testing.T) {
	s := newSpool(t)
	for _, name := range []string{".hidden.txt", ".git/x.txt", "picture.png", "a.txt.part", "a.txt~", "noending"} {
		s.write(name, "no")
	}
	s.write("empty.txt", "")
	s.write("large.txt", strings.Repeat("x", 1001))
	s.write("UPPER.TXT", "yes")
	s.write("ninjs.json", "{}")
	outside := filepath.Join(t.TempDir(), "outside.txt")
	if err := os.WriteFile(outside, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Symlink(outside, filepath.Join(s.dir, "link.txt")), os.Symlink(filepath.Dir(outside), filepath.Join(s.dir, "linked"))); err != nil {
		t.Skip("no links here")
	}
	s.expect(time.Hour, "UPPER.TXT: yes", "ninjs.json: {}")
	if len(s.rep.Problems) != 1 || s.rep.Problems[0] != "large.txt: 1001 bytes, over the limit of 1000" {
		t.Errorf("problems %q", s.rep.Problems)
	}
	s.expect(time.Hour)
	if len(s.rep.Problems) != 0 {
		t.Errorf("told twice: %q", s.rep.Problems)
	}
}

// Nothing that was not taken is forgotten.
func TestRefusedFilesAreOfferedAgain(t *testing.T) {
	s := newSpool(t)
	s.write("a.txt", "one")
	s.write("b.txt", "two")
	good := s.take
	s.take = func(f File) error {
		if f.Path == "a.txt" {
			return fault.New(fault.Unreachable, "the desk is busy")
		}
		return good(f)
	}
	s.expect(time.Hour, "b.txt: two")
	if !slices.Equal(s.rep.Problems, []string{"a.txt: the desk is busy"}) {
		t.Errorf("%q", s.rep.Problems)
	}
	s.take = good
	s.expect(time.Second, "a.txt: one")
}

func TestFilesThatAreNoStoriesAreToldOnce(t *testing.T) {
	s := newSpool(t)
	s.write("a.json", "{}")
	good := s.take
	s.take = func(File) error { return fault.New(fault.BadInput, "no story in it") }
	s.expect(time.Hour)
	if !slices.Equal(s.rep.Problems, []string{"a.json: no story in it"}) {
		t.Errorf("%q", s.rep.Problems)
	}
	s.expect(time.Hour)
	if len(s.rep.Problems) != 0 {
		t.Errorf("told again: %q", s.rep.Problems)
	}
	s.take = good
	s.write("a.json", "[1]")
	s.expect(0)
	s.expect(time.Hour, "a.json: [1]")
}

func TestInterruptedScanKeepsWhatItKnew(t *testing.T) {
	s := newSpool(t)
	s.write("a.txt", "one")
	s.write("b.txt", "two")
	s.expect(time.Hour, "a.txt: one", "b.txt: two")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	st, _, err := Scan(ctx, s.dir, s.st, s.now, Options{}, s.take)
	if err == nil || !cmp.Equal(st, s.st) {
		t.Errorf("%+v, %v", st, err)
	}
	if _, _, err := Scan(t.Context(), filepath.Join(s.dir, "none"), s.st, s.now, Options{}, s.take); fault.CodeOf(err) != fault.NotFound {
		t.Error(err)
	}
	if _, _, err := Scan(t.Context(), filepath.Join(s.dir, "a.txt"), s.st, s.now, Options{}, s.take); err == nil {
		t.Error("a file was scanned as a folder")
	}
}
