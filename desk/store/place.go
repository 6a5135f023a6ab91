package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"newstape/desk/cluster"
)

const (
	perKey     = 48  // candidates that one key brings, newest first
	candidates = 200 // that are compared
	keyStep    = 24  // keys in one statement
)

// signatureSteps are how many signatures one statement reads.
var signatureSteps = [...]int{4, 16, 64, candidates}

// place finds the story's cluster, writes down where it stands, and appends its
// changes. From here to the commit no other story is placed.
func (t *tx) place(ctx context.Context, n int64, p *parcel) (Stored, error) {
	if err := t.inOrder(ctx); err != nil {
		return Stored{}, err
	}
	d, err := t.assign(ctx, n, p)
	if err != nil {
		return Stored{}, err
	}
	id := p.st.Submission.ID
	begins := d.Cluster == ""
	out := Stored{ID: id, Cluster: d.Cluster, Origin: d.Origin, Relation: string(d.Relation), Why: clean(d.Why), Fresh: true}
	if begins {
		out.Cluster = "c" + id
	}
	if out.Origin == "" {
		out.Origin = id
	}
	if out.Replaces, err = t.replaces(ctx, n, p); err != nil {
		return Stored{}, err
	}
	if begins {
		_, err = t.exec(ctx, insertCluster, out.Cluster, clean(p.st.Title), id, p.at, p.at, micros(t.s.now()))
		if err != nil {
			return Stored{}, err
		}
	}
	if out.Seq, err = t.change(ctx, Change{Kind: KindStory, ID: id, Cluster: out.Cluster}); err != nil {
		return Stored{}, err
	}
	if _, err := t.exec(ctx, updatePlace, out.Cluster, out.Relation, d.Nearest, out.Origin, out.Why, out.Replaces, out.Seq, n); err != nil {
		return Stored{}, err
	}
	if !begins {
		if _, err := t.exec(ctx, joinCluster, p.at, p.at, p.at, p.at, bit(out.Origin == id), clean(p.st.Outlet), n, micros(t.s.now()), out.Cluster); err != nil {
			return Stored{}, err
		}
	}
	_, err = t.change(ctx, Change{Kind: KindCluster, ID: out.Cluster, Cluster: out.Cluster})
	return out, err
}

const (
	updatePlace    = "UPDATE stories SET cluster = ?, relation = ?, nearest = ?, origin = ?, why = ?, replaces = ?, change = ? WHERE n = ?"
	insertCluster  = "INSERT INTO clusters (id, title, lead, first, latest, stories, outlets, updated) VALUES (?, ?, ?, ?, ?, 1, 1, ?)"
	selectReplaced = "SELECT id FROM stories WHERE url_key = ? AND url_key <> 0 AND url = ? AND n <> ? AND cluster <> '' ORDER BY n DESC LIMIT 1"
	// A cluster may hold thousands of stories: it is counted on, not again.
	joinCluster = `UPDATE clusters SET stories = stories + 1,
		first  = CASE WHEN first > ? THEN CAST(? AS BIGINT) ELSE first END,
		latest = CASE WHEN latest < ? THEN CAST(? AS BIGINT) ELSE latest END,
		outlets = outlets + CASE WHEN ? = 1 AND NOT EXISTS
			(SELECT 1 FROM stories s WHERE s.cluster = clusters.id AND s.outlet = ? AND s.origin = s.id AND s.n <> ?) THEN 1 ELSE 0 END,
		updated = ? WHERE id = ?`
	recountCluster = `UPDATE clusters SET
		stories = (SELECT COUNT(*) FROM stories WHERE cluster = clusters.id),
		first   = (SELECT MIN(at) FROM stories WHERE cluster = clusters.id),
		latest  = (SELECT MAX(at) FROM stories WHERE cluster = clusters.id),
		outlets = (SELECT CASE WHEN COUNT(*) = 0 THEN 1 ELSE COUNT(DISTINCT outlet) END
			FROM stories WHERE cluster = clusters.id AND origin = stories.id),
		updated = ? WHERE id = ?`
)

// recount brings a cluster's row in step with its stories.
func (t *tx) recount(ctx context.Context, id string) error {
	_, err := t.exec(ctx, recountCluster, micros(t.s.now()), id)
	return err
}

// replaces is the newest earlier story at the same address.
func (t *tx) replaces(ctx context.Context, n int64, p *parcel) (string, error) {
	url := clean(p.st.Submission.URL)
	if url == "" {
		return "", nil
	}
	ids, err := list(ctx, t, "look for the address", scanString,
		selectReplaced, hashKey(url), url, n)
	if err != nil || len(ids) == 0 {
		return "", err
	}
	return ids[0], nil
}

// assign asks package cluster where the story belongs, and files the story under
// its own keys.
func (t *tx) assign(ctx context.Context, n int64, p *parcel) (cluster.Decision, error) {
	alone := cluster.Decision{Relation: cluster.New, Origin: p.st.Submission.ID, Why: "it has no signature"}
	if len(p.st.Signature) == 0 {
		return alone, nil
	}
	var sig cluster.Signature
	if err := sig.UnmarshalBinary(p.st.Signature); err != nil {
		// Signed by another version while it waited: a story of its own, not lost.
		t.s.log.WarnContext(ctx, "store: a signature cannot be read", "story", p.st.Submission.ID, "error", err)
		alone.Why = "its signature cannot be read"
		_, err := t.exec(ctx, insertSignature, n, p.st.Signature)
		return alone, err
	}
	keys := slices.Clone(sig.Keys())
	slices.Sort(keys)
	keys = slices.Compact(keys)
	near, err := t.near(ctx, keys, p.at)
	if err != nil {
		return alone, err
	}
	rows := make([][]any, len(keys))
	for i, k := range keys {
		rows[i] = []any{int64(k), p.at, n} // #nosec G115 -- the bits are what is wanted
	}
	if err := t.insert(ctx, clusterKeys, rows); err != nil {
		return alone, err
	}
	if _, err := t.exec(ctx, insertSignature, n, p.st.Signature); err != nil {
		return alone, err
	}
	return cluster.Assign(sig, near), nil
}

// near gives the stored stories that share keys, in the order: most keys shared,
// then newest, then latest stored.
func (t *tx) near(ctx context.Context, keys []uint64, at int64) ([]cluster.Candidate, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	window := cluster.Window.Microseconds()
	hits, err := t.sharing(ctx, keys, at-window, at+window)
	if err != nil || len(hits) == 0 {
		return nil, err
	}
	size := signatureSteps[len(signatureSteps)-1]
	for _, step := range signatureSteps {
		if step >= len(hits) {
			size = min(size, step)
		}
	}
	args := make([]any, size) // NULL beyond what there is
	place := map[int64]int{}
	for i, h := range hits {
		args[i], place[h.n] = h.n, i
	}
	type signed struct {
		n int64
		c cluster.Candidate
	}
	found, err := list(ctx, t, "read signatures", func(r row) (signed, error) {
		var x signed
		var raw []byte
		if err := r.Scan(&x.n, &raw, &x.c.Cluster, &x.c.Origin); err != nil {
			return x, err
		}
		if err := x.c.Signature.UnmarshalBinary(raw); err != nil {
			x.n = 0 // signed by another version: it can be compared with no more
		}
		return x, nil
	}, signatures(size), args...)
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(x signed) bool { return x.n == 0 })
	slices.SortFunc(found, func(a, b signed) int { return cmp.Compare(place[a.n], place[b.n]) })
	out := make([]cluster.Candidate, len(found))
	for i, x := range found {
		out[i] = x.c
	}
	return out, nil
}

// sharers looks for stories under some keys; each brings a bounded number.
func sharers(keys int) string {
	one := "SELECT n, at FROM (SELECT n, at FROM cluster_keys WHERE key = ? AND at BETWEEN ? AND ? ORDER BY at DESC, n DESC LIMIT ?) AS k"
	return one + strings.Repeat(" UNION ALL "+one, keys-1)
}

// signatures reads the signatures of some stories.
func signatures(stories int) string {
	return "SELECT s.n, g.signature, s.cluster, s.origin FROM signatures g JOIN stories s ON s.n = g.n WHERE g.n IN (?" + strings.Repeat(", ?", stories-1) + ")"
}

// sharer is a story and how many keys it shares.
type sharer struct{ n, at, keys int64 }

// sharing counts the keys that stories of a time share with keys.
func (t *tx) sharing(ctx context.Context, keys []uint64, from, to int64) ([]sharer, error) {
	count := map[int64]*sharer{}
	stmt := sharers(keyStep)
	for part := range slices.Chunk(keys, keyStep) {
		args := make([]any, 0, 4*keyStep)
		for _, k := range part {
			args = append(args, int64(k), from, to, int64(perKey)) // #nosec G115 -- the bits are what is wanted
		}
		for range keyStep - len(part) {
			args = append(args, nil, from, to, int64(perKey)) // no key is NULL
		}
		hits, err := list(ctx, t, "look for candidates", func(r row) (sharer, error) {
			var h sharer
			return h, r.Scan(&h.n, &h.at)
		}, stmt, args...)
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			if count[h.n] == nil {
				count[h.n] = &h
			}
			count[h.n].keys++
		}
	}
	out := make([]sharer, 0, len(count))
	for _, h := range count {
		out = append(out, *h)
	}
	slices.SortFunc(out, func(a, b sharer) int {
		return cmp.Or(cmp.Compare(b.keys, a.keys), cmp.Compare(b.at, a.at), cmp.Compare(b.n, a.n))
	})
	return out[:min(len(out), candidates)], nil
}
