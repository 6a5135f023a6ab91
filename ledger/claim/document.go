package claim

import (
	"slices"
	"strings"

	"newstape/names/security"
)

// paper is a document of the story: a memo, a report, with its author and the
// chain through which the story has it.
type paper struct {
	noun   string
	author *security.Entity
	name   string // author's name and noun: White House memo
	via    []Speaker
}

// papers finds the documents that the story names with an author, once, so that
// "the memo" of any sentence is the same one.
func (r *reader) findPapers() {
	for k := range r.lines {
		l := &r.lines[k]
		for i := range l.words {
			if kind, ok := kindOf(l.low(i)); !ok || kind != documentKind || l.classAt(i) != noun {
				continue
			}
			if e := r.authorOf(l, i); e != nil && e.Kind != security.Press {
				r.addPaper(singular(l.low(i)), e)
			}
			r.publisherOf(l, i)
		}
	}
}

func singular(low string) string {
	if kind, ok := lex().speakers[strings.TrimSuffix(low, "s")]; ok && kind == documentKind {
		return strings.TrimSuffix(low, "s")
	}
	return low
}

func (r *reader) addPaper(noun string, e *security.Entity) *paper {
	for _, p := range r.papers {
		if p.noun == noun && (p.author == e || e == nil || p.author == nil) {
			if p.author == nil && e != nil {
				p.author, p.name = e, e.Name+" "+noun
			}
			return p
		}
	}
	p := &paper{noun: noun, author: e, name: noun}
	if e != nil {
		p.name = e.Name + " " + noun
	}
	r.papers = append(r.papers, p)
	return p
}

// authorOf is the party inside the noun phrase of the document at i, or behind
// "by" or "from": a White House memo, a report by the Financial Times.
func (r *reader) authorOf(l *line, i int) *security.Entity {
	for k := i - 1; k >= max(0, i-6) && (l.classAt(k) == noun || l.classAt(k) == genitive); k-- {
		if e := r.mentionAt(l, k, k, k+1); e != nil && e.Kind != security.Product && e.Kind != security.Place {
			return e
		}
	}
	if l.low(i+1) == "by" || l.low(i+1) == "from" || l.low(i+1) == "in" {
		end := l.phraseEnd(i + 2)
		for k := i + 2; k < end; k++ {
			if e := r.mentionAt(l, k, k, k+1); e != nil {
				return e
			}
		}
	}
	return nil
}

// publisherOf notes through whom the story has the document at i: "the FT
// reported that a White House memo ...", "a memo seen by Reuters".
func (r *reader) publisherOf(l *line, i int) {
	p := r.paperFor(singular(l.low(i)))
	if p == nil || len(p.via) > 0 {
		return
	}
	for k := i - 1; k > 0; k-- {
		switch l.low(k) {
		case "reported", "reports", "published", "obtained", "saw", "revealed", "reviewed":
			if e := r.mentionAt(l, k-1, k-1, k); e != nil && e.Kind == security.Press {
				p.via = []Speaker{nameOf(e)}
				return
			}
		}
	}
	for k := i + 1; k < min(i+6, len(l.words)-2); k++ { // "a memo, which was provided to the FT by the White House"
		if !slices.Contains([]string{"provided", "given", "shared", "leaked", "handed", "sent", "shown"}, l.low(k)) || l.low(k+1) != "to" && l.low(k+1) != "with" {
			continue
		}
		for m := k + 2; m < min(k+5, len(l.words)); m++ {
			if e := r.mentionAt(l, m, m, m+1); e != nil && e.Kind == security.Press {
				p.via = []Speaker{nameOf(e)}
				return
			}
		}
	}
	for k := i + 1; k < min(i+4, len(l.words)-1); k++ {
		switch l.low(k) {
		case "seen", "reviewed", "obtained":
			if l.low(k+1) == "by" {
				for m := k + 2; m < min(k+5, len(l.words)); m++ {
					if e := r.mentionAt(l, m, m, m+1); e != nil && e.Kind == security.Press {
						p.via = []Speaker{nameOf(e)}
						return
					}
				}
			}
		}
	}
}

// paperFor is the document that the noun means: the one of that noun, or the
// only one for "document" and its like.
func (r *reader) paperFor(noun string) *paper {
	for _, p := range r.papers {
		if p.noun == noun {
			return p
		}
	}
	if noun == "document" || noun == "memorandum" || noun == "paper" {
		for _, p := range r.papers {
			if p.author != nil {
				return p
			}
		}
	}
	return nil
}

// document resolves a document that speaks: it speaks for its author. A report
// by a newspaper is the newspaper.
func (r *reader) document(l *line, from, to, head int, definite bool) (Speaker, speakerKind) {
	e := r.authorOf(l, head)
	noun := singular(l.low(head))
	if e != nil && e.Kind == security.Press {
		return nameOf(e), pressKind
	}
	if e != nil {
		p := r.addPaper(noun, e)
		return Speaker{Name: p.name, Entity: e, Document: noun}, documentKind
	}
	if definite && (noun == "report" || noun == "story" || noun == "article") && r.paperFor(noun) == nil {
		if m, ok := r.last(l.words[from].Start, func(m member) bool { return m.kind == pressKind }); ok {
			return m.who, pressKind
		}
	}
	if p := r.paperFor(noun); p != nil {
		return Speaker{Name: p.name, Entity: p.author, Document: p.noun}, documentKind
	}
	who, _ := r.byWords(l, from, to, head, true)
	who.Document = noun
	return who, documentKind
}
