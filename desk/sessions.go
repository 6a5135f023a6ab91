package desk

import (
	"context"
	"errors"

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
		d.measured = -1 // until it was done, whatever fails on the way
	}
	told := d.compareLists(ctx)
	seq, err := d.Store.LastChange(ctx)
	if err != nil || seq == d.measured {
		return errors.Join(told, err)
	}
	if err := d.remeasure(ctx); err != nil {
		return errors.Join(told, err)
	}
	// Not the last change of now: a story that came meanwhile may have been passed.
	d.measured = seq
	return told
}

// remeasure goes through the reactions that are not settled.
func (d *Desk) remeasure(ctx context.Context) error {
	reached := onTape(d.Rooms.Current().Facts())
	for after := ""; ; {
		due, err := d.Store.Unsettled(ctx, after, 500)
		if err != nil || len(due) == 0 {
			return err
		}
		for _, one := range due {
			err := safely(func() error { return d.follow(ctx, reached, one) })
			switch {
			case err == nil || fault.CodeOf(err) == fault.NotFound: // retention took the story
			case passing(ctx, err):
				return err
			default:
				d.Log.Error("a reaction cannot be measured", "story", one.Story, "listing", one.Listing, "error", err)
			}
		}
		after = due[len(due)-1].Story
	}
}

// mostOnTape bounds what is kept of one round.
const mostOnTape = 10_000

// onTape measures a listing once for all the stories about the same session.
// false is of a table of names that no longer has the line. The rooms of facts
// must stay open: only the duty that measures replaces them.
func onTape(facts dossier.Facts) func(listing string, on calendar.Date, last int) (dossier.Followed, bool) {
	type question struct {
		listing string
		on      calendar.Date
		last    int
	}
	answered := map[question]dossier.Followed{}
	return func(listing string, on calendar.Date, last int) (dossier.Followed, bool) {
		line, ok := facts.Master.Listing(listing)
		if !ok {
			return dossier.Followed{}, false
		}
		q := question{listing, on, last}
		f, ok := answered[q]
		if !ok {
			if len(answered) == mostOnTape {
				clear(answered)
			}
			f = dossier.Follow(facts, line.Entity, line.Listing, on, last)
			answered[q] = f
		}
		return f, true
	}
}

// follow measures one reaction at each horizon that the tape has reached. It is
// told before it is stored: a process that dies between the two tells it again,
// which stays single, and the other way round nobody would.
func (d *Desk) follow(ctx context.Context, reached func(string, calendar.Date, int) (dossier.Followed, bool), due store.Due) error {
	on, err := calendar.ParseDate(due.Session)
	if err != nil {
		return fault.New(fault.Corrupt, "reaction of %s: session %q: %w", due.Story, due.Session, err)
	}
	for _, h := range horizons {
		if h.last <= due.Have {
			continue
		}
		f, ok := reached(due.Listing, on, h.last)
		if !ok || f.Missing != nil {
			return nil // not there yet, nor is anything later
		}
		m, err := measurement(due, h.last, h.stage, f)
		if err != nil {
			return err
		}
		m.Measured = d.Now()
		if err := d.tellMeasurement(ctx, due, m); err != nil {
			return err
		}
		if err := d.Store.PutMeasurement(ctx, m); err != nil {
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
