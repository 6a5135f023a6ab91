// Package serve is the desk over HTTP.
//
//	svc, err := serve.New(serve.Options{Store: st, Rooms: source.Current, Submit: desk.Submit, Access: serve.Access{Open: true}, ...})
//	err = svc.Serve(ctx, listener)
//
//	curl --data-binary @memo.txt -H 'Content-Type: text/plain' 'http://127.0.0.1:8080/v1/stories?wait=5s'
//	curl 'http://127.0.0.1:8080/v1/statements?q=(and+tt:baba+verdict:fails)'
//	curl -N 'http://127.0.0.1:8080/v1/stream?q=held:yes'
//
// In: requests. Out: JSON as the rooms and the store write it, lists in pages
// with a Link to the next, changes as server-sent events, and problem documents
// of RFC 9457 for whatever cannot be answered. /openapi.json describes every
// operation and /docs shows it to people. There is no logic here: a handler
// reads its request, asks one thing below, and writes the answer.
//
// # Who may come in
//
// A loopback listener needs no token but looks at the Host header, since a page
// may have its own name resolved to 127.0.0.1. Any other listener wants tokens
// in the Authorization header, or users whom a trusted proxy has signed in; see
// [Access]. Pages of other sites are refused whatever they ask; there is no CORS.
// Each operation has a scope. Each change is written to the audit log before it
// is made and after; a submitted story is its own record and is not.
//
// # Limits
//
// Headers of 32 KiB in 5 s, bodies of 1 MiB (feeds, holdings 4, stories 8) in 15 s, JSON nested
// 64 deep, answers in 30 s, pages of 500. Requests that net/http itself cannot
// read (a broken request line, oversized headers) get its own short text answers;
// everything that reaches the service gets a problem. Answers up to 8 MiB are
// held back to carry an ETag; larger ones have none.
package serve

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"reflect"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/trace"

	"newstape/desk/ask"
	"newstape/desk/ask/studies"
	"newstape/desk/record"
	"newstape/desk/store"
	"newstape/desk/stream"
	"newstape/desk/web"
	"newstape/fault"
)

// Options is what the service stands on. Store, Submit, Log and Now must be
// given; an operation whose part is nil answers that this desk does not have it.
type Options struct {
	Version string
	Store   *store.Store
	// Rooms gives the rooms in use, see [ask.Source].
	Rooms func() *ask.Rooms
	// Submit accepts a sealed story: nil means that it is durable. fresh is false
	// when it was accepted before.
	Submit func(ctx context.Context, sub record.Submission) (fresh bool, err error)
	// Fetch gets the page of an address that was submitted.
	Fetch func(ctx context.Context, url string) (record.Submission, error)
	// Ready tells what the desk is waiting for.
	Ready func(ctx context.Context) []Condition
	// Depths, Dead and Retry look into the stages.
	Depths func(ctx context.Context) ([]stream.Depth, error)
	Dead   func(ctx context.Context, limit int) ([]stream.Letter, error)
	Retry  func(ctx context.Context, seqs ...uint64) (int, error)
	// TestChannel sends a test message; its error says what the receiver said.
	TestChannel func(ctx context.Context, id string) error
	// Base is where people reach the desk, such as https://desk.example.org; links
	// in feeds begin with it. "" leaves them out.
	Base string
	// AllowPrivate lets channels send to private addresses.
	AllowPrivate bool
	// Gauges are figures for Prometheus beyond those of stages and store.
	Gauges func(ctx context.Context) []Gauge
	// MCP is mounted at /mcp for callers with the scope read.
	MCP http.Handler

	Access   Access
	Limits   Limits
	Registry *prometheus.Registry // nil: one of its own
	Tracer   trace.TracerProvider // nil: no traces
	Log      *slog.Logger
	Now      func() time.Time
}

// Condition is one thing that the desk needs in order to work.
type Condition struct {
	Name  string `json:"name"` // store, stages, prices
	Ready bool   `json:"ready"`
	// Words say how it is and, when it is not ready, what to do.
	Words string `json:"words"`
}

// Service answers requests. It is an [http.Handler].
type Service struct {
	o       Options
	access  Access
	limits  *limiter
	sites   *http.CrossOriginProtection
	metrics *metrics
	tracer  trace.Tracer
	mux     *http.ServeMux
	api     huma.API
	hub     *hub
	recent  *recent
	pages   *pages
	studies *studies.Book // nil without rooms
	web     *web.Pages

	presses  sync.Pool     // of *gzip.Writer
	bodyTime time.Duration // to send a whole body
	beat     time.Duration // of streams: a sign of life, and a look at the token
	places   chan struct{} // one for each request that is being answered
}

// New makes the service.
func New(o Options) (*Service, error) {
	if o.Store == nil || o.Submit == nil || o.Log == nil || o.Now == nil {
		return nil, fault.New(fault.Internal, "serve: store, submit, log and clock must be given")
	}
	if o.Registry == nil {
		o.Registry = prometheus.NewRegistry()
	}
	if o.Access.UserScopes == nil {
		o.Access.UserScopes = []Scope{Read, Submit}
	}
	s := &Service{
		o: o, access: o.Access, limits: newLimiter(o.Limits), sites: http.NewCrossOriginProtection(),
		mux: http.NewServeMux(), recent: newRecent(), bodyTime: wholeBody, beat: heartbeat,
	}
	s.places = make(chan struct{}, s.limits.l.Requests)
	var err error
	if s.metrics, err = newMetrics(o.Registry); err != nil {
		return nil, fault.New(fault.Internal, "serve: metrics: %w", err)
	}
	if err := o.Registry.Register(&gauges{read: s.gauges, now: o.Now}); err != nil {
		return nil, fault.New(fault.Internal, "serve: metrics: %w", err)
	}
	if o.Tracer != nil {
		s.tracer = o.Tracer.Tracer("newstape/desk/serve")
	}
	if o.Rooms != nil {
		if s.studies, err = studies.New(studies.Options{Rooms: o.Rooms, Now: o.Now, Log: o.Log}); err != nil {
			return nil, err
		}
	}
	s.hub = newHub(s.loadEvents, o.Store.LastChange, o.Log)
	s.api = humago.New(s.mux, s.config())
	s.operations()
	if s.pages, err = newPages(s.api.OpenAPI()); err != nil {
		return nil, fault.New(fault.Internal, "serve: describe the operations: %w", err)
	}
	if s.web, err = web.Open(); err != nil {
		return nil, err
	}
	s.plainRoutes()
	return s, nil
}

// Close ends all event streams, and the studies that run or wait. Other requests
// go on.
func (s *Service) Close() {
	s.hub.close()
	if s.studies != nil {
		s.studies.Close()
	}
}

var typeOfProblem = reflect.TypeFor[Problem]()

// config is huma's, without its own pages: they would fetch scripts from
// elsewhere.
func (s *Service) config() huma.Config {
	format := huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: json.Unmarshal}
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Newstape desk", Version: s.o.Version,
				Description: "Market-moving stories read and checked against prices. Every line of an answer has a receipt. " +
					"Text of stories in answers is quoted material.",
			},
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry("#/components/schemas/", schemaName),
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"token": {Type: "http", Scheme: "bearer", Description: "newstape desk token add; not needed on a loopback listener"},
				},
			},
		},
		Formats:       map[string]huma.Format{"application/json": format, "json": format},
		DefaultFormat: "application/json",
		Transformers:  []huma.Transformer{s.asProblem},
	}
}

// schemaName tells types of one name in two packages apart.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	pkg := t.PkgPath()
	for i := len(pkg) - 1; i >= 0; i-- {
		if pkg[i] == '/' {
			pkg = pkg[i+1:]
			break
		}
	}
	if pkg == "" || pkg == "serve" || t.Name() == "" {
		return name
	}
	return string(pkg[0]-'a'+'A') + pkg[1:] + name
}

// asProblem gives every problem that huma sends its request id, and keeps the
// cause for the log.
func (s *Service) asProblem(ctx huma.Context, _ string, v any) (any, error) {
	var p *Problem
	switch v := v.(type) {
	case *Problem:
		p = v
	case *huma.ErrorModel:
		p = problemOfModel(v)
	default:
		return v, nil
	}
	x := exchangeOf(ctx.Context())
	x.failed = p.hidden
	out := *p
	out.Request = x.id
	ctx.SetHeader("Cache-Control", "no-store")
	return &out, nil
}

// operations registers everything under /v1.
func (s *Service) operations() {
	s.storyOperations()
	s.clusterOperations()
	s.wireOperations()
	s.lineOperations()
	s.askOperations()
	s.priceOperations()
	s.partyOperations()
	s.studyOperations()
	s.searchOperations()
	s.followOperations()
	s.ruleOperations()
	s.channelOperations()
	s.syndicateOperations()
	s.feedOperations()
	s.accessOperations()
	s.stageOperations()
	s.streamOperations()
}

// plainRoutes registers what is no operation: health, metrics, pages.
func (s *Service) plainRoutes() {
	s.mux.HandleFunc("GET /healthz", s.healthz)
	s.mux.HandleFunc("GET /readyz", s.readyz)
	s.mux.Handle("GET /metrics", s.scoped(Read, s.metrics.handler))
	s.mux.HandleFunc("GET /openapi.json", s.pages.json)
	s.mux.HandleFunc("GET /openapi.yaml", s.pages.yaml)
	s.mux.HandleFunc("GET /docs", s.pages.docs)
	s.mux.HandleFunc("GET /docs.css", s.pages.style)
	for _, pattern := range s.web.Patterns() {
		s.mux.Handle(pattern, s.web)
	}
	if s.o.MCP != nil {
		s.mux.Handle("/mcp", s.scoped(Read, s.o.MCP))
	}
}

// scoped lets callers with a scope through.
func (s *Service) scoped(scope Scope, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		x := exchangeOf(r.Context())
		if p := needs(x.actor, scope); p != nil {
			p.write(w, x.id)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, usualBody)
		h.ServeHTTP(w, r)
	})
}

// missing is what an operation answers whose part this desk does not have.
func missing(what string) error {
	return &Problem{
		Type: "/docs#unavailable", Title: http.StatusText(http.StatusNotImplemented), Status: http.StatusNotImplemented,
		Code: "unavailable", Detail: "this desk has no " + what,
	}
}
