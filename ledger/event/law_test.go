package event

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"newstape/ledger/claim"
	"newstape/ledger/corporate"
	"newstape/names/link"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/text"
	"newstape/story/when"
	"newstape/tape/calendar"
)

// TestLaws: spans lie in the text, receipts are not void, claims exist, nobody
// acts on itself, the background comes last, two readings agree, and every
// event gets a session or a reason.
func TestLaws(t *testing.T) {
	names := loadRoster(t)
	cal, err := calendar.For("XNYS")
	if err != nil {
		t.Fatal(err)
	}
	pieces := []string{
		"Alibaba", "the Pentagon", "Nvidia", "added", "to its list", "was", "would", "not", "accused", "of", "spying", "denied", "the claims", ".", "\n", "on Friday", "it",
		"said", "ordered", "to stop", "withdrawn", "the update", "acquire", "Netflix", "reported", "revenue", "after", "late on Wednesday", "at 13:05 ET", "already", "sued", "suppose", "if",
	}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 50).Draw(t, "pieces"), " ")
		published := rapid.SampledFrom([]string{"", "2025-11-15T04:58:00-05:00", "2025-11-14T13:20:00-05:00", "1999-01-01T10:00:00Z"}).Draw(t, "published")
		art := articleOf(s, published)
		doc := text.Parse(s)
		linked := names.link(s)
		ledger := claim.Read(art, doc, parse(doc), linked)
		events := Find(art, doc, parse(doc), linked, ledger)
		background := false
		for i, e := range events {
			if e.Type == "" || e.Word == "" || e.Actor.Name == "" || e.Actor.Name == e.Recipient.Name || e.Receipt().Void() || e.Trigger.In(s) == "" || e.Sentence.In(s) == "" {
				t.Fatalf("event %+v is not whole", e)
			}
			if i > 0 && background && !e.Background {
				t.Fatalf("background before the story's own events")
			}
			background = e.Background && i > 0
			timing := Time(e, art, cal)
			if (timing.Missing == nil) == (timing.Session.Date == 0) || timing.Missing == nil && timing.How == "" {
				t.Fatalf("timing %+v of %+v has neither session nor reason", timing, e)
			}
		}
		again := Find(art, doc, parse(doc), linked, ledger)
		if !cmp.Equal(events, again, cmp.AllowUnexported(Event{}, receipt.Receipt{}, corporate.Found{})) {
			t.Fatalf("two readings differ")
		}
	})
}

func articleOf(s, published string) *article.Article {
	art := &article.Article{Text: s}
	if at, ok := parseTime(published); ok {
		art.Reference = when.Reference{Published: at, Known: true}
	}
	return art
}

// TestTimingOfAStoryWithoutEvents: the zero event is timed by publication.
func TestTimingOfAStoryWithoutEvents(t *testing.T) {
	cal, err := calendar.For("XNYS")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		published string
		session   string
		phase     calendar.Phase
		missing   receipt.Reason
	}{
		{"", "", "", receipt.NoTime},
		{"2025-11-14T13:20:00-05:00", "2025-11-14", calendar.Open, ""},
		{"2025-11-14T08:00:00-05:00", "2025-11-14", calendar.BeforeOpen, ""},
		{"2025-11-15T04:58:00-05:00", "2025-11-14", calendar.Closed, ""},
		{"1999-01-04T10:00:00-05:00", "", "", receipt.NotKnown},
	} {
		got := Time(Event{}, articleOf("", c.published), cal)
		if got.Session.Date.String() != c.session || got.Phase != c.phase || got.Missing != nil && got.Missing.Reason != c.missing || got.Missing == nil && c.missing != "" {
			t.Errorf("published %q: got %s %s %v", c.published, got.Session.Date, got.Phase, got.Missing)
		}
	}
}

// TestEverySessionIsOfTheListing: the Hong Kong session of a Friday evening in
// New York is Monday's.
func TestEverySessionIsOfTheListing(t *testing.T) {
	cal, err := calendar.For("XHKG")
	if err != nil {
		t.Fatal(err)
	}
	s := "The White House accused Alibaba of spying at 1:05 p.m. ET on Friday."
	events, art := loadRoster(t).read(t, s, "2025-11-15T04:58:00-05:00")
	if got := Time(events[0], art, cal); got.Session.Date.String() != "2025-11-17" {
		t.Errorf("Hong Kong session %s (%s)", got.Session.Date, got.How)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("The White House accused Alibaba of spying on Friday. Alibaba denied it.", "2025-11-15T04:58:00-05:00")
	f.Add("added to the Pentagon's list\nwithdrawn late on , would acquire \xff", "")
	cal, err := calendar.For("XNYS")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s, published string) {
		art := articleOf(s, published)
		doc := text.Parse(s)
		for _, e := range Find(art, doc, parse(doc), link.Result{}, claim.Read(art, doc, parse(doc), link.Result{})) {
			if e.Receipt().Void() || e.Actor.Name == "" {
				t.Fatalf("event %+v is not whole", e)
			}
			Time(e, art, cal)
		}
	})
}
