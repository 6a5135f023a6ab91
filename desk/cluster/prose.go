package cluster

import (
	"strings"
	"unicode"
)

// prose is what of a story is its own: the title and the body without the
// outlet's marks, datelines, bylines and tickers in brackets.
type prose struct {
	title, body string
	corrected   bool // it says that it corrects or updates an earlier text
}

// newProse parts title and body and takes the outlet's marks off.
func newProse(s Story) prose {
	p := prose{title: strings.TrimSpace(s.Title)}
	body := s.Text
	first, rest, _ := strings.Cut(body, "\n")
	switch {
	case p.title == "":
		p.title, body = strings.TrimSpace(first), rest
	case strings.TrimSpace(first) == p.title:
		body = rest
	}
	p.title, p.corrected = cutTitle(p.title, s.Outlet)
	var b strings.Builder
	b.Grow(len(body))
	for line := range strings.Lines(body) {
		line = strings.TrimSpace(line)
		if line == "" || isByline(line) {
			continue
		}
		if says(line, corrections) {
			p.corrected = true
			if aboutText(line) {
				continue // a note of the editor, not of the story
			}
		}
		b.WriteString(cutTickers(cutDateline(line)))
		b.WriteByte('\n')
	}
	p.body = b.String()
	return p
}

// cutTitle takes "UPDATE 2-", "CORRECTED:" and " - Reuters" off a title, and says
// whether it calls itself a correction or update.
func cutTitle(t, outlet string) (string, bool) {
	corrected := false
	for range 3 {
		head, rest, ok := cutMark(t)
		if !ok {
			break
		}
		corrected = corrected || says(head, corrections)
		t = rest
	}
	for _, sep := range []string{" | ", " - ", " – ", " — "} {
		head, tail, ok := cutLast(t, sep)
		if ok && len(strings.Fields(head)) >= 4 && (outlet != "" && strings.EqualFold(strings.TrimSpace(tail), outlet) || len(strings.Fields(tail)) <= 3 && sep == " | ") {
			t = head
		}
	}
	return strings.TrimSpace(t), corrected
}

// cutMark cuts an agency's mark off the head of a title: words in capitals, with
// a number perhaps, before a dash or colon.
func cutMark(t string) (mark, rest string, ok bool) {
	at := strings.IndexAny(t, "-:–—")
	if at <= 0 || at > 24 {
		return "", t, false
	}
	mark = strings.TrimSpace(t[:at])
	if !titleMarks[strings.ToLower(strings.TrimRight(mark, " 0123456789"))] {
		return "", t, false
	}
	return mark, strings.TrimLeft(t[at:], "-:–— "), true
}

var titleMarks = set("update rpt refile corrected correction corrects wrapup exclusive breaking analysis urgent factbox updated fixes actualizacion actualiza correccion corregido urgente 更正 更新 快讯 突发") //nolint:misspell // Spanish

var corrections = set("correction corrected corrects correct update updated updates fixes correccion corregido corrige actualizacion actualizado actualiza 更正 更新") //nolint:misspell // Spanish

func cutLast(s, sep string) (head, tail string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// says: one of the words opens the line, alone or before a mark.
func says(line string, words map[string]bool) bool {
	line = strings.TrimLeft(line, "([*_ ")
	end := strings.IndexFunc(line, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(line)
	}
	if end == 0 {
		return false
	}
	if words[strings.ToLower(line[:end])] {
		return true
	}
	low := strings.ToLower(line)
	return aboutText(low) && (strings.Contains(low, "correct") || strings.Contains(low, "earlier version") || strings.Contains(low, "versión anterior") || strings.Contains(low, "更正"))
}

// aboutText: the line speaks of the text itself.
func aboutText(line string) bool {
	low := strings.ToLower(line)
	for _, s := range []string{"this story", "this article", "this report", "earlier version", "previous version", "this version", "headline", "paragraph", "versión anterior", "esta nota", "este artículo", "本文", "前文", "此前版本"} {
		if strings.Contains(low, s) {
			return len(line) < 400
		}
	}
	return false
}

// isByline: a short line that says who wrote, edited or owns the text, or that
// asks the reader for something.
func isByline(line string) bool {
	if len(line) > 160 {
		return false
	}
	low := strings.ToLower(strings.TrimLeft(line, "([*_ "))
	for _, head := range []string{"by ", "reporting by", "additional reporting", "editing by", "writing by", "compiled by", "edited by", "source:", "©", "copyright", "read more", "also read", "sign up", "subscribe", "follow us", "all rights reserved", "our standards", "(reporting by", "click here", "por ", "información de", "editado por", "reporte de", "lee también", "leer más", "记者", "编辑", "责任编辑", "来源"} {
		if strings.HasPrefix(low, head) {
			return (head != "by " && head != "por ") || !strings.HasSuffix(strings.TrimSpace(line), ".")
		}
	}
	return strings.Contains(low, "all rights reserved") || strings.Contains(low, "wire services") && len(low) < 80
}

// cutDateline takes "SHANGHAI, Jan. 5 (Reuters) -" off a paragraph: words that
// all begin with a capital or a digit, or stand in brackets, before a dash.
func cutDateline(line string) string {
	at, size := dash(line)
	if at <= 0 {
		if i := strings.Index(line, "电"); i > 0 && i < 60 && (strings.HasPrefix(line, "新华") || strings.HasPrefix(line, "路透") || strings.HasPrefix(line, "中新") || strings.HasPrefix(line, "彭博")) {
			return strings.TrimLeft(line[i+len("电"):], " -—–：:")
		}
		return line
	}
	head := line[:at]
	shout, depth := false, 0
	for f := range strings.FieldsSeq(head) {
		if f[0] == '(' {
			depth, shout = 1, true
		}
		first := []rune(strings.TrimLeft(f, "(["))
		if depth == 0 && len(first) > 0 && unicode.IsLower(first[0]) && !small[strings.Trim(f, ".,")] {
			return line
		}
		if len(f) > 2 && strings.ToUpper(f) == f {
			shout = true
		}
		if strings.HasSuffix(f, ")") {
			depth = 0
		}
	}
	if !shout && len(strings.Fields(head)) > 3 {
		return line
	}
	return strings.TrimLeft(line[at+size:], " -—–")
}

var small = set("de del la el of p.m a.m ene feb mar abr may jun jul ago sep oct nov dic enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")

// dash finds the first dash of a line's head that stands between blanks.
func dash(line string) (at, size int) {
	limit := min(len(line), 90)
	best, size := -1, 0
	for _, d := range []string{" - ", " – ", " — ", " -- ", ".- ", "— ", ") "} {
		if i := strings.Index(line[:limit], d); i > 0 && (best < 0 || i < best) && d != ") " {
			best, size = i, len(d)
		}
	}
	return best, size
}

// cutTickers takes "(NASDAQ: AAPL)", "(BA.N)" and "(TSLA)" out.
func cutTickers(line string) string {
	if strings.IndexByte(line, '(') < 0 {
		return line
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(line, '(')
		if i < 0 {
			break
		}
		n := strings.IndexByte(line[i:], ')')
		if n < 0 {
			break
		}
		b.WriteString(line[:i])
		if in := line[i+1 : i+n]; !isTicker(in) {
			b.WriteString(line[i : i+n+1])
		}
		line = line[i+n+1:]
	}
	b.WriteString(line)
	return b.String()
}

func isTicker(s string) bool {
	if _, tail, ok := strings.Cut(s, ":"); ok {
		s = strings.TrimSpace(tail)
	}
	s = strings.Trim(s, "$ ")
	if len(s) == 0 || len(s) > 9 {
		return false
	}
	for _, r := range s {
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) && r != '.' && r != '-' {
			return false
		}
	}
	return true
}
