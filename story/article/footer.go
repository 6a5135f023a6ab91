package article

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"newstape/receipt"
)

//go:embed footers.tsv
var footersTSV string

// How far page furniture may go before it is taken for the story.
const (
	longestLabel = 160 // runes in a line that "start" takes out
	longestCue   = 60  // bytes before the colon of a "see" line
	enoughBody   = 600 // bytes of body after which a comment section may be longer than the story
)

// furniture is footers.tsv by match: phrase, in lower case, to kind.
var furniture = sync.OnceValue(func() map[string]map[string]string {
	out := map[string]map[string]string{}
	for line := range strings.Lines(footersTSV) {
		row := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(row) != 4 || strings.HasPrefix(line, "#") || row[0] == "kind" {
			continue
		}
		if out[row[1]] == nil {
			out[row[1]] = map[string]string{}
		}
		out[row[1]][row[3]] = row[0]
	}
	return out
})

// findFurniture gives the lines and line ends that are not the story: comment
// sections, share bars, links to other stories, prompts and notices. A heading
// such as "Comments" takes along all that follows only when the story lies before
// it: some pages link to their comments above the story.
func findFurniture(s string, title receipt.Span) []cut {
	var cuts []cut
	lines := textLines(s)
	for i, body := 0, 0; i < len(lines); i++ {
		line := lines[i]
		if line.Start < title.End || line.Empty() {
			continue
		}
		label := labelOf(line.In(s))
		if kind := furniture()["head"][label]; kind != "" {
			last := i
			if kind == "related" {
				last = lastLink(s, lines, i)
			} else if body >= enoughBody || body >= len(s)-line.End {
				last = len(lines) - 1
			}
			cuts = append(cuts, lineCut(s, line.Start, lines[last].End, kind, body == 0))
			i = last
			continue
		}
		if kind := lineKind(line.In(s), label); kind != "" {
			cuts = append(cuts, lineCut(s, line.Start, line.End, kind, body == 0))
			continue
		}
		body += line.Len()
		if at, kind := seeAlso(line.In(s)); at > 0 {
			cuts = append(cuts, cut{receipt.Span{Start: line.Start + at, End: line.End}, kind})
		} else if at := shareTail(line.In(s)); at > 0 {
			cuts = append(cuts, cut{receipt.Span{Start: line.Start + at, End: line.End}, "share_bar"})
		}
	}
	return cuts
}

// textLines gives the lines of clean text, blank ones as empty spans.
func textLines(s string) []receipt.Span {
	var out []receipt.Span
	for at := 0; at <= len(s); {
		end := strings.IndexByte(s[at:], '\n')
		if end < 0 {
			end = len(s) - at
		}
		out = append(out, receipt.Span{Start: at, End: at + end})
		at += end + 1
	}
	return out
}

// lineCut is a cut of whole lines with the line breaks before them or, when they
// open the body, after them: the blank line after the title stays.
func lineCut(s string, from, to int, kind string, opens bool) cut {
	for opens && to < len(s) && s[to] == '\n' {
		to++
	}
	for !opens && from > 0 && s[from-1] == '\n' {
		from--
	}
	return cut{receipt.Span{Start: from, End: to}, kind}
}

// labelOf brings a line to the spelling of the table: lower case, without
// counts, marks and outer space ("12 Comments:" gives "comments").
func labelOf(line string) string {
	if len(line) > 4*longestLabel {
		return ""
	}
	return strings.TrimFunc(strings.ToLower(line), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
}

// lineKind tells what kind of furniture a whole line is, or "".
func lineKind(line, label string) string {
	if isShareBar(line) {
		return "share_bar"
	}
	if label == "" || utf8.RuneCountInString(line) > longestLabel {
		return ""
	}
	if kind := furniture()["line"][label]; kind != "" {
		return kind
	}
	for _, match := range []string{"start", "see"} {
		for end := range label {
			if end == 0 || isWordRune(label, end) {
				continue
			}
			kind := furniture()[match][label[:end]]
			if kind != "" && (match == "start" || afterColon(label[end:])) {
				return kind
			}
		}
		if kind := furniture()["start"][label]; kind != "" {
			return kind
		}
	}
	words := strings.FieldsFunc(label, func(r rune) bool { return !unicode.IsLetter(r) })
	for _, w := range words {
		if furniture()["word"][w] == "" {
			return ""
		}
	}
	if len(words) >= 2 {
		return "share_bar"
	}
	return ""
}

// isWordRune reports whether the rune at s[i:] goes on with the word before it,
// in scripts that part words.
func isWordRune(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	return unicode.IsLetter(r) && before < 0x2000 && r < 0x2000
}

// afterColon reports whether s opens with a colon.
func afterColon(s string) bool {
	s = strings.TrimLeft(s, " ")
	return strings.HasPrefix(s, ":") || strings.HasPrefix(s, "：")
}

// lastLink is the last of the lines after a heading such as "Related articles"
// that look like links: short, without a sentence's end.
func lastLink(s string, lines []receipt.Span, head int) int {
	last := head
	for i := head + 1; i < len(lines); i++ {
		line := lines[i].In(s)
		if utf8.RuneCountInString(line) > longestLabel || strings.HasSuffix(line, ".") {
			break
		}
		if line != "" {
			last = i
		}
	}
	return last
}

// seeAlso finds a sentence such as "Ver más: cotizaciones" inside a line and
// gives where the white space before it begins; 0 when there is none.
func seeAlso(line string) (int, string) {
	for at := 0; ; {
		n := strings.IndexAny(line[at:], ".!?。！？")
		if n < 0 {
			return 0, ""
		}
		at += n
		_, size := utf8.DecodeRuneInString(line[at:])
		at += size
		rest := strings.TrimLeft(line[at:], " ")
		colon := strings.IndexAny(rest[:min(len(rest), longestCue)], ":：")
		if colon > 0 {
			if kind := furniture()["see"][strings.ToLower(strings.TrimSpace(rest[:colon]))]; kind != "" {
				return at, kind
			}
		}
	}
}
