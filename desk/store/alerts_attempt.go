package store

import (
	"context"
	"time"

	"newstape/fault"
)

// Outcomes of an attempt.
const (
	OutcomeSent    = "sent"    // the receiver took it
	OutcomeFailed  = "failed"  // to be tried again
	OutcomeDead    = "dead"    // the receiver will not take it, or too many failed
	OutcomeUnknown = "unknown" // nobody saw the end
)

// End is how an attempt ended.
type End struct {
	Attempt string // its ID
	At      time.Time
	Outcome string    // OutcomeSent, OutcomeFailed or OutcomeDead
	Status  int       // of HTTP or SMTP, 0 without
	Why     string    // in words, without secrets
	Next    time.Time // failed: when it is due again

	Blame      bool      // the channel is at fault: it counts there
	PauseAfter int       // the channel is paused when so many in a row failed; 0: never
	PauseUntil time.Time // until then
	HoldUntil  time.Time // the receiver asked for no more before this
}

// EndAttempt records how an attempt ended and what becomes of its delivery: sent
// and dead close it, failed makes it due again. An end that comes late, when the
// attempt was already taken for unknown, is recorded too: what was sent is sent,
// and all else changes only the attempt. paused tells that the channel was
// paused now.
func (s *Store) EndAttempt(ctx context.Context, e End) (paused bool, err error) {
	var next string
	switch e.Outcome {
	case OutcomeSent:
		next = Sent
	case OutcomeFailed:
		next = Pending
	case OutcomeDead:
		next = Dead
	default:
		return false, fault.New(fault.Internal, "end attempt %s: %q is no outcome", e.Attempt, e.Outcome)
	}
	err = s.write(ctx, "end attempt "+e.Attempt, func(t *tx) error {
		paused = false
		of, err := one(ctx, t, "read attempt "+e.Attempt, scanOpen, `SELECT a.delivery, a.claim, d.channel, a.outcome
			FROM delivery_attempts a JOIN deliveries d ON d.id = a.delivery WHERE a.id = ?`, e.Attempt)
		if err != nil {
			return err
		}
		if of.outcome != "" && of.outcome != OutcomeUnknown {
			return nil // recorded before
		}
		if err := t.close(ctx, e, of, next); err != nil {
			return err
		}
		paused, err = t.blame(ctx, e, of.channel)
		return err
	})
	return paused, err
}

// ReleaseClaims ends the leases of all claimed deliveries, so that the next claim
// takes them and closes what they had begun as unknown. It is for a process that
// knows it is the only one, as at the start of a desk on SQLite. It tells how
// many there were.
func (s *Store) ReleaseClaims(ctx context.Context) (int, error) {
	var n int64
	err := s.write(ctx, "release claims", func(t *tx) (err error) {
		n, err = t.exec(ctx, "UPDATE deliveries SET lease = 0 WHERE state = 'sending' AND lease > 0")
		return err
	})
	return int(n), err
}

type openAttempt struct{ delivery, claim, channel, outcome string }

func scanOpen(r row) (openAttempt, error) {
	var o openAttempt
	return o, r.Scan(&o.delivery, &o.claim, &o.channel, &o.outcome)
}

// close ends the attempt and, where its claim still holds, the delivery's turn.
func (t *tx) close(ctx context.Context, e End, of openAttempt, next string) error {
	at := micros(e.At)
	_, err := t.exec(ctx, "UPDATE delivery_attempts SET ended = ?, outcome = ?, status = ?, why = ? WHERE id = ?",
		at, e.Outcome, e.Status, clean(e.Why), e.Attempt)
	if err != nil {
		return err
	}
	if e.Outcome == OutcomeSent {
		_, err = t.exec(ctx, "UPDATE deliveries SET state = 'sent', why = '', claim = '', lease = 0, updated = ? WHERE id = ? AND state <> 'sent'",
			at, of.delivery)
		return err
	}
	_, err = t.exec(ctx, `UPDATE deliveries SET state = ?, due = ?, failures = failures + 1, why = ?, claim = '', lease = 0, updated = ?
		WHERE id = ? AND state = 'sending' AND claim = ?`, next, micros(e.Next), clean(e.Why), at, of.delivery, of.claim)
	return err
}

// blame counts a failure against the channel, or clears its count.
func (t *tx) blame(ctx context.Context, e End, channel string) (paused bool, err error) {
	if e.Outcome == OutcomeSent {
		_, err = t.exec(ctx, "UPDATE alert_channels SET failures = 0, paused = 0, paused_why = '' WHERE id = ? AND (failures > 0 OR paused > 0)", channel)
		return false, err
	}
	if !e.HoldUntil.IsZero() {
		_, err = t.exec(ctx, "UPDATE alert_channels SET paused = ?, paused_why = 'its service asked to wait' WHERE id = ? AND paused < ?",
			micros(e.HoldUntil), channel, micros(e.HoldUntil))
		return false, err
	}
	if !e.Blame {
		return false, nil
	}
	if _, err := t.exec(ctx, "UPDATE alert_channels SET failures = failures + 1 WHERE id = ?", channel); err != nil || e.PauseAfter <= 0 {
		return false, err
	}
	n, err := t.exec(ctx, "UPDATE alert_channels SET paused = ?, paused_why = ? WHERE id = ? AND failures >= ? AND paused < ?",
		micros(e.PauseUntil), clean(e.Why), channel, e.PauseAfter, micros(e.PauseUntil))
	return n > 0, err
}
