package check

import (
	"sync"

	"newstape/story/syntax"
	"newstape/story/text"
)

var openParser = sync.OnceValues(syntax.Open)

// parse gives the trees of a document by the embedded parser.
func parse(doc text.Document) syntax.Trees {
	p, err := openParser()
	if err != nil {
		panic(err)
	}
	return p.Document(doc)
}
