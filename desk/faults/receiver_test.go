//go:build unix

package faults

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"newstape/desk/alert"
)

const secret = "a secret of the fault tests"

// receiver is the program at the other end of a webhook: it outlives the desk
// and counts what comes.
type receiver struct {
	*httptest.Server
	mu         sync.Mutex
	deliveries map[string]int             // by delivery id
	keys       map[string]int             // by idempotency key
	stories    map[string]map[string]bool // rule -> stories
	bad        []string                   // what was not signed or not readable
}

func newReceiver(t *testing.T) *receiver {
	r := &receiver{deliveries: map[string]int{}, keys: map[string]int{}, stories: map[string]map[string]bool{}}
	r.Server = httptest.NewServer(r)
	t.Cleanup(r.Close)
	return r
}

// ServeHTTP takes one delivery.
func (r *receiver) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, err := io.ReadAll(q.Body)
	if err != nil {
		return // the desk died while it spoke: nothing was received
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	var p alert.Payload
	if err := alert.Verify(q.Header, body, time.Now(), time.Hour, secret); err != nil {
		r.bad = append(r.bad, err.Error())
	} else if err := json.Unmarshal(body, &p); err != nil {
		r.bad = append(r.bad, err.Error())
	}
	r.deliveries[q.Header.Get(alert.HeaderDelivery)]++
	r.keys[q.Header.Get(alert.HeaderKey)]++
	for _, a := range p.Alerts {
		if r.stories[a.Rule] == nil {
			r.stories[a.Rule] = map[string]bool{}
		}
		r.stories[a.Rule][a.Story] = true
	}
	w.WriteHeader(http.StatusNoContent)
}

// tally is what has come so far.
type tally struct{ deliveries, keys, twice, again, stories int }

func (r *receiver) tally(rule string) tally {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := tally{deliveries: len(r.deliveries), keys: len(r.keys), stories: len(r.stories[rule])}
	for _, n := range r.deliveries {
		if n > 1 {
			t.twice++
		}
	}
	for _, n := range r.keys {
		if n > 1 {
			t.again++
		}
	}
	return t
}

func (r *receiver) has(rule, story string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.stories[rule][story]
}
