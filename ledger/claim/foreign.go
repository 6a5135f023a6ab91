package claim

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"newstape/names/security"
	"newstape/receipt"
)

// The commonest reporting frames of two other languages, so that a line of
// Chinese or Spanish in an English story is not lost. The subject must open the
// sentence.

// foreignCue is a verb of another language.
type foreignCue struct {
	word   string
	stance Stance
}

// foreign reports whether the rules for English have nothing to say to a line:
// it holds ideographs, or function words of another language.
func foreign(l *line) bool { return isChinese(l) || isSpanish(l) || l.tongue() != "" }

func isChinese(l *line) bool {
	n := 0
	for _, w := range l.words {
		if r, _ := utf8.DecodeRuneInString(w.In(l.src)); r >= 0x4e00 && r <= 0x9fff {
			n++
		}
	}
	return n*2 > len(l.words)
}

func isSpanish(l *line) bool {
	n := 0
	for _, w := range l.words {
		switch w.low {
		case "que", "de", "la", "el", "los", "las", "por", "una", "del", "según", "está", "su":
			n++
		}
	}
	return n >= 2 && n*8 >= len(l.words)
}

func (r *reader) readForeign() {
	for k := range r.lines {
		l := &r.lines[k]
		if len(r.drafts) >= mostDrafts {
			return
		}
		if l.heading && len(l.words) < 4 {
			continue
		}
		switch {
		case isChinese(l):
			r.readChinese(l)
		case isSpanish(l):
			r.readSpanish(l)
		}
	}
}

func (r *reader) readChinese(l *line) {
	all := l.span(0, l.end())
	body := all.In(l.src)
	report := receipt.Span{} // "据路透社报道，": through whom the story has the rest
	if m := hearsay.FindString(body); m != "" {
		report = receipt.Span{Start: all.Start, End: all.Start + len(m)}
		all.Start, body = report.End, body[len(m):]
	}
	if c, i := firstCue(body); i > 0 {
		cue := receipt.Span{Start: all.Start + i, End: all.Start + i + len(c.word)}
		content := receipt.Span{Start: cue.End, End: all.End}
		for content.Start < content.End && strings.HasPrefix(l.src[content.Start:], "，") {
			content.Start += len("，")
		}
		if c.stance == DeclinesComment {
			content = cue
		}
		s := c.stance
		said := content.In(l.src)
		if _, untrue := foreignWord("zh-untrue", said); s == Asserts && (untrue || strings.HasPrefix(said, "否认")) {
			s = Denies
		}
		r.addForeign(l, receipt.Span{Start: all.Start, End: cue.Start}, cue, content, s)
		if m := r.entityIn(report, security.Press); m != nil {
			r.drafts[len(r.drafts)-1].addVia(nameOf(m))
		}
		return
	}
	if m := r.entityIn(report, security.Press); m != nil && all.Start < all.End {
		cue := receipt.Span{Start: report.End - len("报道，"), End: report.End - len("，")}
		r.addForeign(l, receipt.Span{Start: report.Start, End: cue.Start}, cue, all, Asserts)
	}
}

// firstCue is the reporting verb that stands first, and where; the longer one of
// two at the same place.
func firstCue(body string) (foreignCue, int) {
	var best foreignCue
	at := -1
	for _, c := range lex().foreign["zh"] {
		i := strings.Index(body, c.word)
		if i > 0 && c.word == "称" && strings.HasSuffix(body[:i], "名") {
			continue // 名称, a name
		}
		if i > 0 && (at < 0 || i < at) {
			best, at = c, i
		}
	}
	return best, at
}

// hearsay is "据路透社报道，" and its like at the head of a sentence.
var hearsay = regexp.MustCompile("^据[^，。]{1,60}报道[，,]")

// foreignWord is the first row of a list of foreign.tsv whose word the text holds.
func foreignWord(list, s string) (foreignCue, bool) {
	for _, c := range lex().foreign[list] {
		if strings.Contains(s, c.word) {
			return c, true
		}
	}
	return foreignCue{}, false
}

func (r *reader) readSpanish(l *line) {
	for i, w := range l.words {
		if i == 0 || w.quoted {
			continue
		}
		for _, c := range lex().foreign["es"] {
			if w.low != c.word {
				continue
			}
			from := i + 1
			if l.low(from) == "que" {
				from++
			}
			if from < l.end() {
				r.addForeign(l, l.span(0, i), w.Span, l.span(from, l.end()), c.stance)
			}
			return
		}
	}
}

func (r *reader) addForeign(l *line, source, cue, content receipt.Span, s Stance) {
	if content.Empty() || source.Empty() {
		return
	}
	a := &attribution{line: l, at: l.indexAt(cue.Start), sourceAt: 0, sourceTo: l.indexAt(source.End - 1)}
	a.fixed = s
	if s == Asserts && futureAbroad(content.In(l.src)) {
		a.fixed = Predicts
	}
	d := &draft{a: a, kind: anyKind}
	d.Content, d.Source, d.Cue = content, source, cue
	d.Speaker = Speaker{Name: source.In(l.src)}
	for _, m := range r.linked.Mentions {
		if m.Entity == nil || !source.Contains(m.Span) {
			continue
		}
		if d.Speaker.Entity != nil && (d.kind != stateKind || strings.TrimLeft(l.src[d.Source.End:m.Span.Start], "《") != "") {
			break // but "英国《金融时报》" is the paper, not the country
		}
		d.Speaker, d.kind, d.Source = nameOf(m.Entity), kindOfEntity(m.Entity), m.Span
	}
	if p, ok := foreignWord("zh-paper", source.In(l.src)); ok && d.kind == stateKind {
		noun := string(p.stance)
		d.Speaker, d.kind, d.Source = Speaker{Name: d.Speaker.Name + " " + noun, Entity: d.Speaker.Entity, Document: noun}, documentKind, source
	}
	if strings.HasPrefix(strings.ToLower(d.Speaker.Name), "analistas") {
		d.Speaker, d.kind = Speaker{Name: "analysts"}, personKind
	}
	r.drafts = append(r.drafts, d)
}

// futureAbroad: 将 and the Spanish future in -rá, -rán.
func futureAbroad(s string) bool {
	if strings.Contains(s, "将") {
		return true
	}
	for w := range strings.FieldsSeq(s) {
		if strings.HasSuffix(w, "rá") || strings.HasSuffix(w, "rán") {
			return true
		}
	}
	return false
}
