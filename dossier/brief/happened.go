package brief

import (
	"fmt"
	"strings"

	"newstape/dossier"
	"newstape/ledger/claim"
	"newstape/ledger/event"
)

// happened tells the main event, and who answers it how.
func (b *builder) happened(d *dossier.Dossier) {
	b.section("happened", "What happened")
	var out []Sentence
	for i, e := range d.Events {
		if e.Background || i > 0 {
			continue
		}
		out = append(out, b.say(e.Receipt(), "%s", eventSentence(e)))
	}
	if c, ok := d.MainClaim(); ok {
		out = append(out, b.say(c.Receipt(), "The claim: “%s”.", clip(c.Content.In(d.Article.Text), 220)))
		for _, a := range d.Ledger.Claims {
			if a.About == c.ID {
				out = append(out, b.say(a.Receipt(), "%s", answerSentence(a, d.Article.Text)))
			}
		}
	}
	b.paragraph(out...)
	b.timing(d)
	b.otherEvents(d)
}

// otherEvents lists what else was done, with background marked as such.
func (b *builder) otherEvents(d *dossier.Dossier) {
	t := Table{Header: []string{"also", "who", "whom", "when", "code"}}
	for i, e := range d.Events {
		if i == 0 && !e.Background {
			continue
		}
		word := e.Word
		if e.Background {
			word += " (background)"
		}
		code := e.Type
		if e.CAMEO != "" {
			code += " " + e.CAMEO
		}
		t.Rows = append(t.Rows, b.row(e.Receipt(), "", word, e.Actor.Name, e.Recipient.Name, e.Date.String(), code))
	}
	b.table(t)
}

func (b *builder) timing(d *dossier.Dossier) {
	if d.Timing == nil || len(d.Events) == 0 {
		return
	}
	r := d.Events[0].Receipt()
	if e := d.Events[0]; !e.Moment.Empty() {
		r = r.With(e.Moment)
	}
	if d.Timing.Missing != nil {
		b.paragraph(b.say(r, "Which session could react is not known: %s.", d.Timing.Missing.Detail))
		return
	}
	s := d.Timing.Session
	b.paragraph(b.say(r, "The session of %s that could react is %s (%s).", s.MIC, s.Date.Time().Format("Monday 2 January 2006"), d.Timing.How))
}

func eventSentence(e event.Event) string {
	who, whom := e.Actor.Name, e.Recipient.Name
	if who == "" {
		who = "Somebody not named"
	}
	text := who + " " + e.Word
	if whom != "" {
		text += " " + whom
	}
	code := e.Type
	if e.CAMEO != "" {
		code += ", CAMEO " + e.CAMEO
	}
	text += " (" + code + ")"
	if e.Date != 0 {
		text += " on " + e.Date.Time().Format("Monday 2 January 2006")
	}
	return text + "."
}

// answerSentence says who does what with the main claim, with the quoted words.
func answerSentence(c claim.Claim, text string) string {
	what, ok := dossier.Answer(c)
	if !ok {
		what = c.Speaker.Name + " " + words(string(c.Stance))
	}
	what = strings.ToUpper(what[:1]) + what[1:]
	if len(c.Quotes) == 0 {
		return what + "."
	}
	quotes := make([]string, len(c.Quotes))
	for i, q := range c.Quotes {
		quotes[i] = "“" + strings.Trim(q.In(text), " .,;") + "”"
	}
	return fmt.Sprintf("%s: %s.", what, strings.Join(quotes, ", "))
}

// claims is the ledger as a table.
func (b *builder) claims(d *dossier.Dossier) {
	b.section("claims", "Who says what")
	t := Table{Header: []string{"", "who", "through", "stance", "what", "status", "answers"}}
	for _, c := range d.Ledger.Claims {
		class := ""
		if c.Status == claim.Disputed || c.Status == claim.Unverified || c.Status == claim.Retracted {
			class = "caution"
		}
		t.Rows = append(t.Rows, b.row(c.Receipt(), class, c.ID, speaker(c), chain(c.Via), words(string(c.Stance)),
			clip(c.Content.In(d.Article.Text), 140), words(string(c.Status)), c.About))
	}
	b.table(t)
}

func speaker(c claim.Claim) string {
	if c.Speaker.Name == "" {
		return "not named"
	}
	return c.Speaker.Name
}

func chain(via []claim.Speaker) string {
	names := make([]string, len(via))
	for i, v := range via {
		names[i] = v.Name
	}
	return strings.Join(names, " ← ")
}

// words makes "could_not_verify" readable.
func words(s string) string { return strings.ReplaceAll(s, "_", " ") }

// clip shortens to at most n runes at a word's end.
func clip(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	cut := string(runes[:n])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + " …"
}
