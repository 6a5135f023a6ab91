package export

import (
	"fmt"
	"io"
	"strings"
)

// markdown writes what text does, as Markdown.
func (r report) markdown(w io.Writer) error {
	var b strings.Builder
	if len(r.Stories) == 1 {
		r.markdownLedger(&b)
	} else {
		r.markdownThreads(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r report) markdownLedger(b *strings.Builder) {
	one := &r.Stories[0]
	fmt.Fprintf(b, "# Claims: %s\n\n%s, %s\n\n", escape(r.title(0)), escape(one.ID), r.published(0))
	if len(one.Ledger.Claims) == 0 {
		b.WriteString("Nobody is said to say anything: no claims.\n")
		return
	}
	b.WriteString("| id | who | does | stands as | content | what | why | bytes |\n|---|---|---|---|---|---|---|---|\n")
	for i := range one.Ledger.Claims {
		c := &one.Ledger.Claims[i]
		o := one.Article.Original(c.Content)
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s | %s | %d-%d |\n", c.ID, escape(who(c)), does(c), c.Status,
			escape(r.words(0, c.Content)), escape(strings.Join(r.each(0, c.Objects), "; ")), escape(c.Why), o.Start, o.End)
	}
	b.WriteString("\nOne story's ledger is no verdict on truth.\n")
}

func (r report) markdownThreads(b *strings.Builder) {
	fmt.Fprintf(b, "# Claims of %s\n\n| story | published | name | outlet |\n|---|---|---|---|\n", plural(len(r.Stories), "story", "stories"))
	for i := range r.Stories {
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", short(i), r.place(i), escape(r.Stories[i].ID), escape(r.Stories[i].Outlet()))
	}
	for i := range r.Threads.Threads {
		t := &r.Threads.Threads[i]
		fmt.Fprintf(b, "\n## %s: %s\n\n> %s\n\nWhy: %s.\n\n", t.ID, t.Status, escape(r.wording(t)), escape(t.Why))
		for _, h := range t.History {
			fmt.Fprintf(b, "- %s (%s): %s: %s\n", r.place(h.Story), short(h.Story), h.To, escape(h.Why))
		}
		b.WriteString("\n| story | claim | who | side | content |\n|---|---|---|---|---|\n")
		for k := range t.Members {
			m := &t.Members[k]
			fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", short(m.Story), m.Claim, escape(who(&m.Said)), m.Side, escape(r.words(m.Story, m.Said.Content)))
		}
		for _, o := range t.Origins {
			fmt.Fprintf(b, "\nOrigin: %s: %s.\n", escape(o.Name), o.Why)
		}
		for _, d := range t.Disagreements {
			var sides []string
			for _, v := range d.Sides {
				sides = append(sides, fmt.Sprintf("%s (%s)", escape(v.Says), r.places(v.Cites)))
			}
			fmt.Fprintf(b, "\nThe stories differ on %s: %s.\n", d.What, strings.Join(sides, " against "))
		}
	}
	b.WriteString("\nStanding counts these stories only and is no verdict on truth.\n")
}

// escape keeps a story's words from being read as Markdown or HTML.
func escape(s string) string { return marks.Replace(s) }

var marks = strings.NewReplacer("\\", "\\\\", "|", "\\|", "*", "\\*", "_", "\\_", "`", "\\`", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;", "&", "&amp;", "#", "\\#", "\n", " ", "\r", " ")
