package store

import (
	"context"

	"newstape/desk/record"
)

// batched is a story that is gone through with all others.
type batched struct {
	n              int64
	at             int64
	id, cluster    string
	relation, orig string
	story          record.Story // without dossier, body and signature
	dossier        []byte       // packed, when asked for
	sum            string       // of the dossier, when asked for
}

// batch is the next stories after a number, by number; none at the end. more is
// "dossier" when that is wanted.
func (s *Store) batch(ctx context.Context, q querier, after int64, more string) ([]batched, error) {
	cols := "c.story, NULL, ''"
	if more == "dossier" {
		cols = "c.story, c.dossier, c.sum"
	}
	packed := map[int64][]byte{}
	out, err := list(ctx, q, "go through the stories", func(r row) (batched, error) {
		var x batched
		var raw []byte
		err := r.Scan(&x.n, &x.at, &x.id, &x.cluster, &x.relation, &x.orig, &raw, &x.dossier, &x.sum)
		packed[x.n] = raw
		return x, err
	}, "SELECT s.n, s.at, s.id, s.cluster, s.relation, s.origin, "+cols+" FROM stories s JOIN contents c ON c.n = s.n WHERE s.n > ? ORDER BY s.n LIMIT 100", after)
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i].story, err = s.unpackStory("read story "+clip(out[i].id), packed[out[i].n]); err != nil {
			return nil, err
		}
	}
	return out, nil
}
