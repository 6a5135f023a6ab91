package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"time"

	"newstape/fault"
	"newstape/story/source"
	"newstape/story/source/feed"
	"newstape/story/source/follow"
)

// watchCommand follows feeds without a desk.
type watchCommand struct {
	Feeds   []string `arg:"" help:"OPML files and addresses of feeds, or of pages that offer one." placeholder:"FEEDS"`
	Once    bool     `help:"Poll each feed once and end."`
	State   string   `help:"File that remembers what was seen, so that the next run prints only what is new." placeholder:"FILE"`
	Contact string   `help:"Address by which a publisher can reach you; goes into the User-Agent." placeholder:"ADDRESS"`
	Format  string   `help:"text or json (a line for each story, then one for each feed)." enum:"text,json" default:"text"`

	AllowPrivate bool `help:"Let addresses lead to private or loopback hosts."`
}

// watchers is how many feeds are polled at once.
const watchers = 8

// watched is one feed with what is known of it; its JSON is the state file.
type watched struct {
	State follow.State      `json:"state"`
	Seen  map[string]string `json:"seen,omitempty"` // hash by key of items that were printed
}

// Run polls, prints, and says at the end how each feed is.
func (c watchCommand) Run(s *session) error {
	addresses, err := c.addresses(s)
	if err != nil {
		return err
	}
	known, err := c.known()
	if err != nil {
		return err
	}
	redirects := s.cfg.Fetch.Redirects
	if redirects == 0 {
		redirects = -1 // none, where 0 stands for the default
	}
	poller, err := follow.New(follow.Options{
		Product: "newstape/" + thisProgram().Version, Contact: c.Contact, Now: time.Now, Jitter: rand.Float64,
		Limits: source.Limits{
			MaxBytes: s.cfg.Fetch.MaxBytes, Timeout: time.Duration(s.cfg.Fetch.Timeout), Redirects: redirects,
			AllowPrivate: s.cfg.Fetch.AllowPrivate || c.AllowPrivate,
		},
	})
	if err != nil {
		return err
	}
	defer poller.Close()
	w := watch{command: c, s: s, poller: poller}
	for _, a := range addresses {
		at := &watched{State: follow.NewState(a), Seen: map[string]string{}}
		if old, ok := known[a]; ok {
			*at = old
		}
		if at.Seen == nil {
			at.Seen = map[string]string{}
		}
		w.names, w.feeds = append(w.names, a), append(w.feeds, at)
	}
	if err := w.run(s.ctx); err != nil {
		return err
	}
	return w.end()
}

// addresses reads the lists among the arguments; each address counts once.
func (c watchCommand) addresses(s *session) ([]string, error) {
	var out []string
	seen := map[string]bool{}
	add := func(a string) {
		if !seen[a] {
			seen[a] = true
			out = append(out, a)
		}
	}
	for _, arg := range c.Feeds {
		if u, err := source.Address(arg); err == nil {
			add(u.String())
			continue
		} else if strings.Contains(arg, "://") {
			return nil, err
		}
		raw, err := source.Read(s.ctx, arg, source.Limits{MaxBytes: feed.MaxBytes}, source.From{Stdin: s.Stdin})
		if err != nil {
			return nil, err
		}
		listed, notes, err := feed.ParseOPML(raw.Bytes, arg)
		if err != nil {
			return nil, err
		}
		for _, n := range notes {
			fmt.Fprintf(s.Stderr, "newstape: %s: %s\n", arg, n)
		}
		for _, f := range listed {
			add(f.URL)
		}
	}
	if len(out) == 0 {
		return nil, fault.New(fault.BadInput, "watch %s: no feed in it", strings.Join(c.Feeds, " ")).Try("an OPML file with feeds, or the address of one")
	}
	return out, nil
}

// known reads the state file, which need not exist.
func (c watchCommand) known() (map[string]watched, error) {
	if c.State == "" {
		return nil, nil
	}
	b, err := os.ReadFile(c.State)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.New(fault.BadInput, "read state %s: %w", c.State, err).Try("a file of your own")
	}
	var out map[string]watched
	if err := json.Unmarshal(b, &out); err != nil {
		return nil, fault.New(fault.Corrupt, "read state %s: %w", c.State, err).Try("remove it; all that the feeds hold is then new")
	}
	return out, nil
}

// watch is the command at work.
type watch struct {
	command watchCommand
	s       *session
	poller  *follow.Poller
	names   []string
	feeds   []*watched
	lost    error // what could not be printed
}

// run polls what is due until ctx ends, or once.
func (w *watch) run(ctx context.Context) error {
	for {
		now := time.Now()
		w.round(ctx, now)
		if w.lost != nil {
			return fmt.Errorf("watch: %w", w.lost)
		}
		if w.command.Once || ctx.Err() != nil {
			return nil
		}
		next := w.feeds[0].State.Next
		for _, f := range w.feeds {
			if f.State.Next.Before(next) {
				next = f.State.Next
			}
		}
		pause := time.NewTimer(max(time.Until(next), time.Second))
		select {
		case <-ctx.Done():
			pause.Stop()
			return nil
		case <-pause.C:
		}
	}
}

// round polls the feeds that are due, several at once, and prints their stories
// in the order of the feeds.
func (w *watch) round(ctx context.Context, now time.Time) {
	found := make([][]follow.Item, len(w.feeds))
	slots := make(chan struct{}, watchers)
	var wg sync.WaitGroup
	for i, f := range w.feeds {
		if !w.command.Once && f.State.Next.After(now) {
			continue
		}
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			found[i] = w.poll(ctx, f, now)
		})
	}
	wg.Wait()
	for i, items := range found {
		for _, it := range items {
			if w.lost = w.print(w.feeds[i], it); w.lost != nil {
				return
			}
			w.feeds[i].Seen[it.Key] = it.Hash
		}
	}
	if w.command.State != "" && w.lost == nil {
		w.lost = w.save()
	}
}

// maxSeen is how many items of a feed are remembered.
const maxSeen = 5000

// poll reads one feed. A feed that was put off because its host has others
// before it is waited for when there is no second round.
func (w *watch) poll(ctx context.Context, f *watched, now time.Time) []follow.Item {
	for {
		res, st, _ := w.poller.Poll(ctx, f.State, now) // an error is the feed's health
		f.State = st
		if wait := time.Until(st.Next); w.command.Once && res.Early && wait < time.Minute && ctx.Err() == nil {
			pause := time.NewTimer(max(wait, 0))
			select {
			case <-ctx.Done():
				pause.Stop()
			case <-pause.C:
				continue
			}
		}
		if len(f.Seen) > maxSeen {
			present := map[string]string{}
			for _, it := range res.Items() {
				if hash, ok := f.Seen[it.Key()]; ok {
					present[it.Key()] = hash
				}
			}
			f.Seen = present
		}
		return follow.Sift(res.Items(), f.Seen)
	}
}

// save writes the state file whole.
func (w *watch) save() error {
	all := map[string]*watched{}
	for i, f := range w.feeds {
		all[w.names[i]] = f
	}
	b, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		return err
	}
	return writeFile(w.command.State, func(out io.Writer) error {
		_, err := out.Write(b)
		return err
	})
}
