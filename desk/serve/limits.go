package serve

import (
	"container/list"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"newstape/fault"
)

// Limits bounds how fast one caller may ask. A caller is a token, or an address
// where there is none.
type Limits struct {
	PerSecond float64 // requests a second, sustained; default 50, below 0: no limit
	Burst     int     // requests at once; default 200
	// LocalToo applies them to callers of an open service as well; by default
	// one's own machine is not limited.
	LocalToo bool
	// Requests is how many are answered at once, streams and health aside; default
	// 512. It bounds memory: an answer is held back until it is whole.
	Requests int
	// Streams is how many event streams may be open at once; default 256.
	Streams int
	// StreamsEach is how many of one caller; default 32.
	StreamsEach int
}

func (l Limits) withDefaults() Limits {
	if l.PerSecond == 0 {
		l.PerSecond = 50
	}
	if l.Burst <= 0 {
		l.Burst = 200
	}
	if l.Requests <= 0 {
		l.Requests = 512
	}
	if l.Streams <= 0 {
		l.Streams = 256
	}
	if l.StreamsEach <= 0 {
		l.StreamsEach = 32
	}
	return l
}

// maxCallers bounds what is remembered of callers; beyond it the one that has
// been silent longest is forgotten.
const maxCallers = 8192

// Wrong tokens of one address: one each five seconds after the first twenty.
const (
	wrongEvery = 5 * time.Second
	wrongBurst = 20
)

// limiter is the limits with what has been used of them.
type limiter struct {
	l       Limits
	mu      sync.Mutex
	callers map[string]*list.Element
	order   *list.List // of *caller, the one seen last in front
}

type caller struct {
	key  string
	rate *rate.Limiter
}

func newLimiter(l Limits) *limiter {
	return &limiter{l: l.withDefaults(), callers: map[string]*list.Element{}, order: list.New()}
}

// of finds or makes a caller's limiter.
func (l *limiter) of(key string, every rate.Limit, burst int) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e, ok := l.callers[key]; ok {
		l.order.MoveToFront(e)
		return e.Value.(*caller).rate
	}
	for l.order.Len() >= maxCallers {
		last := l.order.Back()
		delete(l.callers, last.Value.(*caller).key)
		l.order.Remove(last)
	}
	c := &caller{key: key, rate: rate.NewLimiter(every, burst)}
	l.callers[key] = l.order.PushFront(c)
	return c.rate
}

func (x *exchange) caller() string {
	if x.actor.Token != "" {
		return "token " + x.actor.Token
	}
	if x.actor.Name != "" && x.actor.Name != "local" {
		return x.actor.Name
	}
	return "address " + x.address
}

// take counts a request; a problem says that it is one too many.
func (l *limiter) take(x *exchange, now time.Time) *Problem {
	if l.l.PerSecond < 0 || x.actor.Name == "local" && !l.l.LocalToo {
		return nil
	}
	r := l.of(x.caller(), rate.Limit(l.l.PerSecond), l.l.Burst)
	if r.AllowN(now, 1) {
		return nil
	}
	p := newProblem(http.StatusTooManyRequests, fault.Busy, "more requests than this caller may make")
	p.after = max(time.Second, time.Duration(float64(time.Second)/l.l.PerSecond))
	return p.trying("slower, or ask the operator for a higher limit")
}

// wrongTokens notes that a token was wrong, and tells how long its address
// should wait when it sends too many.
func (l *limiter) wrongTokens(x *exchange, now time.Time) time.Duration {
	if l.of("wrong "+x.address, rate.Every(wrongEvery), wrongBurst).AllowN(now, 1) {
		return 0
	}
	return wrongEvery
}
