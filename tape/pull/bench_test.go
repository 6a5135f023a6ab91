package pull

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newstape/tape/calendar"
)

// BenchmarkPrices reads 20 files of 5,000 days and writes the set.
func BenchmarkPrices(b *testing.B) {
	cal, err := calendar.For("XNYS")
	if err != nil {
		b.Fatal(err)
	}
	from := b.TempDir()
	const files, days = 20, 5000
	for i := range files {
		var text strings.Builder
		text.WriteString("Date,Open,High,Low,Close,Adj Close,Volume\n")
		for _, d := range cal.Dates()[:days] {
			fmt.Fprintf(&text, "%s,117.59247072583175,119.03016894224413,117.3013853599889,118.72,117.53346252441406,7163400\n", d)
		}
		if err := os.WriteFile(filepath.Join(from, fmt.Sprintf("T%d.csv", i)), []byte(text.String()), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if _, err := Prices(context.Background(), from, b.TempDir(), Options{Resolve: anyVenue}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(files*days*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
