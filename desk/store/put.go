package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"newstape/desk/record"
	"newstape/fault"
)

// Stored tells what became of a story that was put.
type Stored struct {
	ID       string
	Cluster  string
	Origin   string // story whose text it copies, its own ID when it copies none
	Relation string // how it stands to the cluster, see package cluster
	Why      string // the reason of the relation in words
	Replaces string // the earlier story at its address, "" for none
	Seq      int64  // of its change
	Fresh    bool   // false: it was there already
}

// Put stores a story, once: one that is there already is left as it is and told
// of with Fresh false. In the same transaction it joins a cluster or begins one,
// and its changes are appended. Errors are bad_input for an ID that is none or
// for values that JSON cannot carry; unreachable errors are worth another try.
func (s *Store) Put(ctx context.Context, st record.Story) (Stored, error) {
	what := "store story " + st.Submission.ID
	if err := checkID(st.Submission.ID); err != nil {
		return Stored{}, err
	}
	if got, ok, err := s.stored(ctx, s, st.Submission.ID); err != nil || ok {
		return got, err
	}
	p, err := s.parcel(&st)
	if err != nil {
		return Stored{}, err
	}
	var out Stored
	err = s.write(ctx, what, func(t *tx) error {
		n, fresh, err := t.begin(ctx, p)
		if err != nil {
			return err
		}
		if !fresh {
			out, _, err = s.stored(ctx, t, st.Submission.ID)
			return err
		}
		if err := t.rows(ctx, n, p); err != nil {
			return err
		}
		out, err = t.place(ctx, n, p)
		return err
	})
	return out, err
}

// checkID refuses what is no ID of a story.
func checkID(id string) error {
	ok := len(id) > 0 && len(id) <= 64
	for _, c := range []byte(id) {
		ok = ok && (c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == '-' || c == '_')
	}
	if !ok {
		return fault.New(fault.BadInput, "store story: %.80q is no ID: 1 to 64 of a-z, 0-9, - and _", id)
	}
	return nil
}

// stored is what Put said of a story when it was fresh.
func (s *Store) stored(ctx context.Context, q querier, id string) (Stored, bool, error) {
	found, err := list(ctx, q, "look for story "+id, func(r row) (Stored, error) {
		st := Stored{ID: id}
		err := r.Scan(&st.Cluster, &st.Origin, &st.Relation, &st.Why, &st.Replaces, &st.Seq)
		return st, err
	}, selectStored, id)
	if err != nil || len(found) == 0 {
		return Stored{}, false, err
	}
	return found[0], true, nil
}

// parcel is a story made ready outside the transaction.
type parcel struct {
	st      *record.Story
	at      int64
	story   []byte // packed
	dossier []byte // packed
	sum     string
	body    []byte // packed
	text    indexed
}

func (s *Store) parcel(st *record.Story) (*parcel, error) {
	if len(st.Dossier) == 0 || st.Dossier[0] != '{' {
		return nil, fault.New(fault.BadInput, "store story %s: its dossier is no JSON object", st.Submission.ID)
	}
	light := *st
	light.Submission.Body, light.Dossier, light.Signature = nil, nil, nil
	raw, err := json.Marshal(&light)
	if err != nil {
		return nil, fault.New(fault.BadInput, "store story %s: %w", st.Submission.ID, err)
	}
	sum := sha256.Sum256(st.Dossier)
	return &parcel{
		st: st, at: micros(st.When()), story: s.pack.pack(raw), dossier: s.pack.pack(st.Dossier),
		sum: hex.EncodeToString(sum[:]), body: s.pack.pack(st.Submission.Body), text: s.index(st.Text),
	}, nil
}

const insertStory = `INSERT INTO stories (id, at, received, published, date_only, read_at, stored, title, outlet, language,
	url, url_key, feed, by_whom, sha256, trust, program, event, headline, claims, statements, fails,
	cluster, relation, nearest, origin, why, replaces, change)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '', '', '', '', 0)
	ON CONFLICT (id) DO NOTHING RETURNING n`

const (
	selectStored    = `SELECT cluster, origin, relation, why, replaces, change FROM stories WHERE id = ?`
	insertContents  = "INSERT INTO contents (n, story, dossier, sum, body) VALUES (?, ?, ?, ?, ?)"
	insertSignature = "INSERT INTO signatures (n, signature) VALUES (?, ?)"
)

// begin inserts the row of a story; fresh is false when its ID is taken.
func (t *tx) begin(ctx context.Context, p *parcel) (n int64, fresh bool, err error) {
	st := p.st
	event, headline, fails := "", "", 0
	if len(st.Events) > 0 {
		event = st.Events[0].Word
	}
	for _, x := range st.Statements {
		if x.Verdict == "fails" {
			fails++
		}
		if x.Headline && headline == "" {
			headline = x.Verdict
		}
	}
	url := clean(st.Submission.URL)
	got, err := list(ctx, t, "insert a story", scanInt, insertStory,
		st.Submission.ID, p.at, micros(st.Submission.Received), micros(st.Published), bit(st.DateOnly), micros(st.Read), micros(t.s.now()),
		clean(st.Title), clean(st.Outlet), clean(st.Language), url, hashKey(url), clean(st.Submission.Feed), clean(st.Submission.By),
		clean(st.SHA256), clean(st.Trust), clean(st.Program), clean(event), clean(headline), int64(len(st.Claims)), int64(len(st.Statements)), int64(fails))
	if err != nil || len(got) == 0 {
		return 0, false, err
	}
	return got[0], true, nil
}

// rows inserts everything that hangs on a story and does not depend on others.
func (t *tx) rows(ctx context.Context, n int64, p *parcel) error {
	if _, err := t.exec(ctx, insertContents, n, p.story, p.dossier, p.sum, p.body); err != nil {
		return err
	}
	if err := t.indexText(ctx, n, p.text); err != nil {
		return err
	}
	st := p.st
	for _, set := range []struct {
		table table
		rows  [][]any
	}{
		{partyRows, numbered(n, st.Parties, func(x record.Party) []any {
			return []any{clean(x.ID), clean(x.Name), clean(x.Kind), clean(x.Country), clean(x.Listing), clean(x.Role), int64(x.Relevance)}
		})},
		{claimRows, numbered(n, st.Claims, func(x record.Claim) []any {
			return []any{clean(x.ID), clean(x.Text), clean(x.Speaker), clean(x.Party), clean(x.Stance), clean(x.Status), clean(x.Why), clean(x.About)}
		})},
		{statementRows, numbered(n, st.Statements, func(x record.Statement) []any {
			return []any{
				clean(x.ID), clean(x.Text), clean(x.Listing), clean(x.Measure), clean(x.Direction), x.Value, clean(x.Unit), clean(x.Verdict),
				x.Truth, clean(x.Session), bit(x.Headline), clean(x.Why), clean(x.Reason),
			}
		})},
		{eventRows, numbered(n, st.Events, func(x record.Event) []any {
			return []any{
				clean(x.ID), clean(x.Type), clean(x.CAMEO), clean(x.Word), clean(x.Actor), clean(x.ActorID),
				clean(x.Recipient), clean(x.TargetID), clean(x.Date), bit(x.Background),
			}
		})},
		{reactionRows, numbered(n, st.Reactions, func(x record.Reaction) []any {
			return []any{clean(x.Party), clean(x.Listing), clean(x.Session), clean(x.Stand), x.Return, clean(x.Benchmark), x.AR, x.T, x.P}
		})},
		{standingRows, numbered(n, st.Standings, func(x record.Standing) []any {
			return []any{clean(x.Party), clean(x.List), clean(x.Status), clean(x.Since)}
		})},
		{attributeRows, attributes(n, p)},
		{numberRows, numbers(n, p)},
		{dueRows, due(n, st)},
	} {
		if err := t.insert(ctx, set.table, set.rows); err != nil {
			return err
		}
	}
	return nil
}

// numbered makes the rows of one table, each with the story's number and its place.
func numbered[T any](n int64, list []T, cols func(T) []any) [][]any {
	out := make([][]any, len(list))
	for i, x := range list {
		out[i] = append([]any{n, int64(i)}, cols(x)...)
	}
	return out
}

// belongs reports whether the store itself answers for a key, whatever a story says.
func belongs(name string) bool { return name == "cluster" || name == "held" || name == "outlets" }

func attributes(n int64, p *parcel) [][]any {
	var out [][]any
	seen := map[record.Attribute]bool{}
	for _, a := range p.st.Attributes {
		a = record.Attribute{Key: clean(a.Key), Value: key(strings.ToLower(a.Value))}
		if !seen[a] && !belongs(a.Key) {
			seen[a] = true
			out = append(out, []any{a.Key, a.Value, p.at, n})
		}
	}
	return out
}

func numbers(n int64, p *parcel) [][]any {
	var out [][]any
	var seen []record.Number
	for _, x := range p.st.Numbers {
		if !math.IsNaN(x.Value) && !slices.Contains(seen, x) && !belongs(x.Key) {
			seen = append(seen, x)
			out = append(out, []any{n, clean(x.Key), x.Value})
		}
	}
	return out
}

// due is what is to be measured later: each listing's reaction to the news, or,
// where it had none yet, its session after the story.
func due(n int64, st *record.Story) [][]any {
	var out [][]any
	var seen []string
	for _, stand := range []string{"reaction", "after_story"} {
		var these []string
		for _, r := range st.Reactions {
			if r.Stand != stand || r.Session == "" || r.Listing == "" || slices.Contains(seen, r.Listing) || slices.Contains(these, r.Listing) {
				continue
			}
			these = append(these, r.Listing)
			out = append(out, []any{n, clean(r.Listing), clean(r.Session), st.Submission.ID, clean(r.Party), int64(-1), int64(1)})
		}
		seen = append(seen, these...)
	}
	return out
}
