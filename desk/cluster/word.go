package cluster

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"newstape/story/text"
)

// word is a word, number or Chinese character of a text, folded: lower case,
// without diacritics, straight.
type word struct {
	low        string
	stem       string
	start, end int  // bytes of the text it was cut from
	sentence   int  // counted from 0
	upper      bool // begins with a capital
	caps       bool // is all capitals
	opens      bool // begins a sentence, so that its capital says nothing
	digit      bool // begins with a digit
	han        bool
}

// cutWords gives the words of a text. Marks part words and are gone; a
// possessive loses its ending; U.S. is one word.
func cutWords(s string) []word {
	out := make([]word, 0, len(s)/5+1)
	sentence, opens := 0, true
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case isHan(r):
			c := s[i : i+size]
			out = append(out, word{low: c, stem: c, start: i, end: i + size, sentence: sentence, han: true})
			opens = false
			i += size
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			end := wordEnd(s, i)
			w := newWord(s[i:end])
			w.start, w.end, w.sentence, w.opens = i, end, sentence, opens
			if w.low != "" {
				out = append(out, w)
				opens = false
			}
			i = end
		case endsSentence(s, i, r, out):
			sentence++
			opens = true
			i += size
		default:
			if r == ':' || r == '"' || r == '“' || r == '(' {
				opens = true // a capital here is as good as at the beginning
			}
			i += size
		}
	}
	return out
}

// wordEnd is where the word that begins at i ends. Dots and commas stay in
// numbers, apostrophes in words, and dots in U.S.
func wordEnd(s string, i int) int {
	digit := s[i] >= '0' && s[i] <= '9'
	k := i
	for k < len(s) {
		r, size := utf8.DecodeRuneInString(s[k:])
		switch {
		case isHan(r):
			return k
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
		case digit && (r == '.' || r == ','):
			if k+1 >= len(s) || s[k+1] < '0' || s[k+1] > '9' {
				return k
			}
		case r == '\'' || r == '’':
			if next, _ := utf8.DecodeRuneInString(s[k+size:]); !unicode.IsLetter(next) {
				return k
			}
		case r == '.' && k-i == 1 && k+2 < len(s) && isCapital(s[k+1]) && s[k+2] == '.':
			// U.S. and the like: one word to its last dot
			for k+1 < len(s) && isCapital(s[k-1]) && s[k] == '.' {
				k += 2
			}
			return min(k, len(s))
		default:
			return k
		}
		k += size
	}
	return k
}

func isCapital(b byte) bool { return b >= 'A' && b <= 'Z' }

func isHan(r rune) bool {
	return r >= 0x2e80 && (unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r))
}

// endsSentence: a full stop that is no dot of "Corp." or "J.", a line's end or
// its like.
func endsSentence(s string, i int, r rune, before []word) bool {
	switch r {
	case '\n', '!', '?', '。', '！', '？':
		return true
	case '.':
	default:
		return false
	}
	if i+1 < len(s) && s[i+1] != ' ' && s[i+1] != '\n' && s[i+1] != '"' && !strings.HasPrefix(s[i+1:], "”") {
		return false
	}
	if len(before) == 0 {
		return true
	}
	last := before[len(before)-1]
	if last.end != i || !last.upper || last.caps && last.end-last.start > 1 {
		return true
	}
	return last.end-last.start > 1 && !dotted[last.low]
}

// dotted are abbreviations after which a sentence goes on.
var dotted = set("mr mrs ms dr inc corp co ltd cos gen sen rep gov jan feb mar apr jun jul aug sep sept oct nov dec st no jr sr lt col prof vs")

func newWord(raw string) word {
	first, size := utf8.DecodeRuneInString(raw)
	w := word{upper: unicode.IsUpper(first), digit: unicode.IsDigit(first)}
	if strings.IndexFunc(raw[size:], unicode.IsUpper) >= 0 {
		w.upper = true // iPhone, eBay
	}
	w.caps = w.upper && len(raw) > size && strings.ToUpper(raw) == raw
	low := fold(raw)
	switch {
	case w.upper && strings.IndexByte(low, '.') == 1 && !w.digit:
		low = strings.ReplaceAll(low, ".", "")
		if low == "us" {
			low = "usa"
		}
	case raw == "US":
		low = "usa"
	case !w.digit:
		low = strings.TrimSuffix(low, "'s")
		low = strings.ReplaceAll(low, "'", "")
	}
	w.low = low
	w.stem = low
	if !w.digit {
		w.stem = stem(low)
	}
	return w
}

// fold gives a word in lower case without diacritics, its apostrophe straight
// and its full-width forms narrow.
func fold(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return foldWide(s)
		}
	}
	return strings.ToLower(s)
}

func foldWide(s string) string {
	s = norm.NFKD.String(strings.ReplaceAll(s, "’", "'"))
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == 'ø' || r == 'Ø':
			return 'o'
		case r == 'ß':
			return 's'
		}
		return unicode.ToLower(r)
	}, s)
	return s
}

// stem takes the endings of inflection off an English or Spanish word, so that
// raise, raises, raised and raising meet. It is no word.
func stem(w string) string {
	if len(w) <= 3 {
		return w
	}
	if s, ok := irregular[w]; ok {
		return s
	}
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4, strings.HasSuffix(w, "ied") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), strings.HasSuffix(w, "is"):
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "xes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "shes"):
		w = w[:len(w)-2]
	case w[len(w)-1] == 's':
		w = w[:len(w)-1]
	}
	for _, end := range [...]string{"ing", "ed"} {
		base := strings.TrimSuffix(w, end)
		if len(base) < len(w) && len(base) >= 3 && strings.ContainsAny(base, "aeiouy") && base[len(base)-1] != 'e' {
			w = base
			break
		}
	}
	if len(w) > 3 {
		w = strings.TrimSuffix(w, "e")
	}
	if n := len(w); n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("aeiouls", rune(w[n-1])) {
		w = w[:n-1]
	}
	return w
}

// irregular are words whose endings do not tell what they are forms of, or that
// would meet with others.
var irregular = map[string]string{
	"rating": "rating", "ratings": "rating", "ruling": "ruling", "rulings": "ruling", "ruled": "ruling",
	"sues": "sue", "sued": "sue", "suing": "sue", "earnings": "earnings", "fines": "fine", "fined": "fine", "fine": "fine",
	"bought": "buy", "sold": "sell", "paid": "pay", "built": "build", "made": "make", "won": "win", "lost": "lose", "loses": "lose", "losing": "lose",
	"rose": "rise", "rises": "rise", "rising": "rise", "risen": "rise", "fell": "fall", "fallen": "fall", "sank": "sink", "grew": "grow", "slid": "slide",
	"hit": "hit", "hits": "hit", "left": "leave", "leaves": "leave", "leaving": "leave", "took": "take", "taken": "take", "gave": "give", "given": "give",
	"dispara": "dispara", "operating": "operating", "meeting": "meeting", "meetings": "meeting", "banned": "ban", "bans": "ban", "banning": "ban",
	"cutting": "cut", "cuts": "cut", "losses": "loss", "winning": "win", "wins": "win", "crisis": "crisis", "series": "series",
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// language is the story's language as far as comparing needs it: stories of two
// languages share no words.
func language(s string) string { return text.Language(s) }
