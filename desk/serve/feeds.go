package serve

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"time"

	"newstape/desk/store"
	"newstape/fault"
	"newstape/story/source/feed"
	"newstape/story/source/follow"
)

func (s *Service) feedOperations() {
	add(s, operation{
		id: "list-feeds", method: http.MethodGet, path: "/v1/feeds", tag: "feeds", scope: Read,
		summary: "Feeds that the desk follows, and how they are",
	}, s.listFeeds)
	add(s, operation{
		id: "get-feed", method: http.MethodGet, path: "/v1/feeds/{id}", tag: "feeds", scope: Read, summary: "One feed, and how it is",
	}, func(ctx context.Context, in *byID) (*one[followed], error) {
		f, err := s.o.Store.Feed(ctx, in.ID)
		return &one[followed]{shownFeed(f)}, err
	})
	add(s, operation{
		id: "create-feed", method: http.MethodPost, path: "/v1/feeds", tag: "feeds", scope: Admin, audited: true, status: http.StatusCreated,
		summary: "Follow a feed", more: "The id is made of the address; the same address again changes that feed.",
	}, s.createFeed)
	add(s, operation{
		id: "put-feed", method: http.MethodPut, path: "/v1/feeds/{id}", tag: "feeds", scope: Admin, audited: true, summary: "Change a feed",
	}, s.putFeed)
	add(s, operation{
		id: "delete-feed", method: http.MethodDelete, path: "/v1/feeds/{id}", tag: "feeds", scope: Admin, audited: true, status: http.StatusNoContent,
		summary: "Follow a feed no longer", more: "Its stories stay.",
	}, func(ctx context.Context, in *byID) (*nothing, error) {
		return &nothing{}, s.o.Store.DeleteFeed(ctx, in.ID)
	})
	add(s, operation{
		id: "export-feeds", method: http.MethodGet, path: "/v1/feeds/opml", tag: "feeds", scope: Read, summary: "All feeds as OPML 2.0", gives: []string{"text/x-opml"},
	}, s.exportFeeds)
	add(s, operation{
		id: "import-feeds", method: http.MethodPost, path: "/v1/feeds/opml", tag: "feeds", scope: Admin, audited: true, body: 4 << 20, time: 4 * usualTime,
		summary: "Follow the feeds of an OPML list", more: "Those that are there already stay as they are. What is left out is told with its reason.",
		takes: []string{"text/x-opml", "text/xml", "application/xml"},
	}, s.importFeeds)
}

// followed is a feed as callers see it.
type followed struct {
	ID       string        `json:"id"`
	URL      string        `json:"url"`
	Now      string        `json:"moved_to,omitempty" doc:"where the feed is now, when it has moved for good"`
	Title    string        `json:"title,omitempty"`
	Folder   string        `json:"folder,omitempty"`
	Outlet   string        `json:"outlet,omitempty"`
	Off      bool          `json:"off,omitempty"`
	Added    time.Time     `json:"added"`
	Taken    int64         `json:"taken" doc:"items taken in so far"`
	Health   follow.Health `json:"health"`
	Polled   time.Time     `json:"polled,omitzero"`
	Read     time.Time     `json:"read,omitzero" doc:"the last answer that was a feed"`
	News     time.Time     `json:"news,omitzero" doc:"the newest item"`
	Next     time.Time     `json:"next,omitzero" doc:"when it is polled again"`
	Failures int           `json:"failures,omitempty" doc:"in a row"`
}

func shownFeed(f store.Feed) followed {
	st := f.State
	out := followed{
		ID: f.ID, URL: f.URL, Title: f.Title, Folder: f.Folder, Outlet: f.Outlet, Off: f.Off, Added: f.Added, Taken: f.Taken,
		Health: st.Health, Polled: st.Polled, Read: st.Read, News: st.News, Next: st.Next, Failures: st.Failures,
	}
	if out.Title == "" {
		out.Title = st.Title
	}
	if st.URL != f.URL {
		out.Now = st.URL
	}
	out.Health.Why = withoutPaths(out.Health.Why)
	return out
}

type listFeedsIn struct {
	Health string `query:"health" enum:"fresh,empty,undated,stale,timeout,failing,unread" doc:"only those in this condition"`
}

func (s *Service) listFeeds(ctx context.Context, in *listFeedsIn) (*listed[followed], error) {
	all, err := s.o.Store.Feeds(ctx)
	out := make([]followed, 0, len(all))
	for _, f := range all {
		condition := string(f.State.Health.Condition)
		if condition == "" {
			condition = "unread"
		}
		if in.Health == "" || in.Health == condition {
			out = append(out, shownFeed(f))
		}
	}
	return whole(out), err
}

// feedBody is what a caller says of a feed.
type feedBody struct {
	URL    string `json:"url" minLength:"1" maxLength:"2000" example:"https://example.com/feed.xml"`
	Title  string `json:"title,omitempty" maxLength:"300"`
	Folder string `json:"folder,omitempty" maxLength:"300"`
	Outlet string `json:"outlet,omitempty" maxLength:"200" doc:"for all its stories; left out: as the feed says"`
	Off    bool   `json:"off,omitempty" doc:"not polled"`
}

type createFeedIn struct {
	Body feedBody
}

func (b feedBody) feed(id string) store.Feed {
	return store.Feed{ID: id, URL: b.URL, Title: b.Title, Folder: b.Folder, Outlet: b.Outlet, Off: b.Off}
}

func (s *Service) createFeed(ctx context.Context, in *createFeedIn) (*made[followed], error) {
	f, err := s.o.Store.PutFeed(ctx, in.Body.feed(""))
	if err != nil {
		return nil, err
	}
	exchangeOf(ctx).made = f.ID
	return &made[followed]{Location: "/v1/feeds/" + f.ID, Body: shownFeed(f)}, nil
}

type putFeedIn struct {
	ID   string `path:"id" minLength:"1" maxLength:"64" pattern:"^[A-Za-z0-9_-]+$" patternDescription:"letters, digits, - and _"`
	Body feedBody
}

func (s *Service) putFeed(ctx context.Context, in *putFeedIn) (*one[followed], error) {
	f, err := s.o.Store.PutFeed(ctx, in.Body.feed(in.ID))
	return &one[followed]{shownFeed(f)}, err
}

func (s *Service) exportFeeds(ctx context.Context, _ *nothing) (*raw, error) {
	all, err := s.o.Store.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	outlines := make([]feed.Outline, 0, len(all))
	for _, f := range all {
		o := feed.Outline{Title: f.Title, URL: f.URL}
		if o.Title == "" {
			o.Title = f.State.Title
		}
		if f.Folder != "" {
			o.Folder = strings.Split(f.Folder, " / ")
		}
		outlines = append(outlines, o)
	}
	var out bytes.Buffer
	if err := feed.WriteOPML(&out, "Newstape", outlines); err != nil {
		return nil, err
	}
	return &raw{ContentType: "text/x-opml; charset=utf-8", Body: out.Bytes()}, nil
}

type importFeedsIn struct {
	RawBody []byte
}

// imported is what became of a list.
type imported struct {
	Added   int      `json:"added"`
	Already int      `json:"already"`
	LeftOut []string `json:"left_out" nullable:"false" doc:"with reasons, at most 100"`
}

func (s *Service) importFeeds(ctx context.Context, in *importFeedsIn) (*one[imported], error) {
	outlines, notes, err := feed.ParseOPML(in.RawBody, "the request")
	if err != nil {
		return nil, err
	}
	out := imported{LeftOut: []string{}}
	for _, n := range notes {
		out.leaveOut(n)
	}
	have := map[string]bool{}
	all, err := s.o.Store.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range all {
		have[f.URL] = true
	}
	for _, o := range outlines {
		if have[o.URL] {
			out.Already++
			continue
		}
		_, err := s.o.Store.PutFeed(ctx, store.Feed{URL: o.URL, Title: clip(o.Title, 300), Folder: clip(strings.Join(o.Folder, " / "), 300)})
		switch code := fault.CodeOf(err); {
		case err == nil:
			out.Added++
		case code == fault.BadInput || code == fault.BadUsage || code == fault.Refused:
			out.leaveOut(problemOf(err).Detail)
		default:
			return nil, err // those added stay; the list can be sent again
		}
	}
	return &one[imported]{out}, nil
}

func (r *imported) leaveOut(why string) {
	if len(r.LeftOut) < 100 {
		r.LeftOut = append(r.LeftOut, clip(why, 300))
	}
}
