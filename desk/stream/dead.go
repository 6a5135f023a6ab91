package stream

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"newstape/fault"
)

// Letter is a message that its stage could not see to.
type Letter struct {
	Seq      uint64 // its number, for Retry
	Stage    string
	ID       string
	Reason   string // the last error, one line
	Attempts int
	At       time.Time // when it was given up
	Bytes    int       // of its data
}

const (
	maxReason  = 1000
	deadAtOnce = 100 // letters listed when no limit is given
)

// bury writes the dead letter of a message: its data and headers as they were.
func (w *worker) bury(msg *nats.Msg, m Message, key heldKey, reason error) error {
	letter := nats.NewMsg(w.s.subject(deadStage))
	letter.Header, letter.Data = own(msg.Header), msg.Data
	letter.Header.Set(headerStage, w.stage)
	letter.Header.Set(headerReason, clip(strings.Join(strings.Fields(reason.Error()), " "), maxReason))
	letter.Header.Set(headerAttempts, strconv.Itoa(m.Attempt))
	letter.Header.Set(headerSize, strconv.Itoa(len(m.Data)))
	return w.s.put(w.work, letter, "dead."+key.String())
}

// own is h without what NATS put there.
func own(h nats.Header) nats.Header {
	out := nats.Header{}
	for key, values := range h {
		if !hasPrefixFold(key, "Nats-") {
			out[key] = values
		}
	}
	return out
}

// Dead lists dead letters, the oldest first; limit <= 0 stands for 100.
func (s *Stream) Dead(ctx context.Context, limit int) ([]Letter, error) {
	if limit <= 0 {
		limit = deadAtOnce
	}
	var out []Letter
	err := s.letters(ctx, 1, func(raw *jetstream.RawStreamMsg) (bool, error) {
		out = append(out, asLetter(raw))
		return len(out) < limit, nil
	})
	return out, err
}

func asLetter(raw *jetstream.RawStreamMsg) Letter {
	attempts, _ := strconv.Atoi(raw.Header.Get(headerAttempts))
	return Letter{
		Seq: raw.Sequence, Stage: raw.Header.Get(headerStage), ID: raw.Header.Get(headerID),
		Reason: raw.Header.Get(headerReason), Attempts: attempts, At: raw.Time.UTC(),
		Bytes: letterSize(raw.Header, len(raw.Data)),
	}
}

// letters shows the letters from number seq on, until see says false or fails.
func (s *Stream) letters(ctx context.Context, seq uint64, see func(*jetstream.RawStreamMsg) (bool, error)) error {
	dead, err := s.js.Stream(ctx, s.streamName(deadStage))
	if err != nil {
		return s.explain(err, "read dead letters")
	}
	for {
		raw, err := dead.GetMsg(ctx, seq, jetstream.WithGetMsgSubject(s.subject(deadStage)))
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			return nil
		}
		if err != nil {
			return s.explain(err, "read dead letter %d", seq)
		}
		if more, err := see(raw); err != nil || !more {
			return err
		}
		seq = raw.Sequence + 1
	}
}

// Retry sends the letters with these numbers to their stages again, or all of
// them when none is given, and gives how many went. Each has all its attempts
// before it. A number without a letter is [fault.NotFound].
func (s *Stream) Retry(ctx context.Context, seqs ...uint64) (int, error) {
	dead, err := s.js.Stream(ctx, s.streamName(deadStage))
	if err != nil {
		return 0, s.explain(err, "retry dead letters")
	}
	n := 0
	if len(seqs) > 0 {
		for _, seq := range seqs {
			raw, err := dead.GetMsg(ctx, seq)
			if errors.Is(err, jetstream.ErrMsgNotFound) {
				return n, fault.New(fault.NotFound, "retry: there is no dead letter %d", seq)
			}
			if err != nil {
				return n, s.explain(err, "retry dead letter %d", seq)
			}
			if err := s.resend(ctx, dead, raw); err != nil {
				return n, err
			}
			n++
		}
		return n, nil
	}
	// What fails anew meanwhile has a number beyond last and is left alone.
	last := dead.CachedInfo().State.LastSeq
	err = s.letters(ctx, 1, func(raw *jetstream.RawStreamMsg) (bool, error) {
		if raw.Sequence > last {
			return false, nil
		}
		if err := s.resend(ctx, dead, raw); err != nil {
			return false, err
		}
		n++
		return true, nil
	})
	return n, err
}

// resend publishes a letter's message to its stage, then deletes the letter.
// Its NATS ID is new, or the duplicate window would swallow it, and the same
// when the deletion fails and Retry comes again.
func (s *Stream) resend(ctx context.Context, dead jetstream.Stream, raw *jetstream.RawStreamMsg) error {
	stage := raw.Header.Get(headerStage)
	if err := s.known(stage); err != nil {
		return fault.New(fault.BadInput, "retry dead letter %d: its stage %q is not run here", raw.Sequence, clip(stage, 60))
	}
	msg := nats.NewMsg(s.subject(stage))
	msg.Header, msg.Data = own(raw.Header), raw.Data
	for _, key := range []string{headerStage, headerReason, headerAttempts, headerSize} {
		msg.Header.Del(key)
	}
	id := "retry." + strconv.FormatUint(raw.Sequence, 10) + "." + strconv.FormatInt(raw.Time.UnixNano(), 10)
	if err := s.put(ctx, msg, id); err != nil {
		return err
	}
	if err := dead.DeleteMsg(ctx, raw.Sequence); err != nil && !errors.Is(err, jetstream.ErrMsgNotFound) {
		return s.explain(err, "delete dead letter %d, which was sent again", raw.Sequence)
	}
	return nil
}
