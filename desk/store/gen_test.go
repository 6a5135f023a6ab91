package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"pgregory.net/rapid"

	"newstape/desk/cluster"
	"newstape/desk/query"
	"newstape/desk/record"
)

// sample is a plain story with every kind of row, signed.
func sample(id, title, text string) record.Story {
	at := time.Date(2025, 11, 15, 9, 58, 0, 0, time.UTC)
	st := record.Story{
		Submission: record.Submission{
			ID: id, Body: []byte(text), Name: "a.txt", URL: "https://example.com/" + id, Format: "text", Outlet: "Example Wire",
			Published: "2025-11-15T04:58:00-05:00", Feed: "f1", By: "feed", Received: at.Add(time.Minute),
		},
		SHA256: strings.Repeat("ab", 32), Title: title, Outlet: "Example Wire", Language: "en", Text: title + "\n\n" + text,
		Published: at, Read: at.Add(2 * time.Minute), Program: "test",
		Dossier: json.RawMessage(`{"format": "newstape.dossier/1",  "odd spacing": [1,2 , 3]}`),
		Parties: []record.Party{
			{ID: "us.cik.1577552", Name: "Alibaba Group Holding Limited", Kind: "company", Country: "CN", Listing: "XNYS:BABA", Role: "accused", Relevance: 90},
			{ID: "gov.us.white-house", Name: "White House", Kind: "government", Country: "US", Role: "accuser", Relevance: 60},
		},
		Claims: []record.Claim{
			{ID: "c1", Text: "Alibaba helps the military", Speaker: "memo", Via: []string{"Financial Times"}, Stance: "asserts", Status: "alleged", Why: "a report says so", Receipt: json.RawMessage(`{"rule":"r1"}`)},
			{ID: "c2", Text: "the claims are false", Speaker: "Alibaba", Party: "us.cik.1577552", Stance: "denies", Status: "denied", Why: "the party says so", About: "c1", Receipt: json.RawMessage(`{"rule":"r2"}`)},
		},
		Statements: []record.Statement{
			{ID: "s1", Text: "dropped nearly 4.7% on Friday", Listing: "XNYS:BABA", Measure: "return", Direction: "down", Value: new(4.7), Unit: "pct", Verdict: "fails", Truth: new(-3.78), Session: "2025-11-14", Headline: true, Why: "the close says -3.78 %", Receipt: json.RawMessage(`{"rule":"r3"}`)},
			{ID: "s2", Text: "volume was heavy", Measure: "volume", Verdict: "cannot_check", Why: "no figure", Reason: "unsupported_measure", Receipt: json.RawMessage(`{"rule":"r4"}`)},
		},
		Events: []record.Event{
			{ID: "e1", Type: "ACCUSE", CAMEO: "112", Word: "accuses", Actor: "White House", ActorID: "gov.us.white-house", Recipient: "Alibaba", TargetID: "us.cik.1577552", Date: "2025-11-14", Receipt: json.RawMessage(`{"rule":"r5"}`)},
			{ID: "e2", Type: "corporate.earnings", Word: "reports", Date: "2025-11-13", Background: true, Receipt: json.RawMessage(`{"rule":"r6"}`)},
		},
		Reactions: []record.Reaction{
			{Party: "us.cik.1577552", Listing: "XNYS:BABA", Session: "2025-11-14", Stand: "reaction", Return: new(-3.78), Benchmark: "SPY", AR: new(-4.03), T: new(-1.37), P: new(0.17)},
			{Party: "us.cik.1577552", Listing: "XHKG:9988", Session: "2025-11-14", Stand: "before_news", Return: new(-4.38), Benchmark: "KWEB"},
		},
		Standings: []record.Standing{{Party: "us.cik.1577552", List: "1260H", Status: "not_listed"}},
		Trust:     "the figure holds intraday only",
		Attributes: []record.Attribute{
			{Key: "T", Value: "accuse"},
			{Key: "T", Value: "earnings"},
			{Key: "accused", Value: "us.cik.1577552"},
			{Key: "kind", Value: "story"},
			{Key: "claim", Value: "alleged"},
			{Key: "claim", Value: "denied"},
			{Key: "lang", Value: "en"},
			{Key: "party", Value: "us.cik.1577552"},
			{Key: "s", Value: "example wire"},
			{Key: "stance", Value: "denies"},
			{Key: "tt", Value: "baba"},
			{Key: "tt", Value: "xnys:baba"},
			{Key: "verdict", Value: "cannot_check"},
			{Key: "verdict", Value: "fails"},
			{Key: "headline", Value: "fails"},
		},
		Numbers: []record.Number{{Key: "ar", Value: -4.03}, {Key: "relevance", Value: 90}, {Key: "t", Value: -1.37}},
	}
	sign(&st)
	return st
}

func sign(st *record.Story) {
	cs := cluster.Story{ID: st.Submission.ID, Title: st.Title, Text: st.Text, Outlet: st.Outlet, When: st.When()}
	for _, p := range st.Parties {
		cs.Parties = append(cs.Parties, cluster.Party{ID: p.ID, Role: p.Role, Relevance: p.Relevance})
	}
	for _, e := range st.Events {
		cs.Events = append(cs.Events, cluster.Event{Type: e.Type, Actor: e.ActorID, Recipient: e.TargetID, Date: e.Date, Background: e.Background})
	}
	raw, err := cluster.Sign(cs).MarshalBinary()
	if err != nil {
		panic(err) // a signature that cannot be written is no test's subject
	}
	st.Signature = raw
}

// hostile are strings that have broken stores before.
var hostile = []string{
	"", "'", `"`, "';DROP TABLE stories;--", "a\x00b", "\xff\xfe broken", "?", "$1", "%_!", `\`, "\u202e", "阿里巴巴", "Société", "🙂",
	"NULL", strings.Repeat("長い", 400), " ", "x AND y", `"a" NOT b`, "*", "(", "{body} : x", "near(a b)", "tt:baba",
}

// randomStory draws a story from small vocabularies, so that queries hit.
func randomStory(t *rapid.T, id string) record.Story {
	word := rapid.SampledFrom([]string{"alibaba", "falls", "Friday", "white", "house", "memo", "U.S.", "4.7%", "阿里巴巴", "Société", "don't", "hostile'", "x"})
	odd := rapid.OneOf(rapid.SampledFrom(hostile), rapid.String())
	at := time.Date(2025, 11, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 5).Draw(t, "hours")) * time.Hour)
	st := record.Story{
		Submission: record.Submission{ID: id, Body: []byte(odd.Draw(t, "body")), URL: odd.Draw(t, "url"), Received: at, By: odd.Draw(t, "by")},
		Title:      strings.ToValidUTF8(odd.Draw(t, "title"), "?"), Outlet: rapid.SampledFrom([]string{"", "A", "B", "it's"}).Draw(t, "outlet"),
		Text: strings.Join(rapid.SliceOfN(word, 0, 12).Draw(t, "words"), " "), Read: at, Program: "p",
		Dossier: json.RawMessage(`{}`),
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "claims") {
		st.Claims = append(st.Claims, record.Claim{
			ID: fmt.Sprintf("c%d", i), Text: strings.ToValidUTF8(odd.Draw(t, "claim"), "?"), Speaker: "x", Stance: "asserts",
			Status: rapid.SampledFrom([]string{"alleged", "denied"}).Draw(t, "status"), Receipt: json.RawMessage(`{"n":1}`),
		})
	}
	seen := map[record.Attribute]bool{}
	for range rapid.IntRange(0, 6).Draw(t, "attributes") {
		a := record.Attribute{Key: rapid.SampledFrom(attributeKeys).Draw(t, "key"), Value: rapid.SampledFrom(attributeValues).Draw(t, "value")}
		if !seen[a] {
			seen[a] = true
			st.Attributes = append(st.Attributes, a)
		}
	}
	for range rapid.IntRange(0, 4).Draw(t, "numbers") {
		st.Numbers = append(st.Numbers, record.Number{Key: rapid.SampledFrom(numberKeys).Draw(t, "key"), Value: rapid.SampledFrom(figureValues).Draw(t, "figure")})
	}
	if rapid.Bool().Draw(t, "signed") {
		sign(&st)
	}
	return st
}

var (
	attributeKeys   = []string{"tt", "T", "party", "verdict", "claim", "s"}
	attributeValues = []string{"baba", "xnys:baba", "accuse", "fails", "it's", "阿里", "us.cik.1", strings.Repeat("v", 600)}
	numberKeys      = []string{"ar", "t", "relevance"}
	figureValues    = []float64{-4, -0.5, 0, 1, 3.25, 1e300}
)

// randomQuery draws a query over the same vocabularies.
func randomQuery(t *rapid.T, depth int) query.Node {
	ops := []query.Op{query.All, query.Term, query.Term, query.Text, query.Compare}
	if depth > 0 {
		ops = append(ops, query.And, query.And, query.Or, query.Not, query.Diff)
	}
	n := query.Node{Op: rapid.SampledFrom(ops).Draw(t, "op")}
	args := func(least, most int) {
		for range rapid.IntRange(least, most).Draw(t, "args") {
			n.Args = append(n.Args, randomQuery(t, depth-1))
		}
	}
	switch n.Op {
	case query.Term:
		n.Key = rapid.SampledFrom(append([]string{"held", "cluster"}, attributeKeys...)).Draw(t, "key")
		n.Value = rapid.SampledFrom(append([]string{"yes", "cs1", "cs3", "no such"}, attributeValues...)).Draw(t, "value")
	case query.Compare:
		n.Key = rapid.SampledFrom(append([]string{"outlets"}, numberKeys...)).Draw(t, "key")
		n.Cmp = rapid.SampledFrom([]string{"<", "<=", ">", ">="}).Draw(t, "cmp")
		n.Number = rapid.SampledFrom(figureValues).Draw(t, "figure")
	case query.Text:
		n.Words = query.Words(rapid.SampledFrom([]string{"alibaba", "white house", "falls friday", "阿里", "巴", "u s", "don t", "4", "societe", "hostile x", "nothing", "house memo"}).Draw(t, "text"))
	case query.And, query.Or:
		args(0, 3)
	case query.Not:
		args(1, 1)
	case query.Diff:
		args(1, 3)
	}
	return n
}
