package brief

import (
	"fmt"

	"newstape/dossier"
	"newstape/receipt"
)

// Compose lays a dossier out for reading. It fails when a sentence has no
// receipt, which is a defect of ours and never of the story.
func Compose(d *dossier.Dossier) (*Page, error) {
	b := newBuilder(d)
	b.page.Title = d.Article.Title.In(d.Article.Text)
	if b.page.Title == "" {
		b.page.Title = d.Article.Name
	}
	b.byline(d)
	b.trust(d)
	b.happened(d)
	b.statements(d)
	b.reaction(d)
	b.claims(d)
	b.names(d)
	b.lists(d)
	b.implications(d)
	b.gaps(d)
	return b.finish()
}

func (b *builder) byline(d *dossier.Dossier) {
	a := d.Article
	published := "published time not known"
	if a.Reference.Known {
		layout := "Mon 2 January 2006 15:04 -07:00"
		if a.Reference.DateOnly {
			layout = "Mon 2 January 2006"
		}
		published = fmt.Sprintf("published %s (%s)", a.Reference.Published.Format(layout), a.Published.How)
	}
	if a.Outlet != nil {
		published = a.Outlet.Value + " · " + published
	}
	b.page.Byline = []string{published, fmt.Sprintf("%s · sha256 %.16s…", a.Name, a.Hash)}
}

func (b *builder) trust(d *dossier.Dossier) {
	b.section("trust", "Trust")
	var notes []Note
	for _, n := range d.Trust {
		notes = append(notes, Note{Level: n.Level, Sentence: b.say(n.Receipt(), "%s", n.Text)})
	}
	if len(notes) > 0 {
		b.add(Block{Notes: notes})
	}
}

// gaps lists what a reader would ask and could not be had. A gap's receipt is
// the reason itself.
func (b *builder) gaps(d *dossier.Dossier) {
	b.section("gaps", "Could not be had")
	t := Table{Header: []string{"question", "reason", "detail"}}
	for _, g := range d.Gaps {
		r := receipt.New("unavailable/"+string(g.Missing.Reason), receipt.Fact{Table: "unavailable", Row: g.Question, Source: string(g.Missing.Reason)})
		t.Rows = append(t.Rows, b.row(r, "", g.Question, string(g.Missing.Reason), g.Missing.Detail))
	}
	b.table(t)
}
