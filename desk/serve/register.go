package serve

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"net"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"newstape/desk/store"
	"newstape/fault"
)

// Bodies and times of operations that say nothing else.
const (
	usualBody = 1 << 20
	storyBody = 8 << 20
	usualTime = 30 * time.Second
	wholeBody = 15 * time.Second // to send one
	jsonDepth = 64
)

// operation is what an operation is beside its handler.
type operation struct {
	id      string // list-stories
	method  string
	path    string
	tag     string
	summary string
	more    string             // description
	scope   Scope              // "" for everybody
	also    Scope              // another scope that is enough
	status  int                // of success; 0: 200, or 204 without a body
	body    int64              // most bytes; 0: usualBody
	time    time.Duration      // to answer; 0: usualTime, below 0: no bound
	takes   []string           // media types of a body that is no JSON object of ours
	forms   map[string]reshape // other media types of a body
	gives   []string           // media types of an answer that is no JSON of ours
	shape   reflect.Type       // of the JSON among gives; nil says nothing of it
	audited bool               // a change that the audit log must tell
	more2xx []int              // other statuses of success
	lenient bool               // takes parameters and members that it does not know
}

// reshape makes of a body in another form the JSON that a handler takes.
type reshape func(body []byte) ([]byte, error)

// add puts an operation into the service. Its handler's errors become problems;
// nothing of an error that is no [fault.Error] reaches the client.
func add[I, O any](s *Service, o operation, h func(context.Context, *I) (*O, error)) {
	op := huma.Operation{
		OperationID: o.id, Method: o.method, Path: o.path, Tags: []string{o.tag}, Summary: o.summary, Description: o.more,
		DefaultStatus: o.status, MaxBodyBytes: -1, BodyReadTimeout: -1, Responses: s.failures(o),
		Middlewares: huma.Middlewares{s.guard(o)},
	}
	op.RejectUnknownQueryParameters = !o.lenient
	op.SkipValidateBody = o.lenient
	op.Security = []map[string][]string{{"token": {}}, {}}
	if o.scope != "" {
		op.Security = []map[string][]string{{"token": {o.scope}}, {}}
		if o.also != "" {
			op.Security = append(op.Security, map[string][]string{"token": {o.also}})
		}
	}
	if o.takes != nil {
		op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{}}
		for _, kind := range o.takes {
			op.RequestBody.Content[kind] = &huma.MediaType{Schema: &huma.Schema{Type: "string", Format: "binary"}}
		}
		op.SkipValidateBody = true
	}
	if o.forms != nil {
		op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{}}
		for kind := range o.forms {
			op.RequestBody.Content[kind] = &huma.MediaType{Schema: &huma.Schema{Type: "string"}}
		}
	}
	if o.gives != nil {
		content := map[string]*huma.MediaType{}
		for _, kind := range o.gives {
			content[kind] = &huma.MediaType{Schema: &huma.Schema{}}
			if !strings.Contains(kind, "json") {
				content[kind].Schema.Type = "string"
			} else if o.shape != nil {
				content[kind].Schema = s.api.OpenAPI().Components.Schemas.Schema(o.shape, true, o.id)
			}
		}
		op.Responses["200"] = &huma.Response{Description: "OK", Content: content}
	}
	for _, status := range o.more2xx {
		op.Responses[strconv.Itoa(status)] = &huma.Response{Description: http.StatusText(status)}
	}
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := audited(ctx, s, o, func() (*O, error) { return h(ctx, in) })
		if err != nil {
			return nil, problemOf(err)
		}
		return out, nil
	})
}

// failures documents how an operation may fail.
func (s *Service) failures(o operation) map[string]*huma.Response {
	statuses := []int{400, 401, 403, 422, 429, 500, 503} // 401 even without a scope: a token that is not valid
	if strings.Contains(o.path, "{") {
		statuses = append(statuses, 404)
	}
	if o.method == http.MethodPost || o.method == http.MethodPut {
		statuses = append(statuses, 413)
	}
	if o.gives != nil {
		statuses = append(statuses, 406)
	}
	slices.Sort(statuses)
	schema := s.api.OpenAPI().Components.Schemas.Schema(typeOfProblem, true, "Problem")
	out := map[string]*huma.Response{}
	for _, status := range statuses {
		out[strconv.Itoa(status)] = &huma.Response{
			Description: http.StatusText(status),
			Content:     map[string]*huma.MediaType{problemType: {Schema: schema}},
		}
	}
	return out
}

// guard stands before a handler: scope, time, body.
func (s *Service) guard(o operation) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		r, w := humago.Unwrap(ctx)
		x := exchangeOf(r.Context())
		if p := needs(x.actor, o.scope); p != nil && (o.also == "" || !x.actor.May(o.also)) {
			p.write(w, x.id)
			return
		}
		if o.time >= 0 {
			bound := o.time
			if bound == 0 {
				bound = usualTime
			}
			c, cancel := context.WithTimeout(ctx.Context(), bound)
			defer cancel()
			ctx = huma.WithContext(ctx, c)
		}
		body, p := s.readBody(r, w, o)
		if p != nil {
			p.write(w, x.id)
			return
		}
		// From here on a deadline for reading would only end the handler: net/http
		// takes it for a client that has gone.
		_ = http.NewResponseController(w).SetReadDeadline(time.Time{}) // a writer without deadlines is a test's
		x.body = sha256.Sum256(body)
		if toJSON := o.forms[mediaType(r.Header.Get("Content-Type"))]; toJSON != nil {
			var err error
			if body, err = toJSON(body); err != nil {
				problemOf(err).write(w, x.id)
				return
			}
			r.Header.Set("Content-Type", "application/json")
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		next(ctx)
	}
}

// readBody reads a request's body whole, within its bounds of bytes, time and,
// for JSON, depth.
func (s *Service) readBody(r *http.Request, w http.ResponseWriter, o operation) ([]byte, *Problem) {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return nil, nil // what a GET carries means nothing
	}
	limit := o.body
	if limit == 0 {
		limit = usualBody
	}
	if r.Header.Get("Content-Encoding") != "" {
		return nil, newProblem(http.StatusUnsupportedMediaType, fault.BadUsage, "a request body with a content coding is not taken").
			trying("send it as it is")
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(s.bodyTime)) // a writer without deadlines is a test's
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	var timeout net.Error
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return nil, newProblem(http.StatusRequestEntityTooLarge, fault.TooLarge, "the body is larger than "+strconv.FormatInt(limit, 10)+" bytes")
	}
	if errors.As(err, &timeout) && timeout.Timeout() {
		return nil, newProblem(http.StatusRequestTimeout, fault.BadUsage, "the body did not come in time").trying("send it whole within 15 seconds")
	}
	if err != nil {
		return nil, newProblem(http.StatusBadRequest, fault.BadUsage, "the body ended before it was whole")
	}
	kind := mediaType(r.Header.Get("Content-Type"))
	if o.forms[kind] != nil {
		return body, nil
	}
	if o.takes == nil && len(body) > 0 && kind != "" && kind != "application/json" {
		kinds := append([]string{"application/json"}, slices.Sorted(maps.Keys(o.forms))...)
		return nil, newProblem(http.StatusUnsupportedMediaType, fault.BadUsage, "this operation takes "+strings.Join(kinds, " or ")).trying("Content-Type: application/json")
	}
	if (o.takes == nil || strings.Contains(kind, "json")) && deeperThan(body, jsonDepth) {
		return nil, newProblem(http.StatusUnprocessableEntity, fault.BadInput, "the body is nested deeper than "+strconv.Itoa(jsonDepth))
	}
	return body, nil
}

// mediaType is a Content-Type without its parameters, in lower case.
func mediaType(header string) string {
	kind, _, _ := strings.Cut(header, ";")
	return strings.ToLower(strings.TrimSpace(kind))
}

// deeperThan tells whether JSON is nested deeper than limit, without decoding.
func deeperThan(body []byte, limit int) bool {
	depth, inString := 0, false
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			if depth++; depth > limit {
				return true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return false
}

// audited runs a change between two entries of the audit log: one before it is
// made, without which it is not made, and one with how it ended.
func audited[O any](ctx context.Context, s *Service, o operation, change func() (*O, error)) (*O, error) {
	if !o.audited {
		return change()
	}
	x := exchangeOf(ctx)
	entry := store.Entry{
		At: s.o.Now(), Actor: x.actor.Name, Action: o.id, Object: x.path,
		Detail: "begun; request " + x.id + ", body " + hex.EncodeToString(x.body[:8]),
	}
	if err := s.o.Store.Append(ctx, entry); err != nil {
		return nil, err
	}
	out, err := change()
	entry.At, entry.Detail = s.o.Now(), "done; request "+x.id
	if x.made != "" {
		entry.Detail += ", made " + x.made
	}
	if err != nil {
		entry.Detail = "failed: " + problemOf(err).Code + "; request " + x.id
	}
	// The change is made or not whatever befalls this entry, so the client is
	// told how the change went.
	if e := s.o.Store.Append(context.WithoutCancel(ctx), entry); e != nil {
		s.o.Log.ErrorContext(ctx, "the audit log could not be told how a change ended", "error", e, "action", o.id, "request_id", x.id)
	}
	return out, err
}
