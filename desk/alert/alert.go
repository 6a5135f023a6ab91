// Package alert decides which rules a story satisfies, and gets the alerts to
// people.
//
//	rules, err := alert.Compile(stored)                            // once, and when rules change
//	n, err := st.PutAlerts(ctx, rules.Evaluate(doc, alert.OfStory(&story, cluster), now))
//	w, err := alert.NewWorker(alert.Options{Store: st, Base: "https://desk.example.org", Now: time.Now})
//	err = w.Run(ctx)                                               // sends until ctx ends
//
// # Rules
//
// A rule is a query (package query) over a story, a cluster, a list change or a
// measurement. [OfStory], [OfCluster], [OfListChange] and [OfMeasurement] say
// what these are to a rule; [DocOfCluster] and its like make what the query is
// asked of. A rule that does not say kind: is about stories. "A holding is
// accused and the statement fails" is
//
//	(and held:yes T:accuse verdict:fails)
//
// and "a party I hold is added to 1260H" is
//
//	(and kind:list_change change:added list:1260h held:yes)
//
// A rule raises one alert for a cluster and kind, or with per: story one for
// each story. An alert's ID is made of rule, kind and subject, so that a stage
// that runs again raises none twice. Quiet hours hold what a rule has to send
// until they are over, unless it is urgent; a mute rule's alerts are kept and
// not sent; a digest gathers them, hourly or daily, into one message.
//
// # What receivers can rely on
//
// Each message has an idempotency key, which stays the same however often it is
// sent, and a delivery id, which is new for every attempt and stored before the
// attempt begins. No delivery id is ever sent twice. If the desk dies between
// sending and writing down that it sent, the attempt is closed as unknown and
// the message is sent again: the same key, another delivery id. So no alert is
// lost, some may come twice, and who keeps the keys it has seen, for two days or
// longer, sees each once. A failed attempt is tried again after 1, 5 and 30
// minutes, 2, 6, 12 and 24 hours, or later when the receiver says Retry-After;
// then, or at once when it answers 4xx other than 408, 425 and 429, the delivery
// is dead, with the reason, and can be retried by hand. A channel that fails
// five times in a row is paused for a quarter of an hour, and its row says why.
//
// Webhooks get a JSON body ([Payload]) with X-Newstape-Timestamp,
// X-Newstape-Delivery, Idempotency-Key, and X-Newstape-Signature, which
// [Verify] checks. Redirects are not followed, and private addresses are not
// connected to unless Options.AllowPrivate says so.
//
// # Limits
//
// Pacing and concurrency are per process. Texts are cut to what each service
// takes, with the link always whole. Quiet hours and digests go by the wall
// clock to the minute: hours that a change to summer time skips end at its first
// minute, hours that it repeats are quiet twice.
package alert

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"

	"newstape/desk/query"
	"newstape/desk/store"
	"newstape/fault"
)

// Rules are rules that are ready to be asked.
type Rules []compiled

type compiled struct {
	store.Rule
	query  query.Node
	clocks clocks
}

// Compile prepares the rules that are on. A rule that cannot be read is left
// out and told of in the error; the others work.
func Compile(rules []store.Rule) (Rules, error) {
	var out Rules
	var bad []error
	for _, r := range rules {
		if r.Off {
			continue
		}
		c, err := compile(r)
		if err != nil {
			bad = append(bad, err)
			continue
		}
		out = append(out, c)
	}
	return out, errors.Join(bad...)
}

func compile(r store.Rule) (compiled, error) {
	q, err := query.Parse(r.Query)
	if err != nil {
		return compiled{}, fault.New(fault.BadInput, "rule %q: %w", r.Name, err)
	}
	if !asksKind(q) {
		q = query.Node{Op: query.And, Args: []query.Node{{Op: query.Term, Key: "kind", Value: store.KindStory}, q}}
	}
	cl, err := readClocks(r)
	if err != nil {
		return compiled{}, fault.New(fault.BadInput, "rule %q: %w", r.Name, err)
	}
	return compiled{Rule: r, query: q, clocks: cl}, nil
}

func asksKind(q query.Node) bool {
	return q.Op == query.Term && q.Key == "kind" || slices.ContainsFunc(q.Args, asksKind)
}

// perStory is the rule that alerts for each story of a cluster.
const perStory = "story"

// CheckRule reports what is wrong with a rule before it is stored.
func CheckRule(r store.Rule) error {
	switch {
	case strings.TrimSpace(r.Query) == "":
		return fault.New(fault.BadInput, "rule %q has no query", r.Name).Try("(and held:yes T:accuse), or * for every story")
	case r.Per != "" && r.Per != "cluster" && r.Per != perStory:
		return fault.New(fault.BadInput, "rule %q: per is %q", r.Name, r.Per).Try("cluster or story")
	case r.Urgent && r.Digest != nil:
		return fault.New(fault.BadInput, "rule %q is urgent and has a digest", r.Name).Try("one of the two")
	case len(r.Channels) > 20 || len(r.Quiet) > 20:
		return fault.New(fault.BadInput, "rule %q has %d channels and %d quiet hours, more than 20", r.Name, len(r.Channels), len(r.Quiet)).Try("fewer")
	}
	_, err := compile(r)
	return err
}

// Evaluate gives the alerts that the rules raise for one subject, in the order
// of the rules.
func (rs Rules) Evaluate(doc query.Doc, about Subject, now time.Time) []store.Alert {
	var out []store.Alert
	if doc.Words == nil && len(rs) > 1 {
		doc.Words = query.Words(doc.Text)
	}
	for i := range rs {
		r := &rs[i]
		if r.query.Match(doc) {
			out = append(out, r.raise(about, now))
		}
	}
	return out
}

func (r *compiled) raise(about Subject, now time.Time) store.Alert {
	subject := about.ID
	if r.Per != perStory && about.Cluster != "" {
		subject = about.Cluster
	}
	a := store.Alert{
		ID: alertID(r.ID, about.Kind, subject), Rule: r.ID, Name: r.Name, Query: r.Query,
		Kind: about.Kind, Subject: subject, Story: about.Story, Cluster: about.Cluster,
		At: now.UTC().Truncate(time.Microsecond), Title: about.Title, Lines: about.Lines, Outlet: about.Outlet, URL: about.URL,
		Urgent: r.Urgent, Channels: unique(r.Channels),
	}
	if r.Digest != nil {
		a.Digest, a.Due = r.ID, r.clocks.digestAfter(now)
	}
	return a
}

// unique drops repeated channels, keeping the order.
func unique(ids []string) []string {
	var out []string
	for _, id := range ids {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

func alertID(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}
