package alert

import (
	"context"
	"time"

	"newstape/desk/query"
	"newstape/desk/store"
)

// Try is a dry run: the alerts that a rule would have raised over the newest
// stories, or with kind:list_change the newest list changes, newest first, at
// most limit. Nothing is stored and nothing is sent. Clusters and measurements
// are not tried.
func Try(ctx context.Context, st *store.Store, r store.Rule, limit int, now time.Time) ([]store.Alert, error) {
	r.Off = false
	if err := CheckRule(r); err != nil {
		return nil, err
	}
	c, err := compile(r)
	if err != nil {
		return nil, err
	}
	limit = max(1, min(limit, 200))
	t := trial{rules: Rules{c}, now: now, limit: limit, seen: map[string]bool{}}
	if err := t.stories(ctx, st, c.query); err != nil {
		return nil, err
	}
	if err := t.listChanges(ctx, st); err != nil {
		return nil, err
	}
	return t.alerts, nil
}

type trial struct {
	rules  Rules
	now    time.Time
	limit  int
	seen   map[string]bool
	alerts []store.Alert
}

func (t *trial) evaluate(doc query.Doc, about Subject, at time.Time) {
	for _, a := range t.rules.Evaluate(doc, about, t.now) {
		if !t.seen[a.ID] && len(t.alerts) < t.limit {
			t.seen[a.ID] = true
			a.At, a.Due = at, time.Time{}
			t.alerts = append(t.alerts, a)
		}
	}
}

// stories looks through pages of stories that satisfy the query, at most ten.
func (t *trial) stories(ctx context.Context, st *store.Store, q query.Node) error {
	ask := store.Ask{Query: q, Limit: 100}
	for range 10 {
		page, err := st.Stories(ctx, ask)
		if err != nil {
			return err
		}
		for _, s := range page.Items {
			if len(t.alerts) == t.limit {
				return nil
			}
			doc, err := st.Doc(ctx, s.ID)
			if err != nil {
				return err
			}
			story, err := st.Story(ctx, s.ID)
			if err != nil {
				return err
			}
			t.evaluate(doc, OfStory(&story, s.Cluster), s.Stored)
		}
		if ask.Cursor = page.Next; page.Next == "" {
			return nil
		}
	}
	return nil
}

func (t *trial) listChanges(ctx context.Context, st *store.Store) error {
	page, err := st.ListChanges(ctx, store.Ask{Limit: 500})
	if err != nil {
		return err
	}
	holdings, err := st.Holdings(ctx)
	if err != nil {
		return err
	}
	for _, c := range page.Items {
		t.evaluate(DocOfListChange(c, Holds(holdings, c.Party)), OfListChange(c), c.Seen)
	}
	return nil
}

// Holds reports whether a party of the master is among the holdings.
func Holds(holdings []store.Holding, party string) bool {
	for _, h := range holdings {
		if party != "" && h.Party == party {
			return true
		}
	}
	return false
}
