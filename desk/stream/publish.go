package stream

import (
	"context"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"newstape/fault"
)

// answerWait is how long the first attempt to publish waits for the server, the
// next ones twice as long each. A leader that dies takes the request with it;
// a disk that is slow to sync needs the longer waits.
const answerWait = time.Second

// Publish gives m to a stage. When it returns nil the message is on disk (in a
// cluster: on most of its replicas) and will be delivered. Otherwise it may or
// may not have been kept, and publishing it again under its ID is right.
//
// It fails with [fault.Busy] when the stage holds all it may, with
// [fault.TooLarge] and [fault.BadInput] for what cannot be carried, and with
// [fault.Unreachable] when the server did not answer within Config.PublishWait.
// A handler may return any of these as it is: it is then tried again in place,
// or its message is given up when no attempt can help.
func (s *Stream) Publish(ctx context.Context, stage string, m Message) error {
	if err := s.known(stage); err != nil {
		return err
	}
	if err := m.check(); err != nil {
		return Permanent(err)
	}
	if s.server != nil && !s.cfg.InMemory {
		if n := free(s.cfg.Dir); n >= 0 && n < s.cfg.MinFree {
			return fault.New(fault.Busy, "publish to %s: %d MB are free on the disk of %s; %d are to stay free",
				s.subject(stage), n>>20, s.cfg.Dir, s.cfg.MinFree>>20).Try("free disk space; nothing else needs to be done")
		}
	}
	return s.put(ctx, s.pack(s.subject(stage), m), stage+"."+m.ID)
}

// put publishes msg under a NATS message ID, which is the same in each attempt,
// so that one whose answer was lost is not kept twice.
func (s *Stream) put(ctx context.Context, msg *nats.Msg, id string) error {
	if size, most := int64(msg.Size()), s.conn.MaxPayload(); most > 0 && size > most {
		return Permanent(fault.New(fault.TooLarge, "publish to %s: message %s has %d bytes after compression; the server takes %d",
			msg.Subject, clip(id, 100), size, most).Try("raise max_payload of the NATS servers, to 30MB at most"))
	}
	ctx, cancel := context.WithTimeout(ctx, s.cfg.PublishWait)
	defer cancel()
	wait := answerWait
	err := s.patiently(ctx, func() error {
		once, cancel := context.WithTimeout(ctx, wait)
		defer cancel()
		wait *= 2
		_, err := s.js.PublishMsg(once, msg, jetstream.WithMsgID(id), jetstream.WithRetryAttempts(0))
		return err
	})
	if err != nil {
		return Wait(s.explain(err, "publish to %s: message %s", msg.Subject, clip(id, 100)))
	}
	return nil
}
