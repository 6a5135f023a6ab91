package serve

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"newstape/fault"
)

// problemType is the media type of RFC 9457.
const problemType = "application/problem+json"

// Problem is how the service says no: a problem document of RFC 9457. Its
// members beyond that standard are code (of package fault), try and
// request_id.
type Problem struct {
	Type    string        `json:"type" doc:"where the code is explained, relative to the service"`
	Title   string        `json:"title" doc:"the status in words"`
	Status  int           `json:"status" doc:"the HTTP status"`
	Detail  string        `json:"detail" doc:"what was wrong here"`
	Code    string        `json:"code" doc:"the class of the error: bad_usage, bad_input, not_found, too_large, refused, busy ..."`
	Try     string        `json:"try,omitempty" doc:"what to try"`
	Request string        `json:"request_id,omitempty" doc:"by which the log knows this request"`
	Errors  []ProblemPart `json:"errors,omitempty" doc:"what was wrong with which part of the request"`

	after  time.Duration // Retry-After, 0 for none
	realm  bool          // ask for a token
	allow  string        // of 405
	hidden error         // logged, never sent
}

// ProblemPart is what was wrong with one part of the request.
type ProblemPart struct {
	Where string `json:"where,omitempty" doc:"such as query.limit or body.searches[0].q"`
	What  string `json:"what"`
}

// Error is the detail, with the cause that the client does not see.
func (p *Problem) Error() string {
	if p.hidden != nil {
		return p.Detail + ": " + p.hidden.Error()
	}
	return p.Detail
}

// GetStatus is what huma asks an error for.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is what huma asks a body for.
func (p *Problem) ContentType(string) string { return problemType }

// Unwrap gives the cause that is not sent.
func (p *Problem) Unwrap() error { return p.hidden }

// GetHeaders is what huma asks an error for.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	p.setHeaders(h)
	return h
}

func (p *Problem) setHeaders(h http.Header) {
	h.Set("Cache-Control", "no-store")
	if p.after > 0 {
		h.Set("Retry-After", strconv.Itoa(int((p.after+time.Second-1)/time.Second)))
	}
	if p.realm {
		h.Set("WWW-Authenticate", `Bearer realm="newstape"`)
	}
	if p.allow != "" {
		h.Set("Allow", p.allow)
	}
}

func newProblem(status int, code fault.Code, detail string) *Problem {
	return &Problem{
		Type: "/docs#" + string(code), Title: http.StatusText(status), Status: status, Code: string(code), Detail: detail,
	}
}

func (p *Problem) trying(hint string) *Problem {
	p.Try = hint
	return p
}

// problemOf turns any error into what may be sent. What is our own fault is
// told in one sentence; its words go to the log only, for they may name files,
// addresses or SQL.
func problemOf(err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p
	}
	if m, ok := errors.AsType[*huma.ErrorModel](err); ok {
		return problemOfModel(m)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		p := newProblem(http.StatusServiceUnavailable, fault.Busy, "the answer took too long and was given up")
		p.after, p.hidden = 5*time.Second, err
		return p.trying("ask for less, or again later")
	}
	if errors.Is(err, context.Canceled) {
		p := newProblem(http.StatusServiceUnavailable, fault.Busy, "the request was given up")
		p.hidden = err
		return p
	}
	e, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return internalProblem(err)
	}
	status := e.Code.HTTP()
	switch e.Code {
	case fault.Busy:
		p := newProblem(status, e.Code, withoutPaths(e.What)).trying(withoutPaths(e.Hint))
		p.after = 2 * time.Second
		return p
	case fault.BadUsage, fault.BadInput, fault.NotFound, fault.TooLarge, fault.Refused:
		p := newProblem(status, e.Code, withoutPaths(e.What)).trying(withoutPaths(e.Hint))
		p.hidden = err
		return p
	case fault.Unreachable:
		p := newProblem(status, e.Code, "a service that this answer needs did not answer").trying("again later; the log says which")
		p.hidden = err
		return p
	default:
		return internalProblem(err)
	}
}

func internalProblem(err error) *Problem {
	p := newProblem(http.StatusInternalServerError, fault.Internal, "the service failed; the log says why, under this request id")
	p.hidden = err
	return p
}

// problemOfModel turns what huma's validation says into ours. Values are left
// out: the client knows what it sent, and a log should not.
func problemOfModel(m *huma.ErrorModel) *Problem {
	code := fault.BadInput
	switch {
	case m.Status == http.StatusRequestEntityTooLarge:
		code = fault.TooLarge
	case m.Status >= 500:
		return internalProblem(m)
	case m.Status < 422:
		code = fault.BadUsage
	}
	p := newProblem(m.Status, code, m.Detail)
	for i, e := range m.Errors {
		if i == 20 {
			p.Errors = append(p.Errors, ProblemPart{What: strconv.Itoa(len(m.Errors)-i) + " more"})
			break
		}
		p.Errors = append(p.Errors, ProblemPart{Where: clip(e.Location, 200), What: plainMessage(e.Message)})
	}
	return p.trying("see /docs or /openapi.json for what this operation takes")
}

// secretShape is what our tokens look like, whole or in part.
var secretShape = regexp.MustCompile(`nst_[0-9A-Za-z]{8,}`)

// withoutSecrets takes tokens out of what is logged or sent: people put them
// into addresses by mistake.
func withoutSecrets(s string) string { return secretShape.ReplaceAllString(s, "nst_(hidden)") }

// withoutPaths takes absolute file names and tokens out of a message: a client
// has no business knowing where the service keeps its files.
func withoutPaths(s string) string {
	s = withoutSecrets(s)
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] == '/' && (i == 0 || strings.IndexByte(" \"'(=,[:", s[i-1]) >= 0) && !strings.HasPrefix(s[i:], "//") {
			end := i + 1
			for end < len(s) && strings.IndexByte(" \"'),;:]\n", s[end]) < 0 {
				end++
			}
			if path := s[i:end]; strings.Count(path, "/") > 1 && !strings.HasPrefix(path, "/v1/") {
				b.WriteString("(a file)")
				i = end
				continue
			}
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}

// plainMessage keeps the names of Go types out of messages about JSON.
func plainMessage(s string) string {
	if i := strings.Index(s, " into Go "); i >= 0 {
		s = strings.TrimPrefix(s[:i], "json: ") + " into this field"
	}
	return clip(s, 300)
}

// clip shortens s to at most n bytes on a character's edge.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "..."
}

// write sends p by itself, outside of huma.
func (p *Problem) write(w http.ResponseWriter, id string) {
	out := *p
	out.Request = id
	h := w.Header()
	out.setHeaders(h)
	h.Set("Content-Type", problemType)
	w.WriteHeader(out.Status)
	body, err := json.Marshal(out)
	if err != nil { // a Problem holds only strings and numbers
		return
	}
	_, _ = w.Write(append(body, '\n'))
}
