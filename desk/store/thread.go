package store

import (
	"context"
	"encoding/json"
	"time"
)

// Thread is one claim of a cluster as its stories tell it over time.
type Thread struct {
	ID      string          `json:"id"` // stable within its cluster
	Text    string          `json:"text"`
	Speaker string          `json:"speaker,omitempty"`
	Party   string          `json:"party,omitempty"` // of the master
	Status  string          `json:"status"`          // as it stands now
	Why     string          `json:"why,omitempty"`
	Since   time.Time       `json:"since"`            // since when it has this status
	Story   string          `json:"story,omitempty"`  // that brought the status
	Detail  json.RawMessage `json:"detail,omitempty"` // whatever the joiner wants kept
	History []StatusAt      `json:"history,omitempty"`
}

// StatusAt is a status that a thread had. History only grows.
type StatusAt struct {
	Status   string    `json:"status"`
	Why      string    `json:"why,omitempty"`
	Story    string    `json:"story,omitempty"`
	At       time.Time `json:"at"`       // since when
	Recorded time.Time `json:"recorded"` // when the desk learnt of it
}

// PutThreads replaces the threads of a cluster. For each whose status, reason or
// story differs from the last one recorded, a line is added to its history; History
// of what is given is not looked at. A thread that is given no more keeps its history.
func (s *Store) PutThreads(ctx context.Context, cluster string, threads []Thread) error {
	what := "store threads of cluster " + clip(cluster)
	return s.write(ctx, what, func(t *tx) error {
		if err := t.inOrder(ctx); err != nil { // nobody else replaces them meanwhile
			return err
		}
		if _, err := one(ctx, t, what, scanString, "SELECT id FROM clusters WHERE id = ?", clean(cluster)); err != nil {
			return err
		}
		if _, err := t.exec(ctx, "DELETE FROM threads WHERE cluster = ?", clean(cluster)); err != nil {
			return err
		}
		for i, th := range threads {
			if err := t.thread(ctx, clean(cluster), i, th); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *tx) thread(ctx context.Context, cluster string, ord int, th Thread) error {
	id, status, why, story := clean(th.ID), clean(th.Status), clean(th.Why), clean(th.Story)
	if _, err := t.exec(ctx, "INSERT INTO threads (cluster, id, ord, text, speaker, party, status, why, story, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		cluster, id, int64(ord), clean(th.Text), clean(th.Speaker), clean(th.Party), status, why, story, clean(string(th.Detail))); err != nil {
		return err
	}
	_, err := t.exec(ctx, `INSERT INTO thread_history (cluster, thread, status, why, story, at, recorded)
		SELECT cluster, id, status, why, story, CAST(? AS BIGINT), CAST(? AS BIGINT) FROM threads WHERE cluster = ? AND id = ? AND NOT EXISTS (
			SELECT 1 FROM thread_history h WHERE h.status = threads.status AND h.why = threads.why AND h.story = threads.story
			AND h.seq = (SELECT MAX(seq) FROM thread_history x WHERE x.cluster = threads.cluster AND x.thread = threads.id))`,
		micros(th.Since), micros(t.s.now()), cluster, id)
	return err
}

// Threads are the threads of a cluster in the order they were put, with their history.
func (s *Store) Threads(ctx context.Context, cluster string) ([]Thread, error) {
	what := "read threads of cluster " + clip(cluster)
	out, err := list(ctx, s, what, func(r row) (Thread, error) {
		var th Thread
		var detail string
		err := r.Scan(&th.ID, &th.Text, &th.Speaker, &th.Party, &th.Status, &th.Why, &th.Story, &detail)
		if detail != "" {
			th.Detail = []byte(detail)
		}
		return th, err
	}, "SELECT id, text, speaker, party, status, why, story, detail FROM threads WHERE cluster = ? ORDER BY ord", clean(cluster))
	if err != nil {
		return nil, err
	}
	type entry struct {
		thread string
		StatusAt
	}
	history, err := list(ctx, s, what, func(r row) (entry, error) {
		var e entry
		var at, recorded int64
		err := r.Scan(&e.thread, &e.Status, &e.Why, &e.Story, &at, &recorded)
		e.At, e.Recorded = fromMicros(at), fromMicros(recorded)
		return e, err
	}, "SELECT thread, status, why, story, at, recorded FROM thread_history WHERE cluster = ? ORDER BY seq", clean(cluster))
	if err != nil {
		return nil, err
	}
	place := map[string]int{}
	for i, th := range out {
		place[th.ID] = i
	}
	for _, e := range history {
		if i, ok := place[e.thread]; ok {
			out[i].History = append(out[i].History, e.StatusAt)
			out[i].Since = e.At
		}
	}
	return out, nil
}
