package stories

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"newstape/dossier"
	"newstape/ledger/claim"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/article"
)

// ownGold annotates a story with the product's own answers.
func ownGold(d *dossier.Dossier, raw string) *Gold {
	at := func(s receipt.Span) receipt.Span {
		if s.Empty() {
			return receipt.Span{}
		}
		return d.Article.Original(s)
	}
	g := &Gold{ID: "own", Text: raw}
	roles := map[string]string{}
	for _, p := range d.Names.Parties {
		roles[p.Entity.ID] = string(p.Role)
	}
	for _, m := range d.Names.Mentions {
		if m.Listing != nil {
			g.Securities = append(g.Securities, goldSecurity{
				Text: m.Span.In(d.Doc.Text), Listing: m.Listing.ID(), Role: roles[m.Entity.ID], span: at(m.Span),
			})
		}
	}
	for _, c := range d.Ledger.Claims {
		g.Claims = append(g.Claims, goldClaim{
			ID: c.ID, Speaker: c.Speaker.Name, Stance: string(c.Stance), Status: string(c.Status), About: c.About,
			content: at(c.Content), source: at(c.Source), cue: at(c.Cue),
		})
	}
	for _, e := range d.Events {
		g.Events = append(g.Events, goldEvent{
			Type: e.Type, Actor: e.Actor.Name, Recipient: e.Recipient.Name, Date: e.Date.String(), span: at(e.Sentence),
		})
	}
	for _, s := range d.Statements {
		x := goldStatement{
			Listing: listingID(s), Measure: string(s.Measure), Direction: string(s.Direction), Unit: s.Unit,
			Qualifier: s.Qualifier, Verdict: string(s.Verdict), span: at(s.Span),
		}
		x.Window.From, x.Window.To = s.Window.From.String(), s.Window.To.String()
		if s.Window.AsOf != "" {
			x.Window.To += "T" + s.Window.AsOf
		}
		if s.HasValue {
			x.Value = s.Value
		}
		if s.HasTruth {
			x.Truth = s.Truth
		}
		if s.Missing != nil {
			x.Reason = string(s.Missing.Reason)
		}
		g.Statements = append(g.Statements, x)
	}
	for _, row := range d.Standings {
		for _, s := range row.Lists {
			g.Lists = append(g.Lists, goldStanding{Party: row.Entity.Name, List: s.List, Status: s.Status, Since: s.Since.String()})
		}
	}
	return g
}

// ownScene is a story of the sample with the product's own answers as gold.
func ownScene(t *testing.T, f dossier.Facts, story, published string) *scene {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "unseen", story))
	if err != nil {
		t.Fatal(err)
	}
	a, err := article.Read(raw, article.Options{Name: story, Published: published})
	if err != nil {
		t.Fatal(err)
	}
	d := dossier.Compose(a, f)
	return &scene{gold: ownGold(d, string(raw)), got: d, names: newRoster(f.Master), report: newReport()}
}

// The product agrees with itself: a scorer that finds fault with that is wrong.
func TestAgainstItself(t *testing.T) {
	f := facts(t)
	for story, published := range map[string]string{
		"correction.txt": "2025-11-14T21:00:00-05:00", "holiday.txt": "2025-11-28T14:10:00-05:00", "table.txt": "2025-11-24T17:00:00-05:00",
		"wire-flash.txt": "2025-11-25T16:20:00-05:00", "two-denials.txt": "2026-02-14T10:30:00-05:00",
	} {
		c := ownScene(t, f, story, published)
		c.score()
		for _, w := range c.report.Wrong {
			t.Errorf("%s: %s", story, w)
		}
		for name, v := range c.report.Metrics() {
			low := name == "false_alarm_rate" || strings.HasSuffix(name, "_taken") || name == "errors_in_extra_statements"
			if want := 1.0; name != "n" && (low && v != 0 || !low && v != want) {
				t.Errorf("%s: %s is %v", story, name, v)
			}
		}
	}
}

// spoil is a change of the gold that must make one figure worse.
type spoil struct {
	metric string
	change func(g *Gold)
}

func denial(g *Gold) *goldClaim {
	return &g.Claims[slices.IndexFunc(g.Claims, func(c goldClaim) bool { return c.Stance == "denies" && c.About != "" })]
}

func judged(g *Gold, verdict string) *goldStatement {
	return &g.Statements[slices.IndexFunc(g.Statements, func(s goldStatement) bool { return s.Verdict == verdict })]
}

func spoils() []spoil {
	return []spoil{
		{"securities_recall", func(g *Gold) { g.Securities[0].Listing = "XNAS:AAPL" }},
		{"securities_precision", func(g *Gold) { g.Securities = g.Securities[1:] }},
		{"traps_taken", func(g *Gold) { g.Traps = []goldTrap{{span: g.Securities[0].span}}; g.Securities = g.Securities[1:] }},
		{"injected_taken", func(g *Gold) { g.Traps = []goldTrap{{Reason: "injected_text", span: g.Statements[0].span}} }},
		{"roles_accuracy", func(g *Gold) { g.Securities[0].Role = "nobody" }},
		{"claims_recall", func(g *Gold) {
			g.Claims = append(g.Claims, goldClaim{ID: "x", Speaker: "Alibaba", Stance: "asserts", content: receipt.Span{Start: 0, End: 4}})
		}},
		{"claims_precision", func(g *Gold) { g.Claims = g.Claims[:len(g.Claims)-1] }},
		{"stance_accuracy", func(g *Gold) { denial(g).Stance = "asserts" }},
		{"status_accuracy", func(g *Gold) { denial(g).Status = "retracted" }},
		{"about_accuracy", func(g *Gold) { denial(g).About = "" }},
		{"speaker_accuracy", func(g *Gold) { denial(g).Speaker = "Baidu" }},
		{"events_recall", func(g *Gold) { g.Events[0].Actor = "Baidu" }},
		{"events_precision", func(g *Gold) { g.Events = g.Events[:1] }},
		{"event_dates", func(g *Gold) { g.Events[0].Date = "2001-01-01" }},
		{"event_recipients", func(g *Gold) { g.Events[0].Recipient = "Baidu" }},
		{"statements_recall", func(g *Gold) { g.Statements = append(g.Statements, goldStatement{Value: 1.5, Verdict: "holds"}) }},
		{"statements_precision", func(g *Gold) { g.Statements = g.Statements[1:] }},
		{"value_accuracy", func(g *Gold) { g.Statements[0].Value = 99.0 }},
		{"listing_accuracy", func(g *Gold) { g.Statements[0].Listing = "XNAS:AAPL" }},
		{"measure_accuracy", func(g *Gold) { g.Statements[0].Measure = "return_multi" }},
		{"direction_accuracy", func(g *Gold) { g.Statements[0].Direction = "up" }},
		{"window_accuracy", func(g *Gold) { g.Statements[0].Window.To = "2001-01-01" }},
		{"truth_accuracy", func(g *Gold) { g.Statements[0].Truth = 99.0 }},
		{"verdict_accuracy", func(g *Gold) { g.Statements[0].Verdict = "holds_elsewhere" }},
		{"error_recall", func(g *Gold) { judged(g, "holds").Verdict = "fails" }},
		{"false_alarm_rate", func(g *Gold) { judged(g, "holds_intraday").Verdict = "holds" }},
		{"lists_accuracy", func(g *Gold) { g.Lists[0].Status = "listed" }},
	}
}

// Each change of the gold is noticed by the figure that it should make worse.
func TestEveryPartCounts(t *testing.T) {
	f := facts(t)
	for _, c := range spoils() {
		s := ownScene(t, f, "correction.txt", "2025-11-14T21:00:00-05:00")
		c.change(s.gold)
		s.score()
		noted := false
		for _, w := range s.report.Wrong {
			noted = noted || w.Kind == c.metric
		}
		share, is := s.report.shares[c.metric]
		if c.metric == "false_alarm_rate" {
			share.right = share.of - share.right // it counts what should not be
		}
		if !noted || is && share.right == share.of {
			t.Errorf("%s does not notice: %+v, wrong %v", c.metric, share, s.report.Wrong)
		}
	}
}

func TestVerdictsThatPass(t *testing.T) {
	elsewhere := func(label string) goldStatement {
		return goldStatement{Verdict: "holds_elsewhere", Alternatives: []struct{ Label string }{{label}}}
	}
	for _, c := range []struct {
		gold goldStatement
		got  string
		want bool
	}{
		{goldStatement{Verdict: "holds"}, "holds", true},
		{goldStatement{Verdict: "holds"}, "fails", false},
		{goldStatement{Verdict: "cannot_check", Also: []string{"holds"}}, "holds", true},
		{elsewhere("base:13:00_price_to_day_low"), "fails", true},
		{elsewhere("other_session:2021-07-05"), "fails", false},
		{elsewhere("base:open"), "holds", false},
	} {
		if got := c.gold.verdictFits(c.got); got != c.want {
			t.Errorf("%+v against %s: %v", c.gold, c.got, got)
		}
	}
}

func TestStancesThatPass(t *testing.T) {
	const text = "it will sue"
	g := goldClaim{Stance: "asserts", Status: "asserted", content: receipt.Span{Start: 0, End: len(text)}}
	admission := goldClaim{Stance: "asserts", Status: "confirmed"}
	for _, c := range []struct {
		gold goldClaim
		got  string
		want bool
	}{
		{g, "predicts", true},
		{goldClaim{Stance: "asserts"}, "predicts", false},
		{g, "denies", false},
		{admission, "confirms", true},
		{g, "confirms", false},
		{goldClaim{Stance: "alleges"}, "questions", true},
		{goldClaim{Stance: "alleges"}, "asserts", false},
	} {
		if got := c.gold.stanceFits(c.got, text); got != c.want {
			t.Errorf("%s against %s: %v", c.gold.Stance, c.got, got)
		}
	}
}

func TestWhoIsWho(t *testing.T) {
	m := security.Embedded()
	r := newRoster(m)
	entity := func(id string) *security.Entity { e, _ := m.Issuer(id); return e }
	for _, c := range []struct {
		want             string
		got              claim.Speaker
		speakers, actors bool
	}{
		{"Alibaba", claim.Speaker{Name: "Alibaba Group", Entity: entity("alibaba")}, true, true},
		{"Alibaba", claim.Speaker{Name: "Baidu", Entity: entity("baidu")}, false, false},
		{"Chinese embassy in Washington", claim.Speaker{Name: "Embassy of China"}, true, true},
		{"U.S. official", claim.Speaker{Name: "unnamed official"}, true, false},
		{"China commerce ministry", claim.Speaker{Name: "China", Entity: entity("china")}, false, true},
		{"United States", claim.Speaker{Name: "Commerce Department", Entity: entity("us-commerce")}, false, true},
		{"TikTok; ByteDance", claim.Speaker{Name: "ByteDance"}, true, true},
		{"Donald Trump", claim.Speaker{Name: "Trump"}, true, false},
		{"", claim.Speaker{}, true, true},
		{"Nvidia", claim.Speaker{}, false, false},
	} {
		if got := r.speakers(c.want, c.got); got != c.speakers {
			t.Errorf("speakers: %q and %q: %v", c.want, c.got.Name, got)
		}
		if got := r.actors(c.want, c.got); got != c.actors {
			t.Errorf("actors: %q and %q: %v", c.want, c.got.Name, got)
		}
	}
}
