package serve

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"newstape/desk/alert"
	"newstape/desk/query"
	"newstape/desk/record"
	"newstape/desk/store"
	"newstape/fault"
)

const streamRoute = "GET /v1/stream"

// event is one change as streams carry it.
type event struct {
	seq  int64
	kind string
	data []byte // JSON, one line
	doc  query.Doc
}

// changed is the body of an event: the change, and what changed under its kind.
type changed struct {
	Seq         int64               `json:"seq"`
	Kind        string              `json:"kind"`
	ID          string              `json:"id"`
	Cluster     string              `json:"cluster_id,omitempty"`
	At          time.Time           `json:"at"`
	Story       *store.Summary      `json:"story,omitempty"`
	InCluster   *store.Cluster      `json:"cluster,omitempty"`
	Measurement *record.Measurement `json:"measurement,omitempty"`
	ListChange  *store.ListChange   `json:"list_change,omitempty"`
	Alert       *store.Alert        `json:"alert,omitempty"`
}

// loadEvents reads changes and what streams say of them.
func (s *Service) loadEvents(ctx context.Context, after int64, limit int) ([]event, error) {
	changes, err := s.o.Store.Changes(ctx, after, limit)
	if err != nil {
		return nil, err
	}
	out := make([]event, 0, len(changes))
	for _, c := range changes {
		e, err := s.eventOf(ctx, c)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// eventOf makes a change's event. What retention has taken since is told by its
// id alone.
func (s *Service) eventOf(ctx context.Context, c store.Change) (event, error) {
	body := changed{Seq: c.Seq, Kind: c.Kind, ID: c.ID, Cluster: c.Cluster, At: c.At.UTC()}
	doc, err := s.look(ctx, c, &body)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return event{}, err
	}
	addAttribute(&doc, "kind", c.Kind)
	if c.Cluster != "" {
		addAttribute(&doc, "cluster", strings.ToLower(c.Cluster))
	}
	if doc.Words == nil {
		doc.Words = query.Words(doc.Text)
	}
	doc.Text = ""
	data, err := json.Marshal(body)
	return event{seq: c.Seq, kind: c.Kind, data: data, doc: doc}, err
}

// look reads what changed and what a query is asked of.
func (s *Service) look(ctx context.Context, c store.Change, body *changed) (query.Doc, error) {
	st := s.o.Store
	switch c.Kind {
	case store.KindStory:
		summary, err := st.Summary(ctx, c.ID)
		if err != nil {
			return query.Doc{}, err
		}
		body.Story = &summary
		return st.Doc(ctx, c.ID)
	case store.KindCluster:
		view, err := st.Cluster(ctx, c.ID)
		if err != nil {
			return query.Doc{}, err
		}
		body.InCluster = &view.Cluster
		lead, err := st.Doc(ctx, view.Lead)
		return alert.DocOfCluster(view.Cluster, lead), err
	case store.KindMeasurement:
		return s.lookMeasurement(ctx, c, body)
	case store.KindListChange:
		change, err := st.ListChange(ctx, c.ID)
		if err != nil {
			return query.Doc{}, err
		}
		body.ListChange = &change
		held, err := s.held(ctx, change.Party)
		return alert.DocOfListChange(change, held), err
	case store.KindAlert:
		a, err := st.Alert(ctx, c.ID)
		if err != nil {
			return query.Doc{}, err
		}
		body.Alert = &a
		if a.Story == "" {
			return query.Doc{Text: a.Title}, nil
		}
		return st.Doc(ctx, a.Story)
	}
	return query.Doc{}, nil
}

func (s *Service) lookMeasurement(ctx context.Context, c store.Change, body *changed) (query.Doc, error) {
	doc, err := s.o.Store.Doc(ctx, c.ID)
	if err != nil {
		return doc, err
	}
	all, err := s.o.Store.Measurements(ctx, c.ID)
	for _, m := range all {
		if c.Item == m.Listing+"/"+m.Event+"/"+strconv.Itoa(m.Horizon) {
			body.Measurement = &m
			return alert.DocOfMeasurement(m, doc), nil
		}
	}
	return doc, err
}

func (s *Service) held(ctx context.Context, party string) (bool, error) {
	holdings, err := s.o.Store.Holdings(ctx)
	return party != "" && slices.ContainsFunc(holdings, func(h store.Holding) bool { return h.Party == party }), err
}

// addAttribute adds without touching what a store's Doc may share.
func addAttribute(d *query.Doc, key, value string) {
	if slices.Contains(d.Attributes[key], value) {
		return
	}
	all := map[string][]string{}
	maps.Copy(all, d.Attributes)
	all[key] = append(slices.Clone(all[key]), value)
	d.Attributes = all
}

type streamIn struct {
	Q    string `query:"q" maxLength:"2000" doc:"only changes that satisfy this query"`
	Last string `header:"Last-Event-ID" doc:"id of the last event that was received: what came after it is sent first"`
}

func (s *Service) streamOperations() {
	add(s, operation{
		id: "stream", method: http.MethodGet, path: "/v1/stream", tag: "stream", scope: Read, time: -1,
		summary: "Follow what happens",
		more: "Server-sent events story, cluster, measurement, list_change, alert and feed; the id of each is its place in the " +
			"sequence of changes. With Last-Event-ID what came after that change is sent first, else the stream begins now.",
		gives: []string{"text/event-stream"},
	}, s.stream)
}

func (s *Service) stream(ctx context.Context, in *streamIn) (*huma.StreamResponse, error) {
	q, err := query.Parse(in.Q)
	if err != nil {
		return nil, err
	}
	at := int64(-1)
	if in.Last != "" {
		if at, err = strconv.ParseInt(in.Last, 10, 64); err != nil || at < 0 {
			return nil, fault.New(fault.BadUsage, "Last-Event-ID %q is no id of this stream", clip(in.Last, 40)).Try("the id of the last event, or none")
		}
		last, err := s.o.Store.LastChange(ctx)
		if err != nil {
			return nil, err
		}
		if at > last {
			return nil, fault.New(fault.BadUsage, "Last-Event-ID %d has not happened yet", at).Try("the id of the last event, or none")
		}
	}
	x := exchangeOf(ctx)
	caller := x.caller()
	if !s.hub.join(caller, s.limits.l) {
		return nil, fault.New(fault.Busy, "as many streams are open as may be").Try("close one, or come back later")
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		defer s.hub.leave(caller)
		s.metrics.streams.Inc()
		defer s.metrics.streams.Dec()
		_, w := humago.Unwrap(c)
		f := &follower{s: s, w: w, control: http.NewResponseController(w), q: q, at: at, token: x.actor.Token}
		if err := f.run(c.Context()); errors.Is(err, errSlow) {
			s.metrics.dropped.Inc()
		}
	}}, nil
}
