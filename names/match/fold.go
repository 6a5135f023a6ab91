package match

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func (m *Matcher) readScripts() error {
	all, err := rows("scripts.tsv", "script", "letter", "latin")
	if err != nil {
		return err
	}
	m.latin, m.lookalike = map[rune]string{}, map[rune]rune{}
	for _, r := range all {
		letter, _ := utf8.DecodeRuneInString(r[1])
		if r[0] == "lookalike" {
			like, _ := utf8.DecodeRuneInString(r[2])
			m.lookalike[letter] = like
			continue
		}
		m.latin[letter] = r[2]
	}
	return nil
}

// Invisible reports runes that show nothing: direction marks, zero-width
// spaces and joiners, soft hyphens. They never count in a name.
func Invisible(r rune) bool {
	switch {
	case r == 0xAD, r == 0x61C, r == 0x180E, r == 0xFEFF,
		r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E,
		r >= 0x2060 && r <= 0x206F, r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE0FFF:
		return true
	}
	return false
}

// Fold writes a name in lower-case Latin letters and digits with single spaces,
// without punctuation, accents and invisible marks. Han letters become pinyin
// without tones. Folding twice changes nothing.
func (m *Matcher) Fold(s string) string {
	return strings.Join(m.words0(s), " ")
}

// words0 folds and splits: letters spelt with dots or slashes (S.A., A/S, U.S.)
// become one word, and a possessive goes.
func (m *Matcher) words0(s string) []string {
	var out []string
	var single []byte // a run of single letters with a dot or slash between
	flush := func() {
		if len(single) > 0 {
			out = append(out, string(single))
			single = single[:0]
		}
	}
	for _, p := range pieces(norm.NFKC.String(s)) {
		w := m.foldWord(p.text)
		if w == "" {
			if !p.tight {
				flush()
			}
			continue
		}
		if len(w) == 1 && w[0] >= 'a' && (p.dotted || p.tight && len(single) > 0) {
			if !p.tight {
				flush()
			}
			single = append(single, w[0])
			continue
		}
		flush()
		out = append(out, strings.Fields(w)...)
	}
	flush()
	return joinInitials(out)
}

// joinInitials puts single letters that stand side by side together: "c k
// hutchison" is "ck hutchison". A letter alone stays an initial.
func joinInitials(words []string) []string {
	out := words[:0:0]
	for i := 0; i < len(words); {
		j := i
		for j < len(words) && len(words[j]) == 1 && words[j][0] >= 'a' {
			j++
		}
		if j-i >= 2 {
			out = append(out, strings.Join(words[i:j], ""))
			i = j
			continue
		}
		out = append(out, words[i])
		i++
	}
	return out
}

// piece is a stretch of letters and digits as written.
type piece struct {
	text   string
	dotted bool // a dot or slash follows at once
	tight  bool // only a dot or slash, or a dot and a hyphen, stands before
}

// pieces splits at everything that is no letter, digit or mark. An apostrophe
// inside a word stays out of it without splitting it.
func pieces(s string) []piece {
	var out []piece
	var b strings.Builder
	tight, gap := false, ""
	end := func(dotted bool) {
		if b.Len() > 0 {
			out = append(out, piece{possessive(b.String()), dotted, tight})
			b.Reset()
			gap = ""
		}
	}
	for _, r := range s {
		switch {
		case Invisible(r):
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == 0x30FC:
			if b.Len() == 0 {
				tight = gap == "." || gap == "/" || gap == ".-"
			}
			b.WriteRune(unicode.ToLower(r))
		case apostrophe(r):
			if b.Len() > 0 {
				b.WriteByte('\'')
			}
		case r == '&' || r == '+':
			end(false)
			out = append(out, piece{text: "and"})
			gap = " "
		default:
			if b.Len() > 0 {
				end(r == '.' || r == '/')
			}
			if len(gap) < 3 {
				gap += string(r)
			}
		}
	}
	end(false)
	return out
}

func apostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', '`', '´', 'ʼ', 'ʻ', '′', 'ʿ', 'ʾ':
		return true
	}
	return false
}

// possessive takes 's away, and any other apostrophe.
func possessive(w string) string {
	w = strings.TrimRight(w, "'")
	if len(w) > 3 {
		w = strings.TrimSuffix(w, "'s")
	}
	return strings.ReplaceAll(w, "'", "")
}

// foldWord writes one lower-case word in Latin letters.
func (m *Matcher) foldWord(w string) string {
	if ascii(w) {
		return digitsAsLetters(w)
	}
	mixed := m.mixed(w)
	var b strings.Builder
	for _, r := range w {
		if like, ok := m.lookalike[r]; ok && mixed {
			b.WriteRune(like)
			continue
		}
		m.foldRune(&b, r)
	}
	return digitsAsLetters(b.String())
}

func (m *Matcher) foldRune(b *strings.Builder, r rune) {
	switch {
	case r < utf8.RuneSelf:
		b.WriteRune(r)
	case r >= 0xAC00 && r <= 0xD7A3:
		b.WriteString(hangul(r))
	case unicode.Is(unicode.Han, r):
		b.WriteString(pinyinOf(r))
	default:
		if l, ok := m.latin[r]; ok {
			m.put(b, l)
			return
		}
		for _, d := range norm.NFKD.String(string(r)) {
			if l, ok := m.latin[d]; ok {
				m.put(b, l)
			} else if d < utf8.RuneSelf && (unicode.IsLetter(d) || unicode.IsDigit(d)) {
				b.WriteRune(unicode.ToLower(d))
			}
		}
	}
}

// put appends a letter; a leading hyphen stands for a sign that takes the place
// of the vowel before it.
func (m *Matcher) put(b *strings.Builder, latin string) {
	rest, sign := strings.CutPrefix(latin, "-")
	if sign {
		if s := b.String(); s != "" && strings.IndexByte("aeiou", s[len(s)-1]) >= 0 {
			b.Reset()
			b.WriteString(s[:len(s)-1])
		}
	}
	b.WriteString(rest)
}

// mixed reports a word of Latin letters with letters of another script that
// look like Latin ones among them.
func (m *Matcher) mixed(w string) bool {
	latin, like := false, false
	for _, r := range w {
		latin = latin || unicode.Is(unicode.Latin, r)
		_, ok := m.lookalike[r]
		like = like || ok
	}
	return latin && like
}

// digitsAsLetters reads a digit between letters as the letter it stands for:
// sech1n, ig0r.
func digitsAsLetters(w string) string {
	if strings.IndexAny(w, "01") <= 0 {
		return w
	}
	b := []byte(w)
	for i := 1; i+1 < len(b); i++ {
		if b[i-1] >= 'a' && b[i+1] >= 'a' {
			switch b[i] {
			case '0':
				b[i] = 'o'
			case '1':
				b[i] = 'i'
			}
		}
	}
	return string(b)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
