package alert

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"newstape/desk/store"
	"newstape/story/source"
)

// maxAnswer bounds what is read of an answer, bytes.
const maxAnswer = 64 << 10

// maxWait bounds what Retry-After can ask for.
const maxWait = 24 * time.Hour

var errBadURL = errors.New("the channel's address cannot be read")

// channel is a channel with its secrets.
type channel struct {
	store.Channel
	secrets store.Secrets
}

// call is one request to be made.
type call struct {
	url    string
	body   []byte
	header http.Header
	// read looks into an answer's body; nil where the status says all.
	read func(body []byte) (ok bool, why string, wait time.Duration)
}

func jsonCall(address string, body any) (call, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // the services want <, > and & as they are
	if err := enc.Encode(body); err != nil {
		return call{}, err
	}
	return call{url: address, body: bytes.TrimRight(b.Bytes(), "\n")}, nil
}

// result is what became of an attempt.
type result struct {
	outcome string // store.OutcomeSent, OutcomeFailed, OutcomeDead
	status  int
	why     string
	wait    time.Duration // that the receiver asked for
	busy    bool          // it asked all messages to wait, which is no fault of the channel
}

// newClient makes the client that alerts go through: no private addresses unless
// allowed, no redirects, no proxy that would connect for us, one connection for
// each message so that none is repeated behind our back.
func newClient(allowPrivate bool, timeout time.Duration) *http.Client {
	return &http.Client{
		Timeout: timeout,
		Transport: &http.Transport{
			DialContext:            source.Dialer(allowPrivate).DialContext,
			TLSHandshakeTimeout:    10 * time.Second,
			ResponseHeaderTimeout:  timeout,
			MaxResponseHeaderBytes: 1 << 16,
			ForceAttemptHTTP2:      true,
			DisableKeepAlives:      true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// post makes a call, once. The time of the request is bounded by the client.
func post(ctx context.Context, client *http.Client, c call, now time.Time) result {
	// The reader is wrapped so that net/http does not learn how to send the body
	// a second time: it would, by itself, for requests with an Idempotency-Key.
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url, io.NopCloser(bytes.NewReader(c.body)))
	if err != nil {
		return result{outcome: store.OutcomeDead, why: errBadURL.Error()}
	}
	req.ContentLength = int64(len(c.body))
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("User-Agent", "newstape")
	for name, values := range c.header {
		req.Header[http.CanonicalHeaderKey(name)] = values
	}
	resp, err := client.Do(req)
	if err != nil {
		// The address may hold a secret, and url.Error repeats it.
		if u, ok := errors.AsType[*url.Error](err); ok {
			err = u.Err
		}
		return result{outcome: store.OutcomeFailed, why: "no answer: " + err.Error()}
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil && len(body) == 0 && resp.StatusCode < 300 && c.read != nil {
		return result{outcome: store.OutcomeFailed, status: resp.StatusCode, why: "an answer that breaks off"}
	}
	return judge(resp, body, c.read, now)
}

// judge says what an answer means.
func judge(resp *http.Response, body []byte, read func([]byte) (bool, string, time.Duration), now time.Time) result {
	r := result{status: resp.StatusCode, wait: retryAfter(resp.Header.Get("Retry-After"), now)}
	said, ok := clip(oneLine(string(body)), 200), true
	if read != nil {
		var wait time.Duration
		ok, said, wait = read(body)
		said = clip(oneLine(said), 200)
		r.wait = max(r.wait, wait)
	}
	r.why = fmt.Sprintf("it answered %d", resp.StatusCode)
	if said != "" {
		r.why += ": " + said
	}
	switch code := resp.StatusCode; {
	case code >= 200 && code < 300 && ok:
		r.outcome, r.why = store.OutcomeSent, ""
	case code >= 200 && code < 300:
		r.outcome = store.OutcomeFailed
	case code == http.StatusTooManyRequests:
		r.outcome, r.busy = store.OutcomeFailed, true
	case code >= 500, code == http.StatusRequestTimeout, code == http.StatusTooEarly:
		r.outcome = store.OutcomeFailed
	case code >= 300 && code < 400:
		r.outcome, r.why = store.OutcomeDead, fmt.Sprintf("it answered %d: redirects are not followed", code)
	default:
		r.outcome = store.OutcomeDead
	}
	return r
}

// retryAfter reads the header: seconds, fractions of them too, or a date.
func retryAfter(s string, now time.Time) time.Duration {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0
	}
	if x, err := strconv.ParseFloat(s, 64); err == nil {
		if !(x > 0) {
			return 0
		}
		return min(time.Duration(min(x, maxWait.Seconds())*float64(time.Second)), maxWait)
	}
	if at, err := http.ParseTime(s); err == nil {
		return max(0, min(at.Sub(now), maxWait))
	}
	return 0
}

func seconds(n int64) time.Duration {
	return time.Duration(max(0, min(n, int64(maxWait/time.Second)))) * time.Second
}

// hide takes a channel's secrets out of a text that people will read.
func hide(text string, secrets store.Secrets) string {
	for _, name := range keys(secrets) {
		for _, form := range []string{secrets[name], url.QueryEscape(secrets[name]), url.PathEscape(secrets[name])} {
			if len(form) >= 4 {
				text = strings.ReplaceAll(text, form, "(hidden)")
			}
		}
	}
	return text
}
