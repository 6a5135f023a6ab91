package follow

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"newstape/fault"
	"newstape/story/source"
)

// request is what is asked of an address.
type request struct {
	accept       string
	etag         string
	lastModified string
	robots       bool // this is the request for robots.txt, which asks nobody
}

// way is how an answer was reached.
type way struct {
	url   string // that answered
	moved string // the address to use from now on, after permanent redirects; "" for the one asked
}

// get asks an address and those it redirects to. read is given the answer: any
// status but a redirect. The body is closed afterwards.
func (p *Poller) get(ctx context.Context, address string, req request, read func(*http.Response) error) (way, error) {
	u, err := source.Address(address)
	if err != nil {
		return way{}, err
	}
	permanent := true
	w := way{url: u.String()}
	for hop := 0; ; hop++ {
		if hop > max(p.opt.Limits.Redirects, 0) {
			return w, fault.New(fault.Unreachable, "read %s: more than %d redirects", address, max(p.opt.Limits.Redirects, 0)).Try("the address that they lead to")
		}
		next, status, err := p.once(ctx, u, req, read)
		if err != nil || next == nil {
			return w, err
		}
		if err := source.CheckRedirect(next); err != nil {
			return w, source.Failed(address, err, p.opt.Limits)
		}
		// A way that leaves encryption, or passes a temporary redirect, is not one
		// to remember.
		permanent = permanent && (status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect) &&
			(u.Scheme == next.Scheme || next.Scheme == "https")
		u = next
		w.url = u.String()
		if permanent {
			w.moved = w.url
		}
	}
}

// once makes one request; next is where it redirects to.
func (p *Poller) once(ctx context.Context, u *url.URL, req request, read func(*http.Response) error) (next *url.URL, status int, err error) {
	if !req.robots {
		leave, err := p.turn(ctx, u)
		if err != nil {
			return nil, 0, err
		}
		defer leave()
	}
	ctx, cancel := context.WithTimeout(ctx, p.opt.Limits.Timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, 0, fault.New(fault.BadUsage, "read %s: %w", u, err)
	}
	r.Header.Set("User-Agent", p.agent)
	r.Header.Set("Accept", req.accept)
	if req.etag != "" {
		r.Header.Set("If-None-Match", req.etag)
	}
	if req.lastModified != "" {
		r.Header.Set("If-Modified-Since", req.lastModified)
	}
	resp, err := p.client.Do(r)
	if err != nil {
		return nil, 0, source.Failed(u.String(), err, p.opt.Limits)
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		next, err = resp.Location()
		if err != nil {
			return nil, 0, fault.New(fault.Unreachable, "read %s: a redirect that leads nowhere", u).Try("again later")
		}
		next.Fragment = ""
		return next, resp.StatusCode, nil
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		if until, ok := p.retryAfter(resp.Header); ok && !req.robots {
			p.hosts.of(u).close(until)
			return nil, 0, p.putOff(u, until)
		}
	}
	return nil, resp.StatusCode, read(resp)
}

func (p *Poller) putOff(u *url.URL, until time.Time) error {
	e := &early{until}
	return &fault.Error{
		Code: fault.Unreachable, What: "read " + u.String() + ": put off, " + u.Host + " is not to be asked before " + until.UTC().Format(time.RFC3339),
		Hint: "again then", Err: e,
	}
}

// retryAfter reads seconds or a date, at most [Options.Longest] away.
func (p *Poller) retryAfter(h http.Header) (time.Time, bool) {
	now := p.opt.Now()
	v := h.Get("Retry-After")
	until, err := http.ParseTime(v)
	if seconds, bad := strconv.Atoi(v); bad == nil && seconds >= 0 {
		until, err = now.Add(time.Duration(min(seconds, 1<<30))*time.Second), nil
	}
	if err != nil || !until.After(now) {
		return time.Time{}, false
	}
	if latest := now.Add(p.opt.Longest); until.After(latest) {
		until = latest
	}
	return until, true
}

// timedOut reports whether an error is about time rather than an answer.
func timedOut(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.As(err, &timeout) && timeout.Timeout() || errors.Is(err, context.DeadlineExceeded)
}
