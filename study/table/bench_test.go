package table

import (
	"bytes"
	"fmt"
	"testing"

	"newstape/study"
	"newstape/tape/calendar"
)

// BenchmarkReadPanel reads 100 securities of 1000 days, about a megabyte.
func BenchmarkReadPanel(b *testing.B) {
	var file bytes.Buffer
	file.WriteString("date")
	for c := range 100 {
		fmt.Fprintf(&file, ",S%d", c)
	}
	for d := range 1000 {
		fmt.Fprintf(&file, "\n%s", study.Day(calendar.Date(10000+d)))
		for c := range 100 {
			fmt.Fprintf(&file, ",%.6f", 50+float64(c)+float64(d)/7)
		}
	}
	b.SetBytes(int64(file.Len()))
	for b.Loop() {
		if _, err := ReadPanel(bytes.NewReader(file.Bytes()), "p.csv", Options{Kind: Prices}); err != nil {
			b.Fatal(err)
		}
	}
}
