package desk

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"

	"newstape/desk/record"
	"newstape/desk/store"
	"newstape/fault"
	"newstape/story/source"
	"newstape/story/source/follow"
)

const (
	feedPause  = 2 * time.Second  // between looks for feeds that are due
	feedsAtOne = 8                // polled at once
	feedLease  = 15 * time.Minute // for which a process holds a feed that it polls
	feedTurn   = 10 * time.Minute // after which a feed with many pages gives way
	feedSoon   = 2 * time.Minute  // until it goes on
)

// poll takes feeds that are due from the store, until ctx ends. A feed is held
// by a lease, so that several processes never poll it twice.
func (d *Desk) poll(ctx context.Context) error {
	var polls sync.WaitGroup
	defer polls.Wait()
	busy := make(chan struct{}, feedsAtOne) // a slow feed holds one place, not the others
	for {
		var due []store.Feed
		if room := feedsAtOne - len(busy); room > 0 {
			var err error
			due, err = d.Store.DueFeeds(ctx, d.Now(), room, d.Holder, feedLease)
			if err != nil && ctx.Err() == nil {
				d.Log.Error("feeds cannot be listed", "error", err)
			}
		}
		for _, f := range due {
			busy <- struct{}{}
			polls.Go(func() {
				defer func() { <-busy }()
				if err := safely(func() error { return d.pollFeed(ctx, f) }); err != nil && ctx.Err() == nil {
					d.Log.Warn("feed", "feed", f.ID, "url", f.URL, "error", err)
				}
			})
		}
		if len(due) > 0 && ctx.Err() == nil {
			continue // until all are held, or all places taken
		}
		if !pause(ctx, feedPause) {
			return nil
		}
	}
}

// pollFeed reads one feed and submits what is new in it. An item is marked as
// seen once its story is accepted or given up; what could not be had comes again
// with the next poll, for as long as the feed carries it.
func (d *Desk) pollFeed(ctx context.Context, f store.Feed) error {
	res, state, err := d.Feeds.Poll(ctx, f.State, d.Now())
	if ctx.Err() != nil {
		return err
	}
	taken, owed := 0, false
	if err == nil {
		until := d.Now().Add(feedTurn)
		taken, owed, err = d.takeIn(ctx, f, res, until)
		if now := d.Now(); now.After(until) && state.Next.After(now.Add(feedSoon)) {
			state.Next = now.Add(feedSoon)
		}
		if owed || err != nil {
			// Without this the next poll would be told that nothing has changed.
			state = state.Again()
		}
	}
	_, saved := d.Store.SaveFeed(ctx, f.ID, d.Holder, state, taken)
	return errors.Join(err, saved)
}

// takeIn submits the new items of a feed, until a time. owed tells that some could not be had
// and may be at another time.
func (d *Desk) takeIn(ctx context.Context, f store.Feed, res follow.Result, until time.Time) (taken int, owed bool, err error) {
	items := res.Items()
	keys := make([]string, len(items))
	for i := range items {
		keys[i] = items[i].Key()
	}
	seen, err := d.Store.SeenItems(ctx, f.ID, keys)
	if err != nil {
		return 0, false, err
	}
	for _, item := range follow.Sift(items, seen) {
		if d.Now().After(until) {
			return taken, true, nil // before the lease runs out and another takes the same
		}
		switch err := d.takeItem(ctx, f, item); {
		case fault.CodeOf(err) == fault.Busy || ctx.Err() != nil:
			return taken, true, err // so would the rest be
		case err != nil && transient(err):
			d.Log.Info("item of a feed is put off", "feed", f.ID, "item", item.URL, "error", err)
			owed = true
			continue
		case err != nil:
			d.Log.Warn("item of a feed", "feed", f.ID, "item", item.URL, "error", err)
		default:
			taken++
		}
		if err := d.Store.MarkItems(ctx, f.ID, []store.Mark{{Key: item.Key, Hash: item.Hash}}); err != nil {
			return taken, owed, err
		}
	}
	return taken, owed, nil
}

// transient reports whether an item may be had at the next poll.
func transient(err error) bool {
	if _, off := follow.PutOff(err); off {
		return true
	}
	switch fault.CodeOf(err) {
	case fault.Unreachable, fault.Internal:
		return true
	}
	return false
}

// takeItem submits the story of one item: as the feed carries it when that is
// whole, else its page.
func (d *Desk) takeItem(ctx context.Context, f store.Feed, item follow.Item) error {
	sub := record.Submission{
		Name: item.URL, URL: item.URL, Outlet: f.Outlet, Published: item.Published.String(), Feed: f.ID, By: "feed",
	}
	if sub.Outlet == "" {
		sub.Outlet = item.Outlet
	}
	switch {
	case item.Whole || item.URL == "":
		sub.Body, sub.Format = item.Document()
	default:
		raw, err := d.page(ctx, item.URL)
		switch {
		case err != nil && !transient(err) && item.Content != "":
			// The page is closed to us; what the feed tells of it is still news.
			sub.Body, sub.Format = item.Document()
		case err != nil:
			return err
		default:
			sub.Body, sub.Name, sub.URL, sub.Format, sub.Charset = raw.Bytes, raw.Name, raw.URL, raw.Format, raw.Charset
			sub.Published = cmp.Or(sub.Published, raw.Published)
			sub.Outlet = cmp.Or(sub.Outlet, raw.Outlet)
		}
	}
	_, err := d.Submit(ctx, sub)
	return err
}

// Fetch gets the page of an address that somebody submits, politely.
func (d *Desk) Fetch(ctx context.Context, url string) (record.Submission, error) {
	if d.Feeds == nil {
		return record.Submission{}, fault.New(fault.Refused, "this desk fetches nothing").Try("send the story itself")
	}
	raw, err := d.page(ctx, url)
	if err != nil {
		return record.Submission{}, err
	}
	return submissionOf(raw), nil
}

// page gets the one story of an address; ninjs and JSON-LD are unpacked.
func (d *Desk) page(ctx context.Context, url string) (source.Raw, error) {
	raw, err := d.Feeds.Page(ctx, url)
	if err != nil {
		return source.Raw{}, err
	}
	stories, err := source.Unpack(raw)
	if err != nil {
		return source.Raw{}, err
	}
	if len(stories) != 1 {
		return source.Raw{}, fault.New(fault.BadInput, "%s holds %d stories that may be used", raw.Name, len(stories)).Try("the address of one story")
	}
	return stories[0], nil
}
