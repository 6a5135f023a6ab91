package match

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// hanForm is a legal form in Han or Hangul letters.
type hanForm struct{ text, class string }

func (m *Matcher) readHan() error {
	all, err := rows("han_words.tsv", "han", "latin")
	if err != nil {
		return err
	}
	m.hanWords, m.simplified = map[string]string{}, map[rune]rune{}
	for _, r := range all {
		m.hanWords[r[0]] = r[1]
	}
	if all, err = rows("traditional.tsv", "traditional", "simplified"); err != nil {
		return err
	}
	for _, r := range all {
		from, _ := utf8.DecodeRuneInString(r[0])
		m.simplified[from], _ = utf8.DecodeRuneInString(r[1])
	}
	return nil
}

// Simplified writes Han letters in their simplified form: 華為 as 华为.
func (m *Matcher) Simplified(s string) string {
	return strings.Map(func(r rune) rune {
		if to, ok := m.simplified[r]; ok {
			return to
		}
		return r
	}, s)
}

// pinyinOf is the first reading of a Han letter without its tone; empty when
// there is none.
func pinyinOf(r rune) string {
	full, _, _ := strings.Cut(pinyin.PinyinDict[int(r)], ",")
	if ascii(full) {
		return full
	}
	var b strings.Builder
	for _, d := range norm.NFD.String(full) {
		if d < utf8.RuneSelf {
			b.WriteRune(d)
		}
	}
	return b.String()
}

// hangul romanises a syllable letter by letter.
func hangul(r rune) string {
	i := int(r - 0xAC00)
	return hangulFirst[i/588] + hangulVowel[i%588/28] + hangulLast[i%28]
}

// Revised Romanisation of the 19 first consonants, 21 vowels and 28 ends.
var (
	hangulFirst = [...]string{"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"}
	hangulVowel = [...]string{"a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"}
	hangulLast  = [...]string{"", "k", "k", "ks", "n", "nj", "nh", "t", "l", "lk", "lm", "lp", "ls", "lt", "lp", "lh", "m", "p", "ps", "t", "t", "ng", "t", "t", "k", "t", "p", "t"}
)

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func isCJK(r rune) bool {
	return isHan(r) || r >= 0xAC00 && r <= 0xD7A3
}

// compound are the family names of two letters that are in use.
const compound = "欧阳 司马 上官 诸葛 司徒 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯 歐陽 司馬 諸葛 東方"

// hanTokens reads a stretch of Han letters: words of companies that are
// translated (科技 technology), the rest of each stretch as one pinyin word. A
// person's family name stands first; a foreign name, whose parts a dot divides,
// goes by sound.
func (m *Matcher) hanTokens(kind Kind, s string, foreign bool) []Token {
	r := []rune(s)
	if kind == Person {
		if foreign {
			return []Token{m.hanToken(r)}
		}
		cut := 1
		if len(r) > 2 && strings.Contains(compound, string(r[:2])) {
			cut = 2
		}
		if len(r) > 4 || len(r) <= cut { // longer than a Chinese name: a foreign one, by sound
			return []Token{m.hanToken(r)}
		}
		return []Token{m.hanToken(r[:cut]), m.hanToken(r[cut:])}
	}
	var out []Token
	from := 0
	for i := 0; i < len(r); {
		word, n := m.hanWordAt(r[i:])
		if n == 0 {
			i++
			continue
		}
		if from < i {
			out = append(out, m.hanToken(r[from:i]))
		}
		for w := range strings.FieldsSeq(word) {
			out = append(out, Token{Text: w})
		}
		i += n
		from = i
	}
	if from < len(r) {
		out = append(out, m.hanToken(r[from:]))
	}
	return out
}

func (m *Matcher) hanToken(r []rune) Token {
	var b strings.Builder
	for _, c := range r {
		m.foldRune(&b, c)
	}
	return Token{Text: b.String(), Script: string(r)}
}

func (m *Matcher) hanWordAt(r []rune) (string, int) {
	for n := min(5, len(r)); n >= 1; n-- {
		if w, ok := m.hanWords[string(r[:n])]; ok {
			return w, n
		}
	}
	return "", 0
}

// cutHanForms takes legal forms out of a stretch of Han or Hangul letters and
// gives their classes. Something always stays, unless there is more of the name.
func (m *Matcher) cutHanForms(s string, more bool) (core string, classes []string) {
	for again := true; again; {
		again = false
		for _, f := range m.hanForms {
			rest, ok := strings.CutSuffix(s, f.text)
			if !ok {
				rest, ok = strings.CutPrefix(s, f.text)
			}
			if ok && (rest != "" || more) {
				s, again = rest, true
				classes = append(classes, f.class)
				break
			}
		}
	}
	return s, classes
}

func sortForms(f []hanForm) {
	slices.SortStableFunc(f, func(a, b hanForm) int { return cmp.Compare(len(b.text), len(a.text)) })
}

// plain are words of Chinese companies that say no more than that one is a
// company: a legal name has them where the short name does not.
var plain = [...]string{"科技", "技术", "技術", "工业", "工業", "实业", "产业", "新能源", "发展"}

// HanCore is a name in Han letters, simplified, without its legal forms: 华为技术
// for 華為技術有限公司. Short is it without such words as 技术.
func (m *Matcher) HanCore(s string) (core, short string) {
	core, _ = m.cutHanForms(m.Simplified(s), false)
	short = core
	for again := true; again; {
		again = false
		for _, w := range plain {
			if rest, ok := strings.CutSuffix(short, w); ok && utf8.RuneCountInString(rest) >= 2 {
				short, again = rest, true
			}
		}
	}
	return core, short
}
