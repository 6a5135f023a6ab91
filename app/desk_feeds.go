package app

import (
	"fmt"
	"os"
	"strings"

	"newstape/desk/store"
	"newstape/fault"
	"newstape/story/source/feed"
)

type deskFeedsCommand struct {
	List   deskFeedsListCommand   `cmd:"" help:"List the feeds with their health."`
	Add    deskFeedsAddCommand    `cmd:"" help:"Follow a feed, or the feed that a page offers."`
	Remove deskFeedsRemoveCommand `cmd:"" help:"Follow a feed no more; its stories stay."`
	Import deskFeedsImportCommand `cmd:"" help:"Follow the feeds of an OPML file."`
	Export deskFeedsExportCommand `cmd:"" help:"Write the feeds as OPML."`
}

type deskFeedsListCommand struct{}

// Run lists the feeds.
func (deskFeedsListCommand) Run(s *session, desk *deskCommand) error {
	st, err := desk.open(s)
	if err != nil {
		return err
	}
	defer st.Close()
	feeds, err := st.Feeds(s.ctx)
	if err != nil {
		return err
	}
	w := newColumns(s.Stdout)
	w.row("id", "health", "since", "taken", "title", "address", "why")
	for _, f := range feeds {
		health := string(f.State.Health.Condition)
		switch {
		case f.Off:
			health = "off"
		case health == "":
			health = "not polled yet"
		}
		title := f.Title
		if title == "" {
			title = f.State.Title
		}
		w.row(f.ID, health, dayOf(f.State.Health.Since), f.Taken, title, f.URL, f.State.Health.Why)
	}
	return w.Flush()
}

type deskFeedsAddCommand struct {
	URL    string `arg:"" help:"Address of the feed, or of a page that offers one."`
	Title  string `help:"What to call it." placeholder:"TITLE"`
	Outlet string `help:"Who publishes its stories, when the feed does not say." placeholder:"NAME"`
}

// Run adds a feed; a running desk polls it within seconds.
func (c deskFeedsAddCommand) Run(s *session, desk *deskCommand) error {
	st, err := desk.begin(s)
	if err != nil {
		return err
	}
	defer st.Close()
	return putFeed(s, st, store.Feed{URL: c.URL, Title: c.Title, Outlet: c.Outlet})
}

func putFeed(s *session, st *store.Store, f store.Feed) error {
	f, err := st.PutFeed(s.ctx, f)
	if err != nil {
		return err
	}
	if err := st.Append(s.ctx, store.Entry{Actor: "command line", Action: "put-feed", Object: f.ID, Detail: f.URL}); err != nil {
		return err
	}
	fmt.Fprintln(s.Stdout, f.ID, f.URL)
	return nil
}

type deskFeedsRemoveCommand struct {
	ID string `arg:"" help:"As listed."`
}

// Run removes a feed.
func (c deskFeedsRemoveCommand) Run(s *session, desk *deskCommand) error {
	st, err := desk.open(s)
	if err != nil {
		return err
	}
	defer st.Close()
	if err := st.DeleteFeed(s.ctx, c.ID); err != nil {
		return err
	}
	return st.Append(s.ctx, store.Entry{Actor: "command line", Action: "delete-feed", Object: c.ID})
}

type deskFeedsImportCommand struct {
	File string `arg:"" help:"OPML file." type:"existingfile"`
}

// Run adds the feeds of a list; those that are there stay as they are.
func (c deskFeedsImportCommand) Run(s *session, desk *deskCommand) error {
	raw, err := os.ReadFile(c.File)
	if err != nil {
		return fault.New(fault.BadInput, "read %s: %w", c.File, err)
	}
	outlines, notes, err := feed.ParseOPML(raw, c.File)
	if err != nil {
		return err
	}
	for _, n := range notes {
		fmt.Fprintln(s.Stderr, "newstape:", n)
	}
	st, err := desk.begin(s)
	if err != nil {
		return err
	}
	defer st.Close()
	all, err := st.Feeds(s.ctx)
	if err != nil {
		return err
	}
	have := map[string]bool{}
	for _, f := range all {
		have[f.URL] = true
	}
	for _, o := range outlines {
		if have[o.URL] {
			continue
		}
		err := putFeed(s, st, store.Feed{URL: o.URL, Title: o.Title, Folder: strings.Join(o.Folder, " / ")})
		switch code := fault.CodeOf(err); {
		case err == nil:
			have[o.URL] = true
		case code == fault.BadInput || code == fault.BadUsage || code == fault.Refused:
			fmt.Fprintln(s.Stderr, "newstape: left out:", err) // the rest of the list is good
		default:
			return err
		}
	}
	return nil
}

type deskFeedsExportCommand struct{}

// Run writes the list.
func (deskFeedsExportCommand) Run(s *session, desk *deskCommand) error {
	st, err := desk.open(s)
	if err != nil {
		return err
	}
	defer st.Close()
	feeds, err := st.Feeds(s.ctx)
	if err != nil {
		return err
	}
	outlines := make([]feed.Outline, 0, len(feeds))
	for _, f := range feeds {
		o := feed.Outline{Title: f.Title, URL: f.URL}
		if f.Folder != "" {
			o.Folder = strings.Split(f.Folder, " / ")
		}
		outlines = append(outlines, o)
	}
	return feed.WriteOPML(s.Stdout, "Newstape", outlines)
}
