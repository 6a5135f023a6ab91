package article

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"newstape/fault"
	"newstape/internal/shared"
)

func TestBadInput(t *testing.T) {
	page := func(body string) string { return "<!doctype html><html><body>" + body + "</body></html>" }
	tests := []struct {
		name, raw string
		opt       Options
		code      fault.Code
		says      string
	}{
		{name: "empty", raw: "", code: fault.BadInput, says: "empty"},
		{name: "white space", raw: " \n\t\r\n", code: fault.BadInput, says: "nothing but white space"},
		{name: "byte order mark alone", raw: "\xef\xbb\xbf", code: fault.BadInput, says: "nothing but white space"},
		{name: "over the limit", raw: strings.Repeat("a ", 600), opt: Options{MaxBytes: 1000}, code: fault.TooLarge, says: "1.2 KiB, over the limit of 1000 bytes"},
		{name: "zero bytes", raw: "Shares\x00fall", code: fault.BadInput, says: "a zero byte at offset 6"},
		{name: "control characters", raw: strings.Repeat("\x01\x02a", 50), code: fault.BadInput, says: "binary data: 100 control characters"},
		{name: "a PDF", raw: "%PDF-1.7 ...", code: fault.BadInput, says: "a PDF file"},
		{name: "a gzip file", raw: "\x1f\x8b\x08rest", code: fault.BadInput, says: "gzip data"},
		{name: "an Office file", raw: "PK\x03\x04rest", code: fault.BadInput, says: "a ZIP file"},
		{name: "Latin-1 that does not say so", raw: "Shares fall\n\nThe caf\xe9 closed.", code: fault.BadInput, says: "byte 0xe9 at offset 20 (line 3)"},
		{name: "UTF-8 cut short", raw: "Shares fall \xe2\x80", code: fault.BadInput, says: "at offset 12"},
		{name: "an encoding that is not known", raw: "x", opt: Options{Charset: "klingon"}, code: fault.BadInput, says: `encoding "klingon" is not known`},
		{name: "a declared encoding that is wrong", raw: "Shares \xff\xff fall", opt: Options{Charset: "gbk"}, code: fault.BadInput, says: "offset 7"},
		{name: "HTML without an article", raw: page(`<nav><a href="/">Home</a> <a href="/m">Markets</a></nav>`), code: fault.BadInput, says: "HTML without an article"},
		{name: "HTML without text", raw: page(`<script>app.start()</script>`), code: fault.BadInput, says: "HTML without an article"},
		{name: "a login page", raw: page(`<h1>Log in</h1><form>Name <input> Password <input> <button>Go</button></form>`), code: fault.BadInput, says: "HTML without an article"},
		{name: "HTML nested without end", raw: page(strings.Repeat("<div>", 2000)), code: fault.BadInput, says: "parse HTML"},
		{name: "Markdown without text", raw: "![a](b.png)\n", opt: Options{Format: Markdown}, code: fault.BadInput, says: "no text in it"},
		{name: "a format that is not known", raw: "x", opt: Options{Format: "docx"}, code: fault.BadUsage, says: `format "docx"`},
		{name: "a published time that is not known", raw: "x", opt: Options{Published: "yesterday"}, code: fault.BadUsage, says: `published time "yesterday"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.opt.Name = "given.txt"
			a, err := Read([]byte(tt.raw), tt.opt)
			if err == nil {
				t.Fatalf("no error, but %q", a.Text)
			}
			if got := fault.CodeOf(err); got != tt.code {
				t.Errorf("code %s, want %s: %v", got, tt.code, err)
			}
			s := err.Error()
			if !strings.Contains(s, tt.says) || strings.Contains(s, "\n") || !strings.Contains(s, "; try: ") {
				t.Errorf("error %q: want one line that says %q and what to try", s, tt.says)
			}
		})
	}
}

func TestDeclaredEncodings(t *testing.T) {
	body := "<p>Le caf\xe9 a ferm\xe9 vendredi, apr\xe8s que le journal a d\xe9crit un m\xe9mo de la Maison Blanche au sujet du groupe.</p>" +
		"<p>Le groupe a d\xe9menti ces accusations et mis en doute les raisons de la fuite anonyme dans la presse.</p>"
	for name, tt := range map[string]struct {
		head, charset string
	}{
		"meta charset": {head: `<meta charset="iso-8859-1">`},
		"http-equiv":   {head: `<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">`},
		"sender":       {charset: "latin1"},
	} {
		t.Run(name, func(t *testing.T) {
			raw := []byte("<html><head>" + tt.head + "</head><body>" + body + "</body></html>")
			a, err := Read(raw, Options{Charset: tt.charset})
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(a.Text, "Le café a fermé vendredi, après que") {
				t.Errorf("text %q", a.Text)
			}
			checkMap(t, a, raw)
		})
	}
}

func TestParsePublished(t *testing.T) {
	at := func(s string) time.Time {
		v, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for in, want := range map[string]struct {
		at  string
		day bool
	}{
		"2025-11-15T04:58:00-05:00":            {at: "2025-11-15T04:58:00-05:00"},
		"2025-11-15T09:58:00Z":                 {at: "2025-11-15T09:58:00Z"},
		"2025-11-15T09:58:00.123Z":             {at: "2025-11-15T09:58:00.123Z"},
		"2025-11-15T04:58-0500":                {at: "2025-11-15T04:58:00-05:00"},
		"2025-11-15 04:58:00 -0500":            {at: "2025-11-15T04:58:00-05:00"},
		"2025-11-15 04:58 ET":                  {at: "2025-11-15T04:58:00-05:00"},
		"2025-07-15 04:58 ET":                  {at: "2025-07-15T04:58:00-04:00"},
		"2025-07-15 04:58 EST":                 {at: "2025-07-15T04:58:00-04:00"},
		" 2025-11-15  17:58 HKT":               {at: "2025-11-15T17:58:00+08:00"},
		"Nov. 15, 2025, 4:58 a.m. ET":          {at: "2025-11-15T04:58:00-05:00"},
		"November 15, 2025 at 4:58 PM (ET)":    {at: "2025-11-15T16:58:00-05:00"},
		"Saturday, 15 November 2025 09:58 GMT": {at: "2025-11-15T09:58:00Z"},
		"Sat, 15 Nov 2025 09:58:00 GMT":        {at: "2025-11-15T09:58:00Z"},
		"Sat, 15 Nov 2025 04:58:00 -0500":      {at: "2025-11-15T04:58:00-05:00"},
		"2025-11-15":                           {at: "2025-11-15T00:00:00-05:00", day: true},
		"20251115":                             {at: "2025-11-15T00:00:00-05:00", day: true},
		"Nov 15th, 2025":                       {at: "2025-11-15T00:00:00-05:00", day: true},
		"2025-11-15 HKT":                       {at: "2025-11-15T00:00:00+08:00", day: true},
	} {
		got, err := ParsePublished(in)
		if err != nil {
			t.Errorf("%q: %v", in, err)
			continue
		}
		if !got.Known || got.DateOnly != want.day || !got.Published.Equal(at(want.at)) {
			t.Errorf("%q: %v (day alone %t), want %s (%t)", in, got.Published, got.DateOnly, want.at, want.day)
		}
	}
	for _, in := range []string{
		"", "yesterday", "2025-11-15 04:58", "2025-11-15T04:58:00", "2025-11-15 04:58 CST", "2025-11-15 04:58 XYZ",
		"2025-13-40", "2025-02-30", "15/11/2025", "11-15-2025", "Nov 15", "04:58 ET", "0001-01-01", "1763200680",
	} {
		if got, err := ParsePublished(in); err == nil {
			t.Errorf("%q was read as %v", in, got.Published)
		} else if fault.CodeOf(err) != fault.BadUsage || !strings.Contains(err.Error(), "; try: ") {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestGivenOutranksFound(t *testing.T) {
	raw := "Shares fall\n\nNEW YORK, November 14, 2025 (Reuters) - Shares fell.\n"
	a, err := Read([]byte(raw), Options{Published: "2025-11-15T04:58:00-05:00", Outlet: "The Ledger"})
	if err != nil {
		t.Fatal(err)
	}
	if a.Published.Value != "2025-11-15T04:58:00-05:00" || a.Published.How != "given by --published" {
		t.Errorf("published %+v", a.Published)
	}
	if a.Outlet.Value != "The Ledger" || a.Outlet.How != "given by --outlet" {
		t.Errorf("outlet %+v", a.Outlet)
	}
}

func TestDateInAddress(t *testing.T) {
	for name, want := range map[string]string{
		"https://example.com/2025/11/14/shares-fall":      "2025-11-14",
		"https://example.com/news/shares-fall-2025-11-14": "2025-11-14",
		"https://example.com/20251114/shares":             "2025-11-14",
		"https://example.com/id/2025111412":               "",
		"https://example.com/2025/13/14/x":                "",
		"2025/11/14/notes.txt":                            "",
	} {
		a, err := Read([]byte("Shares fall\n\nThey fell.\n"), Options{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		if a.Published.Value != want {
			t.Errorf("%s: %q, want %q", name, a.Published.Value, want)
		}
	}
}

// TestOwnStories reads the stories that were written for this project: their
// words all stay, save debris, and only text for machines is opaque.
func TestOwnStories(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared.Dir(t, "data", "gold", "stories"), "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		a, err := Read(raw, Options{Name: file})
		if err != nil {
			t.Error(err)
			continue
		}
		checkMap(t, a, raw)
		if len(a.Stripped) == 0 && a.Text != string(bytes.TrimSpace(raw)) {
			t.Errorf("%s: nothing was stripped, yet the text differs", file)
		}
		if len(a.Opaque) > 0 != bytes.Contains(raw, []byte("AI SYSTEMS")) {
			t.Errorf("%s: opaque %v", file, a.Opaque)
		}
	}
}

// TestStoriesAsPages wraps the same stories in a page with navigation, links
// and a footer: the words that come out are those of the plain text.
func TestStoriesAsPages(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared.Dir(t, "data", "gold", "stories"), "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		plain, err := Read(raw, Options{Name: file})
		if err != nil {
			t.Fatal(err)
		}
		page := asPage(plain)
		a, err := Read([]byte(page), Options{Name: file})
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if got, want := strings.Fields(a.Text), strings.Fields(plain.Text); !slices.Equal(got, want) {
			t.Errorf("%s: %d words, want %d", file, len(got), len(want))
		}
		checkMap(t, a, []byte(page))
	}
}

func asPage(a *Article) string {
	var b strings.Builder
	title := html.EscapeString(a.Title.In(a.Text))
	b.WriteString("<!doctype html><html><head><title>" + title + " | The Ledger</title></head><body>" +
		"<header><nav><ul><li><a href=/>Home</a></li><li><a href=/m>Markets</a></li></ul></nav></header>" +
		"<main><article><h1>" + title + "</h1>")
	for line := range strings.SplitSeq(a.Body().In(a.Text), "\n") {
		if line != "" {
			b.WriteString("<p>" + html.EscapeString(line) + "</p>\n")
		}
	}
	b.WriteString("</article></main><aside><h3>Most read</h3><ul><li><a href=/x>Another story</a></li></ul></aside>" +
		"<footer><p>The Ledger. Terms. Privacy.</p></footer></body></html>")
	return b.String()
}

// TestFirstStory reads the story that defines the product, blemishes and all.
func TestFirstStory(t *testing.T) {
	raw, err := os.ReadFile(shared.Dir(t, "stories", "alibaba-memo.txt"))
	if err != nil {
		t.Fatal(err)
	}
	a, err := Read(raw, Options{Published: "2025-11-15T04:58:00-05:00"})
	if err != nil {
		t.Fatal(err)
	}
	checkMap(t, a, raw)
	if strings.Contains(a.Text, "--") || strings.Contains(a.Text, "omentarios") {
		t.Errorf("debris is left in the text")
	}
	if len(a.Hints) != 2 || a.Hints[0].Name.In(a.Text) != "Alibaba Group Holding Ltd." || a.Hints[1].Name.In(a.Text) != "Alibaba" {
		t.Errorf("hints %+v", a.Hints)
	}
	if a.Language != "en" || !strings.HasPrefix(a.Title.In(a.Text), "Alibaba Shares Drop") || len(a.Opaque) != 0 {
		t.Errorf("language %q, title %q, opaque %v", a.Language, a.Title.In(a.Text), a.Opaque)
	}
}
