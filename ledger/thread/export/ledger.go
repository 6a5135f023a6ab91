package export

import (
	"fmt"
	"strings"

	"newstape/ledger/claim"
	"newstape/receipt"
)

// colours of what a content stands as.
var colours = map[claim.Status]string{
	claim.Confirmed: "32", claim.Corroborated: "32", claim.Disputed: "33", claim.Unverified: "33",
	claim.Denied: "31", claim.Retracted: "31", claim.Alleged: "36",
}

// ledger writes the claims of one story.
func (r report) ledger(s *sheet, story int) {
	one := &r.Stories[story]
	claims := one.Ledger.Claims
	s.para("", r.title(story), "1")
	line := one.ID + ", " + r.published(story)
	if o := one.Outlet(); o != "" {
		line += ", " + o
	}
	s.para("", line, "2")
	if len(claims) == 0 {
		s.WriteString("\nNobody is said to say anything: no claims.\n")
		return
	}
	speakers := map[string]bool{}
	for i := range claims {
		speakers[claims[i].Speaker.Name] = true
	}
	s.para("", fmt.Sprintf("%s by %s. One story's ledger is no verdict on truth.", plural(len(claims), "claim", "claims"), plural(len(speakers), "speaker", "speakers")), "2")
	s.WriteByte('\n')
	widths := r.widths(s)
	s.row("", widths, []string{"2", "2", "2", "2"}, "ID", "WHO", "DOES", "STANDS AS")
	for i := range claims {
		r.card(s, story, &claims[i], widths)
	}
	s.WriteByte('\n')
	s.para("", "Bytes count from the start of the file as it was read.", "2")
}

// widths are those of ID, WHO and DOES; STANDS AS takes the rest.
func (r report) widths(s *sheet) []int {
	rest := s.Width - 4 - 2 - 2 - 2 - 12
	return []int{4, rest * 3 / 5, rest - rest*3/5}
}

// card writes one claim: a row of the table and, under it, what is said, in
// which words and why it stands so.
func (r report) card(s *sheet, story int, c *claim.Claim, widths []int) {
	s.WriteByte('\n')
	s.row("", widths, []string{"1", "1", "", colours[c.Status]}, c.ID, who(c), does(c), string(c.Status))
	const mark = "      "
	s.para(mark, "“"+r.words(story, c.Content)+"”", "")
	if len(c.Objects) > 0 {
		s.para(mark+"what: ", strings.Join(r.each(story, c.Objects), "; "), "")
	}
	if p := put(c); p != "" {
		s.para(mark+"put:  ", p, "")
	}
	s.para(mark+"why:  ", c.Why, "")
	var said []string
	if !c.Source.Empty() {
		said = append(said, "“"+r.words(story, c.Source)+"”")
	}
	if !c.Cue.Empty() {
		said = append(said, "“"+r.words(story, c.Cue)+"”")
	}
	o := r.Stories[story].Article.Original(c.Content)
	s.para(mark+"from: ", strings.TrimPrefix(strings.Join(said, " ")+fmt.Sprintf(", bytes %d-%d", o.Start, o.End), ", "), "2")
}

// each is the words of several spans.
func (r report) each(story int, spans []receipt.Span) []string {
	var out []string
	for _, s := range spans {
		out = append(out, r.words(story, s))
	}
	return out
}
