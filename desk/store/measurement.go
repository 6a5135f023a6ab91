package store

import (
	"context"
	"math"
	"strconv"

	"newstape/desk/record"
)

// Due is a reaction that is not settled.
type Due struct {
	Story   string
	Party   string
	Listing string // MIC:ticker
	Session string // day 0, 2025-11-14
	Have    int    // largest horizon measured, -1 for none
}

// Unsettled are the reactions that are not settled, by story ID, of the stories
// after afterID ("" for the first): those of at most limit stories (1 to 1000),
// each story whole. A reaction is settled once a measurement of stage "settled"
// was put. Only reactions that follow the news are followed (stand reaction or
// after_story).
func (s *Store) Unsettled(ctx context.Context, afterID string, limit int) ([]Due, error) {
	return list(ctx, s, "look for reactions to measure", func(r row) (Due, error) {
		var d Due
		return d, r.Scan(&d.Story, &d.Party, &d.Listing, &d.Session, &d.Have)
	}, `SELECT id, party, listing, session, have FROM due WHERE open = 1 AND id IN
		(SELECT DISTINCT id FROM due WHERE open = 1 AND id > ? ORDER BY id LIMIT ?) ORDER BY id, listing, session`,
		clean(afterID), max(1, min(limit, 1000)))
}

// settled is the stage after which a reaction is measured no more.
const settled = "settled"

// PutMeasurement stores a measurement in place of an earlier one of the same
// story, listing, event session and horizon, and appends its change; one that is
// there with the same figures changes nothing. not_found when the story is not
// there.
func (s *Store) PutMeasurement(ctx context.Context, m record.Measurement) error {
	what := "store a measurement of story " + clip(m.Story)
	return s.write(ctx, what, func(t *tx) error {
		type at struct {
			n       int64
			cluster string
		}
		of, err := one(ctx, t, what, func(r row) (at, error) {
			var x at
			return x, r.Scan(&x.n, &x.cluster)
		}, "SELECT n, cluster FROM stories WHERE id = ?", clean(m.Story))
		if err != nil {
			return err
		}
		changed, err := t.exec(ctx, `INSERT INTO measurements AS m (n, listing, event, horizon, stage, measured, car, t, p, model, against, missing, receipt)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (n, listing, event, horizon) DO UPDATE SET stage = excluded.stage, measured = excluded.measured,
				car = excluded.car, t = excluded.t, p = excluded.p, model = excluded.model, against = excluded.against,
				missing = excluded.missing, receipt = excluded.receipt
			WHERE m.stage <> excluded.stage OR m.car IS DISTINCT FROM excluded.car OR m.t IS DISTINCT FROM excluded.t
				OR m.p IS DISTINCT FROM excluded.p OR m.model <> excluded.model OR m.against <> excluded.against OR m.missing <> excluded.missing`,
			of.n, clean(m.Listing), clean(m.Event), int64(m.Horizon), clean(m.Stage), micros(m.Measured), figure(m.CAR), figure(m.T), figure(m.P),
			clean(m.Model), clean(m.Against), clean(m.Missing), clean(string(m.Receipt)))
		if err != nil || changed == 0 {
			return err
		}
		have := int64(-1)
		if m.CAR != nil {
			have = int64(m.Horizon)
		}
		if _, err := t.exec(ctx, `UPDATE due SET have = CASE WHEN have < ? THEN ? ELSE have END, open = CASE WHEN ? = 1 THEN 0 ELSE open END
			WHERE n = ? AND listing = ? AND session = ?`, have, have, bit(m.Stage == settled), of.n, clean(m.Listing), clean(m.Event)); err != nil {
			return err
		}
		_, err = t.change(ctx, Change{
			Kind: KindMeasurement, ID: m.Story, Cluster: of.cluster,
			Item: m.Listing + "/" + m.Event + "/" + strconv.Itoa(m.Horizon),
		})
		return err
	})
}

// figure is a number or NULL; no figure is NaN.
func figure(v *float64) any {
	if v == nil || math.IsNaN(*v) {
		return nil
	}
	return *v
}

// Measurements are those of a story, by listing, event session and horizon.
func (s *Store) Measurements(ctx context.Context, story string) ([]record.Measurement, error) {
	return list(ctx, s, "read measurements of story "+clip(story), scanMeasurement, measurementsOf+" WHERE s.id = ? ORDER BY m.listing, m.event, m.horizon", clean(story))
}

const measurementsOf = `SELECT s.id, m.listing, m.event, m.horizon, m.stage, m.measured, m.car, m.t, m.p, m.model, m.against, m.missing, m.receipt
	FROM measurements m JOIN stories s ON s.n = m.n`

func scanMeasurement(r row) (record.Measurement, error) {
	var m record.Measurement
	var at int64
	var receipt string
	err := r.Scan(&m.Story, &m.Listing, &m.Event, &m.Horizon, &m.Stage, &at, &m.CAR, &m.T, &m.P, &m.Model, &m.Against, &m.Missing, &receipt)
	m.Measured = fromMicros(at)
	if receipt != "" {
		m.Receipt = []byte(receipt)
	}
	return m, err
}
