package app

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"go.opentelemetry.io/otel/trace"
	"golang.org/x/sync/errgroup"

	"newstape/config"
	"newstape/desk"
	"newstape/desk/alert"
	"newstape/desk/ask"
	"newstape/desk/serve"
	"newstape/desk/store"
	"newstape/desk/stream"
	"newstape/fault"
	"newstape/story/source"
	"newstape/story/source/follow"
)

type serveCommand struct {
	Data     string `help:"Folder of the store and the streams (default: newstape in your data folder)." placeholder:"DIR"`
	Listen   string `help:"Address to listen on (default 127.0.0.1:8474); port 0 takes a free one." placeholder:"HOST:PORT"`
	Database string `help:"PostgreSQL instead of the embedded SQLite; a password is better kept in NEWSTAPE_DATABASE." placeholder:"postgres://..."`
	NATS     string `name:"nats" help:"NATS servers with JetStream instead of the embedded one; a password is better kept in NEWSTAPE_NATS." placeholder:"URL,..."`
	Replicas int    `help:"How many nodes of an outside NATS keep each message." placeholder:"N"`
	Tokens   bool   `help:"Demand a token of every caller, on loopback too."`
	LogLevel string `help:"debug, info, warn or error." enum:"debug,info,warn,error" default:"info"`
}

// Run runs the desk until it is told to stop.
func (c serveCommand) Run(s *session) error {
	cfg, err := c.config(s.cfg.Desk)
	if err != nil {
		return err
	}
	if cfg.Data, err = cfg.DataDir(s.Env); err != nil {
		return err
	}
	log, err := logger(s, c.LogLevel)
	if err != nil {
		return err
	}
	s.cfg.Desk = cfg
	s.patient.Store(true)
	svc := &service{session: s, cfg: cfg, log: log, registry: prometheus.NewRegistry()}
	defer svc.close()
	if err := svc.open(); err != nil {
		return err
	}
	return svc.run()
}

// config lays the command line over the configuration.
func (c serveCommand) config(d config.Desk) (config.Desk, error) {
	for _, o := range []struct {
		given string
		field *string
	}{{c.Data, &d.Data}, {c.Listen, &d.Listen}, {c.Database, &d.Database}, {c.NATS, &d.NATS}} {
		if o.given != "" {
			*o.field = o.given
		}
	}
	if c.Replicas != 0 {
		d.Replicas = c.Replicas
	}
	d.Tokens = d.Tokens || c.Tokens
	return d, d.Validate()
}

// logger writes JSON lines to standard error.
func logger(s *session, level string) (*slog.Logger, error) {
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		return nil, fault.New(fault.BadUsage, "log level %q: %w", level, err)
	}
	return slog.New(slog.NewJSONHandler(s.Stderr, &slog.HandlerOptions{Level: l})), nil
}

// service is the parts of a running desk, in the order in which they are opened.
type service struct {
	*session
	cfg      config.Desk
	log      *slog.Logger
	registry *prometheus.Registry

	rooms  *ask.Source
	store  *store.Store
	stream *stream.Stream
	desk   *desk.Desk
	http   *serve.Service
	listen net.Listener
	tracer trace.TracerProvider // nil without an endpoint
	shut   []func() error       // in the order of opening
}

func (v *service) close() {
	for _, shut := range slices.Backward(v.shut) {
		if err := shut(); err != nil {
			v.log.Error("closing", "error", err)
		}
	}
}

func (v *service) open() error {
	if err := os.MkdirAll(v.cfg.Data, 0o700); err != nil {
		return fault.New(fault.BadUsage, "data folder %s: %w", v.cfg.Data, err).Try("--data DIR with a folder that can be written")
	}
	if v.cfg.Memory > 0 {
		debug.SetMemoryLimit(v.cfg.Memory)
		// With that limit behind it, collecting half as often costs memory only
		// where there is some.
		debug.SetGCPercent(200)
	}
	v.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, step := range []func() error{v.openTraces, v.openRooms, v.openStore, v.openStream, v.openListener, v.openDesk, v.openHTTP} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (v *service) openTraces() error {
	if v.cfg.Telemetry == "" {
		return nil
	}
	provider, flush, err := serve.Tracing(v.ctx, v.cfg.Telemetry, thisProgram().Version, 1)
	if err != nil {
		return err
	}
	v.tracer = provider
	v.shut = append(v.shut, func() error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(v.ctx), 5*time.Second)
		defer cancel()
		return flush(ctx)
	})
	return nil
}

func (v *service) openRooms() error {
	var err error
	v.rooms, err = ask.NewSource(ask.Options{
		Tape: v.session.cfg.Tape, Master: v.session.cfg.Master, ListIndex: v.cfg.ListIndex, Program: thisProgram(),
	})
	if err == nil {
		v.shut = append(v.shut, v.rooms.Close)
	}
	return err
}

func (v *service) openStore() error {
	var err error
	v.store, err = store.Open(v.ctx, dsn(v.cfg), store.Options{Log: v.log, Now: time.Now})
	if err == nil {
		v.shut = append(v.shut, v.store.Close)
	}
	return err
}

// dsn names the store of a desk.
func dsn(d config.Desk) string {
	if d.Database != "" {
		return d.Database
	}
	return "sqlite:" + filepath.Join(d.Data, "desk.db")
}

// streamConfig names the stages of a desk.
func streamConfig(d config.Desk, log *slog.Logger) stream.Config {
	return stream.Config{
		URL: d.NATS, Dir: filepath.Join(d.Data, "stream"), Replicas: d.Replicas, MaxPending: d.Pending,
		Stages: desk.Stages(), Log: log,
	}
}

func (v *service) openStream() error {
	var err error
	v.stream, err = stream.Open(v.ctx, streamConfig(v.cfg, v.log))
	if err == nil {
		v.shut = append(v.shut, v.stream.Close)
	}
	return err
}

func (v *service) openDesk() error {
	readers := v.cfg.Readers
	if readers == 0 {
		readers = runtime.GOMAXPROCS(0)
	}
	host, err := os.Hostname()
	if err != nil {
		host = "host"
	}
	holder := fmt.Sprintf("%s/%d/%d", host, os.Getpid(), time.Now().UnixNano())
	poller, err := follow.New(follow.Options{
		Product: "newstape/" + thisProgram().Version, Contact: v.cfg.Contact, Now: time.Now, Jitter: rand.Float64,
		Limits: source.Limits{
			MaxBytes: v.session.cfg.Fetch.MaxBytes, Timeout: time.Duration(v.session.cfg.Fetch.Timeout),
			Redirects: v.session.cfg.Fetch.Redirects, AllowPrivate: v.session.cfg.Fetch.AllowPrivate,
		},
	})
	if err != nil {
		return err
	}
	v.shut = append(v.shut, func() error { poller.Close(); return nil })
	alerts, err := alert.NewWorker(alert.Options{
		Store: v.store, Now: time.Now, Rand: rand.Float64, Log: v.log, Holder: holder,
		Base: v.cfg.BaseURL, AllowPrivate: v.cfg.AllowPrivateWebhooks,
	})
	if err != nil {
		return err
	}
	retain := v.cfg.Retain
	v.desk, err = desk.New(desk.Config{
		Store: v.store, Stream: v.stream, Rooms: v.rooms, Now: time.Now, Log: v.log, Program: thisProgram().Version,
		Holder: holder, Readers: readers, Alerts: alerts, Feeds: poller, Folders: v.cfg.Folders,
		Remeasure: time.Duration(v.cfg.Remeasure), Registry: v.registry, Tracer: v.tracer,
		Retain: store.Policy{Stories: time.Duration(retain.Stories), Raw: time.Duration(retain.Raw), Changes: time.Duration(retain.Changes)},
	})
	return err
}

func (v *service) openListener() error {
	l, err := net.Listen("tcp", v.cfg.Listen)
	if err != nil {
		return fault.New(fault.BadUsage, "listen on %s: %w", v.cfg.Listen, err).Try("another --listen, or stop what has that port")
	}
	v.listen = l
	v.shut = append(v.shut, func() error { _ = l.Close(); return nil })
	if v.cfg.BaseURL == "" {
		v.cfg.BaseURL = v.address()
	}
	return nil
}

func (v *service) address() string { return "http://" + v.listen.Addr().String() }

// accessOf says who may come in. Behind a proxy on this machine every caller is
// local, so with a trusted proxy that alone opens nothing.
func accessOf(d config.Desk) serve.Access {
	a := serve.Access{Open: d.Loopback() && !d.Tokens && len(d.TrustedProxies) == 0, UserHeader: d.UserHeader}
	for _, p := range d.TrustedProxies {
		a.Proxies = append(a.Proxies, netip.MustParsePrefix(p)) // Validate parsed it
	}
	return a
}

func (v *service) openHTTP() error {
	o := serve.Options{
		Version: thisProgram().Version, Store: v.store, Rooms: v.rooms.Current, Submit: v.desk.Submit,
		MCP: v.mcpHandler(v.store, v.rooms.Current), Ready: v.ready, Depths: v.stream.Depths, Dead: v.stream.Dead, Retry: v.stream.Retry,
		Fetch: v.desk.Fetch, TestChannel: v.desk.Alerts.Test, Base: v.cfg.BaseURL, AllowPrivate: v.cfg.AllowPrivateWebhooks,
		Access: accessOf(v.cfg), Registry: v.registry, Tracer: v.tracer, Log: v.log, Now: time.Now,
	}
	var err error
	v.http, err = serve.New(o)
	return err
}

// run serves until the session's context ends.
func (v *service) run() error {
	g, ctx := errgroup.WithContext(v.ctx)
	g.Go(func() error { return v.desk.Run(ctx) })
	g.Go(func() error { return v.http.Serve(ctx, v.listen) })
	address := v.address()
	if err := noteRunning(v.cfg.Data, address); err != nil {
		v.log.Warn("other commands will not find this desk", "error", err)
	}
	fmt.Fprintf(v.Stdout, "newstape: the desk listens on %s, its data is in %s\n", address, v.cfg.Data)
	v.log.Info("ready", "address", address, "store", v.store.Engine(), "streams", streamsOf(v.cfg))
	err := g.Wait()
	v.log.Info("stopped")
	return err
}

// streamsOf says where the stages are, without an address that may hold a password.
func streamsOf(d config.Desk) string {
	if d.NATS == "" {
		return "embedded"
	}
	return "nats"
}

func (v *service) ready(ctx context.Context) []serve.Condition {
	var out []serve.Condition
	note := func(name string, err error, words string) {
		c := serve.Condition{Name: name, Ready: err == nil, Words: words}
		if err != nil {
			v.log.Warn("not ready", "part", name, "error", err)
			c.Words = "does not answer; see the log"
		}
		out = append(out, c)
	}
	_, err := v.stream.Depths(ctx)
	note("stages", err, "taking stories")
	return out
}
