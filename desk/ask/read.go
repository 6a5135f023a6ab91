package ask

import (
	"fmt"
	"strings"

	"newstape/check"
	"newstape/dossier"
	"newstape/dossier/brief"
	"newstape/dossier/verdicts"
	"newstape/fault"
	"newstape/story/article"
	"newstape/story/text"
)

// Article cleans a story and bounds its text at limit bytes; 0 means [MaxText].
func Article(raw []byte, opt article.Options, limit int) (*article.Article, error) {
	if limit == 0 {
		limit = MaxText
	}
	a, err := article.Read(raw, opt)
	if err == nil && len(a.Text) > limit {
		return nil, fault.New(fault.TooLarge, "read %s: %d bytes of text; a story has at most %d", opt.Name, len(a.Text), limit).Try("one story at a time")
	}
	return a, err
}

// Read composes the dossier of one story and lays it out. Errors are those of
// [article.Read], and fault.TooLarge for a text over the bound.
func (r *Rooms) Read(raw []byte, opt article.Options) (*dossier.Dossier, *brief.Page, error) {
	leave, err := r.enter()
	if err != nil {
		return nil, nil, err
	}
	defer leave()
	a, err := Article(raw, opt, r.bounds.Text)
	if err != nil {
		return nil, nil, err
	}
	d := dossier.Compose(a, r.facts)
	page, err := brief.Compose(d)
	return d, page, err
}

// CheckRequest is what is to be checked against prices: a story, sentences that
// stand for themselves, or both.
type CheckRequest struct {
	Story   []byte          // raw bytes; nil is no story
	Options article.Options // of the story; its Published also dates sentences
	// Sentences have no title, and no other time than Published.
	Sentences []string
	Published string // of the sentences, as [article.ParsePublished] reads it; "" is Options.Published
}

// Check judges what is said about the market. The report writes itself, as JSON
// of docs/check-json.md and for people; it draws nothing from the tape once it
// is made without charts.
func (r *Rooms) Check(q CheckRequest) (*verdicts.Report, error) {
	leave, err := r.enter()
	if err != nil {
		return nil, err
	}
	defer leave()
	if q.Story == nil && len(q.Sentences) == 0 {
		return nil, fault.New(fault.BadInput, "check: no story and no sentence").Try("a sentence such as \"Alibaba fell 3.8%% on Friday.\", with published")
	}
	if len(q.Sentences) > r.bounds.Sentences {
		return nil, fault.New(fault.TooLarge, "check: %d sentences; a request has at most %d", len(q.Sentences), r.bounds.Sentences).Try("several requests")
	}
	var all []*verdicts.Story
	if q.Story != nil {
		a, err := Article(q.Story, q.Options, r.bounds.Text)
		if err != nil {
			return nil, err
		}
		all = append(all, Judge(r.facts, a.Name, a))
	}
	published := q.Published
	if published == "" {
		published = q.Options.Published
	}
	for n, words := range q.Sentences {
		name := "sentence"
		if len(q.Sentences) > 1 {
			name = fmt.Sprintf("sentence %d", n+1)
		}
		a, err := Sentence(name, words, published)
		if err != nil {
			return nil, err
		}
		one := Judge(r.facts, name, a)
		one.Sentence = true
		all = append(all, one)
	}
	// Without a tape the report holds nothing of a mapped file.
	report := verdicts.New(all, nil)
	report.Charts = verdicts.None
	return report, nil
}

// Sentence is a text that stands for itself: it has no title, and no other time
// than the one given, which may be "".
func Sentence(name, words, published string) (*article.Article, error) {
	if words = strings.TrimSpace(words); words == "" {
		return nil, fault.New(fault.BadUsage, "check: %s is empty", name).Try("a sentence such as \"Alibaba fell 3.8%% on Friday.\"")
	}
	if len(words) > MaxText {
		return nil, fault.New(fault.TooLarge, "check: a sentence of %d bytes; a text has at most %d", len(words), MaxText)
	}
	a := &article.Article{Name: name, Text: strings.ToValidUTF8(words, "\uFFFD")}
	if published == "" {
		return a, nil
	}
	ref, err := article.ParsePublished(published)
	if err != nil {
		return nil, err
	}
	a.Reference = ref
	a.Published.Value, a.Published.How = published, "given by --published"
	return a, nil
}

// Judge checks what one article says about the market.
func Judge(f dossier.Facts, name string, a *article.Article) *verdicts.Story {
	doc := text.Parse(a.Text)
	return &verdicts.Story{
		Name: name, Article: a, Doc: doc,
		Statements: check.Story(a, doc, f.Syntax.Document(doc), f.Linker.Find(a, doc), f.Tape),
	}
}
