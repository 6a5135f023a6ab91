package app

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"newstape/config"
	"newstape/desk/record"
)

// BenchmarkDesk is one story of 600 words through all stages of an embedded desk
// without HTTP: what a profile of the whole is taken from.
func BenchmarkDesk(b *testing.B) {
	cfg := config.Default()
	cfg.Desk.Data, cfg.Desk.Listen = b.TempDir(), "127.0.0.1:0"
	ctx, cancel := context.WithCancel(b.Context())
	v := &service{
		session: &session{Main: &Main{Stdout: io.Discard, Stderr: io.Discard}, ctx: ctx, cfg: cfg},
		cfg:     cfg.Desk, log: slog.New(slog.DiscardHandler), registry: prometheus.NewRegistry(),
	}
	defer v.close()
	if err := v.open(); err != nil {
		b.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- v.desk.Run(ctx) }()
	defer func() { cancel(); <-ended }()
	n := 0
	for b.Loop() {
		n++
		body := benchStory(n, 600, 330)
		if _, err := v.desk.Submit(ctx, record.Submission{Body: body, Name: "story.txt"}); err != nil {
			b.Fatal(err)
		}
		// As many wait as a short queue holds, so that all stages are busy.
		for n-stored(b, v) > 32 {
			time.Sleep(2 * time.Millisecond)
		}
	}
	for stored(b, v) < n {
		time.Sleep(2 * time.Millisecond)
	}
}

func stored(b *testing.B, v *service) int {
	c, err := v.store.Counts(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return int(c.Stories)
}
