package article

import (
	"encoding/json"
	"regexp"
	"strings"

	"newstape/receipt"
)

var (
	jsonBody   = regexp.MustCompile(`"articleBody"\s*:\s*"`)
	jsonString = regexp.MustCompile(`^(?:[^"\\]|\\.)*`)
	jsonEscape = regexp.MustCompile(`\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[0-9a-fA-F]{4}|u[0-9a-fA-F]{4}|.)`)
)

// readJSONBody lays out the article body that a page carries in its JSON-LD,
// for pages that show their text with scripts only. Bodies with markup inside
// are left alone.
func readJSONBody(src mapped, p *page, title receipt.Span) (draft, bool) {
	m := jsonBody.FindStringIndex(src.text)
	if m == nil {
		return draft{}, false
	}
	literal := jsonString.FindString(src.text[m[1]:])
	if strings.Contains(literal, "<p") || strings.Contains(literal, `\u003cp`) {
		return draft{}, false
	}
	var w weaver
	at := m[1]
	for _, e := range jsonEscape.FindAllStringIndex(literal, -1) {
		from, to := m[1]+e[0], m[1]+e[1]
		w.unescape(src, at, from)
		at = to
		var decoded string
		if json.Unmarshal([]byte(`"`+src.text[from:to]+`"`), &decoded) != nil {
			continue
		}
		was := src.original(receipt.Span{Start: from, End: to})
		w.put(decoded, was.Start, was.Len())
	}
	w.unescape(src, at, m[1]+len(literal))
	body := w.done()

	var l layout
	l.tidy(p.stream, title.Start, title.End)
	head := l.w.len()
	l.blank()
	for _, line := range splitLines(body.text) {
		l.line()
		l.tidy(body, line.Start, line.End)
	}
	return draft{body: l.w.done(), title: receipt.Span{Start: 0, End: head}}, true
}
