package alert

import (
	"context"
	"fmt"
	"time"

	"newstape/desk/store"
	"newstape/fault"
)

// maxUnknown bounds attempts that nobody saw the end of: a message that makes
// its process die each time must not do so for ever.
const maxUnknown = 20

// handle brings one claimed delivery a step further: puts it off, closes it, or
// attempts it.
func (w *Worker) handle(ctx context.Context, c *channel, d store.Delivery) error {
	now := w.o.Now()
	release := func(state string, due time.Time, why string) error {
		return w.o.Store.ReleaseDelivery(ctx, d, state, due, why)
	}
	switch {
	case c == nil:
		return release(store.Dead, now, "its channel is not there")
	case d.Lost >= maxUnknown:
		return release(store.Dead, now, fmt.Sprintf("its worker died %d times while sending it", d.Lost))
	case len(d.Alerts) == 0:
		return release(store.Dead, now, "it carries no alert")
	}
	r, err := w.o.Store.Rule(ctx, d.Rule)
	switch {
	case fault.CodeOf(err) == fault.NotFound && err != nil:
		return release(store.Muted, now, "its rule was deleted")
	case err != nil:
		return err
	case mute(r, d):
		return release(store.Muted, now, "its rule was mute")
	}
	if !r.Urgent {
		// A rule whose clocks cannot be read is not held: better at night than never.
		if clocks, err := readClocks(r); err == nil && clocks.quietAt(now) {
			return release(store.Pending, clocks.quietUntil(now), "quiet hours")
		}
	}
	return w.attempt(ctx, c, d)
}

// mute reports whether every alert was raised before the mute ends.
func mute(r store.Rule, d store.Delivery) bool {
	for _, a := range d.Alerts {
		if !a.At.Before(r.Muted) {
			return false
		}
	}
	return true
}

// attempt sends a delivery once: its attempt is on disk before, its end after.
func (w *Worker) attempt(ctx context.Context, c *channel, d store.Delivery) error {
	a, err := w.o.Store.BeginAttempt(ctx, d, w.o.Now(), w.o.Lease)
	if fault.CodeOf(err) == fault.Refused && err != nil {
		return errGone
	}
	if err != nil {
		return err
	}
	if w.crashes("begun", a.ID) {
		return errCrash
	}
	m := newMessage(d, w.o.Base)
	m.attempt, m.sent = a.ID, w.o.Now()
	r := w.send(ctx, c, &m)
	w.used(c)
	if w.crashes("sent", a.ID) {
		return errCrash
	}
	return w.end(ctx, c, d, a, r)
}

var errCrash = fault.New(fault.Internal, "a crash, in a test")

func (w *Worker) crashes(point, attempt string) bool {
	return w.testOnlyCrash != nil && w.testOnlyCrash(point, attempt)
}

// send is one attempt on the wire.
func (w *Worker) send(ctx context.Context, c *channel, m *message) result {
	k, ok := kindOf(c.Kind)
	if !ok {
		return result{outcome: store.OutcomeDead, why: fmt.Sprintf("channels of kind %q are not known", c.Kind)}
	}
	var r result
	if k.send == nil {
		r = c.sendMail(ctx, m, w.dialer, w.o.Roots, w.o.Timeout)
	} else if out, err := k.send(c, m); err != nil {
		r = result{outcome: store.OutcomeDead, why: err.Error()}
	} else {
		r = post(ctx, w.client, out, w.o.Now())
	}
	r.why = hide(r.why, c.secrets)
	return r
}

// end writes down how an attempt ended. The store may be away for a moment: it
// is asked a few times, since an end that is not written means a second message.
func (w *Worker) end(ctx context.Context, c *channel, d store.Delivery, a store.Attempt, r result) error {
	now := w.o.Now()
	e := store.End{
		Attempt: a.ID, At: now, Outcome: r.outcome, Status: r.status, Why: r.why,
		Blame: !r.busy, PauseAfter: w.o.PauseAfter, PauseUntil: now.Add(w.o.PauseFor),
	}
	if r.outcome == store.OutcomeFailed {
		if d.Failures >= len(w.o.Backoff) {
			e.Outcome, e.Why = store.OutcomeDead, fmt.Sprintf("given up after %d attempts; the last: %s", d.Failures+1, r.why)
		} else {
			// Up to a fifth longer, so that what failed together does not come back together.
			wait := time.Duration(float64(w.o.Backoff[d.Failures]) * (1 + w.o.Rand()/5))
			e.Next = now.Add(max(wait, r.wait))
		}
	}
	if r.busy {
		e.HoldUntil = now.Add(max(r.wait, time.Second))
	}
	var paused bool
	var err error
	for try := range 5 {
		if paused, err = w.o.Store.EndAttempt(ctx, e); err == nil {
			break
		}
		if w.o.Sleep(ctx, time.Second<<try) != nil {
			break
		}
	}
	log := w.o.Log.With("channel", c.ID, "delivery", a.ID, "alerts", len(d.Alerts))
	if err != nil {
		return fault.New(fault.CodeOf(err), "channel %s: delivery %s was %s and that could not be stored: %w", c.ID, a.ID, r.outcome, err)
	}
	if e.Outcome == store.OutcomeSent {
		log.DebugContext(ctx, "alerts: sent")
		return nil
	}
	log.WarnContext(ctx, "alerts: not sent", "outcome", e.Outcome, "why", e.Why, "next", e.Next)
	if paused {
		log.WarnContext(ctx, "alerts: the channel is paused", "until", e.PauseUntil, "why", e.Why)
	}
	return nil
}

// Test sends a test message to a channel at once and tells what became of it:
// nil when the receiver took it. Nothing is stored and nothing is tried again.
func (w *Worker) Test(ctx context.Context, channelID string) error {
	c, err := w.channel(ctx, channelID)
	if err != nil {
		return err
	}
	now := w.o.Now()
	id := alertID("test", channelID, now.Format(time.RFC3339Nano), fmt.Sprint(w.o.Rand()))
	m := newMessage(store.Delivery{ID: id, Alerts: []store.Alert{{
		ID: id, Rule: "test", Name: "Newstape", Query: "*", Kind: "test", Subject: id, At: now,
		Title: "alerts reach this channel", Lines: []string{"This is a test message; nothing has happened."},
	}}}, w.o.Base)
	m.attempt, m.sent, m.test = id, now, true
	if r := w.send(ctx, c, &m); r.outcome != store.OutcomeSent {
		return fault.New(fault.Unreachable, "test channel %s: %s", c.Name, r.why).Try("its settings")
	}
	return nil
}
