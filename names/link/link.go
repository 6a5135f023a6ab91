// Package link finds who a story names and says which party each mention is, or
// why it refuses to say.
//
//	out := link.New(master).Find(article, doc)
//	out.Mentions[0].Entity.ID      // "alibaba"
//	out.Mentions[0].Listing.ID()   // "XNYS:BABA"
//	out.Refusals[0].Reason         // "ordinary_word"
//
// In: an article with its sentences and the master of names. Out: mentions with
// the line of shares that the words mean, refusals, and the parties with role
// and relevance. [Result.Company] reads "the company" and "its shares".
//
// How: all names of the master are found at once, word by word, longest first
// ([trie]); tickers are read beside them. What can be decided alone is decided
// (a full name, a ticker behind an exchange, a name that is no ordinary word);
// the rest (Target, Apple, Gap, a small issuer's short name) needs evidence from
// its sentence or from the rest of the story, and is refused without it.
// Nothing inside article.Opaque is read.
//
// Limits: names in Latin and Chinese script; English evidence; a person is known
// only by a given name before a surname; no spelling mistakes.
package link

import (
	"newstape/names/security"
	"newstape/story/article"
	"newstape/story/text"
)

// Linker is a Master made ready for finding. It is read-only and safe for
// concurrent use.
type Linker struct {
	master  *security.Master
	trie    *trie
	lexicon lexicon
	stop    map[string]bool
}

// New builds a Linker. It takes some tens of milliseconds: build once.
func New(m *security.Master) *Linker {
	return &Linker{master: m, trie: newTrie(m), lexicon: readLexicon(), stop: readStop()}
}

// Find links the names of one story with a Linker of its own: for a program that
// reads one story and ends. Others build a [Linker] once.
func Find(a *article.Article, doc text.Document, m *security.Master) Result {
	return New(m).Find(a, doc)
}

// Find links the names of one story. The same input gives the same result.
func (l *Linker) Find(a *article.Article, doc text.Document) Result {
	s := l.read(a, doc)
	s.collect()
	s.readTickers()
	s.readHints()
	s.decide()
	s.shortForms()
	s.supportTickers()
	return s.result()
}
