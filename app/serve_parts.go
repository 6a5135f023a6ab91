package app

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"time"

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

// mostText bounds the clean text of a story that a desk reads, in bytes: forty
// thousand words. A longer one would hold a reader for seconds; "newstape read"
// takes four times as much.
const mostText = 256 << 10

func (v *service) openRooms() error {
	var err error
	v.rooms, err = ask.NewSource(ask.Options{
		Tape: v.session.cfg.Tape, Master: v.session.cfg.Master, ListIndex: v.cfg.ListIndex, Program: thisProgram(),
		Bounds: ask.Bounds{Text: mostText},
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
