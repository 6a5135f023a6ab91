package claim

import (
	_ "embed"
	"strings"
	"sync"

	"newstape/internal/table"
)

//go:embed cues.tsv
var cuesTable string

//go:embed words.tsv
var wordsTable string

//go:embed speakers.tsv
var speakersTable string

//go:embed signals.tsv
var signalsTable string

//go:embed nouns.tsv
var nounsTable string

//go:embed tongues.tsv
var tonguesTable string

//go:embed foreign.tsv
var foreignTable string

// form is which form of its verb a word is.
type form uint8

const (
	baseForm form = iota
	thirdForm
	pastForm
	participleForm
	ingForm
)

// frame is one way in which a cue takes its content.
type frame string

// cue is a reporting verb.
type cue struct {
	verb   string
	rest   []string // words that must follow: back in "push back"
	stance Stance
	frames map[frame]bool
	nouny  bool // its forms are often nouns: claims, reports
	weak   bool // the source must be a party that can speak
	doc    bool // the source must be a document, an outlet or a person
	only   bool // of these, only a document
}

// inflected is a cue in one of its forms. A form that is both past and
// participle (said) is listed once, as pastForm with both set.
type inflected struct {
	*cue
	form form
	both bool
}

// lexicon is the tables of this package, read once.
type lexicon struct {
	cues     map[string][]inflected // by the first word, lower case
	classes  map[string]class
	speakers map[string]speakerKind
	nouns    map[string]tellingNoun
	signals  map[string][]phrase
	foreign  map[string][]foreignCue // by language
	tongues  []tongue
}

// phrase is a signal: words in a row, each whole or a prefix.
type phrase []pattern

type pattern struct {
	word   string
	prefix bool
}

func (p pattern) fits(w string) bool {
	if p.prefix {
		return strings.HasPrefix(w, p.word)
	}
	return w == p.word
}

var lex = sync.OnceValue(readLexicon)

func readLexicon() *lexicon {
	l := &lexicon{
		cues:     map[string][]inflected{},
		classes:  map[string]class{},
		speakers: map[string]speakerKind{},
		nouns:    map[string]tellingNoun{},
		signals:  map[string][]phrase{},
		foreign:  map[string][]foreignCue{},
	}
	for _, row := range table.Rows(cuesTable) {
		l.addCue(row)
	}
	for _, row := range table.Rows(wordsTable) {
		for w := range strings.FieldsSeq(row[1]) {
			if _, ok := l.classes[w]; !ok {
				l.classes[w] = class(row[0])
			}
		}
	}
	for _, row := range table.Rows(speakersTable) {
		for w := range strings.FieldsSeq(row[1]) {
			if _, ok := l.speakers[w]; !ok {
				l.speakers[w] = speakerKind(row[0])
			}
		}
	}
	for _, row := range table.Rows(tonguesTable) {
		t := tongue{name: row[0], words: map[string]bool{}}
		for w := range strings.FieldsSeq(row[1]) {
			t.words[w] = true
		}
		l.tongues = append(l.tongues, t)
	}
	for _, row := range table.Rows(nounsTable) {
		l.nouns[row[0]] = tellingNoun{cue: l.cues[row[1]][0].cue, named: strings.Contains(row[2], "named"), of: strings.Contains(row[2], "of")}
	}
	for _, row := range table.Rows(foreignTable) {
		l.foreign[row[0]] = append(l.foreign[row[0]], foreignCue{word: row[1], stance: Stance(row[2])})
	}
	for _, row := range table.Rows(signalsTable) {
		for p := range strings.SplitSeq(row[1], "|") {
			l.signals[row[0]] = append(l.signals[row[0]], newPhrase(p))
		}
	}
	return l
}

func newPhrase(s string) phrase {
	var out phrase
	for w := range strings.FieldsSeq(strings.ReplaceAll(s, "'s", " 's")) {
		stem, prefix := strings.CutSuffix(w, "*")
		out = append(out, pattern{word: stem, prefix: prefix})
	}
	return out
}

func (l *lexicon) addCue(row []string) {
	verb := strings.Fields(row[0])
	c := &cue{verb: verb[0], rest: verb[1:], stance: Stance(row[2]), frames: map[frame]bool{}}
	for f := range strings.FieldsSeq(row[3]) {
		c.frames[frame(f)] = true
	}
	for f := range strings.FieldsSeq(row[4]) {
		switch f {
		case "n":
			c.nouny = true
		case "weak":
			c.weak = true
		case "doc":
			c.doc = true
		case "only":
			c.only = true
		}
	}
	forms := strings.Fields(row[1])
	if len(forms) != 4 {
		forms = regular(c.verb)
	}
	add := func(list string, f form, both bool) {
		for w := range strings.SplitSeq(list, ",") {
			l.cues[w] = append(l.cues[w], inflected{cue: c, form: f, both: both})
		}
	}
	add(c.verb, baseForm, false)
	add(forms[0], thirdForm, false)
	add(forms[1], pastForm, forms[1] == forms[2])
	if forms[1] != forms[2] {
		add(forms[2], participleForm, false)
	}
	add(forms[3], ingForm, false)
}

// regular inflects a verb that does not double its last letter: third person,
// past, participle, -ing.
func regular(v string) []string {
	stem, last := v[:len(v)-1], v[len(v)-1]
	switch {
	case last == 'e':
		return []string{v + "s", v + "d", v + "d", stem + "ing"}
	case last == 'y' && !strings.ContainsRune("aeiou", rune(v[len(v)-2])):
		return []string{stem + "ies", stem + "ied", stem + "ied", v + "ing"}
	case last == 's', last == 'x', strings.HasSuffix(v, "ch"), strings.HasSuffix(v, "sh"):
		return []string{v + "es", v + "ed", v + "ed", v + "ing"}
	}
	return []string{v + "s", v + "ed", v + "ed", v + "ing"}
}
