package serve

import (
	"context"
	"net/http"

	"newstape/desk/alert"
	"newstape/desk/store"
	"newstape/fault"
)

func (s *Service) channelOperations() {
	add(s, operation{
		id: "list-channel-kinds", method: http.MethodGet, path: "/v1/channels/kinds", tag: "alerts", scope: Read,
		summary: "Kinds of channels, and what each takes",
	}, func(context.Context, *nothing) (*listed[alert.Kind], error) { return whole(alert.Kinds()), nil })
	add(s, operation{
		id: "list-channels", method: http.MethodGet, path: "/v1/channels", tag: "alerts", scope: Admin, summary: "Channels, without their secrets",
	}, func(ctx context.Context, _ *nothing) (*listed[store.Channel], error) {
		v, err := s.o.Store.Channels(ctx)
		return whole(v), err
	})
	add(s, operation{
		id: "get-channel", method: http.MethodGet, path: "/v1/channels/{id}", tag: "alerts", scope: Admin, summary: "One channel, without its secrets",
	}, func(ctx context.Context, in *byID) (*one[store.Channel], error) {
		v, err := s.o.Store.Channel(ctx, in.ID)
		return &one[store.Channel]{v}, err
	})
	add(s, operation{
		id: "put-channel", method: http.MethodPut, path: "/v1/channels/{id}", tag: "alerts", scope: Admin, audited: true,
		summary: "Make or change a channel", more: "Secrets go in and never come out; those not named stay as they are, those that are \"\" are removed.",
	}, s.putChannel)
	add(s, operation{
		id: "delete-channel", method: http.MethodDelete, path: "/v1/channels/{id}", tag: "alerts", scope: Admin, audited: true, status: http.StatusNoContent,
		summary: "Delete a channel with its secrets",
	}, func(ctx context.Context, in *byID) (*nothing, error) {
		return &nothing{}, s.o.Store.DeleteChannel(ctx, in.ID)
	})
	add(s, operation{
		id: "resume-channel", method: http.MethodPost, path: "/v1/channels/{id}/resume", tag: "alerts", scope: Admin, audited: true, status: http.StatusNoContent,
		summary: "End the pause of a channel that failed",
	}, func(ctx context.Context, in *byID) (*nothing, error) {
		return &nothing{}, s.o.Store.ResumeChannel(ctx, in.ID)
	})
	add(s, operation{
		id: "test-channel", method: http.MethodPost, path: "/v1/channels/{id}/test", tag: "alerts", scope: Admin, audited: true,
		summary: "Send a test message",
	}, s.testChannel)
}

type putChannelIn struct {
	ID   string `path:"id" minLength:"1" maxLength:"64" pattern:"^[A-Za-z0-9_-]+$" patternDescription:"letters, digits, - and _"`
	Body struct {
		Name     string            `json:"name" minLength:"1" maxLength:"200"`
		Kind     string            `json:"kind" enum:"webhook,slack,discord,telegram,ntfy,smtp"`
		Settings map[string]string `json:"settings,omitempty" doc:"see /v1/channels/kinds"`
		Secrets  map[string]string `json:"secrets,omitempty" doc:"see /v1/channels/kinds" writeOnly:"true"`
	}
}

func (s *Service) putChannel(ctx context.Context, in *putChannelIn) (*one[store.Channel], error) {
	c := store.Channel{ID: in.ID, Name: in.Body.Name, Kind: in.Body.Kind, Settings: in.Body.Settings}
	old, err := s.o.Store.Channel(ctx, in.ID)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return nil, err
	}
	c.Secrets = old.Secrets
	if err := alert.CheckChannel(c, in.Body.Secrets, s.o.AllowPrivate); err != nil {
		return nil, err
	}
	v, err := s.o.Store.PutChannel(ctx, c, in.Body.Secrets)
	exchangeOf(ctx).made = v.ID
	return &one[store.Channel]{v}, err
}

// tested is how a test message went.
type tested struct {
	Sent  bool   `json:"sent"`
	Words string `json:"words"`
}

func (s *Service) testChannel(ctx context.Context, in *byID) (*one[tested], error) {
	if s.o.TestChannel == nil {
		return nil, missing("worker that sends")
	}
	if _, err := s.o.Store.Channel(ctx, in.ID); err != nil {
		return nil, err
	}
	out := &one[tested]{tested{Sent: true, Words: "the receiver took it"}}
	if err := s.o.TestChannel(ctx, in.ID); err != nil {
		// The caller is an operator who needs to know what the receiver said.
		exchangeOf(ctx).failed = err
		out.Body = tested{Words: withoutPaths(clip(err.Error(), 500))}
	}
	return out, nil
}
