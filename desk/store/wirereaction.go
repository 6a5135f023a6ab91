package store

import "context"

// numberedReaction is a reaction and the story it belongs to.
type numberedReaction struct {
	n int64
	WireReaction
}

// mainReactions are the reactions that rows show, by the numbers of their
// stories, with the latest measurement where there is one.
func (s *Store) mainReactions(ctx context.Context, numbers []any) (map[int64]*WireReaction, error) {
	found, err := list(ctx, s, "read reactions", func(r row) (numberedReaction, error) {
		x := numberedReaction{WireReaction: WireReaction{State: "read"}}
		return x, r.Scan(&x.n, &x.Party, &x.Listing, &x.Session, &x.Stand, &x.Return, &x.Benchmark, &x.Abnormal, &x.T, &x.P)
	}, "SELECT n, party, listing, session, stand, ret, benchmark, ar, t, p FROM reactions WHERE "+in("n", numbers)+" ORDER BY n, ord", numbers...)
	if err != nil {
		return nil, err
	}
	out := map[int64]*WireReaction{}
	for i := range found {
		r := &found[i]
		if at := order(r.Stand); at > 0 && (out[r.n] == nil || at < order(out[r.n].Stand)) {
			out[r.n] = &r.WireReaction
		}
	}
	if len(out) == 0 {
		return out, nil
	}
	return out, s.addMeasurements(ctx, out, numbers)
}

// order tells which of a story's reactions a row shows: the first that is the
// session of the news, as the keys ar, t and p of queries have it, before one
// that only followed the story. 0 is none of them: what a line did before the
// news is no reaction to it.
func order(stand string) int {
	switch stand {
	case "reaction", "unplaced":
		return 1
	case "after_story":
		return 2
	}
	return 0
}

// addMeasurements puts the figures of the longest window that was measured into
// each reaction.
func (s *Store) addMeasurements(ctx context.Context, into map[int64]*WireReaction, numbers []any) error {
	type measured struct {
		n, horizon, at                 int64
		listing, event, stage, against string
		car, t, p                      *float64
	}
	found, err := list(ctx, s, "read measurements", func(r row) (measured, error) {
		var m measured
		return m, r.Scan(&m.n, &m.listing, &m.event, &m.horizon, &m.stage, &m.at, &m.car, &m.t, &m.p, &m.against)
	}, "SELECT n, listing, event, horizon, stage, measured, car, t, p, against FROM measurements WHERE "+in("n", numbers)+
		" AND car IS NOT NULL ORDER BY n, listing, event, horizon", numbers...)
	for _, m := range found {
		if r := into[m.n]; r != nil && r.Listing == m.listing && r.Session == m.event {
			r.Abnormal, r.T, r.P, r.Benchmark = m.car, m.t, m.p, m.against
			r.Horizon, r.State, r.Measured = int(m.horizon), m.stage, fromMicros(m.at)
		}
	}
	return err
}
