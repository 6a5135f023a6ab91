package follow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"

	"newstape/fault"
	"newstape/story/source"
)

const (
	robotsBytes = 512 << 10        // read of a robots.txt; RFC 9309 asks for 500 KiB at least
	robotsKept  = 24 * time.Hour   // the longest that RFC 9309 allows
	robotsAgain = 10 * time.Minute // after one that could not be had
)

// hosts is what a Poller knows of each host and port.
type hosts struct {
	mu  sync.Mutex
	now func() time.Time
	all map[string]*host
}

// host is one of them. The turn is held by whoever is asking it something.
type host struct {
	turn chan struct{} // holds one value when the host is free

	mu      sync.Mutex
	next    time.Time        // not to be asked before
	used    time.Time        // last asked, for forgetting
	rules   *robotstxt.Group // nil: everything is allowed
	delay   time.Duration    // its Crawl-delay
	expires time.Time        // of rules
	absent  string           // why the rules could not be had: nothing is allowed
}

func newHosts(now func() time.Time) *hosts { return &hosts{now: now, all: map[string]*host{}} }

func (hs *hosts) of(u *url.URL) *host {
	key := strings.ToLower(u.Scheme + "://" + u.Host)
	hs.mu.Lock()
	defer hs.mu.Unlock()
	now := hs.now()
	h := hs.all[key]
	if h == nil {
		if len(hs.all) >= MaxHosts {
			hs.forget(now)
		}
		h = &host{turn: make(chan struct{}, 1)}
		h.turn <- struct{}{}
		hs.all[key] = h
	}
	h.mu.Lock()
	h.used = now
	h.mu.Unlock()
	return h
}

// forget drops the half that was used least recently, with hs locked. Whoever
// holds one of them still finishes with it.
func (hs *hosts) forget(now time.Time) {
	var sum time.Duration
	for _, h := range hs.all {
		sum += now.Sub(h.used)
	}
	mean := sum / time.Duration(len(hs.all))
	for key, h := range hs.all {
		if now.Sub(h.used) >= mean {
			delete(hs.all, key)
		}
	}
}

// close leaves a host alone until a time.
func (h *host) close(until time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if until.After(h.next) {
		h.next = until
	}
}

// turn waits until a host may be asked for u, and holds it until leave is
// called.
func (p *Poller) turn(ctx context.Context, u *url.URL) (leave func(), err error) {
	h := p.hosts.of(u)
	busy := time.NewTimer(p.opt.Patience + p.opt.Limits.Timeout)
	defer busy.Stop()
	select {
	case <-h.turn:
	case <-busy.C:
		return nil, p.putOff(u, p.opt.Now().Add(p.opt.Patience))
	case <-ctx.Done():
		return nil, source.Failed(u.String(), ctx.Err(), p.opt.Limits)
	}
	back := func() { h.turn <- struct{}{} }
	if err := p.mayAsk(ctx, h, u); err != nil {
		back()
		return nil, err
	}
	return func() {
		h.mu.Lock()
		pause := max(p.opt.Every, min(h.delay, p.opt.MaxDelay))
		if next := p.opt.Now().Add(pause); next.After(h.next) {
			h.next = next
		}
		h.mu.Unlock()
		back()
	}, nil
}

// mayAsk asks the host's robots.txt and then waits for its pause to end.
func (p *Poller) mayAsk(ctx context.Context, h *host, u *url.URL) error {
	h.mu.Lock()
	wait := h.next.Sub(p.opt.Now())
	until, fresh := h.next, p.opt.Now().Before(h.expires)
	h.mu.Unlock()
	if wait > p.opt.Patience {
		return p.putOff(u, until)
	}
	if !fresh {
		if err := p.readRobots(ctx, h, u); err != nil {
			return err
		}
	}
	if h.absent != "" {
		return fault.New(fault.Unreachable, "read %s: its robots.txt could not be had, so nothing there may be asked for: %s", u, h.absent).Try("again later")
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if h.rules != nil && !h.rules.Test(path) {
		return fault.New(fault.Refused, "read %s: the robots.txt of %s asks programs to stay away from it", u, u.Host).
			Try("ask the publisher for another way, or read the story from a file")
	}
	if wait <= 0 {
		return nil
	}
	if err := p.opt.Wait(ctx, wait); err != nil {
		return source.Failed(u.String(), err, p.opt.Limits)
	}
	return nil
}

// readRobots reads a host's robots.txt while its turn is held. What the
// publisher does not have (4xx) allows everything; what the server fails to give
// allows nothing for a while, unless rules from before are there (RFC 9309,
// 2.3.1).
func (p *Poller) readRobots(ctx context.Context, h *host, u *url.URL) error {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	var status int
	var body []byte
	_, err := p.get(ctx, at.String(), request{accept: "text/plain", robots: true}, func(resp *http.Response) (err error) {
		status = resp.StatusCode
		if status < 300 {
			body, err = io.ReadAll(io.LimitReader(resp.Body, robotsBytes))
		}
		return err
	})
	if ctx.Err() != nil {
		return source.Failed(u.String(), ctx.Err(), p.opt.Limits)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	now := p.opt.Now()
	h.absent = ""
	switch {
	case err == nil && status < 300:
		h.rules, h.delay = robotRules(body, p.robot)
		h.expires = now.Add(robotsKept)
	case err == nil && status >= 400 && status < 500 && status != http.StatusTooManyRequests:
		h.rules, h.delay, h.expires = nil, 0, now.Add(robotsKept)
	case err != nil && h.rules == nil:
		// Nobody answers there, or it is inside: so it is for the address as well.
		h.next = now.Add(p.opt.Every)
		return forAddress(err, at, u)
	case h.rules == nil:
		h.absent = fmt.Sprintf("HTTP %d %s", status, http.StatusText(status))
		h.expires = now.Add(robotsAgain)
	default:
		h.expires = now.Add(robotsAgain)
	}
	return nil
}

// forAddress gives an error about robots.txt the name of the address that was to
// be read.
func forAddress(err error, robots, u *url.URL) error {
	e, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return fault.New(fault.Unreachable, "read %s: %w", u, err)
	}
	return &fault.Error{Code: e.Code, What: "read " + u.String() + ": " + strings.TrimPrefix(e.What, "read "+robots.String()+": "), Hint: e.Hint, Err: err}
}

// robotRules reads what a robots.txt says to a program of this name. Lines that
// its grammar does not know are dropped first, since the parser would refuse
// the whole for one of them.
func robotRules(body []byte, name string) (*robotstxt.Group, time.Duration) {
	var kept []string
	agents := false
	for line := range strings.SplitSeq(strings.TrimPrefix(string(body), "\ufeff"), "\n") {
		line, _, _ = strings.Cut(strings.TrimSpace(line), "#")
		key, value, _ := strings.Cut(line, ":")
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		switch key {
		case "user-agent", "useragent":
			agents = true
		case "allow", "disallow":
			if !agents || len(value) > 2000 {
				continue
			}
		case "crawl-delay", "crawldelay":
			if !agents || strings.Trim(value, "0123456789.") != "" || strings.Count(value, ".") > 1 || len(value) > 10 || value == "" || value == "." {
				continue
			}
		default:
			continue
		}
		if kept = append(kept, key+": "+value); len(kept) == 5000 {
			break
		}
	}
	data, err := robotstxt.FromString(strings.Join(kept, "\n") + "\n")
	if err != nil {
		return nil, 0
	}
	group := data.FindGroup(name)
	return group, max(0, group.CrawlDelay)
}

// reason is an error without its hint.
func reason(err error) string {
	s, _, _ := strings.Cut(err.Error(), "; try: ")
	return s
}
