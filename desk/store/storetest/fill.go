package storetest

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"newstape/desk/record"
)

// receipt is as long as those of dossiers.
func receipt(n int) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`{"rule":"market_statement","spans":[{"start":%d,"end":%d,"text":"dropped nearly 4.7%% on Friday"}],`+
		`"cells":[{"listing":"XNYS:BABA","session":"2025-11-14","field":"close","value":153.8,"source":"sample tape"},`+
		`{"listing":"XNYS:BABA","session":"2025-11-13","field":"close","value":159.84,"source":"sample tape"}]}`, n, n+30))
}

// fill gives a story its rows.
func (g *Generator) fill(st *record.Story, r *rand.Rand, at time.Time) {
	day := at.Format(time.DateOnly)
	add := func(key, value string) {
		a := record.Attribute{Key: key, Value: strings.ToLower(value)}
		if !slices.Contains(st.Attributes, a) {
			st.Attributes = append(st.Attributes, a)
		}
	}
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	for i := range 10 {
		id, ticker, listing := Company(int(companies * math.Pow(r.Float64(), 3)))
		role := "mentioned"
		if i < 2 {
			role = [...]string{"accused", "accuser"}[i]
			add(role, id)
		}
		st.Parties = append(st.Parties, record.Party{ID: id, Name: "Company " + ticker, Kind: "company", Country: "US", Listing: listing, Role: role, Relevance: 95 - 9*i})
		add("party", id)
		add("tt", ticker)
		add("tt", listing)
		add("role", role)
		if i < 3 {
			st.Reactions = append(st.Reactions, record.Reaction{
				Party: id, Listing: listing, Session: day, Stand: "reaction",
				Return: figure(r), Benchmark: "SPY", AR: figure(r), T: figure(r), P: figure(r),
			})
			st.Standings = append(st.Standings, record.Standing{Party: id, List: "1260H", Status: "not_listed"})
		}
	}
	for i := range 9 {
		status, stance := pick("asserted", "alleged", "alleged", "denied", "unverified"), pick("asserts", "denies", "questions")
		st.Claims = append(st.Claims, record.Claim{
			ID: fmt.Sprintf("c%d", i+1), Text: g.text(r, 14), Speaker: g.text(r, 2), Stance: stance, Status: status,
			Why: "only one origin tells it", Receipt: receipt(i),
		})
		add("claim", status)
		add("stance", stance)
	}
	g.judged(st, r, day, pick, add)
	add("s", st.Outlet)
	add("lang", st.Language)
	add("on", day)
	add("kind", "story")
	add("feed", st.Submission.Feed)
	for _, key := range []string{"ar", "p", "relevance", "return", "t"} {
		st.Numbers = append(st.Numbers, record.Number{Key: key, Value: *figure(r)})
	}
}

// judged adds statements and events.
func (g *Generator) judged(st *record.Story, r *rand.Rand, day string, pick func(...string) string, add func(key, value string)) {
	for i := range 8 {
		verdict := pick("holds", "holds", "holds_intraday", "fails", "cannot_check")
		st.Statements = append(st.Statements, record.Statement{
			ID: fmt.Sprintf("s%d", i+1), Text: g.text(r, 10), Listing: st.Parties[i].Listing, Measure: "return", Direction: "down", Value: figure(r), Unit: "pct",
			Verdict: verdict, Truth: figure(r), Session: day, Headline: i == 0, Why: "the close of the session says another figure", Receipt: receipt(i),
		})
		add("verdict", verdict)
	}
	for i := range 3 {
		kind := pick("ACCUSE", "SANCTION", "COERCE", "CONSULT", "corporate.earnings", "corporate.guidance", "corporate.lawsuit")
		st.Events = append(st.Events, record.Event{
			ID: fmt.Sprintf("e%d", i+1), Type: kind, Word: "accuses", Actor: st.Parties[1].Name, ActorID: st.Parties[1].ID,
			Recipient: st.Parties[0].Name, TargetID: st.Parties[0].ID, Date: day, Background: i > 0, Receipt: receipt(i),
		})
		add("T", strings.TrimPrefix(kind, "corporate."))
	}
}

func figure(r *rand.Rand) *float64 {
	v := math.Round(r.NormFloat64()*300) / 100
	return &v
}
