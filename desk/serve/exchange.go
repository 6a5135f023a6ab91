package serve

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"
)

// exchange is one request with what is learnt about it on its way in.
type exchange struct {
	id      string
	route   string // the pattern that took it, "" when none did
	actor   Actor
	address string
	status  int
	sent    int64
	failed  error // the cause behind a problem, for the log
	path    string
	query   url.Values
	body    [32]byte // its SHA-256
	secret  bool     // the answer must not be kept by anybody
	vary    string   // header by which the answer was chosen
	made    string   // id of what was created, for the audit log
}

type exchangeKey struct{}

// exchangeOf finds the exchange of a request; one that came past the outer
// handler (only tests do) gets an empty one.
func exchangeOf(ctx context.Context) *exchange {
	if x, ok := ctx.Value(exchangeKey{}).(*exchange); ok {
		return x
	}
	return &exchange{}
}

// ServeHTTP takes every request of the service: it names it, keeps its panics,
// refuses what may not come in, and leaves one line in the log.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	begun := s.o.Now()
	x := &exchange{id: requestID(r), address: s.access.address(r), path: withoutSecrets(clip(r.URL.Path, 300)), query: r.URL.Query()}
	r = r.WithContext(context.WithValue(r.Context(), exchangeKey{}, x))
	r, span := s.startSpan(r, x)
	out := s.newAnswer(w, r, x)
	setSecurityHeaders(out.Header())
	out.Header().Set("X-Request-Id", x.id)
	s.metrics.inFlight.Inc()
	defer func() {
		if v := recover(); v != nil {
			s.recovered(out, r, x, v)
		}
		out.finish()
		s.metrics.inFlight.Dec()
		took := s.o.Now().Sub(begun)
		s.metrics.observe(x, r.Method, took)
		s.endSpan(span, x)
		s.accessLog(r, x, took)
		if out.gone {
			panic(http.ErrAbortHandler) // net/http closes the connection and says nothing
		}
	}()
	if p := s.admit(r, x); p != nil {
		p.write(out, x.id)
		return
	}
	s.route(out, r, x)
}

// recovered answers for a handler that panicked. http.ErrAbortHandler is how a
// handler gives up on a client that has gone; it is no defect.
func (s *Service) recovered(out *answer, r *http.Request, x *exchange, v any) {
	if err, ok := v.(error); ok && errors.Is(err, http.ErrAbortHandler) || r.Context().Err() != nil {
		out.abandon()
		return
	}
	s.o.Log.LogAttrs(r.Context(), slog.LevelError, "a handler panicked",
		slog.String("request_id", x.id), slog.String("route", x.route),
		slog.String("panic", fmt.Sprint(v)), slog.String("stack", string(debug.Stack())))
	s.metrics.panics.Inc()
	if out.begun() {
		out.abandon()
		return
	}
	out.reset()
	internalProblem(nil).write(out, x.id)
}

// route hands the request to the mux. What the mux itself would refuse, with a
// page of text or a redirect, becomes a problem.
func (s *Service) route(w http.ResponseWriter, r *http.Request, x *exchange) {
	if !cleanPath(r.URL.Path) || !cleanPath(r.URL.EscapedPath()) {
		newProblem(http.StatusNotFound, "not_found", "there is nothing at this address").write(w, x.id)
		return
	}
	h, pattern := s.mux.Handler(r)
	if pattern != "" {
		x.route = pattern
		s.answer(w, r, x)
		return
	}
	probe := &refusal{header: http.Header{}}
	h.ServeHTTP(probe, r)
	if probe.status == http.StatusMethodNotAllowed {
		p := newProblem(http.StatusMethodNotAllowed, "bad_usage", "this address does not take "+clip(r.Method, 20))
		p.allow = probe.header.Get("Allow")
		p.trying(p.allow).write(w, x.id)
		return
	}
	newProblem(http.StatusNotFound, "not_found", "there is nothing at this address").trying("see /docs for what there is").write(w, x.id)
}

// answer runs the handler of a known route, when there is a place.
func (s *Service) answer(w http.ResponseWriter, r *http.Request, x *exchange) {
	if _, err := url.ParseQuery(r.URL.RawQuery); err != nil {
		newProblem(http.StatusBadRequest, "bad_usage", "the query of the address is not encoded as it must be").write(w, x.id)
		return
	}
	if x.route != streamRoute && !isHealth(x.route) {
		select {
		case s.places <- struct{}{}:
			defer func() { <-s.places }()
		default:
			p := newProblem(http.StatusServiceUnavailable, "busy", "as many requests are being answered as can be")
			p.after = time.Second
			p.write(w, x.id)
			return
		}
	}
	s.mux.ServeHTTP(w, r)
}

func isHealth(route string) bool {
	return route == "GET /healthz" || route == "GET /readyz" || route == "GET /metrics"
}

// refusal takes what the mux answers when no pattern fits.
type refusal struct {
	header http.Header
	status int
}

func (p *refusal) Header() http.Header         { return p.header }
func (p *refusal) Write(b []byte) (int, error) { return len(b), nil }
func (p *refusal) WriteHeader(status int)      { p.status = status }

// cleanPath tells whether a path means what it says: no empty, . or .. part,
// encoded or not, no control characters and no backslash.
func cleanPath(p string) bool {
	if !strings.HasPrefix(p, "/") || len(p) > 2048 {
		return false
	}
	lower := strings.ToLower(p)
	if strings.Contains(p, "//") || strings.ContainsAny(p, "\\\x00\r\n") ||
		strings.Contains(lower, "%2e") || strings.Contains(lower, "%00") || strings.Contains(lower, "%2f") {
		return false
	}
	for part := range strings.SplitSeq(p, "/") {
		if part == "." || part == ".." {
			return false
		}
	}
	return true
}

// requestID keeps a sender's own id when it is short and plain, else makes one.
func requestID(r *http.Request) string {
	if id := r.Header.Get("X-Request-Id"); plainID(id) {
		return id
	}
	var b [8]byte
	_, _ = rand.Read(b[:]) // crypto/rand never fails
	return hex.EncodeToString(b[:])
}

func plainID(id string) bool {
	if len(id) < 8 || len(id) > 64 || strings.HasPrefix(id, "nst_") {
		return false
	}
	for i := range len(id) {
		c := id[i]
		if c != '-' && c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return true
}

// accessLog writes the request's one line: the route instead of the address,
// so that no query and no id that is a secret ends up in a log.
func (s *Service) accessLog(r *http.Request, x *exchange, took time.Duration) {
	level := slog.LevelInfo
	switch {
	case x.status >= 500:
		level = slog.LevelError
	case isHealth(x.route):
		level = slog.LevelDebug
	}
	attrs := []slog.Attr{
		slog.String("request_id", x.id), slog.String("method", clip(r.Method, 16)), slog.String("route", x.route),
		slog.Int("status", x.status), slog.Int64("bytes", x.sent), slog.Float64("ms", float64(took.Microseconds())/1000),
		slog.String("address", x.address), slog.String("actor", x.actor.Name),
	}
	if x.failed != nil {
		attrs = append(attrs, slog.String("error", clip(withoutSecrets(x.failed.Error()), 1000)))
	}
	s.o.Log.LogAttrs(r.Context(), level, "request", attrs...)
}
