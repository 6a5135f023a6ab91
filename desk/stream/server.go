package stream

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"newstape/fault"
)

const (
	// maxPayload is below the 32 MiB from which the server's store takes a
	// record for a damaged one.
	maxPayload = 30 << 20
	// maxOutbound is what the server may hold for a connection before it cuts
	// it: all workers may be given a message of maxPayload at once.
	maxOutbound = 1 << 30
	startWait   = 30 * time.Second // a store of some GB is read in this time
)

// embedded is the server inside this process.
type embedded struct {
	*server.Server
	log  *serverLog
	lock *os.File
	temp string // folder to remove when done; "" = none
}

// startServer opens the folder and serves it to this process only: no port is
// opened and no signal is taken.
func startServer(cfg Config) (_ *embedded, err error) {
	e := &embedded{}
	dir := cfg.Dir
	if dir == "" {
		if dir, err = os.MkdirTemp("", "newstape-stream-"); err != nil {
			return nil, fault.New(fault.Refused, "open streams: %w", err)
		}
		e.temp = dir
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fault.New(fault.Refused, "open streams: make folder %s: %w", dir, err)
	}
	if e.lock, err = lockFolder(dir); err != nil {
		return nil, err
	}
	stages := int64(len(cfg.Stages) + 1)
	e.log = &serverLog{log: cfg.Log}
	e.Server, err = server.NewServer(&server.Options{
		ServerName:         cfg.Name,
		DontListen:         true,
		NoSigs:             true,
		JetStream:          true,
		StoreDir:           dir,
		SyncAlways:         true,
		MaxPayload:         maxPayload,
		MaxPending:         maxOutbound,
		JetStreamMaxMemory: memoryLimit(cfg, stages),
		JetStreamMaxStore:  1 << 50, // Config.MaxBytes and MinFree bound it; a bound here would refuse a store made with others

		DisableJetStreamBanner: true,
	})
	if err != nil {
		return nil, errors.Join(fault.New(fault.Internal, "open streams: %w", err), e.stop())
	}
	e.SetLoggerV2(e.log, false, false, false)
	e.Start()
	if !e.ReadyForConnections(startWait) {
		said := e.log.lastError()
		err := fault.New(fault.Corrupt, "open streams: the store in %s was not ready within %s%s", dir, startWait, said).
			Try("start again; if it stays, move the folder %s away and start again: it holds only what waits "+
				"between stages, not the dossiers; keep it for a repair", filepath.Join(dir, server.JetStreamStoreDir))
		return nil, errors.Join(err, e.stop())
	}
	return e, nil
}

// memoryLimit is the server's bound for streams in memory, of which there are
// none outside of tests. 0 would mean three quarters of the machine.
func memoryLimit(cfg Config, stages int64) int64 {
	if cfg.InMemory {
		return stages * cfg.MaxBytes
	}
	return 1 << 20
}

// broken is what the server said when the disk refused a write; "" when none
// did. The server writes no more until it is started anew.
func (e *embedded) broken() string {
	if e == nil {
		return ""
	}
	e.log.mu.Lock()
	defer e.log.mu.Unlock()
	return e.log.disk
}

func (e *embedded) connect(cfg Config) (*nats.Conn, error) {
	conn, err := nats.Connect("", append(options(cfg), nats.InProcessServer(e))...)
	if err != nil {
		return nil, fault.New(fault.Internal, "open streams: reach the server of this process: %w", err)
	}
	return conn, nil
}

// forgetConsumer removes the files of a stream's consumer that does not load.
func (e *embedded) forgetConsumer(stream string) error {
	store := e.JetStreamConfig().StoreDir
	return os.RemoveAll(filepath.Join(store, server.DEFAULT_GLOBAL_ACCOUNT, "streams", stream, "obs", durable))
}

// stop shuts the server down and waits for it.
func (e *embedded) stop() error {
	if e == nil {
		return nil
	}
	if e.Server != nil {
		e.Shutdown()
		e.WaitForShutdown()
	}
	var err error
	if e.lock != nil {
		err = e.lock.Close()
	}
	if e.temp != "" {
		err = errors.Join(err, os.RemoveAll(e.temp))
	}
	return err
}

// connect reaches external servers, trying until ctx ends or for Config.PublishWait.
func connect(ctx context.Context, cfg Config) (*nats.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, cfg.PublishWait)
	defer cancel()
	opts := options(cfg)
	if cfg.Credentials != "" {
		opts = append(opts, nats.UserCredentials(cfg.Credentials))
	}
	for {
		conn, err := nats.Connect(cfg.URL, opts...)
		if err == nil {
			if conn.MaxPayload() < 16<<20 {
				cfg.Log.Warn("the NATS servers take small messages only: large stories will be refused; set max_payload: 30MB",
					"max_payload", conn.MaxPayload())
			}
			return conn, nil
		}
		if errors.Is(err, nats.ErrAuthorization) || errors.Is(err, nats.ErrAuthExpired) || errors.Is(err, os.ErrNotExist) {
			return nil, fault.New(fault.Refused, "connect to NATS at %s: %w", hosts(cfg.URL), err).Try("check the credentials file")
		}
		if _, ok := errors.AsType[*url.Error](err); ok {
			// Not its words: they repeat the address, or take half a password for a port.
			return nil, fault.New(fault.BadUsage, "connect to NATS: an address cannot be read").Try("nats://user:password@host:4222, with %%2F and the like for signs in the password")
		}
		if !sleep(ctx, ctx, 500*time.Millisecond) {
			return nil, fault.New(fault.Unreachable, "connect to NATS at %s: %w", hosts(cfg.URL), err).
				Try("see that the servers run and that the address is right")
		}
	}
}

// hosts is the addresses without what may be a password in them.
func hosts(urls string) string {
	parts := strings.Split(urls, ",")
	for i, p := range parts {
		parts[i] = p[strings.LastIndexByte(p, '@')+1:]
	}
	return strings.Join(parts, ",")
}

func options(cfg Config) []nats.Option {
	return []nats.Option{
		nats.Name(cfg.Name),
		nats.MaxReconnects(-1),
		nats.ReconnectWait(250 * time.Millisecond),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			cfg.Log.Warn("nats", "error", err)
		}),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil {
				cfg.Log.Warn("nats: connection lost, reconnecting", "error", err)
			}
		}),
		nats.ReconnectHandler(func(c *nats.Conn) {
			cfg.Log.Info("nats: connected again", "server", c.ConnectedUrlRedacted())
		}),
	}
}

// serverLog turns what the server says into records of ours. Its notices are
// about itself and go out as debug.
type serverLog struct {
	log  *slog.Logger
	mu   sync.Mutex
	last string // error
	disk string // the error after which a stream is not written any more
}

func (l *serverLog) say(level slog.Level, format string, v []any) {
	text := fmt.Sprintf(format, v...)
	if strings.HasPrefix(text, "Maximum payloads over") {
		level = slog.LevelDebug // it is meant, see maxPayload
	}
	if level >= slog.LevelError {
		l.mu.Lock()
		l.last = text
		if l.disk == "" && (strings.Contains(text, "critical write error") || strings.Contains(text, "failed to store a msg")) {
			l.disk = text
		}
		l.mu.Unlock()
	}
	l.log.Log(context.Background(), level, "nats-server: "+text)
}

func (l *serverLog) lastError() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.last == "" {
		return ""
	}
	return ": " + l.last
}

// The server's logger.
func (l *serverLog) Noticef(format string, v ...any) { l.say(slog.LevelDebug, format, v) }
func (l *serverLog) Debugf(format string, v ...any)  { l.say(slog.LevelDebug, format, v) }
func (l *serverLog) Tracef(format string, v ...any)  { l.say(slog.LevelDebug, format, v) }
func (l *serverLog) Warnf(format string, v ...any)   { l.say(slog.LevelWarn, format, v) }
func (l *serverLog) Errorf(format string, v ...any)  { l.say(slog.LevelError, format, v) }
func (l *serverLog) Fatalf(format string, v ...any)  { l.say(slog.LevelError, format, v) }
