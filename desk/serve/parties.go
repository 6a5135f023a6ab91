package serve

import (
	"context"
	"net/http"
	"strings"
	"time"

	"newstape/desk/ask"
	"newstape/desk/query"
	"newstape/desk/store"
	"newstape/fault"
)

// partyOperations find parties and show what is known of one.
func (s *Service) partyOperations() {
	add(s, operation{
		id: "list-parties", method: http.MethodGet, path: "/v1/parties", tag: "parties", scope: Read,
		summary: "Find parties by name or ticker",
		more: "By the whole ticker, listing or id, by a name or its beginning, by the beginning of a word in it, or else by a name spelt like it; " +
			"best first. Without q: those that the tape has prices of.",
	}, s.listParties)
	add(s, operation{
		id: "get-party", method: http.MethodGet, path: "/v1/parties/{id}", tag: "parties", scope: Read,
		summary: "One party: names, listings, peers, and where it stood on lists",
		more: "standing is as of the day, and what came later stands apart in it. timeline is every period on every list, whatever the day; " +
			"known_until tells how far a list is known. A standing of not_listed means: not found on the list.",
	}, s.getParty)
}

type partiesIn struct {
	Q     string `query:"q" maxLength:"200" doc:"what is typed of a name or ticker" example:"ali"`
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"most parties"`
}

func (s *Service) listParties(_ context.Context, in *partiesIn) (*listed[ask.PartyFound], error) {
	r, err := s.rooms()
	if err != nil {
		return nil, err
	}
	found, err := r.Parties(in.Q, in.Limit)
	return whole(found), err
}

type partyIn struct {
	ID   string `path:"id" minLength:"1" maxLength:"128" doc:"id of the master, as dossiers name parties" example:"alibaba"`
	AsOf string `query:"as_of" maxLength:"10" doc:"the day of the standing; today when left out" example:"2025-11-15"`
}

func (s *Service) getParty(ctx context.Context, in *partyIn) (*one[*ask.Party], error) {
	r, err := s.rooms()
	if err != nil {
		return nil, err
	}
	if in.AsOf == "" {
		in.AsOf = s.o.Now().UTC().Format(time.DateOnly)
	}
	p, err := r.Party(ask.PartyRequest{ID: in.ID, AsOf: in.AsOf})
	if fault.CodeOf(err) == fault.NotFound {
		return nil, s.onlyInStories(ctx, in.ID, err)
	}
	return &one[*ask.Party]{p}, err
}

// onlyInStories tells a party that stories name, but the master has no more, from
// one that nobody knows.
func (s *Service) onlyInStories(ctx context.Context, id string, notFound error) error {
	named, err := s.o.Store.Stories(ctx, store.Ask{Query: query.Node{Op: query.Term, Key: "party", Value: strings.ToLower(id)}, Limit: 1})
	if err != nil || len(named.Items) == 0 {
		return notFound // which is what was asked about, whether or not the store answers
	}
	return fault.New(fault.NotFound, "party: stored stories name %q, but the master of names has it no more", id).
		Try("/v1/stories?q=party:%s for those stories; newstape pull securities, for a master that has it", id)
}
