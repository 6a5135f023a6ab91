package app

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"newstape/config"
	"newstape/fault"
)

// A proxy on the same machine makes every caller look local: once one is
// trusted, being local is no longer enough.
func TestAccessIsOpenOnlyWithoutProxies(t *testing.T) {
	d := config.Default().Desk
	if a := accessOf(d); !a.Open || len(a.Proxies) != 0 {
		t.Errorf("the defaults: %+v", a)
	}
	d.TrustedProxies = []string{"127.0.0.1/32"}
	if a := accessOf(d); a.Open || len(a.Proxies) != 1 {
		t.Errorf("with a trusted proxy: %+v", a)
	}
	d.TrustedProxies, d.Tokens = nil, true
	if accessOf(d).Open {
		t.Error("open, though tokens are demanded")
	}
}

// What the desk refuses is told in its words, not as JSON.
func TestTheDesksProblemIsTold(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusUnprocessableEntity)
		_, _ = w.Write([]byte(`{"title":"Unprocessable Entity","status":422,"detail":"seqs: no such letter","try":"newstape desk dead"}` + "\n"))
	}))
	defer srv.Close()
	s := &session{Main: &Main{Env: func(string) (string, bool) { return "", false }}, ctx: t.Context()}
	err := via{}.call(s, http.MethodGet, srv.URL, nil, nil)
	if fault.CodeOf(err) != fault.Refused || strings.ContainsAny(err.Error(), "{\n") ||
		!strings.Contains(err.Error(), "seqs: no such letter; try: newstape desk dead") {
		t.Errorf("%v", err)
	}
}
