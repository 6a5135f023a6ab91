package record

import (
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkRecord is what the service does with a story of 600 words after it was
// read: its record, and the record to a stream and back.
func BenchmarkRecord(b *testing.B) {
	body, err := os.ReadFile(filepath.Join("..", "..", "dossier", "brief", "testdata", "market-600.txt"))
	if err != nil {
		b.Fatal(err)
	}
	d, page := readBody(b, facts(b), body, "")
	sub := Submission{Body: body, Received: received}
	s, err := From(sub, d, page, "bench", received)
	if err != nil {
		b.Fatal(err)
	}
	line, err := s.Encode()
	if err != nil {
		b.Fatal(err)
	}
	b.Run("from", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := From(sub, d, page, "bench", received); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(len(s.Dossier)), "dossier-bytes")
	})
	b.Run("encode", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := s.Encode(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(len(line)), "record-bytes")
	})
	b.Run("decode", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Decode(line); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("sign", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			ClusterStory(d, s.Submission.ID, received)
		}
	})
}
