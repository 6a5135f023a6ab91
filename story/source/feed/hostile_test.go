package feed

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"newstape/fault"
	"newstape/internal/patience"
)

func rssOf(items string) string {
	return `<rss version="2.0"><channel><title>T</title><link>https://t.example/</link>` + items + `</channel></rss>`
}

// Every document here is made to cost its reader time or memory, or to make it
// fetch or reveal something. It must be answered soon, in words or with items.
func TestHostileDocuments(t *testing.T) {
	item := "<item><title>x</title><link>https://t.example/x</link></item>"
	laughs := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">`
	for i := range 10 {
		laughs += fmt.Sprintf("<!ENTITY lol%d %q>", i+1, strings.Repeat(fmt.Sprintf("&lol%d;", i), 10))
	}
	laughs += "]>" + rssOf("<item><title>&lol10;</title></item>")
	tests := []struct {
		name, doc string
		items     int // -1: refused
		says      string
	}{
		{"billion laughs", laughs, 1, ""},
		{"external entity", `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hosts">]>` + rssOf("<item><title>&x;</title></item>"), 1, ""},
		{"parameter entity", `<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1/"> %x;]>` + rssOf(item), 1, ""},
		{"a million items", rssOf(strings.Repeat("<item/>", 500_000) + strings.Repeat("<item></item>", 300_000)), MaxItems, "left out"},
		{"a million JSON items", `{"version":"https://jsonfeed.org/version/1","items":[` + strings.Repeat("{},", 1_000_000) + `{}]}`, MaxItems, "left out"},
		{"JSON nested deep", `{"version":"https://jsonfeed.org/version/1","items":` + strings.Repeat("[", 2_000_000), -1, "broken"},
		{"elements nested deep", rssOf("<item>" + strings.Repeat("<a>", 300_000) + "</item>"), -1, "nests deeper"},
		{"elements nested deep outside", rssOf(strings.Repeat("<a>", 300_000)), -1, "nests deeper"},
		{"many elements in an item", rssOf("<item>" + strings.Repeat("<m:a/>", 900_000) + "</item>"), -1, "more than 5000 elements"},
		{"many elements", rssOf(strings.Repeat("<item>"+strings.Repeat("<m:a/>", 900)+"</item>", 1000)), 110, "left out"},
		{"many sections", rssOf("<item><m:x>" + strings.Repeat("x<![CDATA[x]]>", 400_000) + "</m:x></item>"), -1, "CDATA"},
		{"many comments", rssOf("<item><title>x</title><m:x>" + strings.Repeat("x<!---->", 250_000) + "</m:x></item>"), 1, ""},
		{"many instructions", rssOf("<item><title>x</title><m:x>" + strings.Repeat("x<?a?>", 300_000) + "</m:x></item>"), 1, ""},
		{"children between texts", rssOf("<item><m:x>" + strings.Repeat("<m:b/>"+strings.Repeat("x", 300), 4990) + "</m:x></item>"), 1, ""},
		{"a tag with many attributes", rssOf("<item><m:a " + strings.Repeat(`a="1" `, 800_000) + "/></item>"), -1, "tag of more"},
		{"many namespaces", rssOf("<item>" + strings.Repeat(`<a xmlns:b="c">`, 250) + "</item>" + strings.Repeat(`<item><x xmlns:a="b"/></item>`, 20_000)), -1, "namespace"},
		{"an endless tag", `<rss><channel><item a="` + strings.Repeat("x", 2_000_000), -1, ""},
		{"HTML nested deep in content", `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://t.example/"><entry><title>x</title><content type="html">` + strings.Repeat("&lt;b&gt;", 150_000) + `</content></entry></feed>`, 1, ""},
		{"HTML with many attributes in content", `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://t.example/"><entry><title>x</title><content type="html">&lt;a ` + strings.Repeat("b=c ", 300_000) + `&gt;</content></entry></feed>`, 1, ""},
		{"many entities", rssOf("<item><title>x</title><description>" + strings.Repeat("&amp;", 380_000) + "</description></item>"), 1, ""},
		{"many ampersands", rssOf("<item><title>x</title><description>" + strings.Repeat("&", 1_900_000) + "</description></item>"), 1, ""},
		{"many open brackets", rssOf("<item><title>x</title><description>" + strings.Repeat("&lt;", 450_000) + "</description></item>"), 1, ""},
		{"a long title", rssOf("<item><title>" + strings.Repeat("x ", 900_000) + "</title></item>"), 1, ""},
		{"a large item", rssOf("<item><title>" + strings.Repeat("x ", 1_500_000) + "</title></item>" + item), 1, "left out"},
		{"too large", rssOf(strings.Repeat(" ", MaxBytes)), -1, "over the limit"},
		{"only angle brackets", strings.Repeat("<", 4_000_000), -1, ""},
		{"only openings", strings.Repeat("<a", 2_000_000), -1, ""},
		{"unclosed comment", "<rss>" + strings.Repeat("<!--", 1_000_000), -1, ""},
		{"zeros", strings.Repeat("\x00", 1_000_000), -1, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := time.Now()
			f, err := Parse([]byte(tt.doc), Options{URL: address})
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if allocated := (after.TotalAlloc - before.TotalAlloc) >> 20; took > patience.Limit(2*time.Second) {
				t.Errorf("took %v and %d MiB for %d bytes", took, allocated, len(tt.doc))
			} else if took > 500*time.Millisecond {
				t.Logf("took %v and %d MiB for %d bytes", took, allocated, len(tt.doc))
			}
			switch {
			case tt.items < 0 && err == nil:
				t.Errorf("not refused: %d items, %q", len(f.Items), f.Notes)
			case tt.items < 0 && (!strings.Contains(err.Error(), tt.says) || len(err.Error()) > 600):
				t.Errorf("error %.600q does not say %q", err, tt.says)
			case tt.items >= 0 && err != nil:
				t.Errorf("refused: %v", err)
			case tt.items >= 0 && len(f.Items) != tt.items:
				t.Errorf("%d items, want %d; notes %q", len(f.Items), tt.items, f.Notes)
			case tt.items >= 0 && !strings.Contains(strings.Join(f.Notes, "; "), tt.says):
				t.Errorf("notes %q do not say %q", f.Notes, tt.says)
			}
			if f != nil && len(f.Items) > 0 && len(f.Items[0].Title) > maxTitle {
				t.Errorf("a title of %d bytes", len(f.Items[0].Title))
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	body := `<item><title>%s</title></item>`
	xml := func(label, title string) []byte {
		return []byte(`<?xml version="1.0" encoding="` + label + `"?>` + rssOf(fmt.Sprintf(body, title)))
	}
	encode := func(b []byte, err error) []byte {
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	wide := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	tests := []struct {
		name        string
		doc         []byte
		contentType string
		title       string
		note        bool
	}{
		{"UTF-8", xml("utf-8", "Café"), "", "Café", false},
		{"UTF-8 with a mark", append([]byte("\xef\xbb\xbf"), xml("utf-8", "Café")...), "", "Café", false},
		{"UTF-8 that says it is Latin", xml("iso-8859-1", "Café"), "", "Café", false},
		{"Latin as said", encode(charmap.ISO8859_1.NewEncoder().Bytes(xml("ISO-8859-1", "Café"))), "", "Café", false},
		{"Latin that says it is UTF-8", encode(charmap.ISO8859_1.NewEncoder().Bytes(xml("utf-8", "Café"))), "", "Café", true},
		{"Latin by content type", encode(charmap.ISO8859_1.NewEncoder().Bytes([]byte(rssOf("<item><title>Café</title></item>")))), "text/xml; charset=iso-8859-1", "Café", false},
		{"the document before the content type", encode(charmap.Windows1251.NewEncoder().Bytes(xml("windows-1251", "Сталь"))), "text/xml; charset=iso-8859-1", "Сталь", false},
		{"GB2312", encode(simplifiedchinese.GBK.NewEncoder().Bytes(xml("gb2312", "钢铁"))), "", "钢铁", false},
		{"UTF-16 with a mark", encode(wide.NewEncoder().Bytes(xml("utf-16", "钢铁"))), "", "钢铁", false},
		{"an encoding nobody knows", xml("x-none", "Steel\xff"), "", "Steelÿ", true},
		{"control characters", xml("utf-8", "St\x00ee\x0bl\uffff"), "", "St ee l", false},
		{"references to control characters", xml("utf-8", "S&#0;t&#27;e&#x1B;e&#xFFFF;l&#99999999;&#x41;"), "", "S t e e l A", false},
		{"seven bits", xml("iso-2022-jp", "\x1b$BE4\x1b(B"), "", "鉄", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := Parse(tt.doc, Options{URL: address, ContentType: tt.contentType})
			if err != nil {
				t.Fatal(err)
			}
			if got := f.Items[0].Title; got != tt.title {
				t.Errorf("title %q, want %q", got, tt.title)
			}
			if noted := len(f.Notes) > 0; noted != tt.note {
				t.Errorf("notes %q", f.Notes)
			}
		})
	}
}

// The document given in is not written to: its hash may have been taken.
func TestParseLeavesItsInputAlone(t *testing.T) {
	for _, doc := range []string{"<!-- c -->" + rssOf("<item><title>x</title></item>"), "<opml><!-- c --><body><outline xmlUrl='https://a.example/'/></body></opml>"} {
		raw := []byte(doc)
		_, _ = Parse(raw, Options{})
		_, _, _ = ParseOPML(raw, "x")
		if !bytes.Equal(raw, []byte(doc)) {
			t.Errorf("the input became %q", raw)
		}
	}
}

func TestStoriesAreBounded(t *testing.T) {
	for name, doc := range map[string]string{
		"nested deep":  `{"@context": "x", "@type": "NewsArticle", "a": ` + strings.Repeat("[", 100_000),
		"many stories": `[` + strings.Repeat(`{"headline":"x","body_text":"y","versioncreated":"z"},`, 100_000) + `1]`,
		"a feed":       rssOf(""),
		"prose":        "Shares fall.",
		"broken":       `{"@context": "x", "@type": "NewsArticle"`,
		"quotes":       `{"@type":"` + strings.Repeat(`\"`, 500_000),
	} {
		stories, err := Stories([]byte(doc), Options{})
		switch {
		case name == "many stories":
			if err != nil || len(stories) != maxStories {
				t.Errorf("%s: %d stories, %v", name, len(stories), err)
			}
		case fault.CodeOf(err) != fault.BadInput:
			t.Errorf("%s: %v", name, err)
		}
	}
}
