package serve

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"newstape/desk/store"
)

// healthz says that the process answers, and nothing else.
func (s *Service) healthz(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte("ok\n"))
}

// readiness is what /readyz tells. The words are for callers with the scope
// read; others learn whether it is ready.
type readiness struct {
	Ready      bool        `json:"ready"`
	Conditions []Condition `json:"conditions,omitempty"`
}

func (s *Service) readyz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 3*time.Second)
	defer cancel()
	out := readiness{Ready: true, Conditions: s.conditions(ctx)}
	for _, c := range out.Conditions {
		out.Ready = out.Ready && c.Ready
	}
	x := exchangeOf(r.Context())
	status := http.StatusOK
	if !out.Ready {
		status = http.StatusServiceUnavailable
	}
	if !x.actor.May(Read) {
		out.Conditions = nil
	}
	if status != http.StatusOK {
		s.unready(w, x, out)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	body, _ := json.Marshal(out) // strings and bools
	_, _ = w.Write(append(body, '\n'))
}

// unready is a problem like every other no, with what is not ready as its parts.
func (s *Service) unready(w http.ResponseWriter, x *exchange, r readiness) {
	p := newProblem(http.StatusServiceUnavailable, "not_ready", "the desk is not ready")
	p.after = 5 * time.Second
	for _, c := range r.Conditions {
		if !c.Ready {
			p.Errors = append(p.Errors, ProblemPart{Where: c.Name, What: withoutPaths(c.Words)})
		}
	}
	p.write(w, x.id)
}

func (s *Service) conditions(ctx context.Context) []Condition {
	c := Condition{Name: "store", Ready: true, Words: "the store answers"}
	if err := s.o.Store.Ping(ctx); err != nil {
		c.Ready, c.Words = false, "the store does not answer"
		s.o.Log.WarnContext(ctx, "the store does not answer", "error", err)
	}
	out := []Condition{c}
	if s.o.Ready != nil {
		out = append(out, s.o.Ready(ctx)...)
	}
	return out
}

// gauges are the figures of store and stages.
func (s *Service) gauges(ctx context.Context) []Gauge {
	var out []Gauge
	warn := func(what string, err error) {
		s.o.Log.WarnContext(ctx, "a figure could not be read", "figure", what, "error", err)
	}
	if s.o.Depths != nil {
		depths, err := s.o.Depths(ctx)
		if err != nil {
			warn("stages", err)
		}
		for _, d := range depths {
			out = append(out,
				Gauge{"newstape_stage_waiting", "Messages that wait, by stage.", "stage", d.Stage, float64(d.Waiting)},
				Gauge{"newstape_stage_in_flight", "Messages being worked on, by stage.", "stage", d.Stage, float64(d.InFlight)})
		}
	}
	if s.o.Dead != nil {
		letters, err := s.o.Dead(ctx, 1000)
		if err != nil {
			warn("dead letters", err)
		} else {
			out = append(out, Gauge{"newstape_dead_letters", "Dead letters, at most 1000 are counted.", "", "", float64(len(letters))})
		}
	}
	out = append(out, s.storeGauges(ctx, warn)...)
	if s.o.Gauges != nil {
		out = append(out, s.o.Gauges(ctx)...)
	}
	return out
}

func (s *Service) storeGauges(ctx context.Context, warn func(string, error)) []Gauge {
	var out []Gauge
	counts, err := s.o.Store.Counts(ctx)
	if err != nil {
		warn("store", err)
	} else {
		const name, help = "newstape_store_rows", "Rows in the store, by kind."
		out = append(out,
			Gauge{name, help, "kind", "stories", float64(counts.Stories)},
			Gauge{name, help, "kind", "clusters", float64(counts.Clusters)},
			Gauge{name, help, "kind", "claims", float64(counts.Claims)},
			Gauge{name, help, "kind", "statements", float64(counts.Statements)},
			Gauge{name, help, "kind", "events", float64(counts.Events)},
			Gauge{"newstape_store_bytes", "Bytes of the database.", "", "", float64(counts.Bytes)},
			Gauge{"newstape_last_change", "Sequence number of the newest change.", "", "", float64(counts.LastChange)})
	}
	deliveries, err := s.o.Store.DeliveryCounts(ctx)
	if err != nil {
		warn("deliveries", err)
	}
	feeds, err := s.o.Store.Feeds(ctx)
	if err != nil {
		warn("feeds", err)
	}
	return append(append(out, deliveryGauges(deliveries)...), feedGauges(feeds)...)
}

// feedGauges counts feeds by how they are.
func feedGauges(feeds []store.Feed) []Gauge {
	counts := map[string]int{}
	for _, f := range feeds {
		switch condition := string(f.State.Health.Condition); {
		case f.Off:
			counts["off"]++
		case condition == "":
			counts["unread"]++
		default:
			counts[condition]++
		}
	}
	var out []Gauge
	for _, condition := range []string{"unread", "fresh", "empty", "undated", "stale", "timeout", "failing", "off"} {
		out = append(out, Gauge{"newstape_feeds", "Feeds that are followed, by how they are.", "health", condition, float64(counts[condition])})
	}
	return out
}

// deliveryGauges sums over channels: their ids are no labels.
func deliveryGauges(counts []store.DeliveryCount) []Gauge {
	sums := map[string]int64{}
	for _, c := range counts {
		sums[c.State] += c.N
	}
	var out []Gauge
	for _, state := range []string{store.Pending, store.Sending, store.Sent, store.Dead, store.Muted} {
		out = append(out, Gauge{"newstape_deliveries", "Deliveries of alerts, by state.", "state", state, float64(sums[state])})
	}
	return out
}
