// Package follow reads feeds again and again, and the pages they lead to, in a
// way that their publishers can live with.
//
//	p, err := follow.New(follow.Options{Contact: "desk@example.com", Now: time.Now, Jitter: rand.Float64})
//	defer p.Close()
//	st := follow.NewState("https://example.com/feed")
//	res, st, err := p.Poll(ctx, st, time.Now()) // keep st, also when err is not nil; come back at st.Next
//	for _, n := range follow.Sift(res.Items(), seen) {
//		// n.Item is new, or a revision; once it is safe, mark n.Key with n.Hash as seen
//	}
//	raw, err := p.Page(ctx, item.URL)
//
// In: the [State] of one feed, a plain value that its owner keeps. Out: what the
// feed holds now, the next State with its [Health], and when to come back:
// sooner for a feed that changes often, later for one that is quiet, fails, or
// asks for it (ttl, max-age, Retry-After).
//
// Politeness: conditional requests; robots.txt of every host, asked once a day;
// one request at a time to a host and a pause between two (its Crawl-delay, up
// to a bound); a User-Agent that says who asks. Safety is that of package
// source: bounded bytes, time and redirects; every address is checked when it is
// dialled, redirects and robots.txt included. A permanent redirect changes
// State.URL once the new address has given a feed; an address that turns out to
// be a web page is replaced by the feed that the page offers, once, at the first
// poll.
//
// Limits: no cookies, no passwords, no push (WebSub); a Poller keeps what it
// knows of hosts in memory only, of at most [MaxHosts].
package follow

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"time"

	"newstape/fault"
	"newstape/story/source"
)

// Bounds and defaults.
const (
	MaxHosts        = 10_000           // whose robots.txt and pace are remembered
	DefaultEvery    = 2 * time.Second  // between two requests to one host
	DefaultDelay    = time.Minute      // up to which a Crawl-delay is honoured
	DefaultPatience = 15 * time.Second // that a request waits for its turn
	DefaultShortest = 2 * time.Minute
	DefaultLongest  = 6 * time.Hour
	DefaultStale    = 8.0
)

// Options are how a Poller behaves. The zero value of a field is its default;
// Now is needed.
type Options struct {
	Client   *http.Client  // as in source.From; nil: one of its own
	Resolver *net.Resolver // of host names; nil: the system's
	Limits   source.Limits // of one request

	Product string // names the program, "newstape/1.4"; default "newstape"; its part before / is what robots.txt calls us
	Contact string // an address by which a publisher can reach whoever runs this; "" says nothing

	Every    time.Duration // pause between two requests to one host
	MaxDelay time.Duration // the longest Crawl-delay that is honoured in full
	Patience time.Duration // the longest wait for a turn; beyond it a request is put off
	Shortest time.Duration // between two polls of a feed
	Longest  time.Duration
	Stale    float64 // a feed is stale after this many of its usual intervals without an item (three days at least)

	Now    func() time.Time                           // the clock
	Wait   func(context.Context, time.Duration) error // sleeps; nil: a timer
	Jitter func() float64                             // from 0 to 1, spreads polls; nil: no spreading. Called from several goroutines
}

// Poller reads feeds and pages. It is safe for use by several goroutines.
type Poller struct {
	opt    Options
	client *http.Client
	agent  string
	robot  string // our name in robots.txt
	hosts  *hosts
}

// New makes a Poller.
func New(opt Options) (*Poller, error) {
	if opt.Now == nil {
		return nil, fault.New(fault.Internal, "follow: no clock was given")
	}
	opt = opt.filled()
	client, err := source.Guard(opt.Client, opt.Resolver, opt.Limits)
	if err != nil {
		return nil, err
	}
	// Redirects are followed here, one request at a time, so that each host's
	// robots.txt and pace hold for its part of the way.
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	p := &Poller{opt: opt, client: client, agent: opt.Product}
	p.robot, _, _ = strings.Cut(opt.Product, "/")
	if contact := strings.Map(printable, opt.Contact); contact != "" {
		p.agent += " (+" + contact + ")"
	}
	p.hosts = newHosts(opt.Now)
	return p, nil
}

// printable keeps what may stand in a header's comment.
func printable(r rune) rune {
	if r < 0x20 || r > 0x7e || r == '(' || r == ')' {
		return -1
	}
	return r
}

// Close closes idle connections.
func (p *Poller) Close() { p.client.CloseIdleConnections() }

func (o Options) filled() Options {
	set := func(d *time.Duration, to time.Duration) {
		if *d <= 0 {
			*d = to
		}
	}
	set(&o.Every, DefaultEvery)
	set(&o.MaxDelay, DefaultDelay)
	set(&o.Patience, DefaultPatience)
	set(&o.Shortest, DefaultShortest)
	set(&o.Longest, DefaultLongest)
	set(&o.Limits.Timeout, source.DefaultTimeout)
	if o.Limits.MaxBytes <= 0 {
		o.Limits.MaxBytes = source.DefaultMaxBytes
	}
	if o.Limits.Redirects == 0 {
		o.Limits.Redirects = source.DefaultRedirects
	}
	if o.Stale <= 0 {
		o.Stale = DefaultStale
	}
	if o.Product == "" {
		o.Product = "newstape"
	}
	if o.Wait == nil {
		o.Wait = sleep
	}
	if o.Jitter == nil {
		o.Jitter = func() float64 { return 0.5 }
	}
	return o
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// Page reads the page of a story, as source.Read does, but politely. An error
// for which [PutOff] gives a time is no failure: come back then.
func (p *Poller) Page(ctx context.Context, address string) (source.Raw, error) {
	var raw source.Raw
	_, err := p.get(ctx, address, request{accept: source.Accept}, func(resp *http.Response) (err error) {
		raw, err = source.Page(resp, p.opt.Limits)
		return err
	})
	return raw, err
}

// early is why a request was not made: its host is to be left alone for now.
type early struct{ until time.Time }

func (e *early) Error() string { return "not before " + e.until.UTC().Format(time.RFC3339) }

// PutOff gives the time until which a request was put off, because its host
// asked for it or has too many before it.
func PutOff(err error) (time.Time, bool) {
	if e, ok := errors.AsType[*early](err); ok {
		return e.until, true
	}
	return time.Time{}, false
}
