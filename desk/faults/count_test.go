//go:build unix

package faults

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"text/tabwriter"
	"time"
)

const rule = "all" // the rule that alerts on every story

// watch makes the channel and the rule.
func watch(t *testing.T, p *process, r *receiver) {
	t.Helper()
	p.put(t, "/v1/channels/hook", map[string]any{
		"name": "the receiver", "kind": "webhook",
		"settings": map[string]string{"url": r.URL + "/hook"}, "secrets": map[string]string{"secret": secret},
	})
	p.put(t, "/v1/rules/"+rule, map[string]any{"name": "every story", "query": "*", "per": "story", "channels": []string{"hook"}})
}

// listed is a page of anything.
type listed[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next"`
}

type item struct {
	ID      string `json:"id"`
	Cluster string `json:"cluster"`
	State   string `json:"state"`
	Reason  string `json:"reason"`
	Stage   string `json:"stage"`
}

// all pages through a listing.
func all(t *testing.T, p *process, path string) []item {
	t.Helper()
	var out []item
	for next := ""; ; {
		var page listed[item]
		at := path
		if next != "" {
			at += "&cursor=" + url.QueryEscape(next)
		}
		p.get(t, at, &page)
		out = append(out, page.Items...)
		if next = page.Next; next == "" {
			return out
		}
	}
}

// settle waits until everything that was accepted is stored and sent.
func settle(t *testing.T, p *process, l *load, r *receiver, patience time.Duration) time.Duration {
	t.Helper()
	begin := time.Now()
	for time.Since(begin) < patience {
		if r.tally(rule).stories >= l.count() && open(t, p) == 0 {
			break
		}
		time.Sleep(250 * time.Millisecond)
	}
	return time.Since(begin)
}

// open is how many deliveries are not over, up to some.
func open(t *testing.T, p *process) int {
	t.Helper()
	n := 0
	for _, state := range []string{"pending", "sending"} {
		var page listed[item]
		p.get(t, "/v1/deliveries?limit=10&state="+state, &page)
		n += len(page.Items)
	}
	return n
}

// judge counts and compares.
func judge(t *testing.T, p *process, l *load, r *receiver, hurt string) {
	t.Helper()
	wrong := few{t: t}
	defer wrong.rest()
	stored, dossiers, missing := map[string]int{}, 0, 0
	unsent := 0
	clusters := map[string]bool{}
	for _, it := range all(t, p, "/v1/stories?limit=200") {
		stored[it.ID]++
		clusters[it.Cluster] = true
	}
	for id, n := range l.accepted {
		if stored[id] != 1 {
			wrong.errorf("story %d (%s) was accepted and is stored %d times", n, id, stored[id])
		}
		status, body, err := p.do(http.MethodGet, "/v1/stories/"+id+"/dossier", "", nil)
		if err == nil && status == http.StatusOK && json.Valid(body) {
			dossiers++
		} else {
			missing++
			wrong.errorf("story %d (%s): its dossier: %d %.200s %v", n, id, status, body, err)
		}
		if !r.has(rule, id) {
			unsent++
			wrong.errorf("story %d (%s): its alert was not received", n, id)
		}
	}
	for id := range stored {
		if _, ok := l.accepted[id]; !ok {
			wrong.errorf("%s is stored and was not submitted", id)
		}
	}
	letters := all(t, p, "/v1/dead?limit=1000")
	for _, d := range letters {
		wrong.errorf("dead letter in %s: %s: %s", d.Stage, d.ID, d.Reason)
	}
	dead := all(t, p, "/v1/deliveries?limit=200&state=dead")
	got := r.tally(rule)
	if got.twice > 0 || len(dead) > 0 || len(r.bad) > 0 {
		t.Errorf("%d delivery ids came twice, %d deliveries are dead, not signed or read: %v", got.twice, len(dead), r.bad)
	}
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, row := range []struct {
		what string
		n    any
	}{
		{"hurt", hurt},
		{"lives of the process", p.lives},
		{"stories accepted", len(l.accepted)},
		{"answers that were no 2xx, and lost connections", l.refused},
		{"longest answer", l.worst.Round(time.Millisecond)},
		{"stories stored", len(stored)},
		{"stories stored twice or more", len(repeated(stored))},
		{"dossiers", dossiers},
		{"dossiers missing", missing},
		{"clusters", len(clusters)},
		{"dead letters", len(letters)},
		{"alerts received, by story", got.stories},
		{"alerts not received", unsent},
		{"messages received, by idempotency key", got.keys},
		{"messages received more than once, each time with another delivery id", got.again},
		{"delivery ids received", got.deliveries},
		{"delivery ids received twice", got.twice},
	} {
		fmt.Fprintf(w, "%s\t%v\n", row.what, row.n)
	}
	w.Flush()
	t.Logf("\n%s", b.String())
}

// few prints the first errors and counts the rest.
type few struct {
	t *testing.T
	n int
}

func (f *few) errorf(format string, args ...any) {
	f.t.Helper()
	if f.n++; f.n <= 10 {
		f.t.Errorf(format, args...)
	}
}

func (f *few) rest() {
	if f.n > 10 {
		f.t.Errorf("and %d more errors", f.n-10)
	}
}

func repeated(counts map[string]int) []string {
	var out []string
	for id, n := range counts {
		if n > 1 {
			out = append(out, id)
		}
	}
	return out
}
