package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"newstape/ledger/claim"
	"newstape/ledger/event"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/text"
	"newstape/story/when"
	"newstape/tape/calendar"
)

var (
	china   = &security.Entity{ID: "china", Kind: security.Place, Name: "China", Country: "CN"}
	alibaba = &security.Entity{ID: "alibaba", Kind: security.Issuer, Name: "Alibaba Group", Country: "CN"}
	press   = &security.Entity{ID: "ft", Kind: security.Press, Name: "Financial Times", Country: "GB"}
	geneva  = event.Place{Name: "Geneva", Country: "CH", City: true, Span: receipt.Span{Start: 20, End: 26}}
)

// story is one of two events: an imposed measure that happened in Geneva, and a
// merger.
func story(hash, published string) Story {
	s := "China bans things in Geneva\n\nIt did so on Friday."
	art := &article.Article{Name: "made.txt", Hash: hash, Text: s, Title: receipt.Span{End: 27}}
	if at, err := time.Parse(time.RFC3339, published); err == nil {
		art.Reference, art.Published = when.Reference{Published: at, Known: true}, article.Known{Value: published}
	}
	one := func(e *security.Entity) (claim.Speaker, []claim.Speaker) {
		w := claim.Speaker{Name: e.Name, Entity: e}
		return w, []claim.Speaker{w}
	}
	ban := event.Event{Type: "SANCTION", Mode: "restrict", Word: "restricts trade with", Date: calendar.MustDate("2025-11-14"), Sentence: receipt.Span{End: 27}, Trigger: receipt.Span{Start: 6, End: 10}, Place: &geneva, Tellings: 2, Lead: true, Salience: 80}
	ban.Actor, ban.Actors = one(china)
	ban.Recipient, ban.Recipients = one(alibaba)
	deal := event.Event{Type: "corporate:merger", Word: "combines with", Sentence: receipt.Span{Start: 29, End: 49}, Trigger: receipt.Span{Start: 32, End: 35}}
	deal.Actor, deal.Actors = one(alibaba)
	return Story{Article: art, Doc: text.Parse(s), Names: link.Result{}, Events: []event.Event{ban, deal}}
}

func written(t *testing.T, f Format, stories ...Story) string {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, f, stories...); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestGDELT holds the column order by count and by the trap of its country codes:
// actors by three letters, places by FIPS, where CH is China and SZ Switzerland.
func TestGDELT(t *testing.T) {
	out := written(t, GDELT, story("aa", "2025-11-15T04:58:00-05:00"))
	if strings.Count(out, "\n") != 1 {
		t.Fatalf("want the one event that has a code, got\n%s", out)
	}
	cells := strings.Split(strings.TrimSuffix(out, "\n"), "\t")
	if len(cells) != 61 || len(Columns()) != 61 {
		t.Fatalf("%d cells for %d columns; GDELT 2.0 has 61", len(cells), len(Columns()))
	}
	got := map[string]string{}
	for i, c := range Columns() {
		got[c] = cells[i]
	}
	want := map[string]string{
		"GlobalEventID": "", "Day": "20251114", "MonthYear": "202511", "Year": "2025", "FractionDate": "2025.9424", "Actor1Code": "CHNGOV", "Actor1CountryCode": "CHN",
		"Actor1Type1Code": "GOV", "Actor2Code": "CHNBUS", "Actor2Name": "ALIBABA GROUP", "IsRootEvent": "1", "EventCode": "163", "EventBaseCode": "163", "EventRootCode": "16",
		"QuadClass": "4", "GoldsteinScale": "", "AvgTone": "", "NumMentions": "2", "ActionGeo_Type": "4", "ActionGeo_CountryCode": "SZ", "ActionGeo_Fullname": "Geneva", "SOURCEURL": "made.txt",
	}
	for c, w := range want {
		if got[c] != w {
			t.Errorf("%s is %q, want %q", c, got[c], w)
		}
	}
	if p := event.CountryCodes("CN"); p.FIPS != "CH" || p.ISO3 != "CHN" {
		t.Errorf("China is %+v", p)
	}
}

// TestPressAndHealth: PLOVER's MED is health and GDELT's is the press.
func TestPressAndHealth(t *testing.T) {
	cells := map[string]string{}
	gdeltActor(cells, "Actor1", claim.Speaker{Name: press.Name, Entity: press})
	if cells["Actor1Type1Code"] != "MED" || cells["Actor1Code"] != "GBRMED" {
		t.Errorf("the press in GDELT is %v", cells)
	}
	if got := ploverActors([]claim.Speaker{{Name: press.Name, Entity: press}}, ""); got[0].Sector != "JRN" {
		t.Errorf("the press in PLOVER is %+v", got)
	}
}

// TestPLOVER: imposed measures are COERCE there, corporate events have no category.
func TestPLOVER(t *testing.T) {
	s := story("aa", "2025-11-15T04:58:00-05:00")
	out := written(t, PLOVER, s)
	var got map[string]any
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	if e := got["event"].([]any); len(e) != 1 || e[0] != "COERCE" || got["newstape_type"] != "SANCTION" || got["date"] != "2025-11-14" || got["mode"] != "restrict" {
		t.Errorf("got %s", out)
	}
	if who := got["source"].([]any)[0].(map[string]any); who["code"] != "CHN" || who["sector"] != "GOV" || who["identifier_id"] != "newstape:china" {
		t.Errorf("source is %v", who)
	}
	if n := LeftOut(PLOVER, s); n != 1 {
		t.Errorf("%d events left out, want the merger", n)
	}
}

// TestRavenPack: one row for each party, similarity within the stories at hand.
func TestRavenPack(t *testing.T) {
	first, second := story("aa", "2025-11-15T04:58:00-05:00"), story("bb", "2025-11-20T04:58:00-05:00")
	for _, order := range [][]Story{{first, second}, {second, first}} {
		rows, err := csv.NewReader(strings.NewReader(written(t, RavenPack, order...))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != 7 {
			t.Fatalf("%d rows, want the heading and three for each story", len(rows))
		}
		col := map[string]int{}
		for i, c := range rows[0] {
			col[c] = i
		}
		for _, r := range rows[1:] {
			want := "365"
			if strings.HasSuffix(r[col["RP_STORY_ID"]], "bb") {
				want = "5"
			}
			if r[col["EVENT_SIMILARITY_DAYS"]] != want || !strings.HasPrefix(r[col["RP_ENTITY_ID"]], "newstape:") || r[col["FACT_LEVEL"]] != "fact" {
				t.Errorf("row %v: want similarity days %s", r, want)
			}
		}
	}
	rows, _ := csv.NewReader(strings.NewReader(written(t, RavenPack, first))).ReadAll()
	if got := rows[1][9]; got != "" {
		t.Errorf("a story read alone has similarity days %q", got)
	}
}

// TestEveryFormatIsTheSameTwice, also for a story of which nothing is known.
func TestEveryFormatIsTheSameTwice(t *testing.T) {
	odd := story("", "")
	odd.Article.Name = "a\tb\nc|d<e"
	odd.Events[0].Actor.Name, odd.Events[0].Actors[0].Name = "A\tB\n\"C\"|D", "A\tB\n\"C\"|D"
	empty := Story{Article: &article.Article{Name: "empty.txt"}}
	for _, f := range []Format{Text, Markdown, CSV, JSON, PLOVER, GDELT, RavenPack} {
		a, b := written(t, f, odd, empty), written(t, f, odd, empty)
		if a != b || !utf8.ValidString(a) {
			t.Errorf("%s differs between two writings, or is no text", f)
		}
		if f == GDELT && strings.Count(a, "\t") != 60 {
			t.Errorf("a name broke GDELT's columns:\n%q", a)
		}
	}
	if err := Write(&bytes.Buffer{}, "xml", odd); err == nil {
		t.Error("xml was written")
	}
}

// TestPageWidth: no line of the text page is wider than a terminal.
func TestPageWidth(t *testing.T) {
	for line := range strings.SplitSeq(written(t, Text, story("aa", "2025-11-15T04:58:00-05:00")), "\n") {
		if utf8.RuneCountInString(line) > pageWidth {
			t.Errorf("%d characters: %s", utf8.RuneCountInString(line), line)
		}
	}
}

// FuzzWrite: whatever a story's names and words are, GDELT's rows keep their
// columns and the JSON forms stay JSON.
func FuzzWrite(f *testing.F) {
	f.Add("Alibaba", "China bans\tthings", "2025-11-14T13:20:00-05:00")
	f.Add("A|B\n\"\xff", "", "")
	f.Fuzz(func(t *testing.T, name, words, published string) {
		s := story("aa", published)
		s.Article.Name, s.Article.Text, s.Article.Title = name, words+s.Article.Text, receipt.Span{End: len(words)}
		s.Doc = text.Parse(s.Article.Text)
		s.Events[0].Actor.Name, s.Events[0].Actors[0].Name = name, name
		if out := written(t, GDELT, s); strings.Count(out, "\n") != 1 || strings.Count(out, "\t") != 60 {
			t.Fatalf("GDELT row %q", out)
		}
		for line := range strings.Lines(written(t, PLOVER, s)) {
			if !json.Valid([]byte(line)) {
				t.Fatalf("not JSON: %q", line)
			}
		}
		if !json.Valid([]byte(written(t, JSON, s))) {
			t.Fatal("not JSON")
		}
		for _, f := range []Format{Text, Markdown, CSV, RavenPack} {
			written(t, f, s)
		}
	})
}
