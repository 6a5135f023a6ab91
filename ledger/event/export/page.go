package export

import (
	"fmt"
	"io"
	"strings"

	"newstape/ledger/claim"
	"newstape/ledger/event"
)

// pageWidth is the number of characters of a terminal's line.
const pageWidth = 80

// page collects lines and remembers the first error.
type page struct {
	w   io.Writer
	err error
}

func (p *page) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintln(p.w, strings.TrimRight(fmt.Sprintf(format, args...), " "))
	}
}

func (p *page) done() error {
	if p.err != nil {
		return fmt.Errorf("write events: %w", p.err)
	}
	return nil
}

// writeText writes each event as a short paragraph: what was done, by and to
// whom, when the market could know, and the words that say so.
func writeText(w io.Writer, stories []Story) error {
	p := &page{w: w}
	for n, s := range stories {
		if n > 0 {
			p.line("")
		}
		for _, l := range wrap(heading(s), pageWidth) {
			p.line("%s", l)
		}
		if len(s.Events) == 0 {
			p.line("  no event: nothing in it is told as done")
			continue
		}
		background := false
		for i, e := range s.Events {
			if e.Background && !background {
				p.line("")
				p.line("background")
				background = true
			}
			p.line("")
			for k, l := range wrap(sentence(e), pageWidth-4) {
				p.line("%-4s%s", map[bool]string{true: fmt.Sprintf("%d.", i+1)}[k == 0], l)
			}
			for _, f := range s.facts(i, e) {
				for k, l := range wrap(f[1], pageWidth-15) {
					p.line("    %-10s %s", map[bool]string{true: f[0]}[k == 0], l)
				}
			}
		}
	}
	return p.done()
}

func heading(s Story) string {
	h := s.title()
	if h == "" {
		h = s.Article.Name
	}
	for _, more := range []string{s.outlet(), s.Article.Published.Value} {
		if more != "" {
			h += " | " + more
		}
	}
	return h
}

// sentence is what was done: "White House accuses Alibaba on 2025-11-14".
func sentence(e event.Event) string {
	out := names(e.Actors)
	if e.By != "" {
		out += " (" + e.By + ")"
	}
	out += " " + e.Word
	if len(e.Recipients) > 0 {
		out += " " + names(e.Recipients)
	}
	if e.Place != nil {
		out += " in " + e.Place.Name
	}
	if e.Date != 0 {
		out += " on " + day(e.Date)
	}
	return out
}

// facts are the lines below an event, as pairs of label and text.
func (s Story) facts(i int, e event.Event) [][2]string {
	out := [][2]string{{"type", typeWords(e)}}
	who := parties(e.Actors)
	if len(e.Recipients) > 0 {
		who += " -> " + parties(e.Recipients)
	}
	if e.ActorInferred && len(e.Actors) > 0 {
		who += "; who did it is inferred, the sentence does not say"
	}
	out = append(out, [2]string{"parties", who})
	if when := s.when(i, e); when != "" {
		out = append(out, [2]string{"time", when})
	}
	return append(out,
		[2]string{"rank", fmt.Sprintf("%d of 100: %s", e.Salience, e.Because)},
		[2]string{"words", fmt.Sprintf("line %d: “%s”", s.line(e.Sentence), clip(s.words(e.Sentence), 240))})
}

func typeWords(e event.Event) string {
	out := e.Type
	root, cameo, ok := e.PLOVER()
	if e.Mode != "" {
		out += ", " + e.Mode
	}
	if len(e.Contexts) > 0 {
		out += " (" + strings.Join(e.Contexts, ", ") + ")"
	}
	switch {
	case ok && root != e.Type:
		out += fmt.Sprintf("; in PLOVER's crosswalk %s, CAMEO %s", root, cameo)
	case ok && cameo != "":
		out += "; CAMEO " + cameo
	}
	return out
}

// parties says who they are: "Alibaba Group (CN, BUS)".
func parties(who []claim.Speaker) string {
	out := make([]string, len(who))
	for i, w := range who {
		p := event.ProfileOf(w)
		var known []string
		for _, c := range []string{p.ISO, p.Sector} {
			if c != "" {
				known = append(known, c)
			}
		}
		out[i] = w.Name
		if len(known) > 0 {
			out[i] += " (" + strings.Join(known, " ") + ")"
		}
	}
	return strings.Join(out, "; ")
}

func (s Story) when(i int, e event.Event) string {
	t := s.timing(i)
	switch {
	case t.Missing != nil:
		return "not known: " + t.Missing.Detail
	case t.Session.Date != 0:
		return fmt.Sprintf("session of %s that could react: %s (%s)", t.Session.MIC, day(t.Session.Date), t.How)
	}
	return e.Dated
}

// writeMarkdown writes one table for each story.
func writeMarkdown(w io.Writer, stories []Story) error {
	p := &page{w: w}
	for n, s := range stories {
		if n > 0 {
			p.line("")
		}
		p.line("## %s", cell(heading(s)))
		p.line("")
		if len(s.Events) == 0 {
			p.line("No event: nothing in it is told as done.")
			continue
		}
		p.line("| rank | who | does | whom | where | when | type | session | words |")
		p.line("|---|---|---|---|---|---|---|---|---|")
		for i, e := range s.Events {
			word, session := e.Word, ""
			if e.Background {
				word += " (background)"
			}
			if t := s.timing(i); t.Missing == nil && t.Session.Date != 0 {
				session = t.Session.MIC + " " + day(t.Session.Date)
			}
			p.line("| %d | %s | %s | %s | %s | %s | %s | %s | %s |", i+1, cell(names(e.Actors)), cell(word), cell(names(e.Recipients)), cell(placeName(e)),
				day(e.Date), cell(typeWords(e)), session, cell(clip(s.words(e.Sentence), 160)))
		}
	}
	return p.done()
}

// cell keeps a text inside one cell of a table.
func cell(s string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ", "\r", " ", "<", "&lt;").Replace(s)
}

// clip shortens to at most n characters at a word's end.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := string(r[:n])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + " …"
}

// wrap breaks a text into lines of at most width characters where words allow.
func wrap(s string, width int) []string {
	var out []string
	line := ""
	for w := range strings.FieldsSeq(s) {
		if line != "" && len([]rune(line))+1+len([]rune(w)) > width {
			out, line = append(out, line), ""
		}
		if line != "" {
			line += " "
		}
		line += w
	}
	return append(out, line)
}
