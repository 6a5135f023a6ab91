package stories

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newstape/fault"
)

func TestGoldThatCannotBeRead(t *testing.T) {
	const story = "Alibaba 阿里巴巴 fell"
	for name, c := range map[string]struct {
		gold, text, want string
		code             fault.Code
	}{
		"no JSON":        {`{"id": `, story, "unexpected end", fault.BadInput},
		"another layout": {`{"securities": 3}`, story, "cannot unmarshal", fault.BadInput},
		"not UTF-8":      {`{}`, "\xff\xfe", "not UTF-8", fault.BadInput},
		"past the end":   {`{"events": [{"text": [10, 99]}]}`, story, "events text 1: offsets [10 99] do not lie in the text of 17 code points", fault.BadInput},
		"backwards":      {`{"claims": [{"content": [5, 2]}]}`, story, "claims content 1", fault.BadInput},
		"three numbers":  {`{"claims": [{}, {"cue": [1, 2, 3]}]}`, story, "claims cue 2", fault.BadInput},
		"bytes":          {`{"securities": [{"text": "fell", "start": 21, "end": 25}]}`, story, "securities 1", fault.BadInput},
		"other words":    {`{"not_securities": [{"text": "fell", "start": 0, "end": 7}]}`, story, `"Alibaba", not "fell"`, fault.BadInput},
	} {
		_, err := parseGold("x.gold.json", []byte(c.gold), []byte(c.text))
		if err == nil || fault.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "x.gold.json") {
			t.Errorf("%s: got %v, want %s and %q", name, err, c.code, c.want)
		}
	}
}

func TestGoldCountsCodePoints(t *testing.T) {
	g, err := parseGold("x.gold.json", []byte(`{"securities": [{"text": "阿里巴巴", "start": 8, "end": 12}]}`), []byte("Alibaba 阿里巴巴 fell"))
	if err != nil {
		t.Fatal(err)
	}
	if s := g.Securities[0].span; s.Start != 8 || s.End != 20 || g.ID != "x" {
		t.Errorf("span %v of %q, want bytes 8-20 of x", s, g.ID)
	}
}

func TestFoldersWithoutGold(t *testing.T) {
	dir := t.TempDir()
	if _, err := ReadGold(dir); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("empty folder: got %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.gold.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadGold(dir); fault.CodeOf(err) != fault.NotFound || !strings.Contains(err.Error(), "a.txt is not there") {
		t.Errorf("gold without its text: got %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("\x00\x01\x02"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(dir, facts(t)); err == nil || !strings.Contains(err.Error(), "a.txt") {
		t.Errorf("a story that cannot be read: got %v", err)
	}
}

func FuzzGold(f *testing.F) {
	f.Add([]byte(`{"securities": [{"text": "fell", "start": 8, "end": 12}], "claims": [{"content": [0, 3]}]}`), []byte("Alibaba fell"))
	f.Add([]byte(`{"market_statements": [{"start": -1, "end": 1e9, "value": "2020-03"}]}`), []byte("阿里巴巴"))
	f.Fuzz(func(t *testing.T, gold, words []byte) {
		g, err := parseGold("x.gold.json", gold, words)
		if err != nil {
			return
		}
		for _, s := range g.Statements {
			if s.span.Start < 0 || s.span.End > len(g.Text) {
				t.Fatalf("span %v lies outside %d bytes", s.span, len(g.Text))
			}
		}
	})
}
