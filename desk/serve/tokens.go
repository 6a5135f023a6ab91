package serve

import (
	"context"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"

	"newstape/desk/store"
	"newstape/fault"
)

func (s *Service) accessOperations() {
	add(s, operation{
		id: "get-me", method: http.MethodGet, path: "/v1/me", tag: "access",
		summary: "Who the caller is and what the desk is",
		more:    "For everybody: a caller without a token has no name and no scopes, and is told nothing of what the desk holds.",
	}, s.getMe)
	add(s, operation{
		id: "list-tokens", method: http.MethodGet, path: "/v1/tokens", tag: "access", scope: Admin, summary: "Tokens, without their secrets",
	}, func(ctx context.Context, _ *nothing) (*listed[store.Token], error) {
		v, err := s.o.Store.Tokens(ctx)
		return whole(v), err
	})
	add(s, operation{
		id: "create-token", method: http.MethodPost, path: "/v1/tokens", tag: "access", scope: Admin, audited: true, status: http.StatusCreated,
		summary: "Create a token", more: "The answer is the only one that shows the secret.",
	}, s.createToken)
	add(s, operation{
		id: "revoke-token", method: http.MethodDelete, path: "/v1/tokens/{id}", tag: "access", scope: Admin, audited: true, status: http.StatusNoContent,
		summary: "Revoke a token", more: "It is refused from the next request on, and stays in the list.",
	}, func(ctx context.Context, in *byID) (*nothing, error) {
		return &nothing{}, s.o.Store.RevokeToken(ctx, in.ID)
	})
	add(s, operation{
		id: "list-audit", method: http.MethodGet, path: "/v1/audit", tag: "access", scope: Admin,
		summary: "The audit log: who changed what", more: "Newest first. Each line carries a hash of itself and of the line before.",
	}, s.listAudit)
	add(s, operation{
		id: "verify-audit", method: http.MethodGet, path: "/v1/audit/verify", tag: "access", scope: Admin, time: 2 * usualTime,
		summary: "Whether the audit log is as it was written",
	}, s.verifyAudit)
}

type createTokenIn struct {
	Body struct {
		Name    string    `json:"name" minLength:"1" maxLength:"100"`
		Scopes  []string  `json:"scopes" minItems:"1" maxItems:"3" enum:"read,submit,admin" nullable:"false"`
		Expires time.Time `json:"expires" doc:"never when left out" required:"false"`
	}
}

// secretToken is a token with the secret that is shown once.
type secretToken struct {
	store.Token
	Secret string `json:"secret" doc:"kept by nobody but you"`
}

func (s *Service) createToken(ctx context.Context, in *createTokenIn) (*made[secretToken], error) {
	t, secret, err := s.o.Store.CreateToken(ctx, in.Body.Name, in.Body.Scopes, in.Body.Expires)
	if err != nil {
		return nil, err
	}
	x := exchangeOf(ctx)
	x.made, x.secret = t.ID, true
	return &made[secretToken]{Location: "/v1/tokens", Body: secretToken{t, secret}}, nil
}

func (s *Service) listAudit(ctx context.Context, in *paged) (*listed[store.Entry], error) {
	before, err := readPlace(in.Cursor)
	if err != nil {
		return nil, err
	}
	v, err := s.o.Store.Entries(ctx, before, in.Limit)
	if err != nil {
		return nil, err
	}
	p := store.Page[store.Entry]{Items: v}
	if len(v) == in.Limit && v[len(v)-1].Seq > 1 {
		p.Next = place(v[len(v)-1].Seq)
	}
	return newListed(ctx, p), nil
}

// place is a cursor over the audit log.
func place(n int64) string {
	return base64.RawURLEncoding.EncodeToString([]byte(placePrefix + strconv.FormatInt(n, 10)))
}

const placePrefix = "v1.audit."

func readPlace(cursor string) (int64, error) {
	if cursor == "" {
		return 0, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	digits, ours := strings.CutPrefix(string(text), placePrefix)
	n, e := strconv.ParseInt(digits, 10, 64)
	if err != nil || !ours || e != nil || n < 1 {
		return 0, fault.New(fault.BadUsage, "the cursor is none of this list").Try("next of the page before, or no cursor")
	}
	return n, nil
}

type audit struct {
	Entries int64  `json:"entries" doc:"how many fit"`
	Whole   bool   `json:"whole"`
	Words   string `json:"words"`
}

func (s *Service) verifyAudit(ctx context.Context, _ *nothing) (*one[audit], error) {
	n, err := s.o.Store.VerifyAudit(ctx)
	out := &one[audit]{audit{Entries: n, Whole: err == nil, Words: "every line is as it was written"}}
	if fault.CodeOf(err) == fault.Corrupt {
		out.Body.Words = err.Error()
		return out, nil
	}
	return out, err
}
