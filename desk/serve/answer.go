package serve

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/zeebo/xxh3"
)

// What is held back to be tagged and pressed. Anything larger, and whatever is
// flushed before it ends, goes out as it comes.
const (
	heldBytes = 8 << 20
	pressFrom = 1400 // bytes below which gzip gains nothing over one packet
)

// answer is the response on its way out. It holds a body back until it is
// whole, so that a GET gets an ETag and its If-None-Match an honest 304, and
// so that a panic half-way can still become a problem. It presses with gzip
// what is text, large enough and asked for.
type answer struct {
	w       http.ResponseWriter
	r       *http.Request
	x       *exchange
	presses *sync.Pool // of *gzip.Writer
	held    bytes.Buffer
	status  int
	through bool // nothing is held back any more
	gone    bool
}

func (s *Service) newAnswer(w http.ResponseWriter, r *http.Request, x *exchange) *answer {
	return &answer{w: w, r: r, x: x, presses: &s.presses}
}

func (a *answer) Header() http.Header { return a.w.Header() }

// Unwrap lets http.ResponseController reach deadlines.
func (a *answer) Unwrap() http.ResponseWriter { return a.w }

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

func (a *answer) Write(b []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	if !a.through && a.held.Len()+len(b) > heldBytes {
		a.release()
	}
	if a.through {
		n, err := a.w.Write(b)
		a.x.sent += int64(n)
		return n, err
	}
	return a.held.Write(b)
}

// Flush lets go of what is held: the handler is streaming.
func (a *answer) Flush() {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	a.release()
	_ = http.NewResponseController(a.w).Flush() // a writer that cannot flush sends later
}

func (a *answer) release() {
	if a.through {
		return
	}
	a.through = true
	a.x.status = a.status
	a.w.WriteHeader(a.status)
	if a.held.Len() > 0 {
		n, _ := a.w.Write(a.held.Bytes()) //nolint:gosec // G705: what a handler escaped; the next Write meets the same error
		a.x.sent += int64(n)
		a.held = bytes.Buffer{}
	}
}

// begun tells whether the client has been sent anything.
func (a *answer) begun() bool { return a.through }

// reset forgets a body that is not to be sent after all.
func (a *answer) reset() {
	a.held.Reset()
	a.status = 0
	for _, name := range []string{"Content-Type", "Content-Length", "Etag", "Link", "Location", "Content-Disposition"} {
		a.w.Header().Del(name)
	}
}

// abandon gives up on a client that has gone or been sent half an answer: the
// connection is closed, so that the half is not taken for a whole.
func (a *answer) abandon() { a.gone = true }

// finish sends what is held.
func (a *answer) finish() {
	if a.gone {
		if a.x.status = a.status; a.status == 0 {
			a.x.status = 499 // as in other servers' logs: the client closed
		}
		return
	}
	if a.through {
		return
	}
	if a.status == 0 {
		a.status = http.StatusOK
	}
	body := a.held.Bytes()
	h := a.Header()
	if a.x.secret {
		h.Set("Cache-Control", "no-store")
	}
	if a.x.vary != "" {
		h.Add("Vary", a.x.vary)
	}
	if a.tagged(body) {
		h.Del("Content-Type")
		a.send(http.StatusNotModified, nil)
		return
	}
	if a.pressable(body) {
		body = a.press(body)
		h.Set("Content-Encoding", "gzip")
	}
	if a.status != http.StatusNoContent && a.status != http.StatusNotModified {
		h.Set("Content-Length", strconv.Itoa(len(body)))
	}
	a.send(a.status, body)
}

// press uses a writer again: a new one costs a megabyte.
func (a *answer) press(body []byte) []byte {
	small := bytes.NewBuffer(make([]byte, 0, len(body)/4))
	z, ok := a.presses.Get().(*gzip.Writer)
	if !ok {
		z, _ = gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is one that exists
	}
	z.Reset(small)
	_, _ = z.Write(body) // a Buffer takes everything
	_ = z.Close()
	a.presses.Put(z)
	return small.Bytes()
}

func (a *answer) send(status int, body []byte) {
	a.through = true
	a.x.status = status
	a.w.WriteHeader(status)
	if len(body) > 0 && a.r.Method != http.MethodHead {
		n, _ := a.w.Write(body) //nolint:gosec // G705: what a handler escaped; the client has gone; the log has its size
		a.x.sent = int64(n)
	}
}

// tagged gives a whole 200 to a GET its ETag, and tells whether the client has
// that very answer already. The tag is weak, for it is the same under gzip.
func (a *answer) tagged(body []byte) bool {
	if a.status != http.StatusOK || a.r.Method != http.MethodGet && a.r.Method != http.MethodHead {
		return false
	}
	h := a.Header()
	if h.Get("Cache-Control") == "no-store" {
		return false
	}
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "private, no-cache") // keep it, but ask each time
	}
	sum := xxh3.Hash128(body).Bytes()
	tag := `W/"` + hexOf(sum[:]) + `"`
	h.Set("ETag", tag)
	return matchesTag(a.r.Header.Get("If-None-Match"), tag)
}

func hexOf(b []byte) string {
	const digits = "0123456789abcdef"
	out := make([]byte, 0, 2*len(b))
	for _, c := range b {
		out = append(out, digits[c>>4], digits[c&15])
	}
	return string(out)
}

// matchesTag compares weakly, as RFC 9110 asks of If-None-Match.
func matchesTag(header, tag string) bool {
	tag = strings.TrimPrefix(tag, "W/")
	for part := range strings.SplitSeq(header, ",") {
		part = strings.TrimSpace(part)
		if part == "*" || strings.TrimPrefix(part, "W/") == tag {
			return true
		}
	}
	return false
}

// pressable tells whether the body is worth pressing and the client wants it so.
func (a *answer) pressable(body []byte) bool {
	h := a.Header()
	kind := h.Get("Content-Type")
	text := strings.HasPrefix(kind, "text/") || strings.Contains(kind, "json") || strings.Contains(kind, "xml") || strings.Contains(kind, "yaml")
	if !text || h.Get("Content-Encoding") != "" {
		return false
	}
	h.Add("Vary", "Accept-Encoding")
	return len(body) >= pressFrom && asksFor(a.r.Header.Get("Accept-Encoding"), "gzip")
}

// asksFor tells whether an Accept-Encoding header names a coding with a weight
// above zero.
func asksFor(header, coding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(name), coding) {
			continue
		}
		weight := strings.ReplaceAll(strings.ToLower(params), " ", "")
		q, has := strings.CutPrefix(weight, "q=")
		return !has || strings.Trim(q, "0.") != ""
	}
	return false
}
