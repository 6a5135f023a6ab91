package alert

import (
	"strings"
	"testing"
	"time"

	"newstape/desk/query"
	"newstape/desk/record"
	"newstape/desk/store"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func accusation() query.Doc {
	return query.Doc{Attributes: map[string][]string{
		"kind": {"story"}, "T": {"accuse"}, "verdict": {"fails", "holds"}, "held": {"yes"}, "tt": {"baba"}, "cluster": {"c1"},
	}, Numbers: map[string][]float64{"ar": {-4.03}, "t": {-1.4}}, Text: "A memo accuses a company"}
}

func raised(t *testing.T, doc query.Doc, about Subject, rules ...store.Rule) []store.Alert {
	t.Helper()
	rs, err := Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	return rs.Evaluate(doc, about, noon)
}

func TestTheRulesPeopleAskFor(t *testing.T) {
	accused := store.Rule{ID: "r1", Name: "a holding is accused and the statement fails", Query: "(and held:yes T:accuse verdict:fails)"}
	added := store.Rule{ID: "r2", Name: "a party I hold is added to 1260H", Query: "(and kind:list_change change:added list:1260h held:yes)"}
	story := Subject{Kind: store.KindStory, ID: "s1", Story: "s1", Cluster: "c1", Title: "x"}
	if got := raised(t, accusation(), story, accused, added); len(got) != 1 || got[0].Rule != "r1" || got[0].Subject != "c1" || got[0].Story != "s1" {
		t.Errorf("%+v", got)
	}
	other := accusation()
	delete(other.Attributes, "held")
	if got := raised(t, other, story, accused, added); len(got) != 0 {
		t.Errorf("nothing is held, and %+v", got)
	}
	change := store.ListChange{ID: "l1", List: "1260H", Party: "alibaba", Name: "Alibaba Group", Change: "added", Day: "2026-06-08"}
	holdings := []store.Holding{{Symbol: "BABA", Party: "alibaba"}}
	doc := DocOfListChange(change, Holds(holdings, change.Party), "BABA", "XNYS:BABA")
	got := raised(t, doc, OfListChange(change), accused, added)
	if len(got) != 1 || got[0].Rule != "r2" || got[0].Title != "Alibaba Group added to 1260H" || got[0].Lines[0] != "in force since 2026-06-08" {
		t.Errorf("%+v", got)
	}
	change.Change = "removed"
	if got := raised(t, DocOfListChange(change, true), OfListChange(change), added); len(got) != 0 || OfListChange(change).Title != "Alibaba Group removed from 1260H" {
		t.Errorf("%+v", got)
	}
	if Holds(holdings, "") || Holds(holdings, "baidu") {
		t.Error("held by nobody")
	}
}

func TestOneAlertForAClusterOrForEachStory(t *testing.T) {
	r := store.Rule{ID: "r1", Name: "x", Query: "T:accuse", Channels: []string{"a", "b", "a"}}
	first := Subject{Kind: store.KindStory, ID: "s1", Story: "s1", Cluster: "c1"}
	second := Subject{Kind: store.KindStory, ID: "s2", Story: "s2", Cluster: "c1"}
	a, b := raised(t, accusation(), first, r)[0], raised(t, accusation(), second, r)[0]
	if a.ID != b.ID || len(a.ID) != 32 || len(a.Channels) != 2 {
		t.Errorf("two alerts for one cluster: %+v, %+v", a, b)
	}
	r.Per = "story"
	if a, b = raised(t, accusation(), first, r)[0], raised(t, accusation(), second, r)[0]; a.ID == b.ID || a.Subject != "s1" {
		t.Errorf("one alert for two stories: %+v, %+v", a, b)
	}
	again := raised(t, accusation(), first, r)[0]
	if again.ID != a.ID {
		t.Error("the same story a second time is another alert")
	}
	r.Off = true
	if got := raised(t, accusation(), first, r); len(got) != 0 {
		t.Error("a rule that is off")
	}
}

func TestKinds(t *testing.T) {
	car, tt := -6.5, -2.4
	m := record.Measurement{Story: "s1", Listing: "XNYS:BABA", Event: "2025-11-14", Horizon: 5, Stage: "developing", CAR: &car, T: &tt, Against: "ARCX:SPY"}
	doc := DocOfMeasurement(m, accusation())
	about := OfMeasurement(m, "A memo", "c1")
	if got := raised(t, doc, about, store.Rule{ID: "r", Name: "x", Query: "T:accuse"}); len(got) != 0 {
		t.Error("a rule that names no kind is about stories only")
	}
	got := raised(t, doc, about, store.Rule{ID: "r", Name: "x", Query: "kind:measurement stage:developing car<-5 t<-2 horizon>=5 tt:baba (not p<1)"})
	if len(got) != 1 || got[0].Lines[0] != "XNYS:BABA from 2025-11-14 to session +5: -6.50 % beyond ARCX:SPY (t -2.40); developing" {
		t.Errorf("%+v", got)
	}
	c := store.Cluster{ID: "c1", Title: "A memo", Lead: "s1", Stories: 9, Outlets: 5}
	got = raised(t, DocOfCluster(c, accusation()), OfCluster(c), store.Rule{ID: "r", Name: "x", Query: "(and kind:cluster outlets>=5 held:yes)"})
	if len(got) != 1 || got[0].Story != "s1" || got[0].Lines[0] != "9 stories, 5 independent outlets" {
		t.Errorf("%+v", got)
	}
	if k := accusation().Attributes["kind"]; len(k) != 1 || k[0] != "story" {
		t.Error("the story's own attributes were changed")
	}
}

func TestRulesThatAreNone(t *testing.T) {
	for name, r := range map[string]store.Rule{
		"no query":          {},
		"spaces":            {Query: "  "},
		"bad query":         {Query: "(and"},
		"per":               {Query: "a", Per: "day"},
		"urgent and digest": {Query: "a", Urgent: true, Digest: &store.Digest{Every: "hourly"}},
		"channels":          {Query: "a", Channels: make([]string, 21)},
	} {
		if err := CheckRule(r); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	good := store.Rule{ID: "g", Name: "good", Query: "*"}
	rs, err := Compile([]store.Rule{{ID: "b", Name: "bad", Query: "((("}, good})
	if len(rs) != 1 || err == nil || !strings.Contains(err.Error(), `rule "bad"`) {
		t.Errorf("a bad rule stops the others: %v, %v", rs, err)
	}
}

func TestDigestIsPartOfTheAlert(t *testing.T) {
	r := store.Rule{ID: "r1", Name: "x", Query: "*", Digest: &store.Digest{Every: "daily", At: "07:30", Zone: "UTC"}}
	a := raised(t, accusation(), Subject{Kind: store.KindStory, ID: "s1"}, r)[0]
	if a.Digest != "r1" || !a.Due.Equal(noon.Add(19*time.Hour+30*time.Minute)) {
		t.Errorf("%+v", a)
	}
}

func TestWhatAStorySays(t *testing.T) {
	ret, ar, tt, truth := -3.779, -4.027, -1.364, -3.779
	s := &record.Story{
		Submission: record.Submission{ID: "s1", URL: "https://example.com/a"},
		Title:      "Stock sinks 4.7%\r\nX-Header: as memo raises\u2028alarm", Outlet: "Example Wire", Trust: "The headline's figure does not stand as printed",
		Events:     []record.Event{{Word: "denies", Background: true}, {Word: "accuses", Actor: "White House", Recipient: "Alibaba Group", Date: "2025-11-14"}},
		Reactions:  []record.Reaction{{Listing: "XNYS:BABA", Session: "2025-11-14", Stand: "reaction", Return: &ret, AR: &ar, T: &tt}},
		Statements: []record.Statement{{Text: "volume", Verdict: "holds"}, {Text: "Sinks 4.7%", Verdict: "holds_intraday", Truth: &truth, Unit: "pct"}},
		Standings:  []record.Standing{{Party: "pdd", List: "1260H", Status: "not_listed"}, {Party: "huawei", List: "1260H", Status: "listed", Since: "2021-06-03"}},
		Claims:     []record.Claim{{Text: "the company helps the army", Speaker: "White House memo", Status: "disputed"}},
	}
	sub := OfStory(s, "c1")
	want := []string{
		"White House accuses: Alibaba Group (2025-11-14)",
		"XNYS:BABA 2025-11-14: -3.78 %, beyond the market -4.03 % (t -1.36)",
		"“Sinks 4.7%”: holds intraday; the tape says -3.78 pct",
		"huawei on 1260H: listed since 2021-06-03",
		"disputed (White House memo): the company helps the army",
		"The headline's figure does not stand as printed",
	}
	if got := strings.Join(sub.Lines, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s", got)
	}
	if sub.Title != "Stock sinks 4.7% X-Header: as memo raises alarm" || sub.ID != "s1" || sub.Cluster != "c1" {
		t.Errorf("%+v", sub)
	}
}

func TestClip(t *testing.T) {
	for _, c := range []struct {
		in   string
		n    int
		want string
	}{
		{"abc", 3, "abc"}, {"abcd", 3, "ab…"}, {"阿里巴巴", 4, "阿里巴巴"}, {"阿里巴巴", 3, "阿里…"}, {"", 3, ""}, {"a bc", 3, "a…"},
	} {
		if got := clip(c.in, c.n); got != c.want {
			t.Errorf("%q to %d: %q", c.in, c.n, got)
		}
	}
}
