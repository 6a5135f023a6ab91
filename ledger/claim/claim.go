// Package claim is the ledger of who says what, how firmly, through whom, and
// what answers what.
//
//	ledger := claim.Read(article, doc, trees, linked)
//	c := ledger.Claims[0] // "of providing the Chinese military with ..." alleged by the memo via the Financial Times
//
// A claim has source, cue and content spans, a resolved speaker, a chain, a
// stance, a mood (negation, modality, condition and future, each by itself) and a
// status given by the rule order of docs/method.md with the rule in words. It
// lists the objects of an allegation and counts its independent origins. One
// story's ledger is never a verdict on truth.
//
// The steps: each sentence is cut into words of coarse classes (line.go), which
// the sentence's tree mends (tree.go); reporting words are sighted (cue.go) and
// fitted with source and content (frames.go, subject.go, source.go, content.go);
// refusals and failed checks are read by pattern (silence.go), and so are nouns
// that tell (nouns.go), headlines (colon.go) and quotations without a known verb
// (quote.go); contents end where the next voice begins (bounds.go); sources become
// speakers (speaker.go, person.go, office.go, anaphor.go, document.go); then
// stance, answers, origins and status follow in that order. The word lists are the
// .tsv files beside the code.
//
// Spans of source and content come from rules over words even where there is a
// tree: on articles that neither was made for, the words' subject agrees with
// annotators in 0.85 of cases, the tree's in 0.80. The tree tells verbs from nouns,
// finds the subject of what is said in a participle, and lets any verb behind a
// quotation be one of saying. A sentence without a tree is read all the same.
//
// Limits: English by rules; a subject far from its verb may be missed. Chinese
// and Spanish by their commonest reporting frames; a sentence of another language
// is listed as unread, as is one of more than 600 words and what follows 2,000
// claims. The narrator's own statements are not claims, except for what the story
// itself says could not be verified. What one is blamed for is known by its
// words: "moved client money to Cyprus" is not. Names that nothing links are not
// followed to "the club". Nothing is read from Article.Opaque.
package claim

import (
	"fmt"
	"slices"
	"sort"

	"newstape/names/link"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/syntax"
	"newstape/story/text"
)

// reader holds one story while it is read.
type reader struct {
	doc    text.Document
	linked link.Result
	quotes []receipt.Span
	lines  []line
	cast   []member // in order of place
	papers []*paper
	drafts []*draft

	withdrawals []withdrawal
}

// draft is a claim with what later steps ask of it.
type draft struct {
	Claim
	a    *attribution
	kind speakerKind
	dead bool // merged into another

	answers   *draft          // for About, when a pattern knows it
	repliesTo *draft          // the same, of a denial that trails its allegation
	takenBack bool            // the story says that it was withdrawn
	telling   *telling        // who else says the same
	stems     map[string]bool // content words, kept for stemsOf
	stemsOf   receipt.Span

	counters    *draft // what it says the opposite of
	confirmedBy *draft // the party concerned that says so too
	hitsBack    bool   // made by a party that an earlier allegation names
}

// Read gives the claims of a story in order of place.
func Read(art *article.Article, doc text.Document, trees syntax.Trees, linked link.Result) Ledger {
	r := &reader{doc: doc, linked: linked, quotes: quotations(doc.Text)}
	for i := range doc.Sentences {
		var names []receipt.Span
		for _, m := range r.around(doc.Sentences[i].Span) {
			if m.Span.Overlaps(doc.Sentences[i].Span) {
				names = append(names, m.Span)
			}
		}
		l := newLine(doc, i, r.quotes, art.Opaque, names)
		if i < len(trees) {
			l.dress(trees[i])
		}
		l.abroad = foreign(&l)
		l.mentions = r.mentionsIn(doc.Sentences[i].Span)
		r.lines = append(r.lines, l)
	}
	r.findPapers()
	for i := range r.lines {
		r.enter(&r.lines[i])
		r.readLine(&r.lines[i])
	}
	r.readTranscript()
	r.readForeign()
	r.rebind()
	r.nest()
	r.chain()
	r.sortDrafts()
	r.takeStances()
	r.findDesignations()
	r.takeStances()
	r.refute()
	r.dropGestures()
	r.dropEchoes()
	return r.ledger()
}

// mentionsIn is the range of the mentions that begin in the span.
func (r *reader) mentionsIn(s receipt.Span) [2]int {
	at := func(offset int) int {
		return sort.Search(len(r.linked.Mentions), func(i int) bool { return r.linked.Mentions[i].Span.Start >= offset })
	}
	return [2]int{at(s.Start), at(s.End)}
}

// around is the mentions that may lie over the span: those that begin in it and
// the few before it, which a longer name may make reach into it.
func (r *reader) around(s receipt.Span) []link.Mention {
	in := r.mentionsIn(s)
	return r.linked.Mentions[max(0, in[0]-4):in[1]]
}

// enter puts the linked parties of a line on stage, each at its place.
func (r *reader) enter(l *line) {
	for _, m := range r.linked.Mentions[l.mentions[0]:l.mentions[1]] {
		if m.Entity == nil || m.Via == "ticker_debris" {
			continue
		}
		if kind := kindOfEntity(m.Entity); kind != anyKind {
			r.cast = append(r.cast, member{at: m.Span.Start, who: nameOf(m.Entity), kind: kind})
		}
	}
}

func (r *reader) readLine(l *line) {
	if len(r.drafts) >= mostDrafts {
		l.left = true
		return
	}
	if len(l.words) == 0 || l.endless() || l.abroad || l.asks() || l.supposes() {
		return
	}
	found := l.attribute()
	if len(found) == 0 {
		r.carryQuotes(l)
	}
	for _, a := range found {
		if (l.low(a.from) == "a" || l.low(a.from) == "q") && l.low(a.from+1) == ":" && a.from+2 < a.to {
			a.from += 2 // "A: The claims are false": the mark of an answer
		}
		d := &draft{a: a}
		d.Content, d.Source, d.Cue = r.tidy(l, a.content()), a.source(), a.cueSpan
		if d.Content.Empty() || l.mentionsOnly(a) || l.carriesOn(a) {
			continue
		}
		if a.sourceAt >= 0 {
			from, to := a.sourceAt, a.sourceTo
			if o := a.answers; o != nil && o.target[1] > o.target[0] && l.pointsBack(from) {
				from, to = o.target[0], o.target[1] // "accused Huawei ..., a charge the company denies"
			}
			if f, t, ok := l.leading(a.pronoun); a.pronoun > 0 && ok && (l.low(from) == "it" || l.low(from) == "they") {
				from, to = f, t // "Huawei faces accusations, which it denies"
			}
			d.Speaker, d.kind = r.speakerOf(l, from, to)
			if a.cue == nil || a.at >= len(l.words) || !l.telling(a) {
				r.remember(l, a, d)
			}
		}
		r.drafts = append(r.drafts, d)
	}
}

// remember puts a speaker on stage, as the likelier antecedent of what follows.
func (r *reader) remember(l *line, a *attribution, d *draft) {
	if d.Speaker.Name == "" {
		return
	}
	m := member{at: a.source().Start, who: d.Speaker, kind: d.kind, source: true, plural: isPlural(l.low(l.head(a.sourceAt, a.sourceTo))) && d.Speaker.Entity == nil}
	k := len(r.cast)
	for k > 0 && r.cast[k-1].at > m.at {
		k--
	}
	r.cast = slices.Insert(r.cast, k, m)
}

// tidy takes the quotation marks off a content that is one quotation, and lets
// a quotation that runs over several sentences be one content.
func (r *reader) tidy(l *line, s receipt.Span) receipt.Span {
	for _, q := range quotesAt(r.quotes, s) {
		if !q.Overlaps(s) {
			continue
		}
		lead := l.src[s.Start:max(s.Start, q.Start)]
		tail := l.src[min(s.End, q.End):s.End]
		if onlyMarks(lead) && onlyMarks(tail) {
			s = q
			for s.End > s.Start && (l.src[s.End-1] == ',' || l.src[s.End-1] == '.') {
				s.End--
			}
			return s
		}
	}
	return s
}

func onlyMarks(s string) bool {
	for _, c := range s {
		switch c {
		case ' ', '"', '\'', '“', '”', '„', '«', '»', ',', '.', ':':
		default:
			return false
		}
	}
	return true
}

// ledger numbers the claims and seals their receipts.
func (r *reader) ledger() Ledger {
	r.drafts = slices.DeleteFunc(r.drafts, func(d *draft) bool { return d.dead })
	r.sortDrafts()
	for i, d := range r.drafts {
		d.ID = fmt.Sprintf("c%d", i+1)
	}
	r.answer()
	r.moods()
	r.countOrigins()
	r.giveStatus()
	out := Ledger{scene: r, Unread: r.noteUnread()}
	for _, d := range r.drafts {
		c := d.Claim
		c.Quotes = phrasesIn(quotesAt(r.quotes, c.Content), c.Content)
		c.Objects = r.objects(d)
		c.receipt = receipt.New(c.rule(), c.Content, c.evidence()...)
		out.Claims = append(out.Claims, c)
	}
	return out
}

func (r *reader) sortDrafts() {
	slices.SortStableFunc(r.drafts, func(a, b *draft) int { return place(a) - place(b) })
}

func place(d *draft) int {
	at := d.Content.Start
	if !d.Source.Empty() && d.Source.Start > d.Content.Start-200 {
		at = min(at, d.Source.Start)
	}
	return at
}

func (c Claim) rule() string {
	if c.Cue.Empty() {
		return "claim/pattern"
	}
	return "claim/cue"
}

func (c Claim) evidence() []receipt.Evidence {
	var out []receipt.Evidence
	for _, s := range []receipt.Span{c.Source, c.Cue} {
		if !s.Empty() {
			out = append(out, s)
		}
	}
	return out
}
