package feed

import (
	"html"
	"strings"
	"unicode"

	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// plain makes one line of plain text of what may be text or HTML: tags that
// HTML knows go, character references become characters, the content of script
// and style is dropped, and so is what would command a terminal or turn the
// direction of a line around.
func plain(s string) string {
	if strings.ContainsAny(s, "<&") {
		s = untagged(s, " ")
	}
	return strings.Join(strings.Fields(strings.Map(shown, s)), " ")
}

// shown drops control and direction characters.
func shown(r rune) rune {
	switch {
	case r == '\t' || r == '\n' || r == '\r' || r == 0x85:
		return ' '
	case unicode.IsControl(r), 0x202A <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069, r == 0x200E, r == 0x200F, r == 0xFEFF:
		return -1
	}
	return r
}

// paragraphs is the text of HTML with an empty line between its blocks.
func paragraphs(s string) string {
	var out []string
	for line := range strings.SplitSeq(untagged(strings.NewReplacer("\n", " ", "\r", " ").Replace(s), "\n"), "\n") {
		if line = strings.Join(strings.Fields(strings.Map(shown, line)), " "); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n\n")
}

// untagged is the text of HTML, with gap where a tag parts words.
func untagged(s, gap string) string {
	z := xhtml.NewTokenizer(strings.NewReader(s))
	var b strings.Builder
	skip := false
	for {
		switch z.Next() {
		case xhtml.ErrorToken:
			return b.String()
		case xhtml.TextToken:
			if !skip {
				b.Write(z.Text())
			}
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			raw := string(z.Raw())
			name, _ := z.TagName()
			a := atom.Lookup(name)
			skip = a == atom.Script || a == atom.Style
			switch {
			case a == 0:
				b.WriteString(html.UnescapeString(raw)) // "P<Q>R" is text
			case !inline[a]:
				b.WriteString(gap)
			}
		case xhtml.EndTagToken:
			skip = false
			if name, _ := z.TagName(); !inline[atom.Lookup(name)] {
				b.WriteString(gap)
			}
		}
	}
}

// inline are the elements that do not part words.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.B: true, atom.I: true, atom.Em: true, atom.Strong: true, atom.Span: true, atom.U: true, atom.Sup: true,
	atom.Sub: true, atom.Font: true, atom.Mark: true, atom.Small: true, atom.Abbr: true, atom.Code: true, atom.Q: true, atom.Wbr: true,
}

// Bounds of a whole story in characters, and what the beginning of one ends
// with. 1,000 characters are about 170 words; feeds that carry a teaser stay
// under half of that, feeds that carry the story are over it.
const wholeLength = 1000

var teasers = []string{
	"…", "...", "[…]", "[...]", "(...)", "(…)", "read more", "read more.", "read on", "continue reading", "continue reading.", "read the full story",
	"read full story", "weiterlesen", "lire la suite", "阅读全文", "続きを読む",
}

// wholeHead and wholeTail are how much of a long content is looked at, in bytes.
const (
	wholeHead = 64 << 10
	wholeTail = 4 << 10
)

// whole tells whether a text is the story rather than its beginning.
func whole(content, format string) bool {
	if len(content) < wholeLength/2 { // a character of Chinese is three bytes
		return false
	}
	text := func(s string) string {
		if format == "html" {
			return plain(s)
		}
		return strings.TrimSpace(s)
	}
	head := text(bounded(content, wholeHead))
	length := 0
	for _, r := range head {
		if length++; r >= 0x2E80 {
			length++ // ideographs say more than letters do
		}
	}
	if length < wholeLength {
		return false
	}
	tail := head
	if len(content) > wholeHead {
		tail = text(strings.ToValidUTF8(content[len(content)-wholeTail:], ""))
	}
	tail = strings.TrimRight(strings.ToLower(tail), " »>→\u00a0")
	for _, t := range teasers {
		if strings.HasSuffix(tail, t) {
			return false
		}
	}
	return true
}
