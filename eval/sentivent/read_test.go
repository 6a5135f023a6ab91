package sentivent

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newstape/ledger/corporate"
)

func TestPrint(t *testing.T) {
	p := newPrinter()
	for line, want := range map[string]string{
		"Acme Inc . AAL rose 4.7 % to $ 47.08 on Apr . 9 .": "Acme Inc. AAL rose 4.7% to $47.08 on Apr. 9.",
		"` ` It ' s done , ' ' he said .":                   "\"It's done,\" he said.",
		"It is a 330 - 200 - - and AT & T ( T ) wo n't":     "It is a 330-200 -- and AT&T (T) won't",
		"the airlines ' costs":                              "the airlines' costs",
		"":                                                  "",
	} {
		if got := p.print(line); got != want {
			t.Errorf("%q\n got %q\nwant %q", line, got, want)
		}
	}
}

func write(t *testing.T, name, content string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "event_types"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "event_types", name), []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

const lines = `{"document": "a", "index": 0, "text": "A week in the markets", "types": []}
{"document": "a", "index": 1, "text": "Shares fell . They fell 3 % .", "types": ["SecurityValue"]}
{"document": "b", "index": 0, "text": "", "types": []}
`

func TestEachLineIsOneSentence(t *testing.T) {
	dir := write(t, "sentivent_train.jsonl", lines)
	stories, err := Read(filepath.Join(dir, "event_types", "sentivent_train.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	if len(stories) != 2 || len(stories[0].Doc.Sentences) != 2 || len(stories[1].Doc.Sentences) != 1 {
		t.Fatalf("stories: %+v", stories)
	}
	doc := stories[0].Doc
	if got := doc.Sentences[1].In(doc.Text); got != "Shares fell. They fell 3%." {
		t.Errorf("sentence %q", got)
	}
	for _, tok := range doc.Sentences[1].Tokens {
		if !doc.Sentences[1].Contains(tok.Span) || strings.TrimSpace(tok.In(doc.Text)) == "" {
			t.Errorf("token %v is %q", tok, tok.In(doc.Text))
		}
	}
}

func TestAHeldOutFileIsReadByTheModelOfTheProgram(t *testing.T) {
	r, err := Run(write(t, "sentivent_holdout.jsonl", lines))
	if err != nil {
		t.Fatal(err)
	}
	if r.CrossValidated || r.N != 3 || r.F1[corporate.SecurityValue] != 1 {
		t.Errorf("result %+v", r)
	}
}

func TestBadGold(t *testing.T) {
	for name, content := range map[string]string{
		"not JSON": "{", "unknown type": `{"document": "a", "text": "x", "types": ["Weather"]}`,
	} {
		if _, err := Run(write(t, "sentivent_holdout.jsonl", content)); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Run(write(t, "sentivent_train.jsonl.gz", "plain")); err == nil {
		t.Error("a file that is not compressed was read as one")
	}
	if _, err := Run(t.TempDir()); err == nil {
		t.Error("an empty folder gave figures")
	}
}
