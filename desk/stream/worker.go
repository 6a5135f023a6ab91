package stream

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"sync"
	"time"

	"github.com/nats-io/nats.go"

	"newstape/fault"
)

// pullExpires is how long the server keeps a worker's request for a message
// open. A request that is lost with its server is made again after it.
const pullExpires = 2 * time.Second

// worker takes one message at a time: what it has not asked for is not given
// to it, so nothing waits in this process with its AckWait running out.
type worker struct {
	s         *Stream
	stage     string
	h         Handler
	ctx, work context.Context
	alone     *sync.RWMutex // held whole for a message that is suspected

	inbox string
	sub   *nats.Subscription
	asked int // requests made so far; the number is part of the reply subject
}

func (w *worker) loop() {
	w.inbox = w.s.conn.NewInbox()
	for w.ctx.Err() == nil {
		var err error
		if w.sub, err = w.s.conn.SubscribeSync(w.inbox + ".*"); err == nil {
			break
		}
		w.s.cfg.Log.Warn("stream: subscribe", "stage", w.stage, "error", err)
		sleep(w.ctx, w.ctx, time.Second)
	}
	for w.ctx.Err() == nil {
		if msg := w.pull(); msg != nil {
			w.see(msg)
		}
	}
	w.leave()
}

// leave gives back what the server sent before it knew that we are gone.
func (w *worker) leave() {
	if w.sub == nil {
		return
	}
	for {
		msg, err := w.sub.NextMsg(10 * time.Millisecond)
		if err != nil {
			break
		}
		if msg.Reply != "" {
			w.log(msg.Nak(), "give back")
		}
	}
	w.log(w.sub.Unsubscribe(), "unsubscribe")
}

// pull asks for one message and waits for it; nil when there was none.
func (w *worker) pull() *nats.Msg {
	w.asked++
	reply := w.inbox + "." + strconv.Itoa(w.asked)
	body := []byte(`{"batch":1,"expires":` + strconv.FormatInt(pullExpires.Nanoseconds(), 10) + `}`)
	next := "$JS.API.CONSUMER.MSG.NEXT." + w.s.streamName(w.stage) + "." + durable
	if err := w.s.conn.PublishRequest(next, reply, body); err != nil {
		sleep(w.ctx, w.ctx, 250*time.Millisecond)
		return nil
	}
	ctx, cancel := context.WithTimeout(w.ctx, pullExpires+time.Second)
	defer cancel()
	for {
		msg, err := w.sub.NextMsgWithContext(ctx)
		if err != nil {
			if ctx.Err() == nil { // not the time that is up
				sleep(w.ctx, w.ctx, 250*time.Millisecond)
			}
			return nil
		}
		status := msg.Header.Get("Status")
		switch {
		case status == "" || msg.Reply != "":
			return msg
		case msg.Subject != reply: // about a request that was given up
		case status == "404" || status == "408": // nothing there
			return nil
		default: // the leader changed, or there is none
			sleep(w.ctx, w.ctx, 100*time.Millisecond)
			return nil
		}
	}
}

// see brings one message to its outcome.
func (w *worker) see(msg *nats.Msg) {
	meta, err := msg.Metadata()
	if err != nil {
		w.log(err, "a message that JetStream did not send")
		return
	}
	done := make(chan struct{})
	defer close(done)
	go w.beat(msg, done)

	key := heldKey{w.stage, meta.Sequence.Stream, meta.Timestamp.UnixNano()}
	blamed := w.s.journal.blamed(key)
	m, err := w.s.unpack(msg.Header, msg.Data)
	m.Attempt = max(int(meta.NumDelivered), blamed+1)
	m.Published = meta.Timestamp
	switch {
	case err != nil:
		err = Permanent(err)
	case m.Attempt > w.s.cfg.MaxDeliver:
		err = Permanent(fmt.Errorf("delivered %d times without an outcome: it may be what stopped the process", m.Attempt-1))
	default:
		err = w.handle(m, key, blamed)
	}
	w.settle(msg, m, key, err)
}

// errReleased: the Run ended before the message had an outcome.
var errReleased = errors.New("the run ended first")

// handle calls the handler, again and again while it asks to wait.
func (w *worker) handle(m Message, key heldKey, blamed int) error {
	if blamed > 1 {
		// It was in hand more than once when the process died. Alone, it
		// either goes through or is the one to blame.
		w.alone.Lock()
		defer w.alone.Unlock()
	} else {
		w.alone.RLock()
		defer w.alone.RUnlock()
	}
	for pause := 250 * time.Millisecond; ; pause = min(2*pause, 5*time.Second) {
		slot := w.s.journal.hold(key)
		err := w.call(m)
		w.s.journal.drop(slot)
		if err != nil && w.work.Err() != nil {
			return errReleased
		}
		if !isWait(err) {
			return err
		}
		w.s.cfg.Log.Warn("stream: waiting", "stage", w.stage, "id", m.ID, "pause", pause, "error", err)
		if !sleep(w.ctx, w.ctx, pause) {
			return errReleased
		}
	}
}

// call makes a panic an error.
func (w *worker) call(m Message) (err error) {
	defer func() {
		if v := recover(); v != nil {
			w.s.cfg.Log.Error("stream: panic", "stage", w.stage, "id", m.ID, "panic", v, "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	return w.h(w.work, m)
}

// settle tells the server what became of the message.
func (w *worker) settle(msg *nats.Msg, m Message, key heldKey, err error) {
	switch {
	case err == nil:
		w.log(msg.Ack(), "ack")
		w.s.journal.clear(key)
	case errors.Is(err, errReleased):
		w.release(msg, m, key)
	case isPermanent(err) || m.Attempt >= w.s.cfg.MaxDeliver:
		if buried := w.bury(msg, m, key, err); buried != nil {
			w.s.cfg.Log.Error("stream: no dead letter could be written; the message stays", "stage", w.stage, "id", m.ID, "error", buried)
			w.log(msg.NakWithDelay(w.s.cfg.pause(m.Attempt)), "nak")
			return
		}
		w.s.cfg.Log.Error("stream: dead letter", "stage", w.stage, "id", m.ID, "attempts", m.Attempt, "error", err)
		w.log(msg.Ack(), "ack")
		w.s.journal.clear(key)
	default:
		pause := w.s.cfg.pause(m.Attempt)
		w.s.cfg.Log.Warn("stream: again later", "stage", w.stage, "id", m.ID, "attempt", m.Attempt, "pause", pause, "error", err)
		w.log(msg.NakWithDelay(pause), "nak")
	}
}

// release gives a message back that had no outcome through no fault of its own.
// The server would count that as an attempt, and some restarts during an outage
// would make it a dead letter: so it is put at the end of the stage as new.
func (w *worker) release(msg *nats.Msg, m Message, key heldKey) {
	if m.Attempt == 1 {
		w.log(msg.Nak(), "give back")
		return
	}
	again := nats.NewMsg(msg.Subject)
	again.Header, again.Data = own(msg.Header), msg.Data
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := w.s.put(ctx, again, "again."+key.String()); err != nil {
		w.log(msg.Nak(), "give back")
		return
	}
	w.log(msg.Ack(), "ack")
	w.s.journal.clear(key)
}

// beat keeps the server from giving the message to another worker.
func (w *worker) beat(msg *nats.Msg, done <-chan struct{}) {
	tick := time.NewTicker(w.s.cfg.AckWait / 3)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
			w.log(msg.InProgress(), "in progress")
		}
	}
}

func (w *worker) log(err error, what string) {
	if err != nil && !errors.Is(err, nats.ErrMsgAlreadyAckd) {
		w.s.cfg.Log.Warn("stream: "+what, "stage", w.stage, "error", err, "code", fault.CodeOf(err))
	}
}
