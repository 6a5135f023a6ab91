package app

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"runtime/debug"
	"slices"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"go.opentelemetry.io/otel/trace"
	"golang.org/x/sync/errgroup"

	"newstape/config"
	"newstape/desk"
	"newstape/desk/ask"
	"newstape/desk/serve"
	"newstape/desk/store"
	"newstape/desk/stream"
	"newstape/fault"
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

// accessOf says who may come in. Behind a proxy on this machine every caller is
// local, so with a trusted proxy that alone opens nothing.
func accessOf(d config.Desk) serve.Access {
	a := serve.Access{Open: d.Loopback() && !d.Tokens && len(d.TrustedProxies) == 0, UserHeader: d.UserHeader}
	for _, p := range d.TrustedProxies {
		a.Proxies = append(a.Proxies, netip.MustParsePrefix(p)) // Validate parsed it
	}
	return a
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
