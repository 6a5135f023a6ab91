package alert

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"newstape/desk/query"
	"newstape/desk/record"
	"newstape/desk/store"
)

// Subject is what an alert is about and how people are told of it.
type Subject struct {
	Kind    string // store.KindStory, KindCluster, KindListChange, KindMeasurement
	ID      string // of the story, the cluster, the list change; of a measurement story/listing/day/horizon
	Story   string // to link to, "" for none
	Cluster string
	Title   string
	Lines   []string // facts, one each, at most maxLines
	Outlet  string
	URL     string // where it was published
}

// Bounds of what an alert tells.
const (
	maxLines = 8
	maxLine  = 300 // runes
	maxTitle = 300
)

// lines collects facts.
type lines []string

func (l *lines) add(format string, args ...any) {
	if len(*l) < maxLines {
		*l = append(*l, clip(oneLine(fmt.Sprintf(format, args...)), maxLine))
	}
}

// OfStory is a story as a subject. Each line repeats a row of its dossier.
func OfStory(s *record.Story, cluster string) Subject {
	var l lines
	for _, e := range s.Events {
		if !e.Background {
			l.add("%s", eventLine(e))
			break
		}
	}
	for _, r := range s.Reactions {
		if r.Return != nil {
			l.add("%s", reactionLine(r))
			break
		}
	}
	told := 0
	for _, st := range s.Statements {
		if told < 3 && (st.Verdict == "fails" || st.Verdict == "holds_intraday" || st.Verdict == "holds_elsewhere") {
			l.add("%s", statementLine(st))
			told++
		}
	}
	for _, p := range s.Standings {
		if p.Status != "not_listed" && p.Since != "" {
			l.add("%s on %s: %s since %s", p.Party, p.List, strings.ReplaceAll(p.Status, "_", " "), p.Since)
		}
	}
	if len(s.Claims) > 0 {
		c := s.Claims[0]
		l.add("%s (%s): %s", c.Status, c.Speaker, c.Text)
	}
	if s.Trust != "" {
		l.add("%s", s.Trust)
	}
	return Subject{
		Kind: store.KindStory, ID: s.Submission.ID, Story: s.Submission.ID, Cluster: cluster,
		Title: clip(oneLine(s.Title), maxTitle), Lines: l, Outlet: s.Outlet, URL: s.Submission.URL,
	}
}

func eventLine(e record.Event) string {
	line := e.Word
	switch {
	case e.Actor != "" && e.Recipient != "":
		line = e.Actor + " " + line + ": " + e.Recipient
	case e.Actor != "":
		line = e.Actor + " " + line
	case e.Recipient != "":
		line += ": " + e.Recipient
	}
	if e.Date != "" {
		line += " (" + e.Date + ")"
	}
	return line
}

func statementLine(s record.Statement) string {
	line := fmt.Sprintf("“%s”: %s", s.Text, strings.ReplaceAll(s.Verdict, "_", " "))
	if s.Truth != nil {
		line += fmt.Sprintf("; the tape says %s %s", strconv.FormatFloat(*s.Truth, 'f', 2, 64), strings.ReplaceAll(s.Unit, "_", " "))
	}
	return line
}

func reactionLine(r record.Reaction) string {
	line := fmt.Sprintf("%s %s: %+.2f %%", r.Listing, r.Session, *r.Return)
	if r.AR != nil {
		line += fmt.Sprintf(", beyond the market %+.2f %%", *r.AR)
		if r.T != nil {
			line += fmt.Sprintf(" (t %.2f)", *r.T)
		}
	}
	switch r.Stand {
	case "before_news":
		line += "; before the news"
	case "after_story":
		line += "; after the story"
	}
	return line
}

// OfCluster is a cluster as a subject.
func OfCluster(c store.Cluster) Subject {
	var l lines
	l.add("%d stories, %d independent outlets", c.Stories, c.Outlets)
	return Subject{Kind: store.KindCluster, ID: c.ID, Story: c.Lead, Cluster: c.ID, Title: clip(oneLine(c.Title), maxTitle), Lines: l}
}

// DocOfCluster is a cluster as rules see it: what its lead story is known by,
// with kind:cluster and the cluster's outlets.
func DocOfCluster(c store.Cluster, lead query.Doc) query.Doc {
	d := derive(lead, store.KindCluster)
	d.Attributes["cluster"] = []string{strings.ToLower(c.ID)}
	d.Numbers["outlets"] = []float64{float64(c.Outlets)}
	return d
}

// OfListChange is a list change as a subject.
func OfListChange(c store.ListChange) Subject {
	var l lines
	if c.Day != "" {
		l.add("in force since %s", c.Day)
	}
	verb := c.Change + " to"
	if c.Change == "removed" {
		verb = "removed from"
	}
	return Subject{Kind: store.KindListChange, ID: c.ID, Title: clip(oneLine(fmt.Sprintf("%s %s %s", c.Name, verb, c.List)), maxTitle), Lines: l}
}

// DocOfListChange is a list change as rules see it. held says that its party is
// a holding, tickers are those of the party's lines, MIC:ticker and bare.
func DocOfListChange(c store.ListChange, held bool, tickers ...string) query.Doc {
	d := query.Doc{Attributes: map[string][]string{}, Numbers: map[string][]float64{}, Text: OfListChange(c).Title}
	add := func(key string, values ...string) {
		for _, v := range values {
			if v = strings.ToLower(strings.Join(strings.Fields(v), " ")); v != "" && !slices.Contains(d.Attributes[key], v) {
				d.Attributes[key] = append(d.Attributes[key], v)
			}
		}
	}
	add("kind", store.KindListChange)
	add("change", c.Change)
	add("list", c.List)
	add("party", c.Party)
	add("listed", c.Party)
	add("on", c.Day)
	if t, err := time.Parse(time.DateOnly, c.Day); err == nil {
		d.Numbers["day"] = []float64{query.Day(t.Year(), int(t.Month()), t.Day())}
	}
	add("tt", tickers...)
	if held {
		add("held", "yes")
	}
	return d
}

// OfMeasurement is a measurement as a subject; title is that of its story.
func OfMeasurement(m record.Measurement, title, cluster string) Subject {
	var l lines
	if m.CAR != nil {
		line := fmt.Sprintf("%s from %s to session +%d: %+.2f %% beyond %s", m.Listing, m.Event, m.Horizon, *m.CAR, m.Against)
		if m.T != nil {
			line += fmt.Sprintf(" (t %.2f)", *m.T)
		}
		l.add("%s; %s", line, m.Stage)
	} else if m.Missing != "" {
		l.add("%s: no figure, %s", m.Listing, m.Missing)
	}
	return Subject{
		Kind: store.KindMeasurement, ID: strings.Join([]string{m.Story, m.Listing, m.Event, strconv.Itoa(m.Horizon)}, "/"),
		Story: m.Story, Cluster: cluster, Title: clip(oneLine(title), maxTitle), Lines: l,
	}
}

// DocOfMeasurement is a measurement as rules see it: what its story is known by,
// with kind:measurement, its stage, and its figures instead of the story's.
func DocOfMeasurement(m record.Measurement, story query.Doc) query.Doc {
	d := derive(story, store.KindMeasurement)
	d.Attributes["stage"] = []string{strings.ToLower(m.Stage)}
	for key, x := range map[string]*float64{"car": m.CAR, "t": m.T, "p": m.P} {
		delete(d.Numbers, key)
		if x != nil {
			d.Numbers[key] = []float64{*x}
		}
	}
	d.Numbers["horizon"] = []float64{float64(m.Horizon)}
	return d
}

// derive is a copy of what a story is known by, of another kind.
func derive(story query.Doc, kind string) query.Doc {
	d := story
	if d.Attributes = maps.Clone(story.Attributes); d.Attributes == nil {
		d.Attributes = map[string][]string{}
	}
	if d.Numbers = maps.Clone(story.Numbers); d.Numbers == nil {
		d.Numbers = map[string][]float64{}
	}
	d.Attributes["kind"] = []string{kind}
	return d
}

// oneLine puts a text on one line, without control characters.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))), " ")
}

// clip cuts a text to n runes, with an ellipsis for what is gone.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	count := 0
	for i := range s {
		if count == n-1 {
			if len([]rune(s[i:])) == 1 {
				return s
			}
			return strings.TrimRight(s[:i], " ") + "…"
		}
		count++
	}
	return s
}
