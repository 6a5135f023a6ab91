package follow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"newstape/fault"
	"newstape/story/source"
	"newstape/story/source/feed"
)

// Result is what one poll found.
type Result struct {
	Feed    *feed.Feed  // nil when nothing changed
	New     int         // items that the last document did not have
	URL     string      // that answered, after redirects; State.URL is the one to ask next
	Moved   bool        // State.URL has changed
	Offered []feed.Link // when the address was a web page: the feeds that it offers
	Early   bool        // the poll was put off: State.Next says until when
}

// Items are those of the feed; none when nothing changed.
func (r Result) Items() []feed.Item {
	if r.Feed == nil {
		return nil
	}
	return r.Feed.Items
}

const acceptFeeds = "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1"

// Poll reads a feed once. The State that comes back is the one to keep, whether
// there is an error or not: after an error it knows of the failure and when to
// try again. When ctx ends, the State comes back as it was. It does not look at
// State.Next: that is for its owner.
func (p *Poller) Poll(ctx context.Context, st State, now time.Time) (Result, State, error) {
	was := st
	st.Polled = now
	res, err := p.read(ctx, &st, now)
	if err != nil && ctx.Err() != nil {
		return Result{}, was, err
	}
	if until, ok := PutOff(err); ok {
		was.Polled, was.Next = now, until
		return Result{Early: true, URL: st.URL}, was, nil
	}
	if err != nil {
		was.Polled = now
		was.fail(err, now, p.opt)
		return Result{URL: res.URL, Offered: res.Offered}, was, err
	}
	st.Failures, st.Read = 0, now
	st.judge(now, p.opt.Stale)
	st.schedule(now, res.New, p.opt)
	res.Moved = st.URL != was.URL
	return res, st, nil
}

// fail takes an error in.
func (st *State) fail(err error, now time.Time, opt Options) {
	condition := Failing
	if timedOut(err) {
		condition = Timeout
	}
	st.turned(condition, now, reason(err))
	st.retreat(now, opt)
	if fault.CodeOf(err) == fault.Refused {
		// Nothing that passes by itself: robots.txt, a private address, HTTP 403.
		st.Next = now.Add(opt.Longest)
	}
}

// read asks the feed's address. A web page that offers feeds is left for the
// first of them when the address never was a feed itself.
func (p *Poller) read(ctx context.Context, st *State, now time.Time) (Result, error) {
	res, err := p.readOnce(ctx, st, now)
	if err == nil || len(res.Offered) == 0 {
		return res, err
	}
	if !st.Read.IsZero() {
		return res, fault.New(fault.BadInput, "read feed %s: this is a web page now, not a feed; it offers %s", st.URL, addresses(res.Offered)).
			Try("one of these addresses")
	}
	offered := res.Offered
	*st = State{URL: offered[0].URL, Polled: now, Health: st.Health}
	res, err = p.readOnce(ctx, st, now)
	res.Offered = offered
	return res, err
}

// readOnce asks one address and takes the answer into st.
func (p *Poller) readOnce(ctx context.Context, st *State, now time.Time) (Result, error) {
	var doc document
	w, err := p.get(ctx, st.URL, request{accept: acceptFeeds, etag: st.ETag, lastModified: st.LastModified}, func(resp *http.Response) error {
		return doc.take(resp, p.opt.Limits)
	})
	res := Result{URL: w.url}
	if err != nil {
		return res, err
	}
	if !doc.same && (doc.digest != st.Digest || st.Digest == "") {
		f, err := feed.Parse(doc.body, feed.Options{URL: w.url, ContentType: doc.contentType})
		if err != nil {
			if feed.Sniff(doc.body, doc.contentType) == feed.HTML {
				res.Offered = feed.Discover(doc.body, w.url)
			}
			return res, err
		}
		undateFuture(f, now)
		res.Feed, res.New = f, st.learn(f, now)
	}
	if w.moved != "" {
		st.URL = w.moved
	}
	doc.remember(st)
	return res, nil
}

// document is what an address answered.
type document struct {
	body         []byte
	contentType  string
	digest       string
	etag         string
	lastModified string
	maxAge       time.Duration
	same         bool // not modified
}

func (d *document) take(resp *http.Response, lim source.Limits) (err error) {
	h := resp.Header
	d.etag, d.lastModified, d.maxAge = short(h.Get("ETag")), short(h.Get("Last-Modified")), maxAge(h)
	if resp.StatusCode == http.StatusNotModified {
		d.same = true
		return nil
	}
	if err := source.StatusError(resp.StatusCode, resp.Request.URL.String()); err != nil {
		return err
	}
	d.contentType = h.Get("Content-Type")
	lim.MaxBytes = min(lim.MaxBytes, feed.MaxBytes)
	if d.body, err = source.Body(resp, lim); err != nil {
		return err
	}
	sum := sha256.Sum256(d.body)
	d.digest = hex.EncodeToString(sum[:16])
	return nil
}

// remember keeps what the next request needs.
func (d *document) remember(st *State) {
	if !d.same {
		st.ETag, st.LastModified, st.Digest = d.etag, d.lastModified, d.digest
	}
	st.Asked = max(st.TTL, seconds(d.maxAge))
}

// short drops validators that no server needs.
func short(s string) string {
	if len(s) > 500 {
		return ""
	}
	return s
}

// maxAge reads Cache-Control: how long an answer stays good.
func maxAge(h http.Header) time.Duration {
	for part := range strings.SplitSeq(strings.ToLower(h.Get("Cache-Control")), ",") {
		if v, ok := strings.CutPrefix(strings.TrimSpace(part), "max-age="); ok {
			if n, err := strconv.Atoi(strings.Trim(v, `"`)); err == nil && n > 0 {
				return time.Duration(min(n, 1<<30)) * time.Second
			}
		}
	}
	return 0
}

// undateFuture takes the date of items that claim to come from later than
// clocks and zones can explain: it would hold a story back and hide silence.
func undateFuture(f *feed.Feed, now time.Time) {
	limit := now.Add(48 * time.Hour)
	for i := range f.Items {
		for _, s := range []*feed.Stamp{&f.Items[i].Published, &f.Items[i].Updated} {
			if s.Time.After(limit) {
				*s = feed.Stamp{Raw: s.Raw}
			}
		}
	}
}

func addresses(links []feed.Link) string {
	var out []string
	for _, l := range links[:min(len(links), 5)] {
		out = append(out, l.URL)
	}
	return strings.Join(out, ", ")
}

// Item is one to be taken in.
type Item struct {
	feed.Item
	Key, Hash string // mark these as seen once the item is safe
	Revision  bool   // its key was seen with another hash
}

// Sift gives the items that are not among those seen (hash by key, see
// [feed.Item]), the oldest first; an undated one stays beside its neighbour. Of
// items with one key, the first in the feed counts.
func Sift(items []feed.Item, seen map[string]string) []Item {
	type placed struct {
		Item
		at time.Time
	}
	var found []placed
	taken := map[string]bool{}
	for _, in := range items {
		it := Item{Item: in, Key: in.Key(), Hash: in.Hash()}
		hash, known := seen[it.Key]
		if taken[it.Key] {
			continue
		}
		taken[it.Key] = true
		if known && hash == it.Hash {
			continue
		}
		it.Revision = known
		at := in.Published.Time
		if at.IsZero() && len(found) > 0 {
			at = found[len(found)-1].at
		}
		found = append(found, placed{it, at})
	}
	slices.Reverse(found) // feeds put the newest first
	slices.SortStableFunc(found, func(a, b placed) int { return a.at.Compare(b.at) })
	out := make([]Item, len(found))
	for i, f := range found {
		out[i] = f.Item
	}
	return out
}
