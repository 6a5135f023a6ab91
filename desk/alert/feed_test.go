package alert

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"newstape/desk/record"
	"newstape/desk/store"
	"newstape/story/source/feed"
)

// read reads a feed back as a stranger would.
func read(t *testing.T, f Feed) (atom, js *feed.Feed) {
	t.Helper()
	var a, j bytes.Buffer
	if err := f.WriteAtom(&a); err != nil {
		t.Fatalf("%v", err)
	}
	if err := f.WriteJSON(&j); err != nil {
		t.Fatalf("%v", err)
	}
	atom, err := feed.Parse(a.Bytes(), feed.Options{})
	if err != nil {
		t.Fatalf("%v\n%s", err, a.String())
	}
	js, err = feed.Parse(j.Bytes(), feed.Options{})
	if err != nil {
		t.Fatalf("%v\n%s", err, j.String())
	}
	return atom, js
}

func TestAlertFeed(t *testing.T) {
	r := store.Rule{ID: "r1", Name: "held & <accused>", Updated: noon}
	a := nasty(1)
	a.Lines = []string{"one", "two & <three>"}
	f := AlertFeed(r, []store.Alert{a, nasty(2)}, "https://desk.example.org/v1/rules/r1/feed.atom", "https://desk.example.org")
	atom, js := read(t, f)
	for _, got := range []*feed.Feed{atom, js} {
		if got.Title != r.Name || len(got.Items) != 2 {
			t.Fatalf("%+v", got)
		}
		it := got.Items[0]
		if it.GUID != "urn:newstape:alert:"+a.ID || it.URL != "https://desk.example.org/v1/stories/s1/dossier" || it.Title == "" {
			t.Errorf("%+v", it)
		}
	}
	var b bytes.Buffer
	if err := f.WriteAtom(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, want := range []string{
		`<feed xmlns="http://www.w3.org/2005/Atom">`, "<id>urn:newstape:rule:r1</id>", "<updated>2026-03-02T12:00:00Z</updated>",
		`<link rel="self" type="application/atom+xml" href="https://desk.example.org/v1/rules/r1/feed.atom"></link>`,
		"<name>Newstape</name>", "one&#xA;two &amp; &lt;three&gt;",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if strings.Contains(text, "<script") {
		t.Error("markup of the story's")
	}
}

func TestSearchFeed(t *testing.T) {
	f := SearchFeed(store.Search{ID: "q1", Name: "accusations"}, []store.Summary{{
		ID: "s1", Title: "", At: noon, Event: "accuses", Headline: "holds_intraday", Parties: []record.Party{{Name: "Alibaba Group"}}, Outlet: "Example Wire",
	}}, "", "")
	if e := f.Entries[0]; e.Title != "Untitled" || e.Text != "accuses\nthe headline's figure: holds intraday" || e.Authors[0] != "Example Wire" || !f.Updated.Equal(noon) {
		t.Errorf("%+v", f)
	}
	read(t, f)
	read(t, SearchFeed(store.Search{ID: "q1", Name: "nothing yet"}, nil, "", ""))
}

// TestFeedsAreWellFormed whatever the titles hold.
func TestFeedsAreWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"]]>", "<![CDATA[", "\x00\x08\uFFFE", "&nbsp;", "<?xml?>", "\xff"}))
		a := store.Alert{ID: "1", Kind: store.KindStory, Title: text.Draw(t, "title"), Lines: []string{text.Draw(t, "line")}, Outlet: text.Draw(t, "outlet"), At: noon}
		f := AlertFeed(store.Rule{ID: "r", Name: text.Draw(t, "name")}, []store.Alert{a}, "", "https://desk.example.org")
		var atom, js bytes.Buffer
		if f.WriteAtom(&atom) != nil || f.WriteJSON(&js) != nil {
			t.Fatal("not written")
		}
		var out atomFeed
		if err := xml.Unmarshal(atom.Bytes(), &out); err != nil || len(out.Entries) != 1 || !json.Valid(js.Bytes()) {
			t.Fatalf("%v\n%s", err, atom.String())
		}
	})
}

func TestLink(t *testing.T) {
	for _, c := range []struct {
		base string
		a    store.Alert
		want string
	}{
		{"https://d/", store.Alert{Story: "s", Cluster: "c"}, "https://d/v1/stories/s/dossier"},
		{"https://d", store.Alert{Cluster: "c"}, "https://d/v1/clusters/c"},
		{"https://d", store.Alert{Kind: store.KindListChange}, "https://d/v1/lists/changes"},
		{"https://d", store.Alert{}, "https://d"},
		{"", store.Alert{Story: "s", URL: "https://example.com"}, "https://example.com"},
		{"", store.Alert{Story: "s", URL: "javascript:alert(1)"}, ""},
	} {
		if got := Link(c.base, c.a); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// TestTry: what a rule would have said, with nothing sent.
func TestTry(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		for _, id := range []string{"a", "b", "c"} {
			s := record.Story{
				Submission: record.Submission{Body: []byte(id), Received: noon}, Title: "story " + id, Text: "story " + id, Read: noon, Dossier: []byte(`{}`),
				Attributes: []record.Attribute{{Key: "kind", Value: "story"}, {Key: "T", Value: "accuse"}, {Key: "party", Value: "alibaba"}},
			}
			s.Submission.Seal()
			if _, err := b.st.Put(ctx, s); err != nil {
				t.Fatal(err)
			}
		}
		if err := b.st.PutHoldings(ctx, []store.Holding{{Symbol: "BABA", Party: "alibaba"}}); err != nil {
			t.Fatal(err)
		}
		if _, err := b.st.PutListChanges(ctx, []store.ListChange{{ID: "l1", List: "1260H", Party: "alibaba", Name: "Alibaba", Change: "added", Day: "2026-06-08", Seen: noon}}); err != nil {
			t.Fatal(err)
		}
		for q, want := range map[string]int{
			"T:accuse held:yes": 3, "T:deny": 0, "kind:list_change list:1260h held:yes": 1, "(or kind:list_change kind:story)": 4,
		} {
			got, err := Try(ctx, b.st, store.Rule{ID: "r", Name: "x", Query: q, Per: "story", Channels: []string{"nowhere"}}, 10, noon.Add(time.Hour))
			if err != nil || len(got) != want {
				t.Errorf("%s: %d alerts, %v", q, len(got), err)
			}
		}
		if got, err := Try(ctx, b.st, store.Rule{Name: "x", Query: "*", Per: "story"}, 2, noon); err != nil || len(got) != 2 {
			t.Errorf("%d alerts, %v", len(got), err)
		}
		if _, err := Try(ctx, b.st, store.Rule{Name: "x", Query: "(("}, 2, noon); err == nil {
			t.Error("a rule that is none")
		}
		if page, err := b.st.Alerts(ctx, store.AlertAsk{}); err != nil || len(page.Items) != 0 {
			t.Errorf("a dry run stored %d alerts, %v", len(page.Items), err)
		}
	})
}
