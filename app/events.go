package app

import (
	"fmt"
	"io"

	"newstape/desk/ask"
	"newstape/ledger/claim"
	"newstape/ledger/event"
	"newstape/ledger/event/export"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/story/syntax"
	"newstape/story/text"
	"newstape/tape/calendar"
)

type eventsCommand struct {
	Stories   []string `arg:"" name:"story" help:"Files, '-' for standard input, or http(s) addresses."`
	Published *string  `help:"When the stories were published: 2025-11-15T04:58:00-05:00, '2025-11-15 04:58 ET', or a day." placeholder:"TIME"`
	Outlet    string   `help:"Who published them, when the text does not say." placeholder:"NAME"`
	Format    string   `help:"text, md, csv, json, plover, gdelt or ravenpack." enum:"text,md,csv,json,plover,gdelt,ravenpack" default:"text"`
	Out       string   `help:"Write to a file instead of standard output." short:"o" placeholder:"FILE"`

	AllowPrivate bool `help:"Let an address lead to a private or loopback host."`
}

// Run reads every story before it writes anything.
func (c eventsCommand) Run(s *session) error {
	_, linker, err := ask.OpenNames(s.cfg.Master)
	if err != nil {
		return err
	}
	parser, err := syntax.Open()
	if err != nil {
		return err
	}
	var stories []export.Story
	given := map[string]bool{}
	for _, name := range c.Stories {
		one := readCommand{Story: name, Published: c.Published, Outlet: c.Outlet, AllowPrivate: c.AllowPrivate}
		story, err := storyEvents(s, one, linker, parser)
		if err != nil {
			return err
		}
		if given[story.Article.Hash] {
			fmt.Fprintf(s.Stderr, "newstape: %s was given twice and counts once\n", name)
			continue
		}
		given[story.Article.Hash] = true
		stories = append(stories, story)
	}
	write := func(w io.Writer) error { return export.Write(w, export.Format(c.Format), stories...) }
	if c.Out != "" {
		err = writeFile(c.Out, write)
	} else {
		err = write(s.Stdout)
	}
	if err != nil {
		return err
	}
	if n := export.LeftOut(export.Format(c.Format), stories...); n > 0 {
		fmt.Fprintf(s.Stderr, "newstape: %s has no category for corporate events: %d left out\n", c.Format, n)
	}
	return nil
}

// storyEvents takes a story through the rooms that its events need.
func storyEvents(s *session, read readCommand, linker *link.Linker, parser *syntax.Parser) (export.Story, error) {
	a, err := read.article(s)
	if err != nil {
		return export.Story{}, err
	}
	doc := text.Parse(a.Text)
	trees := parser.Document(doc)
	names := linker.Find(a, doc)
	out := export.Story{Article: a, Doc: doc, Names: names}
	out.Events = event.Find(a, doc, trees, names, claim.Read(a, doc, trees, names))
	cal, err := calendar.For(homeExchange(names))
	if err != nil {
		return export.Story{}, fmt.Errorf("events of %s: %w", a.Name, err)
	}
	for _, e := range out.Events {
		out.Timings = append(out.Timings, event.Time(e, a, cal))
	}
	return out, nil
}

// homeExchange is the exchange of the listed company that the story is about,
// New York without one or where its calendar is not known.
func homeExchange(names link.Result) string {
	for _, p := range names.Parties {
		if p.Entity == nil || p.Entity.Kind != security.Issuer || p.Listing == nil {
			continue
		}
		if _, err := calendar.For(p.Listing.MIC); err == nil {
			return p.Listing.MIC
		}
		break
	}
	return "XNYS"
}
