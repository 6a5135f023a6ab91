package claim

import (
	"sync"
	"testing"

	"newstape/names/link"
	"newstape/names/security"
	"newstape/story/article"
	"newstape/story/text"
)

var linker = sync.OnceValue(func() *link.Linker { return link.New(security.Embedded()) })

// throughRooms reads raw bytes as the product does: article, text, names, then
// the ledger.
func throughRooms(t testing.TB, raw []byte, published string) (*article.Article, Ledger) {
	t.Helper()
	art, err := article.Read(raw, article.Options{Name: "story.txt", Published: published})
	if err != nil {
		t.Fatal(err)
	}
	doc := text.Parse(art.Text)
	return art, Read(art, doc, parse(doc), linker().Find(art, doc))
}
