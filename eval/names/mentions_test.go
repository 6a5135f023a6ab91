package names

import (
	"testing"
	"time"

	"newstape/internal/shared"
	"newstape/names/lists"
	"newstape/names/match"
	"newstape/names/screen"
	"newstape/names/security"
)

func screener(t testing.TB) *screen.Screener {
	t.Helper()
	files, err := lists.ReadDir(shared.Dir(t, "data", "lists"))
	if err != nil {
		t.Fatal(err)
	}
	m := match.New()
	st := time.Now()
	known, err := lists.Known()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := screen.Build(m, lists.Join(append(files.Versions, known...)...))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("build %v, %d MB", time.Since(st), len(raw)>>20)
	st = time.Now()
	book, err := screen.NewBook(m, raw)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("open %v, %d entries, %d names", time.Since(st), book.Len(), book.Names())
	master := security.Embedded()
	table, err := screen.Open(master)
	if err != nil {
		t.Fatal(err)
	}
	st = time.Now()
	d := screen.NewDirectory(m, master)
	t.Logf("directory %v", time.Since(st))
	s, err := screen.NewScreener(m, table, book, d.Link)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestMentionsPrint(t *testing.T) {
	s := screener(t)
	ms, err := ReadMentions(shared.Dir(t, "data", "gold", "names", "mentions.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	st := time.Now()
	r, err := ScoreMentions(s, ms)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%v P %.3f R %.3f F1 %.3f zh %.3f false %d/%d", time.Since(st), r.Precision, r.Recall, r.F1, r.ChineseF1, r.FalseHits, r.Unlisted)
	for _, w := range r.Wrong {
		t.Log(w)
	}
}
