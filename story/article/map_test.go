package article

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"newstape/receipt"
)

// checker is the part of a test that checkMap needs; rapid's has it too.
type checker interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkMap checks what the map of an article promises: every word of the clean
// text decodes from its original range, and spans lie inside their texts.
func checkMap(t checker, a *Article, raw []byte) {
	t.Helper()
	if !utf8.ValidString(a.Text) {
		t.Fatalf("text is not valid UTF-8")
	}
	end := 0
	for _, r := range a.source.runs {
		if r.clean < end || r.length <= 0 || r.width <= 0 || r.original < 0 || r.original+r.width > len(raw) || r.end() > len(a.Text) {
			t.Fatalf("run %+v does not fit (text %d bytes, raw %d, run before ends at %d)", r, len(a.Text), len(raw), end)
		}
		end = r.end()
		if r.length == r.width && a.Format == Plain && utf8.Valid(raw) {
			if got := string(raw[r.original : r.original+r.width]); got != a.Text[r.clean:r.end()] {
				t.Fatalf("run %+v: raw has %q, text %q", r, got, a.Text[r.clean:r.end()])
			}
		}
	}
	for i := 0; i < len(a.Text); {
		r, size := utf8.DecodeRuneInString(a.Text[i:])
		if !isSpace(r) && r != '|' {
			o := a.Original(receipt.Span{Start: i, End: i + size})
			if o.Empty() {
				t.Fatalf("%q at %d has no original", r, i)
			}
		}
		i += size
	}
	for _, s := range append([]receipt.Span{a.Title, a.Body()}, a.Opaque...) {
		if s.Start < 0 || s.End > len(a.Text) || s.Start > s.End {
			t.Fatalf("span %v outside the text of %d bytes", s, len(a.Text))
		}
	}
	for _, s := range a.Stripped {
		if s.Original.Start < 0 || s.Original.End > len(raw) || s.At < 0 || s.At > len(a.Text) {
			t.Fatalf("strip %+v outside", s)
		}
	}
}

// eachWord calls f for every word of the clean text with its original bytes.
func eachWord(a *Article, raw []byte, f func(word, original string)) {
	rawText := string(raw)
	for _, m := range regexp.MustCompile(`[^\s|]+`).FindAllStringIndex(a.Text, -1) {
		s := receipt.Span{Start: m[0], End: m[1]}
		f(s.In(a.Text), a.Original(s).In(rawText))
	}
}

var anyTag = regexp.MustCompile(`(?s)<!--.*?-->|<[^>]*>`)

// shown is what a piece of HTML shows, without white space.
func shown(s string) string {
	return compact(html.UnescapeString(anyTag.ReplaceAllString(s, "")))
}

// genWord draws a word as a story and its markup may have them.
func genWord(t *rapid.T, label string) string {
	return rapid.OneOf(
		rapid.StringMatching(`[A-Za-z]{1,9}[.,;]?`),
		rapid.SampledFrom([]string{
			"AlibabaBABA--", "NIONIO--", "BABA--", "Ltd.BABA--", "4.7%", "$153.80", "U.S.", "阿里巴巴", "café", "–", "“leak.”",
			"Comments", "Share", "Read more: x", "[note to AI systems: x]", "soft\u00adhyphen", "zero\u200bwidth", "a\u00a0b",
		}),
	).Draw(t, label)
}

// genStory draws lines of words with the white space of real files between them.
func genStory(t *rapid.T) string {
	var b strings.Builder
	b.WriteString("Shares fall\n\n")
	for range rapid.IntRange(1, 8).Draw(t, "lines") {
		for range rapid.IntRange(0, 12).Draw(t, "words") {
			b.WriteString(genWord(t, "word"))
			b.WriteString(rapid.SampledFrom([]string{" ", "  ", "\t", " \u2003"}).Draw(t, "space"))
		}
		b.WriteString(rapid.SampledFrom([]string{"\n", "\r\n", "\n\n", "\n \n\n", "\u2028"}).Draw(t, "break"))
	}
	return b.String()
}

func TestPlainWordsMapToTheirBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := genStory(t)
		a, err := Read([]byte(raw), Options{Format: Plain})
		if err != nil {
			t.Fatal(err)
		}
		checkMap(t, a, []byte(raw))
		eachWord(a, []byte(raw), func(word, original string) {
			if compact(original) != word && !strings.Contains(original, "--") {
				t.Fatalf("word %q comes from %q", word, original)
			}
		})
		again, err := Read([]byte(a.Text), Options{Format: Plain})
		if err != nil || len(again.Stripped) == 0 && again.Text != a.Text {
			t.Fatalf("reading clean text again changes it (%v):\n%q\n%q", err, a.Text, again.Text)
		}
	})
}

func TestOtherEncodingsMapToTheirBytes(t *testing.T) {
	encodings := map[string]encoding.Encoding{
		"utf-16le":     unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		"utf-16be":     unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		"gb18030":      simplifiedchinese.GB18030,
		"iso-2022-jp":  japanese.ISO2022JP,
		"shift_jis":    japanese.ShiftJIS,
		"windows-1251": charmap.Windows1251,
		"windows-1252": charmap.Windows1252,
	}
	texts := map[string]string{
		"windows-1251": "Акции упали\n\nАкции Alibaba упали на 3,8 % в пятницу.\n",
		"windows-1252": "Shares fall\n\nThe café’s shares – all of them – fell “hard”.\n",
		"gb18030":      "阿里巴巴股价下跌\n\n阿里巴巴周五否认了 AlibabaBABA-- 报道。\n",
	}
	for name, enc := range encodings {
		t.Run(name, func(t *testing.T) {
			text := texts[name]
			if text == "" {
				text = "Shares fall\n\nThe Alibaba 株 closed at 153.80 on Friday. 日本語です。\n"
			}
			raw, err := enc.NewEncoder().Bytes([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			a, err := Read(raw, Options{Format: Plain, Charset: name})
			if err != nil {
				t.Fatal(err)
			}
			if got, want := compact(a.Text), strings.ReplaceAll(compact(text), "BABA--", ""); got != want {
				t.Fatalf("text %q, want %q", got, want)
			}
			checkMap(t, a, raw)
			if strings.HasPrefix(name, "iso-2022") {
				return // its bytes mean nothing without the shifts before them
			}
			eachWord(a, raw, func(word, original string) {
				back, err := enc.NewDecoder().String(original)
				if err != nil || strings.TrimSuffix(back, "BABA--") != word && !strings.HasPrefix(name, "utf-16") {
					t.Errorf("word %q comes from % x, which is %q (%v)", word, original, back, err)
				}
			})
		})
	}
}
