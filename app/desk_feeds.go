package app

import (
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

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
	w := tabwriter.NewWriter(s.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "id\thealth\tsince\ttaken\ttitle\taddress\twhy")
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
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\t%s\t%s\n", f.ID, health, dayOf(f.State.Health.Since), f.Taken, title, f.URL, f.State.Health.Why)
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
	return desk.putFeeds(s, store.Feed{URL: c.URL, Title: c.Title, Outlet: c.Outlet})
}

func (c *deskCommand) putFeeds(s *session, feeds ...store.Feed) error {
	st, err := c.begin(s)
	if err != nil {
		return err
	}
	defer st.Close()
	for _, f := range feeds {
		f, err = st.PutFeed(s.ctx, f)
		if err != nil {
			return err
		}
		if err := st.Append(s.ctx, store.Entry{Actor: "command line", Action: "put-feed", Object: f.ID, Detail: f.URL}); err != nil {
			return err
		}
		fmt.Fprintln(s.Stdout, f.ID, f.URL)
	}
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
	feeds := make([]store.Feed, 0, len(outlines))
	for _, o := range outlines {
		feeds = append(feeds, store.Feed{URL: o.URL, Title: o.Title, Folder: strings.Join(o.Folder, " / ")})
	}
	return desk.putFeeds(s, feeds...)
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
