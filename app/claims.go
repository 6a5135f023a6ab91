package app

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"newstape/desk/ask"
	"newstape/fault"
	"newstape/ledger/claim"
	"newstape/ledger/thread"
	"newstape/ledger/thread/export"
	"newstape/names/link"
	"newstape/story/syntax"
	"newstape/story/text"
)

type claimsCommand struct {
	Stories   []string `arg:"" name:"story" help:"Files, '-' for standard input, or http(s) addresses. Of several, claims that they share are joined."`
	Published *string  `help:"When the stories were published: 2025-11-15T04:58:00-05:00, '2025-11-15 04:58 ET', or a day." placeholder:"TIME"`
	Outlet    string   `help:"Who published them, when the text does not say." placeholder:"NAME"`
	Format    string   `help:"text, json, md, csv or claim-jsonld (schema.org Claim)." enum:"text,json,md,csv,claim-jsonld" default:"text"`
	Out       string   `help:"Write to a file instead of standard output." short:"o" placeholder:"FILE"`

	AllowPrivate bool `help:"Let an address lead to a private or loopback host."`
}

// Run reads every story, joins their claims, and only then writes. Of several
// stories one that cannot be read is named and passed over.
func (c claimsCommand) Run(s *session) error {
	_, linker, err := ask.OpenNames(s.cfg.Master)
	if err != nil {
		return err
	}
	parser, err := syntax.Open()
	if err != nil {
		return err
	}
	stories, err := c.read(s, linker, parser)
	if err != nil {
		return err
	}
	all := thread.Join(stories)
	if err := c.write(s, all); err != nil {
		return err
	}
	for i := range all.Stories {
		one := &all.Stories[i]
		if _, known := one.When(); !known && len(all.Stories) > 1 {
			s.incomplete = append(s.incomplete, fmt.Sprintf("when %s was published (no_time: it is placed last): give --published", one.ID))
		}
		if l := one.Article.Language; l != "" && l != "en" && l != "zh" && l != "es" {
			s.incomplete = append(s.incomplete, fmt.Sprintf("the claims of %s (language: %s is not read)", one.ID, l))
		}
	}
	return nil
}

func (c claimsCommand) read(s *session, linker *link.Linker, parser *syntax.Parser) ([]thread.Story, error) {
	var out []thread.Story
	show := progress(s.Stderr, len(c.Stories))
	for i, path := range c.Stories {
		show(i, path)
		one := readCommand{Story: path, Published: c.Published, Outlet: c.Outlet, AllowPrivate: c.AllowPrivate}
		a, err := one.article(s)
		if err != nil && len(c.Stories) > 1 && fault.CodeOf(err) != fault.BadUsage {
			s.incomplete = append(s.incomplete, fmt.Sprintf("%s: %v", path, err))
			continue
		}
		if err != nil {
			return nil, err
		}
		doc := text.Parse(a.Text)
		names := linker.Find(a, doc)
		trees := parser.Document(doc)
		out = append(out, thread.Story{
			ID: storyName(path), Article: a, Doc: doc, Names: names, Trees: trees,
			Ledger: claim.Read(a, doc, trees, names),
		})
	}
	show(len(c.Stories), "")
	if len(out) == 0 {
		return nil, fault.New(fault.BadInput, "claims: none of %d stories could be read: %s", len(c.Stories), s.incomplete[0])
	}
	return out, nil
}

// storyName is what a story is called in the output: its file's name, or its
// address.
func storyName(path string) string {
	if path == "-" {
		return "standard input"
	}
	if strings.Contains(path, "://") {
		return path
	}
	return filepath.Base(path)
}

// write renders into memory first, so that a failure leaves no half page.
func (c claimsCommand) write(s *session, all thread.Threads) error {
	width, colour := terminal(s.Stdout)
	if c.Out != "" || !colour {
		width, colour = 0, false
	}
	render := func(w io.Writer) error {
		return export.Write(w, export.Format(c.Format), all, export.Page{Width: min(width, 100), Colour: colour})
	}
	if c.Out == "" {
		return render(s.Stdout)
	}
	return writeFile(c.Out, render)
}
