package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"newstape/desk/record"
	"newstape/fault"
)

// WireRow is a cluster as a list of news shows it: what its lead story tells,
// what the tape says of that, and how far the cluster has grown.
type WireRow struct {
	Cluster  string    `json:"cluster"`
	Lead     string    `json:"lead" doc:"id of the story that the row tells of: the cluster's first, or the oldest that is left"`
	Title    string    `json:"title"`
	Outlet   string    `json:"outlet,omitempty"`
	Feed     string    `json:"feed,omitempty" doc:"id of the feed it came through"`
	Language string    `json:"language,omitempty"`
	First    time.Time `json:"first" doc:"earliest time of a story of the cluster"`
	Latest   time.Time `json:"latest"`
	Updated  time.Time `json:"updated" doc:"when the desk last added to the cluster"`
	DateOnly bool      `json:"date_only,omitempty" doc:"of the lead's publication only the day is known"`
	Stories  int       `json:"stories" doc:"in the cluster"`
	Outlets  int       `json:"outlets" doc:"distinct ones that have text of their own"`

	Event      string         `json:"event,omitempty" doc:"plain word of the main event"`
	Headline   string         `json:"headline,omitempty" doc:"verdict of the statement in the title"`
	Trust      string         `json:"trust,omitempty" doc:"the first trust note"`
	Claims     int            `json:"claims"`
	Statements int            `json:"statements"`
	Fails      int            `json:"fails" doc:"statements that fail"`
	Verdicts   map[string]int `json:"verdicts" doc:"how many statements have each verdict"`
	Parties    []WireParty    `json:"parties" nullable:"false" doc:"those that matter most, at most four"`
	Reaction   *WireReaction  `json:"reaction,omitempty"`
	Held       bool           `json:"held,omitempty" doc:"the lead names a holding"`
}

// WireParty is one of the parties of a row.
type WireParty struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Kind    string `json:"kind"`
	Country string `json:"country,omitempty"`
	Listing string `json:"listing,omitempty" doc:"MIC:ticker"`
	Role    string `json:"role"`
}

// WireReaction is what the line that the story is about did. Its figures are the
// dossier's, or those of the latest measurement; their receipts are there.
type WireReaction struct {
	Party     string    `json:"party"`
	Listing   string    `json:"listing" doc:"MIC:ticker"`
	Session   string    `json:"session" doc:"day 0, 2025-11-14"`
	Stand     string    `json:"stand" enum:"reaction,unplaced,after_story" doc:"how the session stands to the news"`
	Return    *float64  `json:"return,omitempty" doc:"of the session alone, close to close, per cent"`
	Abnormal  *float64  `json:"abnormal,omitempty" doc:"beyond the benchmark, sessions 0 to horizon together, per cent"`
	T         *float64  `json:"t,omitempty"`
	P         *float64  `json:"p,omitempty" doc:"0 to 1"`
	Benchmark string    `json:"benchmark,omitempty"`
	Horizon   int       `json:"horizon" doc:"last session of abnormal, t and p, relative to day 0"`
	State     string    `json:"state" enum:"read,breaking,developing,settled" doc:"read: as known when the story was read; else the stage of the measurement"`
	Measured  time.Time `json:"measured,omitzero" doc:"when, of a measurement"`
}

// Wire are the clusters with a story that satisfies a query, the one with the
// latest story first, each as a row. Its pages are those of [Store.Clusters],
// and so are its cursors.
func (s *Store) Wire(ctx context.Context, a Ask) (Page[WireRow], error) {
	page, err := s.Clusters(ctx, a)
	if err != nil {
		return Page[WireRow]{}, err
	}
	rows, err := s.wireRows(ctx, page.Items)
	return Page[WireRow]{Items: rows, Next: page.Next}, err
}

// WireRow is one cluster as a row; not_found when it is not there.
func (s *Store) WireRow(ctx context.Context, id string) (WireRow, error) {
	what := "read cluster " + clip(id)
	c, err := one(ctx, s, what, scanCluster, "SELECT "+clusterColumns+" FROM clusters c WHERE c.id = ?", clean(id))
	if err != nil {
		return WireRow{}, err
	}
	rows, err := s.wireRows(ctx, []Cluster{c})
	if err != nil {
		return WireRow{}, err
	}
	if len(rows) == 0 { // retention took it between the two looks
		return WireRow{}, fault.New(fault.NotFound, "%s: it is not in the store", what)
	}
	return rows[0], nil
}

// wireRows makes the rows of clusters, each table read once for all of them. A
// cluster that has gone meanwhile has no row.
func (s *Store) wireRows(ctx context.Context, clusters []Cluster) ([]WireRow, error) {
	if len(clusters) == 0 {
		return nil, nil
	}
	leads, err := s.leads(ctx, clusters)
	if err != nil || len(leads) == 0 {
		return nil, err
	}
	place := make(map[int64]int, len(leads))
	numbers := make([]any, len(leads))
	for i, x := range leads {
		place[x.n], numbers[i] = i, x.n
	}
	if err := s.addParties(ctx, leads, place, numbers); err != nil {
		return nil, err
	}
	verdicts, err := s.verdicts(ctx, numbers)
	if err != nil {
		return nil, err
	}
	reactions, err := s.mainReactions(ctx, numbers)
	if err != nil {
		return nil, err
	}
	held, err := s.held(ctx, numbers)
	if err != nil {
		return nil, err
	}
	of := make(map[string]numberedSummary, len(leads))
	for _, x := range leads {
		of[x.Cluster] = x
	}
	rows := make([]WireRow, 0, len(clusters))
	for _, c := range clusters {
		if lead, ok := of[c.ID]; ok {
			rows = append(rows, wireRow(c, lead.Summary, verdicts[lead.n], reactions[lead.n], held[lead.n]))
		}
	}
	return rows, nil
}

func wireRow(c Cluster, lead Summary, verdicts map[string]int, r *WireReaction, held bool) WireRow {
	row := WireRow{
		Cluster: c.ID, Lead: lead.ID, Title: lead.Title, Outlet: lead.Outlet, Feed: lead.Feed, Language: lead.Language,
		First: c.First, Latest: c.Latest, Updated: c.Updated, DateOnly: lead.DateOnly, Stories: c.Stories, Outlets: c.Outlets,
		Event: lead.Event, Headline: lead.Headline, Trust: lead.Trust,
		Claims: lead.Claims, Statements: lead.Statements, Fails: lead.Fails, Verdicts: verdicts, Reaction: r, Held: held,
	}
	if row.Verdicts == nil {
		row.Verdicts = map[string]int{}
	}
	first := ""
	if r != nil {
		first = r.Party
	}
	row.Parties = mattering(lead.Parties, first)
	return row
}

// mostParties bounds the parties of a row.
const mostParties = 4

// mattering are the parties that a row shows: first the one whose shares it
// speaks of, then the most relevant. Places, products and press say little about
// whom a story concerns; they stand for themselves where there is nothing else.
func mattering(all []record.Party, first string) []WireParty {
	said := func(p record.Party) bool { return p.Kind == "place" || p.Kind == "product" || p.Kind == "press" }
	kept := slices.DeleteFunc(slices.Clone(all), said)
	if len(kept) == 0 {
		kept = slices.Clone(all)
	}
	slices.SortStableFunc(kept, func(a, b record.Party) int { return int(bit(b.ID == first) - bit(a.ID == first)) })
	out := make([]WireParty, 0, mostParties)
	for _, p := range kept[:min(len(kept), mostParties)] {
		out = append(out, WireParty{ID: p.ID, Name: p.Name, Kind: p.Kind, Country: p.Country, Listing: p.Listing, Role: p.Role})
	}
	return out
}

// in is a condition on one of some values.
func in(column string, values []any) string {
	return column + " IN (?" + strings.Repeat(", ?", len(values)-1) + ")"
}

// leads are the stories that the rows of clusters tell of. The first story of a
// cluster may be gone; the oldest that is left then stands for it.
func (s *Store) leads(ctx context.Context, clusters []Cluster) ([]numberedSummary, error) {
	const what = "read the stories of a page"
	ids := make([]any, len(clusters))
	for i, c := range clusters {
		ids[i] = c.Lead
	}
	found, err := list(ctx, s, what, scanSummary, "SELECT "+summaryColumns+" FROM stories s WHERE "+in("s.id", ids), ids...)
	if err != nil || len(found) == len(clusters) {
		return found, err
	}
	var orphans []any
	for _, c := range clusters {
		if !slices.ContainsFunc(found, func(x numberedSummary) bool { return x.Cluster == c.ID }) {
			orphans = append(orphans, c.ID)
		}
	}
	oldest, err := list(ctx, s, what, scanSummary, "SELECT "+summaryColumns+` FROM stories s WHERE s.n IN (
		SELECT (SELECT o.n FROM stories o WHERE o.cluster = c.id ORDER BY o.at, o.n LIMIT 1) FROM clusters c WHERE `+in("c.id", orphans)+")", orphans...)
	return append(found, oldest...), err
}

// held tells which of some stories name a holding.
func (s *Store) held(ctx context.Context, numbers []any) (map[int64]bool, error) {
	found, err := list(ctx, s, "look for holdings", scanInt,
		"SELECT DISTINCT a.n FROM attributes a JOIN holding_keys h ON h.key = a.key AND h.value = a.value WHERE "+in("a.n", numbers), numbers...)
	out := make(map[int64]bool, len(found))
	for _, n := range found {
		out[n] = true
	}
	return out, err
}

// verdicts counts the statements of stories by their verdict.
func (s *Store) verdicts(ctx context.Context, numbers []any) (map[int64]map[string]int, error) {
	type counted struct {
		n, times int64
		verdict  string
	}
	found, err := list(ctx, s, "count verdicts", func(r row) (counted, error) {
		var x counted
		return x, r.Scan(&x.n, &x.verdict, &x.times)
	}, "SELECT n, verdict, COUNT(*) FROM statements WHERE "+in("n", numbers)+" GROUP BY n, verdict", numbers...)
	out := map[int64]map[string]int{}
	for _, x := range found {
		if out[x.n] == nil {
			out[x.n] = map[string]int{}
		}
		out[x.n][x.verdict] = int(x.times)
	}
	return out, err
}
