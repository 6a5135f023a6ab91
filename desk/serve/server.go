package serve

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// What one connection may take of us.
const (
	headerBytes  = 32 << 10
	headerTime   = 5 * time.Second
	readTime     = 30 * time.Second // of a whole request; operations may be stricter
	writeTime    = 2 * time.Minute  // of a whole response; streams set their own
	idleTime     = 2 * time.Minute
	shutdownTime = 10 * time.Second
)

// Server is the http.Server that a listener is given to: every time and size
// is bounded, and its own complaints go to the log.
func (s *Service) Server() *http.Server {
	srv := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    headerBytes,
		ErrorLog:          slog.NewLogLogger(s.o.Log.Handler(), slog.LevelDebug),
	}
	srv.RegisterOnShutdown(s.Close)
	return srv
}

// Serve answers on l until ctx ends, then lets requests finish, for at most
// ten seconds, and returns nil.
func (s *Service) Serve(ctx context.Context, l net.Listener) error {
	srv := s.Server()
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := srv.Shutdown(grace); err != nil {
		s.o.Log.Warn("some requests were cut off at shutdown", "error", err)
		_ = srv.Close()
	}
	s.Close() // what a shutdown began, it waits for
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
