package pull

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newstape/tape/calendar"
)

// manyRows writes a table of n listings of n/2 firms in FinanceDatabase's form.
func manyRows(tb testing.TB, path string, n int) {
	tb.Helper()
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	w := bufio.NewWriter(f)
	r := rand.New(rand.NewPCG(7, 9))
	syllables := strings.Fields("al be cor du el fin gra hal in jo kra lum mar nor os pri qua ren sil tor ul ven wil xan yor zed")
	word := func() string {
		var b strings.Builder
		for range 2 + r.IntN(3) {
			b.WriteString(syllables[r.IntN(len(syllables))])
		}
		s := b.String()
		return strings.ToUpper(s[:1]) + s[1:]
	}
	kinds := strings.Fields("Industries Technologies Resources Pharma Energy Minerals Group Motors")
	fmt.Fprintln(w, "symbol,name,currency,sector,exchange,country,market_cap,isin,figi")
	for i := range n / 2 {
		name := word() + " " + word() + " " + kinds[r.IntN(len(kinds))]
		fmt.Fprintf(w, "%06d.SS,\"%s Co., Ltd\",CNY,Industrials,SHH,China,Small Cap,,\n", i, name)
		fmt.Fprintf(w, "Z%06d.L,\"%s Co., Ltd\",GBp,Industrials,LSE,China,Small Cap,,\n", i, name)
	}
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
	if err := f.Close(); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkPull reads 300,000 listings, joins them and writes the index: all
// that a pull does but the download.
func BenchmarkPull(b *testing.B) {
	path := filepath.Join(b.TempDir(), "f.csv")
	manyRows(b, path, 300_000)
	b.ReportAllocs()
	for b.Loop() {
		report, err := Securities(context.Background(), b.TempDir(), Options{FinanceDatabase: path, Today: calendar.MustDate("2026-11-29")})
		if err != nil {
			b.Fatal(err)
		}
		if report.Listings < 300_000 {
			b.Fatalf("%d listings", report.Listings)
		}
	}
}
