package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"newstape/desk/alert"
	"newstape/desk/query"
	"newstape/desk/record"
	"newstape/desk/store"
	"newstape/desk/stream"
	"newstape/fault"
)

// tell asks the rules about a stored story. Alerts wait in the store from then
// on: sending them is the worker's.
func (d *Desk) tell(ctx context.Context, m stream.Message) error {
	var stored store.Stored
	if err := json.Unmarshal(m.Data, &stored); err != nil {
		return stream.Permanent(fmt.Errorf("announcement %s: %w", m.ID, err))
	}
	err := d.tellStory(ctx, stored)
	if err != nil && fault.CodeOf(err) == fault.NotFound {
		d.Log.Info("a story went before its rules were asked", "story", stored.ID, "error", err)
		return nil
	}
	return hopeless(err)
}

func (d *Desk) tellStory(ctx context.Context, stored store.Stored) error {
	rules, err := d.rules.current(ctx, d)
	if err != nil || len(rules) == 0 {
		return err
	}
	doc, err := d.Store.Doc(ctx, stored.ID)
	if err != nil {
		return err
	}
	// Most stories satisfy no rule: their words are fetched only for those that do.
	bare := alert.Subject{Kind: store.KindStory, ID: stored.ID, Story: stored.ID, Cluster: stored.Cluster}
	if len(rules.Evaluate(doc, bare, d.Now())) > 0 {
		st, err := d.Store.Story(ctx, stored.ID)
		if err != nil {
			return err
		}
		if err := d.raise(ctx, rules, doc, alert.OfStory(&st, stored.Cluster)); err != nil {
			return err
		}
	}
	view, err := d.Store.Cluster(ctx, stored.Cluster)
	if err != nil {
		return err
	}
	lead := doc
	if view.Lead != stored.ID {
		if lead, err = d.Store.Doc(ctx, view.Lead); err != nil {
			return err
		}
	}
	return d.raise(ctx, rules, alert.DocOfCluster(view.Cluster, lead), alert.OfCluster(view.Cluster))
}

func (d *Desk) tellMeasurement(ctx context.Context, due store.Due, m record.Measurement) error {
	rules, err := d.rules.current(ctx, d)
	if err != nil || len(rules) == 0 {
		return err
	}
	doc, err := d.Store.Doc(ctx, due.Story)
	if err != nil {
		return err
	}
	sum, err := d.Store.Summary(ctx, due.Story)
	if err != nil {
		return err
	}
	return d.raise(ctx, rules, alert.DocOfMeasurement(m, doc), alert.OfMeasurement(m, sum.Title, sum.Cluster))
}

func (d *Desk) tellListChange(ctx context.Context, c store.ListChange) error {
	rules, err := d.rules.current(ctx, d)
	if err != nil || len(rules) == 0 {
		return err
	}
	holdings, err := d.Store.Holdings(ctx)
	if err != nil {
		return err
	}
	var tickers []string
	if e, ok := d.Rooms.Current().Facts().Master.Issuer(c.Party); ok {
		for _, l := range e.Listings {
			_, ticker, _ := strings.Cut(l.ID(), ":")
			tickers = append(tickers, l.ID(), ticker)
		}
	}
	return d.raise(ctx, rules, alert.DocOfListChange(c, alert.Holds(holdings, c.Party), tickers...), alert.OfListChange(c))
}

func (d *Desk) raise(ctx context.Context, rules alert.Rules, doc query.Doc, about alert.Subject) error {
	n, err := d.Store.PutAlerts(ctx, rules.Evaluate(doc, about, d.Now()))
	d.meter.alerts.Add(float64(n))
	return err
}

// rules keeps the compiled rules until those of the store change.
type rules struct {
	mu       sync.Mutex
	stamp    string
	compiled alert.Rules
}

func (r *rules) current(ctx context.Context, d *Desk) (alert.Rules, error) {
	stored, err := d.Store.Rules(ctx)
	if err != nil {
		return nil, err
	}
	var stamp strings.Builder
	for _, one := range stored {
		fmt.Fprintf(&stamp, "%s %d\n", one.ID, one.Updated.UnixNano())
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stamp == stamp.String() {
		return r.compiled, nil
	}
	compiled, err := alert.Compile(stored)
	if err != nil {
		// The others work; a rule that cannot be read must not stop the stage.
		d.Log.Error("a rule cannot be read", "error", err)
	}
	r.stamp, r.compiled = stamp.String(), compiled
	return compiled, nil
}
