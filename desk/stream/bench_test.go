package stream_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"newstape/desk/stream"
)

// newsy is n bytes that compress about as a story's JSON does.
func newsy(n int) []byte {
	words := strings.Fields("the company shares said on friday percent rose fell after a report regulator filed quarter " +
		"revenue billion list department of commerce exports chips denied spokesman statement trading close market index")
	rng := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for b.Len() < n {
		fmt.Fprintf(&b, "%s%d ", words[rng.IntN(len(words))], rng.IntN(30))
	}
	out, _ := json.Marshal(b.String()[:n-2])
	return out
}

// go test -run - -bench . -benchtime 2s ./desk/stream
func BenchmarkPublish(b *testing.B) {
	for _, size := range []int{4 << 10, 60 << 10} {
		for _, publishers := range []int{1, 16} {
			b.Run(fmt.Sprintf("%dKB/%d", size>>10, publishers), func(b *testing.B) {
				s := bench(b)
				data := newsy(size)
				var n atomic.Int64
				var all sync.WaitGroup
				b.ResetTimer()
				for range publishers {
					all.Go(func() {
						for i := n.Add(1); i <= int64(b.N); i = n.Add(1) {
							if err := s.Publish(b.Context(), "fetched", stream.Message{ID: fmt.Sprint(i), Data: data}); err != nil {
								b.Error(err)
								return
							}
						}
					})
				}
				all.Wait()
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msg/s")
			})
		}
	}
}

func BenchmarkConsume(b *testing.B) {
	for _, size := range []int{4 << 10, 60 << 10} {
		for _, workers := range []int{1, 8} {
			b.Run(fmt.Sprintf("%dKB/%d", size>>10, workers), func(b *testing.B) {
				s := bench(b)
				data := newsy(size)
				for i := range b.N {
					if err := s.Publish(b.Context(), "fetched", stream.Message{ID: fmt.Sprint(i), Data: data}); err != nil {
						b.Fatal(err)
					}
				}
				ctx, cancel := context.WithCancel(b.Context())
				var n atomic.Int64
				b.ResetTimer()
				if err := s.Run(ctx, "fetched", workers, func(context.Context, stream.Message) error {
					if n.Add(1) == int64(b.N) {
						b.StopTimer()
						b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msg/s")
						cancel()
					}
					return nil
				}); err != nil {
					b.Error(err)
				}
				cancel()
			})
		}
	}
}

func bench(b *testing.B) *stream.Stream {
	b.Helper()
	dir, err := os.MkdirTemp(os.Getenv("STREAM_BENCH_DIR"), "stream")
	if err != nil {
		b.Fatal(err)
	}
	s, err := stream.Open(b.Context(), stream.Config{Dir: dir, MaxPending: 1 << 40, MaxBytes: 8 << 30})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close(); os.RemoveAll(dir) })
	return s
}
