package desk

import (
	"context"

	"newstape/desk/ask"
	"newstape/desk/record"
	"newstape/desk/store"
	"newstape/dossier"
	"newstape/dossier/brief"
	"newstape/fault"
	"newstape/story/article"
	"newstape/tape/calendar"
)

// horizons are the sessions after an event at which a reaction is measured
// again, and what it is called from then on.
var horizons = []struct {
	last  int
	stage string
}{{1, "breaking"}, {5, "developing"}, {20, "settled"}}

// refresh looks for new prices and lists, and measures again what they allow.
func (d *Desk) refresh(ctx context.Context) error {
	changed, err := d.Rooms.Refresh(ctx)
	if err != nil {
		// The rooms in use stay; what they know is still worth measuring.
		d.Log.Error("prices or lists cannot be opened", "error", err)
	}
	if changed {
		d.Log.Info("new prices or lists are in use")
	}
	if err := d.compareLists(ctx); err != nil {
		return err
	}
	seq, err := d.Store.LastChange(ctx)
	if err != nil {
		return err
	}
	if !changed && seq == d.measured {
		return nil
	}
	if err := d.remeasure(ctx); err != nil {
		return err
	}
	d.measured, err = d.Store.LastChange(ctx)
	return err
}

// remeasure goes through the reactions that are not settled.
func (d *Desk) remeasure(ctx context.Context) error {
	rooms := d.Rooms.Current()
	for after := ""; ; {
		due, err := d.Store.Unsettled(ctx, after, 500)
		if err != nil || len(due) == 0 {
			return err
		}
		for _, one := range due {
			if err := d.follow(ctx, rooms, one); err != nil {
				return err
			}
		}
		after = due[len(due)-1].Story
	}
}

// follow measures one reaction at each horizon that the tape has reached.
func (d *Desk) follow(ctx context.Context, rooms *ask.Rooms, due store.Due) error {
	facts := rooms.Facts()
	line, ok := facts.Master.Listing(due.Listing)
	if !ok {
		return nil // a table of names that no longer has the line
	}
	on, err := calendar.ParseDate(due.Session)
	if err != nil {
		return fault.New(fault.Corrupt, "reaction of %s: session %q: %w", due.Story, due.Session, err)
	}
	for _, h := range horizons {
		if h.last <= due.Have {
			continue
		}
		f := dossier.Follow(facts, line.Entity, line.Listing, on, h.last)
		if f.Missing != nil {
			return nil // not there yet, nor is anything later
		}
		m, err := measurement(due, h.last, h.stage, f)
		if err != nil {
			return err
		}
		m.Measured = d.Now()
		if err := d.Store.PutMeasurement(ctx, m); err != nil {
			return err
		}
		if err := d.tellMeasurement(ctx, due, m); err != nil {
			return err
		}
	}
	return nil
}

func measurement(due store.Due, last int, stage string, f dossier.Followed) (record.Measurement, error) {
	// It rests on cells and facts alone, so that no story's text is needed.
	rest, err := brief.ReceiptJSON(&dossier.Dossier{Article: &article.Article{}}, f.CAR.Receipt())
	if err != nil {
		return record.Measurement{}, err
	}
	value := func(x dossier.Figure) *float64 {
		if x.Void() {
			return nil
		}
		v := x.Value()
		return &v
	}
	return record.Measurement{
		Story: due.Story, Listing: due.Listing, Event: due.Session, Horizon: last, Stage: stage,
		CAR: value(f.CAR), T: value(f.T), P: value(f.P), Model: dossier.MarketModel, Against: f.Benchmark, Receipt: rest,
	}, nil
}
