package serve

import (
	"context"
	"net/http"
	"time"

	"newstape/desk/alert"
	"newstape/desk/store"
)

func (s *Service) ruleOperations() {
	add(s, operation{
		id: "list-rules", method: http.MethodGet, path: "/v1/rules", tag: "alerts", scope: Read, summary: "Rules: what is alerted on",
	}, func(ctx context.Context, _ *nothing) (*listed[store.Rule], error) {
		v, err := s.o.Store.Rules(ctx)
		return whole(v), err
	})
	add(s, operation{
		id: "get-rule", method: http.MethodGet, path: "/v1/rules/{id}", tag: "alerts", scope: Read, summary: "One rule",
	}, func(ctx context.Context, in *byID) (*one[store.Rule], error) {
		v, err := s.o.Store.Rule(ctx, in.ID)
		return &one[store.Rule]{v}, err
	})
	add(s, operation{
		id: "put-rule", method: http.MethodPut, path: "/v1/rules/{id}", tag: "alerts", scope: Admin, audited: true, summary: "Make or change a rule",
		more: "A holding is accused and the statement fails: (and held:yes T:accuse verdict:fails). A party that is held comes onto a list: (and kind:list_change change:added list:1260h held:yes).",
	}, s.putRule)
	add(s, operation{
		id: "delete-rule", method: http.MethodDelete, path: "/v1/rules/{id}", tag: "alerts", scope: Admin, audited: true, status: http.StatusNoContent,
		summary: "Delete a rule", more: "Its alerts stay; what it had still to send is not sent.",
	}, func(ctx context.Context, in *byID) (*nothing, error) {
		return &nothing{}, s.o.Store.DeleteRule(ctx, in.ID)
	})
	add(s, operation{
		id: "mute-rule", method: http.MethodPost, path: "/v1/rules/{id}/mute", tag: "alerts", scope: Admin, audited: true, summary: "Keep a rule from sending for a while",
	}, s.muteRule)
	add(s, operation{
		id: "test-rule", method: http.MethodPost, path: "/v1/rules/test", tag: "alerts", scope: Read,
		summary: "What a rule would have raised over the newest stories", more: "Nothing is kept and nothing is sent.",
	}, s.testRule)
	add(s, operation{
		id: "list-alerts", method: http.MethodGet, path: "/v1/alerts", tag: "alerts", scope: Read, summary: "Alerts, newest first",
	}, func(ctx context.Context, in *alertsIn) (*listed[store.Alert], error) {
		p, err := s.o.Store.Alerts(ctx, store.AlertAsk{Rule: in.Rule, Cursor: in.Cursor, Limit: in.Limit})
		return newListed(ctx, p), err
	})
	add(s, operation{
		id: "list-deliveries", method: http.MethodGet, path: "/v1/deliveries", tag: "alerts", scope: Read, summary: "Deliveries: what was sent, and what waits",
	}, func(ctx context.Context, in *deliveriesIn) (*listed[store.Delivery], error) {
		p, err := s.o.Store.Deliveries(ctx, store.DeliveryAsk{State: in.State, Channel: in.Channel, Rule: in.Rule, Cursor: in.Cursor, Limit: in.Limit})
		return newListed(ctx, p), err
	})
	add(s, operation{
		id: "retry-deliveries", method: http.MethodPost, path: "/v1/deliveries/retry", tag: "alerts", scope: Admin, audited: true,
		summary: "Try dead deliveries again", more: "Those named, or all. They keep their idempotency key.",
	}, s.retryDeliveries)
}

type alertsIn struct {
	Rule   string `query:"rule" maxLength:"64"`
	Cursor string `query:"cursor" maxLength:"1000" doc:"next of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"items on a page"`
}

type deliveriesIn struct {
	State   string `query:"state" enum:"pending,sending,sent,dead,muted"`
	Channel string `query:"channel" maxLength:"64"`
	Rule    string `query:"rule" maxLength:"64"`
	Cursor  string `query:"cursor" maxLength:"1000" doc:"next of the page before"`
	Limit   int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"items on a page"`
}

// ruleBody is what a caller says of a rule.
type ruleBody struct {
	Name     string        `json:"name" minLength:"1" maxLength:"200"`
	Query    string        `json:"query" minLength:"1" maxLength:"2000" example:"(and held:yes T:accuse verdict:fails)"`
	Channels []string      `json:"channels,omitempty" maxItems:"20" doc:"ids; with none the alerts stand in the rule's feed"`
	Per      string        `json:"per,omitempty" enum:"cluster,story" doc:"one alert for each; default cluster"`
	Urgent   bool          `json:"urgent,omitempty" doc:"quiet hours do not hold it"`
	Quiet    []store.Quiet `json:"quiet,omitempty" maxItems:"20"`
	Digest   *store.Digest `json:"digest,omitempty"`
	Off      bool          `json:"off,omitempty" doc:"raises nothing"`
}

type putRuleIn struct {
	ID   string `path:"id" minLength:"1" maxLength:"64" pattern:"^[A-Za-z0-9_-]+$" patternDescription:"letters, digits, - and _"`
	Body ruleBody
}

func (b ruleBody) rule(id string) store.Rule {
	return store.Rule{
		ID: id, Name: b.Name, Query: b.Query, Channels: b.Channels, Per: b.Per, Urgent: b.Urgent, Quiet: b.Quiet, Digest: b.Digest, Off: b.Off,
	}
}

func (s *Service) putRule(ctx context.Context, in *putRuleIn) (*one[store.Rule], error) {
	r := in.Body.rule(in.ID)
	if err := alert.CheckRule(r); err != nil {
		return nil, err
	}
	for _, c := range r.Channels {
		if _, err := s.o.Store.Channel(ctx, c); err != nil {
			return nil, err
		}
	}
	v, err := s.o.Store.PutRule(ctx, r)
	exchangeOf(ctx).made = v.ID
	return &one[store.Rule]{v}, err
}

type testRuleIn struct {
	Limit int `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Body  ruleBody
}

func (s *Service) testRule(ctx context.Context, in *testRuleIn) (*listed[store.Alert], error) {
	v, err := alert.Try(ctx, s.o.Store, in.Body.rule("test"), in.Limit, s.o.Now())
	return whole(v), err
}

type muteIn struct {
	ID   string `path:"id" minLength:"1" maxLength:"64" pattern:"^[A-Za-z0-9_-]+$" patternDescription:"letters, digits, - and _"`
	Body struct {
		Until time.Time `json:"until" required:"false" doc:"alerts raised before are kept and not sent; left out: not mute any more"`
	}
}

func (s *Service) muteRule(ctx context.Context, in *muteIn) (*one[store.Rule], error) {
	if err := s.o.Store.MuteRule(ctx, in.ID, in.Body.Until); err != nil {
		return nil, err
	}
	v, err := s.o.Store.Rule(ctx, in.ID)
	return &one[store.Rule]{v}, err
}

type retryDeliveriesIn struct {
	Body *struct {
		IDs []string `json:"ids,omitempty" maxItems:"1000" doc:"all when left out"`
	}
}

func (s *Service) retryDeliveries(ctx context.Context, in *retryDeliveriesIn) (*one[retried], error) {
	var ids []string
	if in.Body != nil {
		ids = in.Body.IDs
	}
	n, err := s.o.Store.RetryDeliveries(ctx, ids...)
	return &one[retried]{retried{n}}, err
}
