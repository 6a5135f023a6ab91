package ask

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"newstape/dossier/brief"
	"newstape/fault"
	"newstape/names/lists"
	"newstape/names/match"
	"newstape/names/screen"
	"newstape/story/article"
)

// listFile is a list as trade.gov's extracts have it.
const listFile = `{"list_id": "bis-entity-list", "extracted": "2026-07-09", "count": 2, "entities": [
 {"name": "Orion Dynamics LLC", "aliases": [], "country": "Russia", "federal_register": "86 FR 70015, 12/9/21"},
 {"name": "Beta Shipping", "aliases": ["Beta Lines"], "country": "Russia", "federal_register": "86 FR 70015, 12/9/21"}]}`

// index makes an index of lists from the text of a list.
func index(t *testing.T, path, list string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "entity.json"), []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	files, err := lists.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := screen.Build(match.New(), lists.Join(files.Versions...))
	if err != nil {
		t.Fatal(err)
	}
	if err := screen.WriteFile(path, raw); err != nil {
		t.Fatal(err)
	}
}

// opened are rooms with the embedded facts alone.
var opened = sync.OnceValues(func() (*Rooms, error) { return Open(Options{}) })

func embedded(t *testing.T) *Rooms {
	t.Helper()
	r, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func withLists(t *testing.T) *Rooms {
	t.Helper()
	path := filepath.Join(t.TempDir(), "lists.idx")
	index(t, path, listFile)
	r, err := Open(Options{ListIndex: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r
}

func memo(t *testing.T) []byte {
	t.Helper()
	b, err := os.ReadFile("../../examples/alibaba-memo.txt")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestReadGivesTheDossierOfTheCommandLine(t *testing.T) {
	d, page, err := embedded(t).Read(memo(t), article.Options{Name: "memo.txt"})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Statements) == 0 || len(page.Sections) == 0 {
		t.Fatalf("%d statements, %d sections", len(d.Statements), len(page.Sections))
	}
	var out bytes.Buffer
	if err := brief.JSON(&out, page); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), `"verdict": "holds_intraday"`) {
		t.Error("the headline's figure was not found to hold during the day only")
	}
}

func TestCheckJudgesSentences(t *testing.T) {
	report, err := embedded(t).Check(CheckRequest{Sentences: []string{"Alibaba shares fell 3.8% on Friday.", "Alibaba shares rose 3% on Friday."}, Published: "2025-11-15"})
	if err != nil {
		t.Fatal(err)
	}
	var verdicts []string
	for _, s := range report.Stories {
		for _, st := range s.Statements {
			verdicts = append(verdicts, string(st.Verdict))
		}
	}
	if strings.Join(verdicts, " ") != "holds fails" {
		t.Errorf("verdicts %v", verdicts)
	}
}

func TestScreenCarriesReceipts(t *testing.T) {
	r := withLists(t)
	got, err := r.Screen(ScreenRequest{Names: []Name{{Name: "Orion Dynmics"}, {Name: "Alibaba"}, {Name: "Nobody At All Ltd"}}, AsOf: "2026-06-08"})
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range []screen.Status{screen.Listed, screen.Listed, screen.NotListed} {
		if got[n].Status != want {
			t.Errorf("%s: %s, want %s", got[n].Name, got[n].Status, want)
		}
		for _, f := range got[n].Found {
			if f.Receipt.Rule == "" || len(f.Receipt.Facts) == 0 {
				t.Errorf("%s: %s has no receipt", got[n].Name, f.List)
			}
		}
	}
	if len(got[0].Found) == 0 || len(got[0].Found[0].Tokens) == 0 {
		t.Error("a like name is not explained")
	}
	bare, err := embedded(t).Screen(ScreenRequest{Names: []Name{{Name: "Orion Dynamics"}}})
	if err != nil || bare[0].Status != NotAsked {
		t.Errorf("without whole lists: %v, %v", bare, err)
	}
}

func TestTooMuchIsRefused(t *testing.T) {
	r, err := Open(Options{Bounds: Bounds{Text: 100, Sentences: 1, Names: 1, NameBytes: 10, Events: 1}})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	_, _, read := r.Read(memo(t), article.Options{Name: "memo.txt"})
	_, check := r.Check(CheckRequest{Sentences: []string{"a", "b"}})
	_, story := r.Check(CheckRequest{Story: memo(t)})
	_, many := r.Screen(ScreenRequest{Names: []Name{{Name: "a"}, {Name: "b"}}})
	_, long := r.Screen(ScreenRequest{Names: []Name{{Name: "a name of many letters"}}})
	for what, err := range map[string]error{"read": read, "check": check, "story": story, "names": many, "name": long} {
		if fault.CodeOf(err) != fault.TooLarge {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestBadQuestionsAreInput(t *testing.T) {
	r := embedded(t)
	_, empty := r.Check(CheckRequest{})
	_, when := r.Check(CheckRequest{Sentences: []string{"Alibaba fell 3%."}, Published: "yesterday"})
	_, none := r.Screen(ScreenRequest{})
	_, day := r.Screen(ScreenRequest{Names: []Name{{Name: "Alibaba"}}, AsOf: "2025-13-01"})
	_, kind := r.Screen(ScreenRequest{Names: []Name{{Name: "Alibaba", Kind: "ghost"}}})
	_, name := r.Screen(ScreenRequest{Names: []Name{{Name: "\x00\xff"}}})
	for what, err := range map[string]error{"empty": empty, "when": when, "none": none, "day": day, "kind": kind, "name": name} {
		if code := fault.CodeOf(err); code != fault.BadInput && code != fault.BadUsage {
			t.Errorf("%s: %s: %v", what, code, err)
		}
	}
}

func TestClosedRoomsSaySo(t *testing.T) {
	r, err := Open(Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Screen(ScreenRequest{Names: []Name{{Name: "Alibaba"}}}); err == nil {
		t.Error("closed rooms answered")
	}
}

func TestSourceReopensWhatChanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lists.idx")
	index(t, path, listFile)
	s, err := NewSource(Options{ListIndex: path})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx := context.Background()
	first := s.Current()
	if changed, err := s.Refresh(ctx); changed || err != nil {
		t.Fatalf("nothing changed: %v, %v", changed, err)
	}
	index(t, path, strings.ReplaceAll(listFile, "Beta Shipping", "Gamma Works"))
	if changed, err := s.Refresh(ctx); !changed || err != nil {
		t.Fatalf("the index changed: %v, %v", changed, err)
	}
	status := func(r *Rooms) screen.Status {
		got, err := r.Screen(ScreenRequest{Names: []Name{{Name: "Gamma Works"}}})
		if err != nil {
			t.Fatal(err)
		}
		return got[0].Status
	}
	if status(s.Current()) != screen.Listed || status(first) == screen.Listed {
		t.Error("new rooms do not know the new list, or old ones do")
	}
	// A broken file leaves the rooms as they are. It comes by a rename, as all of
	// ours do: a mapped file is never written in place.
	if err := os.WriteFile(path+".new", []byte("no index"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
	if changed, err := s.Refresh(ctx); changed || err == nil {
		t.Errorf("a broken index: %v, %v", changed, err)
	}
	if status(s.Current()) != screen.Listed {
		t.Error("a broken file took the rooms away")
	}
}

// TestManyAskAtOnce is for the race detector: all questions at once, while the
// rooms are being replaced.
func TestManyAskAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lists.idx")
	index(t, path, listFile)
	s, err := NewSource(Options{ListIndex: path})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	story := memo(t)
	var wg sync.WaitGroup
	answers := make([]string, 4)
	for n := range answers {
		wg.Go(func() {
			_, page, err := s.Current().Read(story, article.Options{Name: "memo.txt"})
			if err != nil {
				t.Error(err)
				return
			}
			var b bytes.Buffer
			if err := brief.JSON(&b, page); err != nil {
				t.Error(err)
			}
			answers[n] = b.String()
			if _, err := s.Current().Screen(ScreenRequest{Names: []Name{{Name: "Orion Dynamics"}}}); err != nil {
				t.Error(err)
			}
			if _, err := s.Current().Check(CheckRequest{Sentences: []string{"Alibaba fell 3.8% on Friday."}, Published: "2025-11-15"}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Go(func() {
		index(t, path, strings.ReplaceAll(listFile, "Beta Shipping", "Gamma Works"))
		if _, err := s.Refresh(context.Background()); err != nil {
			t.Error(err)
		}
	})
	wg.Wait()
	for _, a := range answers[1:] {
		if a != answers[0] {
			t.Fatal("the same story gave two dossiers")
		}
	}
	if !json.Valid([]byte(answers[0])) {
		t.Error("no JSON")
	}
}
