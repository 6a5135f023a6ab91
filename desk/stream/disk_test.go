package stream

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newstape/fault"
)

// onDisk is quick with a folder.
func onDisk(t *testing.T, dir string) Config {
	cfg := quick(t)
	cfg.InMemory, cfg.Dir = false, dir
	return cfg
}

func TestMessagesOutliveTheStream(t *testing.T) {
	dir := t.TempDir()
	s := open(t, onDisk(t, dir))
	publish(t, s, "fetched", "a", "b", "c")
	var got seen
	note := func(_ context.Context, m Message) error {
		got.add(m)
		if m.ID == "b" {
			return Permanent(os.ErrInvalid)
		}
		return nil
	}
	during(t, s, "fetched", 1, note, func() bool { return got.count() == 3 })
	publish(t, s, "fetched", "d")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, onDisk(t, dir))
	during(t, s, "fetched", 1, note, func() bool { return got.count() == 4 && empty(t, s)() })
	if letters, err := s.Dead(t.Context(), 0); err != nil || len(letters) != 1 || letters[0].ID != "b" || got.ids() != "a b c d" {
		t.Errorf("got %s, letters %v, %v", got.ids(), letters, err)
	}
}

func TestALowerBoundThrowsNothingAway(t *testing.T) {
	cfg := onDisk(t, t.TempDir())
	s := open(t, cfg)
	publish(t, s, "fetched", "a", "b", "c", "d", "e")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	cfg.MaxPending, cfg.MaxBytes = 2, 100
	s = open(t, cfg)
	if err := s.Publish(t.Context(), "fetched", Message{ID: "f"}); fault.CodeOf(err) != fault.Busy {
		t.Errorf("over the new bound: %v", err)
	}
	var got seen
	during(t, s, "fetched", 1, func(_ context.Context, m Message) error { got.add(m); return nil }, empty(t, s))
	if got.ids() != "a b c d e" {
		t.Errorf("got %s", got.ids())
	}
}

func TestASecondProcessIsKeptOut(t *testing.T) {
	dir := t.TempDir()
	open(t, onDisk(t, dir))
	_, err := Open(t.Context(), onDisk(t, dir))
	if fault.CodeOf(err) != fault.Refused || !strings.Contains(err.Error(), "another process uses this folder") {
		t.Errorf("got %v", err)
	}
}

func TestAFolderThatCannotBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), onDisk(t, file)); fault.CodeOf(err) != fault.Refused || !strings.Contains(err.Error(), file) {
		t.Errorf("got %v", err)
	}
}

// What is cut off or overwritten must not keep the desk from starting, and
// must not take with it what lies elsewhere.
func TestADamagedStoreOpens(t *testing.T) {
	t.Parallel()
	cut := func(path string) error {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		return os.Truncate(path, info.Size()*2/3)
	}
	noise := func(path string) error {
		return os.WriteFile(path, []byte(strings.Repeat("\x00\xffnoise", 50)), 0o600)
	}
	empty := func(path string) error { return os.Truncate(path, 0) }
	for _, c := range []struct {
		name, files string
		damage      func(string) error
		want        string // left of a b c
	}{
		{"workers cut", "/obs/", cut, "a b c new x"},
		{"workers noise", "/obs/", noise, "a b c new x"},
		{"workers empty", "/obs/", empty, "a b c new x"},
		{"workers gone", "/obs/", os.Remove, "a b c new x"},
		{"settings noise", "newstape_fetched/meta", noise, "a b c new x"},
		{"settings gone", "newstape_fetched/meta", os.Remove, "a b c new x"},
		{"index noise", "index.db", noise, "a b c new x"},
		{"index gone", "index.db", os.Remove, "a b c new x"},
		{"messages cut", ".blk", cut, "a b new x"}, // the last one was in the part cut off
		{"all noise", "newstape_fetched/", noise, "new x"},
		{"all empty", "newstape_fetched/", empty, "new x"},
		{"all gone", "newstape_fetched/", os.Remove, "new x"},
	} {
		t.Run(c.name, func(t *testing.T) { damaged(t, c.files, c.damage, c.want) })
	}
}

func damaged(t *testing.T, files string, damage func(string) error, want string) {
	dir := t.TempDir()
	s := open(t, onDisk(t, dir))
	publish(t, s, "fetched", "a", "b", "c")
	publish(t, s, "read", "x")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	n := 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(path, "newstape_fetched") || !strings.Contains(path, files) {
			return err
		}
		n++
		return damage(path)
	})
	if err != nil || n == 0 {
		t.Fatal(n, err)
	}
	s = open(t, onDisk(t, dir))
	publish(t, s, "fetched", "new")
	var got seen
	note := func(_ context.Context, m Message) error { got.add(m); return nil }
	fetched := func() bool {
		d, err := s.Depths(t.Context())
		return err == nil && d[0].Waiting+d[0].InFlight == 0
	}
	during(t, s, "fetched", 1, note, fetched)
	during(t, s, "read", 1, note, empty(t, s))
	if got.ids() != want {
		t.Errorf("after the damage: %s, want %s", got.ids(), want)
	}
}

func TestADiskThatFillsIsBusyInTime(t *testing.T) {
	cfg := onDisk(t, t.TempDir())
	cfg.MinFree = 1 << 60
	s := open(t, cfg)
	err := s.Publish(t.Context(), "fetched", Message{ID: "a"})
	if free(cfg.Dir) < 0 {
		t.Skip("free space is not known on this system")
	}
	if fault.CodeOf(err) != fault.Busy || !isWait(err) {
		t.Errorf("got %v", err)
	}
}

func TestADiskThatRefusesAWriteIsNamed(t *testing.T) {
	t.Parallel()
	s := open(t, onDisk(t, t.TempDir()))
	s.server.log.Errorf("JetStream stream '%s' critical write error: no space left on device", "x")
	s.server.Shutdown() // from then on it does not answer
	begin := time.Now()
	err := s.Publish(t.Context(), "fetched", Message{ID: "a"})
	if fault.CodeOf(err) != fault.Unreachable || !strings.Contains(err.Error(), "no space left") || !isWait(err) || time.Since(begin) > 8*time.Second {
		t.Errorf("after %s: %v", time.Since(begin), err)
	}
}

func TestTheJournalBlamesWhatWasInHand(t *testing.T) {
	cfg := Config{Dir: t.TempDir()}
	a, b := heldKey{"read", 7, 1700}, heldKey{"fetched", 8, 1800}
	for round := 1; round <= 3; round++ {
		j, err := openJournal(cfg)
		if err != nil {
			t.Fatal(err)
		}
		if j.blamed(a) != round-1 || j.blamed(b) != 0 {
			t.Fatalf("round %d: blamed %d and %d", round, j.blamed(a), j.blamed(b))
		}
		slot := j.hold(b)
		j.hold(a)
		j.drop(slot)
		j.close() // a is still in hand
	}
	j, _ := openJournal(cfg)
	j.clear(a)
	j.close()
	if j, _ = openJournal(cfg); j.blamed(a) != 0 {
		t.Error("it is blamed after its outcome")
	}
	j.close()
	for _, noise := range []string{"", "\x00\x00", "read", "read x y z\n", strings.Repeat("read 1 2 3 4\n", 100)} {
		for _, name := range []string{heldFile, blamesFile} {
			os.WriteFile(filepath.Join(cfg.Dir, name), []byte(noise), 0o600)
		}
		j, err := openJournal(cfg)
		if err != nil {
			t.Fatalf("%q: %v", noise, err)
		}
		j.close()
	}
}

func TestReopeningIsQuickWithManyMessages(t *testing.T) {
	dir := t.TempDir()
	s := open(t, onDisk(t, dir))
	for i := range 50 {
		publish(t, s, "fetched", time.Duration(i).String())
	}
	s.Close()
	start := time.Now()
	open(t, onDisk(t, dir))
	if d := time.Since(start); d > 3*time.Second {
		t.Errorf("it took %s", d)
	}
}
