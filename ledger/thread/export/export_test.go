package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"newstape/ledger/claim"
	"newstape/ledger/thread"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/story/article"
	"newstape/story/syntax"
	"newstape/story/text"
)

var formats = []Format{Text, Markdown, CSV, JSON, JSONLD}

func join(t testing.TB, texts ...string) thread.Threads {
	t.Helper()
	linker := link.New(security.Embedded())
	parser, err := syntax.Open()
	if err != nil {
		t.Fatal(err)
	}
	var in []thread.Story
	for i, s := range texts {
		published := []string{"2025-11-14T10:00:00-05:00", "2025-11-15", ""}[i%3]
		a, err := article.Read([]byte(s), article.Options{Name: "story", Published: published, Outlet: []string{"Reuters", "", ""}[i%3]})
		if err != nil {
			t.Fatal(err)
		}
		doc := text.Parse(a.Text)
		names := linker.Find(a, doc)
		in = append(in, thread.Story{ID: string(rune('a'+i)) + ".txt", Article: a, Doc: doc, Names: names, Ledger: claim.Read(a, doc, parser.Document(doc), names)})
	}
	return thread.Join(in)
}

const (
	accusation = "Memo accuses Alibaba\n\nA White House memo accuses Alibaba of giving the Chinese military IP addresses, payment records and 4.7% of its data, the Financial Times reported. Alibaba called the claims \"completely | false\"."
	denial     = "=HYPERLINK denied\n\nAlibaba said it never gave the Chinese military 5.2% of its data or payment records."
	undated    = "Third <b>story</b>\n\nA White House memo says Alibaba gave the Chinese military payment records and data. Reuters could not verify the claims."
)

func write(t testing.TB, f Format, all thread.Threads, p Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, f, all, p); err != nil {
		t.Fatalf("%s: %v", f, err)
	}
	return b.String()
}

// TestEveryFormat: what programs read parses, what people read fits its width,
// and the same threads give the same bytes.
func TestEveryFormat(t *testing.T) {
	for _, texts := range [][]string{nil, {accusation}, {"Quiet\n\nThe sky was grey."}, {accusation, denial, undated}, {accusation, accusation}} {
		all := join(t, texts...)
		for _, f := range formats {
			got := write(t, f, all, Page{})
			if again := write(t, f, all, Page{}); again != got {
				t.Errorf("%s of %d stories: two results", f, len(texts))
			}
			switch f {
			case JSON, JSONLD:
				if !json.Valid([]byte(got)) {
					t.Errorf("%s of %d stories is no JSON", f, len(texts))
				}
			case CSV:
				rows, err := csv.NewReader(strings.NewReader(got)).ReadAll()
				claims := 0
				for i := range all.Stories {
					claims += len(all.Stories[i].Ledger.Claims)
				}
				if err != nil || len(rows) != claims+1 {
					t.Errorf("csv of %d stories: %d rows, %v", len(texts), len(rows), err)
				}
			case Text:
				for _, width := range []int{20, 60, 80, 100} {
					for line := range strings.SplitSeq(write(t, f, all, Page{Width: width}), "\n") {
						if n := columns.StringWidth(line); n > max(width, minWidth) {
							t.Errorf("%d columns in a page of %d: %q", n, width, line)
						}
					}
				}
			}
		}
	}
}

func TestFormatThatIsNone(t *testing.T) {
	if err := Write(&bytes.Buffer{}, "xml", thread.Threads{}, Page{}); err == nil {
		t.Error("xml was written")
	}
}

func TestMarkdownKeepsWordsApart(t *testing.T) {
	got := write(t, Markdown, join(t, accusation), Page{})
	if strings.Contains(got, "completely | false") {
		t.Errorf("a story's bar cuts a cell:\n%s", got)
	}
}

func TestColourIsAllThatColourAdds(t *testing.T) {
	all := join(t, accusation, denial, undated)
	plain, painted := write(t, Text, all, Page{}), write(t, Text, all, Page{Colour: true})
	for _, code := range []string{"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[36m"} {
		painted = strings.ReplaceAll(painted, code, "")
	}
	if painted != plain {
		t.Error("the coloured page says something else")
	}
}

func TestReceiptsInJSON(t *testing.T) {
	var out jsonReport
	if err := json.Unmarshal([]byte(write(t, JSON, join(t, accusation, denial, undated), Page{})), &out); err != nil {
		t.Fatal(err)
	}
	if len(out.Stories) != 3 || len(out.Threads) == 0 {
		t.Fatalf("%d stories, %d threads", len(out.Stories), len(out.Threads))
	}
	for _, x := range out.Threads {
		for _, m := range x.Members {
			if m.Receipt.Rule == "" || len(m.Receipt.Spans) == 0 {
				t.Errorf("%s %s has no receipt", m.Story, m.Claim)
			}
		}
	}
}

func TestSpreadsheetFormulas(t *testing.T) {
	for in, want := range map[string]string{"=1+1": "'=1+1", "@x": "'@x", "-3%": "'-3%", "fell 3%": "fell 3%", "": ""} {
		if got := harmless(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

// TestWrap: no line is wider than asked and no word is lost.
func TestWrap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.RuneFrom([]rune("ab 好é—\u0301 ")), 0, 60, -1).Draw(t, "text")
		width := rapid.IntRange(8, 40).Draw(t, "width")
		lines := wrap(s, width)
		for _, l := range lines {
			if columns.StringWidth(l) > width {
				t.Fatalf("%q in %d columns", l, width)
			}
		}
		if got, want := strings.Join(strings.Fields(strings.Join(lines, "")), ""), strings.Join(strings.Fields(s), ""); got != want {
			t.Fatalf("%q became %q", want, got)
		}
	})
}

// TestDocumentedColumns: docs/claims-json.md names what is written.
func TestDocumentedColumns(t *testing.T) {
	b, err := os.ReadFile("../../../docs/claims-json.md")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Fields(strings.ReplaceAll(string(b), ",", ""))
	for _, c := range columnNames {
		if !slices.Contains(words, c) && !strings.Contains(string(b), "`"+c) && !strings.Contains(string(b), c+"`") {
			t.Errorf("docs/claims-json.md does not name the column %s", c)
		}
	}
}
