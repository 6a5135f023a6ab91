package feed

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkParse reads a feed as large ones are: 100 items with the whole story,
// 400 KiB.
func BenchmarkParse(b *testing.B) {
	var items strings.Builder
	for i := range 100 {
		fmt.Fprintf(&items, "<item><title>Story %d</title><link>https://t.example/%d</link><pubDate>Fri, 14 Nov 2025 13:02:00 EST</pubDate><content:encoded><![CDATA[%s]]></content:encoded></item>",
			i, i, strings.Repeat("<p>It was said again, and it was said by many.</p>", 80))
	}
	doc := []byte(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title>` + items.String() + "</channel></rss>")
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		f, err := Parse(doc, Options{URL: address})
		if err != nil || len(f.Items) != 100 || !f.Items[0].Whole {
			b.Fatal(err)
		}
	}
}
