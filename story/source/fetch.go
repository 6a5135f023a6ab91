package source

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"newstape/fault"
)

// userAgent names the program to the sites that it reads.
const userAgent = "newstape (reads one story at a time)"

// formats maps the content types that may hold a story to article formats; ""
// leaves the format to the content.
var formats = map[string]string{
	"":                      "",
	"text/html":             "html",
	"application/xhtml+xml": "html",
	"text/plain":            "",
	"text/markdown":         "markdown",
	"text/x-markdown":       "markdown",
	"application/json":      "", // ninjs, see Unpack
	"application/ld+json":   "",
}

// fetch gets a story from the web.
func fetch(ctx context.Context, address string, lim Limits, client *http.Client) (Raw, error) {
	u, err := Address(address)
	if err != nil {
		return Raw{}, err
	}
	guarded, err := Guard(client, nil, lim)
	if err != nil {
		return Raw{}, err
	}
	defer guarded.CloseIdleConnections()
	ctx, cancel := context.WithTimeout(ctx, lim.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return Raw{}, fault.New(fault.BadUsage, "read %s: %w", address, err)
	}
	req.Header.Set("User-Agent", userAgent)
	req.Header.Set("Accept", Accept)
	resp, err := guarded.Do(req)
	if err != nil {
		return Raw{}, Failed(u.String(), err, lim)
	}
	defer resp.Body.Close()
	return Page(resp, lim)
}

// Accept is what a request for a story asks for.
const Accept = "text/html, application/xhtml+xml, text/markdown, text/plain;q=0.9, application/ld+json;q=0.8, application/json;q=0.8"

// Address reads an http or https address without its fragment.
func Address(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Hostname() == "" || !webForm.MatchString(address):
		return nil, fault.New(fault.BadUsage, "read %s: not an address", address).Try("https://host/path")
	case u.User != nil:
		return nil, fault.New(fault.Refused, "read %s: the address carries a user name or password", u.Redacted()).
			Try("an address without them")
	}
	u.Fragment = ""
	return u, nil
}

// Page checks that a response is a story's page and reads it within bounds.
func Page(resp *http.Response, lim Limits) (Raw, error) {
	lim = lim.filled()
	raw := Raw{URL: resp.Request.URL.String(), ContentType: resp.Header.Get("Content-Type")}
	raw.Name = raw.URL
	if err := StatusError(resp.StatusCode, raw.URL); err != nil {
		return Raw{}, err
	}
	media, params, err := mime.ParseMediaType(raw.ContentType)
	if err != nil {
		media, _, _ = strings.Cut(raw.ContentType, ";")
	}
	media = strings.ToLower(strings.TrimSpace(media))
	format, ok := formats[media]
	if !ok {
		return Raw{}, fault.New(fault.BadInput, "read %s: content type %q is not a story", raw.URL, media).
			Try("the address of an HTML, plain text or Markdown page")
	}
	raw.Format, raw.Charset = format, params["charset"]
	raw.Bytes, err = Body(resp, lim)
	if err != nil {
		return Raw{}, err
	}
	return raw, nil
}

// Body reads a response's body within bounds, gzip undone by the transport. Its
// errors name the address.
func Body(resp *http.Response, lim Limits) ([]byte, error) {
	lim = lim.filled()
	name := resp.Request.URL.String()
	if enc := resp.Header.Get("Content-Encoding"); enc != "" && !strings.EqualFold(enc, "identity") {
		// The transport undoes gzip itself and then drops the header.
		return nil, fault.New(fault.BadInput, "read %s: compressed as %q, which was not asked for", name, enc).
			Try("save the page and give the file")
	}
	if resp.ContentLength > lim.MaxBytes {
		return nil, tooLarge(name, sizeText(resp.ContentLength), lim)
	}
	b, err := readBounded(resp.Body, name, lim)
	if err != nil && fault.CodeOf(err) != fault.TooLarge {
		return nil, Failed(name, errors.Unwrap(err), lim)
	}
	return b, err
}

// StatusError makes an error of a response that is not what was asked for; nil
// for 200 and 203.
func StatusError(status int, address string) error {
	text := http.StatusText(status)
	switch status {
	case http.StatusOK, http.StatusNonAuthoritativeInfo:
		return nil
	case http.StatusNotFound, http.StatusGone:
		return fault.New(fault.NotFound, "read %s: HTTP %d %s", address, status, text).Try("check the address")
	case http.StatusUnauthorized, http.StatusPaymentRequired, http.StatusForbidden:
		return fault.New(fault.Refused, "read %s: HTTP %d %s", address, status, text).
			Try("open it in a browser, save the page and give the file")
	}
	return fault.New(fault.Unreachable, "read %s: HTTP %d %s", address, status, text).Try("again later")
}

// Failed makes an error of a request that got no answer, in words and with its
// cause.
func Failed(address string, err error, lim Limits) error {
	lim = lim.filled()
	cause := err
	var own *fault.Error
	if errors.As(err, &own) && own.Code != fault.BadInput {
		return &fault.Error{Code: own.Code, What: "read " + address + ": " + own.What, Hint: own.Hint, Err: err}
	}
	var dns *net.DNSError
	var timeout net.Error
	switch {
	case errors.Is(err, context.Canceled):
		return &fault.Error{Code: fault.Unreachable, What: "read " + address + ": interrupted", Err: cause}
	case errors.As(err, &timeout) && timeout.Timeout() || errors.Is(err, context.DeadlineExceeded):
		return &fault.Error{
			Code: fault.Unreachable, What: fmt.Sprintf("read %s: no full answer within %s", address, lim.Timeout.Round(time.Millisecond)),
			Hint: "again later, or with a longer time limit", Err: cause,
		}
	case errors.As(err, &dns):
		return fault.New(fault.Unreachable, "read %s: no address is known for host %q", address, dns.Name).Try("check the spelling and the network")
	}
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err
	}
	return fault.New(fault.Unreachable, "read %s: %w", address, err).Try("again later, or save the page and give the file")
}
