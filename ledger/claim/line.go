package claim

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"newstape/receipt"
	"newstape/story/syntax"
	"newstape/story/text"
)

// class is a coarse part of speech: enough to find where phrases begin and
// end, no more.
type class string

const (
	noun         class = "noun" // any content word that no other class has
	determiner   class = "determiner"
	pronoun      class = "pronoun"
	possessive   class = "possessive"
	preposition  class = "preposition"
	conjunction  class = "conjunction"
	subordinator class = "subordinator"
	auxiliary    class = "auxiliary"
	modal        class = "modal"
	negation     class = "negation"
	adverb       class = "adverb"
	verb         class = "verb"
	number       class = "number"
	mark         class = "mark"     // punctuation that closes a phrase
	genitive     class = "genitive" // the 's of a possessor
)

// word is a token with what the rules ask of it.
type word struct {
	receipt.Span
	low    string // lower case, curly apostrophes straightened
	class  class
	upper  bool // begins with a capital letter
	quoted bool // stands inside quotation marks
	quote  bool // is a quotation mark
}

// line is a sentence made ready for the rules.
type line struct {
	src     string
	at      int // index of the sentence in the document
	heading bool
	abroad  bool // in another language
	left    bool // not read: the story has enough claims
	words   []word
	names   []receipt.Span // linked names
	tree    syntax.Tree    // empty when the sentence was not parsed
	node    []int          // of each word, the first node of the tree that lies over it, -1 without
	// mentions is the half-open range of the linker's mentions in the sentence.
	mentions [2]int
}

func newLine(doc text.Document, at int, quotes, opaque, names []receipt.Span) line {
	s := doc.Sentences[at]
	l := line{src: doc.Text, at: at, heading: s.Heading, names: names, words: make([]word, 0, len(s.Tokens))}
	for _, t := range s.Tokens {
		if within(opaque, t.Span) {
			continue
		}
		raw := t.In(doc.Text)
		first, _ := utf8.DecodeRuneInString(raw)
		w := word{
			Span:   t.Span,
			low:    strings.ReplaceAll(strings.ToLower(raw), "’", "'"),
			upper:  unicode.IsUpper(first),
			quote:  isQuoteMark(raw),
			quoted: within(quotesAt(quotes, t.Span), t.Span),
		}
		w.class = classOf(w, t.Kind)
		l.words = append(l.words, w)
	}
	l.pairMarks(quotes)
	l.retag()
	return l
}

// pairMarks makes quotation marks of the two single marks that stand for one in
// plain type.
func (l *line) pairMarks(quotes []receipt.Span) {
	for i := range l.words {
		w := &l.words[i]
		if w.low != "'" {
			continue
		}
		for _, q := range quotesAt(quotes, receipt.Span{Start: w.Start - 2, End: w.End + 2}) {
			if w.End == q.Start || w.Start == q.End || w.End+1 == q.Start || w.Start-1 == q.End {
				double := i > 0 && l.words[i-1].End == w.Start && l.low(i-1) == "'" || i+1 < len(l.words) && l.words[i+1].Start == w.End && l.low(i+1) == "'"
				w.quote = w.quote || double
			}
		}
	}
}

func classOf(w word, kind text.Kind) class {
	switch kind {
	case text.Number:
		return number
	case text.Punct:
		return mark
	case text.Symbol:
		return number
	}
	if w.low == "'s" || w.low == "'" {
		return genitive
	}
	if c, ok := lex().classes[w.low]; ok {
		return c
	}
	if strings.HasSuffix(w.low, "n't") {
		return negation
	}
	if strings.HasSuffix(w.low, "ly") && !w.upper && len(w.low) > 4 {
		return adverb
	}
	return noun
}

// retag mends classes that depend on the neighbours: "that" before a noun,
// "May 5", "U.S." and other capitalised words that look like function words.
func (l *line) retag() {
	for i := range l.words {
		w := &l.words[i]
		switch {
		case w.upper && i > 0 && w.class == modal && (l.classAt(i+1) == number || l.classAt(i-1) == preposition): // May 5, in May
			w.class = noun
		case l.heading && i > 0 && w.upper && w.class == noun && strings.HasSuffix(w.low, "ly") && len(w.low) > 4 && lex().classes[w.low] == "" && !l.isName(i):
			w.class = adverb // Formally, in a headline that capitalises
		case w.low == "u.s." || w.low == "u.s":
			w.class = noun
		case w.upper && i > 0 && w.low == "us":
			w.class = noun
		case w.class == verb && (l.classAt(i-1) == determiner || l.classAt(i-1) == possessive || l.classAt(i-1) == genitive):
			w.class = noun
		case !w.quote && (w.low == "'" || w.low == "’") && i > 0 && l.words[i-1].End == w.Start && strings.HasSuffix(l.words[i-1].low, "s"):
			w.class = genitive // users' data
		case (w.low == "both" || w.low == "all" || w.low == "each") && l.upper(i-1) && l.classAt(i-1) == noun && l.classAt(i+1) == noun && !l.upper(i+1):
			w.class = adverb // Alibaba and Baidu both denied
		case w.low == "last" && l.classAt(i-1) == determiner:
			w.class = noun
		}
	}
}

func (l *line) classAt(i int) class {
	if i < 0 || i >= len(l.words) {
		return mark
	}
	return l.words[i].class
}

func (l *line) low(i int) string {
	if i < 0 || i >= len(l.words) {
		return ""
	}
	return l.words[i].low
}

func (l *line) upper(i int) bool { return i >= 0 && i < len(l.words) && l.words[i].upper }

func (l *line) isComma(i int) bool { return l.low(i) == "," }

func (l *line) isQuote(i int) bool { return i >= 0 && i < len(l.words) && l.words[i].quote }

// span covers the words [from, to).
func (l *line) span(from, to int) receipt.Span {
	if from < 0 || from >= to || to > len(l.words) {
		return receipt.Span{}
	}
	return receipt.Span{Start: l.words[from].Start, End: l.words[to-1].End}
}

// indexAt is the first word that ends after the byte offset.
func (l *line) indexAt(offset int) int {
	return sort.Search(len(l.words), func(i int) bool { return l.words[i].End > offset })
}

// end is the index of the mark that closes the sentence, or the number of
// words when there is none.
func (l *line) end() int {
	n := len(l.words)
	for n > 0 && l.words[n-1].class == mark && !l.words[n-1].quote && l.words[n-1].low != ")" {
		if l.words[n-1].low == "'" && l.word("'", 0, n-1) >= 0 {
			break // 'entirely false'
		}
		n--
	}
	return n
}

// hears reports whether a signal sounds in the words [from, to), and where.
func (l *line) hears(signal string, from, to int) (int, int, bool) {
	from = min(max(0, from), len(l.words))
	return find(lex().signals[signal], l.words[from:max(from, min(to, len(l.words)))], from)
}

func find(phrases []phrase, words []word, base int) (int, int, bool) {
	for i := range words {
		for _, p := range phrases {
			if starts(p, words[i:]) {
				return base + i, base + i + len(p), true
			}
		}
	}
	return 0, 0, false
}

func starts(p phrase, words []word) bool {
	if len(p) > len(words) {
		return false
	}
	for i, pat := range p {
		if !pat.fits(words[i].low) {
			return false
		}
	}
	return true
}

func within(spans []receipt.Span, s receipt.Span) bool {
	for _, o := range spans {
		if o.Contains(s) {
			return true
		}
	}
	return false
}
