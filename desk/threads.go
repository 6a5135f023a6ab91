package desk

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"newstape/desk/record"
	"newstape/desk/store"
	"newstape/dossier"
	"newstape/fault"
	"newstape/ledger/thread"
	"newstape/story/article"
)

// MostJoined bounds the stories of one cluster whose claims are joined: copies of
// one text are one, and beyond this many the first and the latest say what the
// others do.
const MostJoined = 40

// Bounds of the ledgers that are kept at hand, so that a cluster that grows need
// not read its stories again: how many, and the bytes of their texts, since what
// was read of a text takes many times its size.
const (
	mostRecent     = 100
	mostRecentText = 2 << 20
)

// When the claims of a cluster are joined: once it is quiet, or has waited.
const (
	joinQuiet   = 2 * time.Second
	joinLongest = 20 * time.Second
)

// joinAll joins the claims of the clusters that wait for it. While submissions
// wait to be read it takes a fifth of one core and no more: reading comes first,
// and a large cluster costs the reading of forty stories.
func (d *Desk) joinAll(ctx context.Context) error {
	waiting, err := d.Store.ToJoin(ctx, joinQuiet, joinLongest, 50)
	if err != nil {
		return err
	}
	for _, j := range waiting {
		began := time.Now()
		err := safely(func() error { return d.joinClaims(ctx, j.Cluster) })
		switch {
		case err == nil || fault.CodeOf(err) == fault.NotFound:
		case passing(ctx, err):
			return err
		default: // one cluster must not keep all others waiting
			d.Log.Error("claims of a cluster cannot be joined; tried again with its next story", "cluster", j.Cluster, "error", err)
		}
		if err := d.Store.Joined(ctx, j); err != nil {
			return err
		}
		if d.behind(ctx) && !pause(ctx, 4*time.Since(began)) {
			return nil
		}
	}
	return nil
}

// behind reports whether more submissions wait than the readers have in hand.
func (d *Desk) behind(ctx context.Context) bool {
	depths, err := d.Stream.Depths(ctx)
	if err != nil {
		return false
	}
	for _, one := range depths {
		if one.Stage == stageFetched {
			return one.Waiting > uint64(2*d.Readers)
		}
	}
	return false
}

// recent holds the ledgers that were read last.
type recent struct {
	mu    sync.Mutex
	byID  map[string]thread.Story
	order []string
	text  int // bytes of all
}

func (r *recent) put(s thread.Story) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.byID == nil {
		r.byID = map[string]thread.Story{}
	}
	if old, had := r.byID[s.ID]; had {
		r.text -= len(old.Article.Text)
	} else {
		r.order = append(r.order, s.ID)
	}
	r.byID[s.ID] = s
	r.text += len(s.Article.Text)
	for len(r.order) > mostRecent || r.text > mostRecentText {
		r.text -= len(r.byID[r.order[0]].Article.Text)
		delete(r.byID, r.order[0])
		r.order = r.order[1:]
	}
}

func (r *recent) get(id string) (thread.Story, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s, ok := r.byID[id]
	return s, ok
}

func ledgerOf(id string, d *dossier.Dossier) thread.Story {
	return thread.Story{ID: id, Article: d.Article, Doc: d.Doc, Names: d.Names, Ledger: d.Ledger}
}

// joinClaims brings the threads of a cluster up to date: which of its stories'
// claims are one, and how each stands since when.
func (d *Desk) joinClaims(ctx context.Context, clusterID string) error {
	view, err := d.Store.Cluster(ctx, clusterID)
	if err != nil {
		return err
	}
	stories := make([]thread.Story, 0, len(view.Members))
	for _, id := range tellers(view.Members) {
		s, err := d.ledger(ctx, id)
		switch {
		case errors.Is(err, errForgotten) || err != nil && fault.CodeOf(err) == fault.NotFound:
			continue
		case err != nil && passing(ctx, err):
			return err
		case err != nil: // it was read once; the others are still worth joining
			d.Log.Error("a story is left out of its cluster's claims", "story", id, "cluster", clusterID, "error", err)
			continue
		}
		stories = append(stories, s)
	}
	rows, err := threadsOf(stories)
	if err != nil || len(stories) == 0 {
		return err
	}
	return d.Store.PutThreads(ctx, clusterID, rows)
}

// threadsOf joins the claims of stories.
func threadsOf(stories []thread.Story) ([]store.Thread, error) {
	joined := thread.Join(stories)
	rows := make([]store.Thread, 0, len(joined.Threads))
	for _, t := range joined.Threads {
		row, err := threadRow(&joined, t)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// errForgotten is of a story whose submission retention took away: what its
// claims added to the history stands.
var errForgotten = errors.New("the submission is no longer kept")

// tellers are the members with a text of their own, at most MostJoined: when
// there are more, the first half and the latest half of that.
func tellers(members []store.Summary) []string {
	var out []string
	for _, m := range members {
		if m.Origin == "" || m.Origin == m.ID {
			out = append(out, m.ID)
		}
	}
	if len(out) > MostJoined {
		out = append(out[:MostJoined/2:MostJoined/2], out[len(out)-MostJoined/2:]...)
	}
	return out
}

// ledger is a story's ledger, read again from what was submitted when it is no
// longer at hand.
func (d *Desk) ledger(ctx context.Context, id string) (thread.Story, error) {
	if s, ok := d.recent.get(id); ok {
		return s, nil
	}
	sub, err := d.Store.Submission(ctx, id)
	if err != nil {
		return thread.Story{}, err
	}
	if len(sub.Body) == 0 {
		return thread.Story{}, errForgotten
	}
	made, _, err := d.Rooms.Current().Read(sub.Body, options(sub))
	if err != nil {
		return thread.Story{}, err
	}
	s := ledgerOf(id, made)
	d.recent.put(s)
	return s, nil
}

// options is what the reader is told of a submission.
func options(sub record.Submission) article.Options {
	return article.Options{
		Name: sub.Name, Format: article.Format(sub.Format), Charset: sub.Charset,
		Published: sub.Published, PublishedHow: publishedHow(sub), Outlet: sub.Outlet,
	}
}

// publishedHow says who told when a story came out.
func publishedHow(sub record.Submission) string {
	if sub.Feed != "" {
		return "given by the feed"
	}
	return "given with the story"
}

// threadDetail is what a thread's row keeps beside its columns.
type threadDetail struct {
	Subject     string           `json:"subject,omitempty"`
	Stories     int              `json:"stories"`
	Independent int              `json:"independent_origins"`
	Members     []threadMember   `json:"members"`
	Disagree    []threadDisagree `json:"disagreements,omitempty"`
}

type threadMember struct {
	Story string `json:"story"`
	Claim string `json:"claim"` // its receipt is that of the claim in the story's dossier
	Side  string `json:"side"`
	How   string `json:"how"`
}

type threadDisagree struct {
	Kind  string   `json:"kind"`
	What  string   `json:"what"`
	Sides []string `json:"sides"`
}

func threadRow(all *thread.Threads, t thread.Thread) (store.Thread, error) {
	first := all.Stories[t.Wording.Story]
	row := store.Thread{
		ID:     first.ID[:min(8, len(first.ID))] + "-" + t.Wording.Claim,
		Status: string(t.Status), Why: t.Why, Story: first.ID,
	}
	row.Since, _ = first.When()
	for _, c := range first.Ledger.Claims {
		if c.ID == t.Wording.Claim {
			row.Text, row.Speaker = c.Content.In(first.Article.Text), c.Speaker.Name
			if c.Speaker.Entity != nil {
				row.Party = c.Speaker.Entity.ID
			}
		}
	}
	if n := len(t.History); n > 0 {
		last := t.History[n-1]
		row.Since, row.Story = last.At, all.Stories[last.Story].ID
	}
	detail := threadDetail{Subject: t.Subject, Stories: t.Stories, Independent: t.Independent}
	for _, m := range t.Members {
		detail.Members = append(detail.Members, threadMember{all.Stories[m.Story].ID, m.Claim, string(m.Side), m.How})
	}
	for _, x := range t.Disagreements {
		sides := make([]string, len(x.Sides))
		for i, s := range x.Sides {
			sides[i] = s.Says
		}
		detail.Disagree = append(detail.Disagree, threadDisagree{x.Kind, x.What, sides})
	}
	var err error
	row.Detail, err = json.Marshal(detail)
	return row, err
}
