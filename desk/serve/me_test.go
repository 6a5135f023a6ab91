package serve

import (
	"context"
	"net/http"
	"slices"
	"testing"
	"time"

	"newstape/desk/ask"
	"newstape/examples"
)

func TestMe(t *testing.T) {
	d := newDesk(t)
	d.put(1)
	a := d.call("GET", "/v1/me", "")
	v := a.json(t)
	for member, want := range map[string]any{"name": "local", "open": true, "version": "test", "stories": 1.0, "feeds": 0.0, "sample_tape": true} {
		if v[member] != want {
			t.Errorf("%s is %v, want %v", member, v[member], want)
		}
	}
	if _, err := time.Parse(time.RFC3339, v["now"].(string)); err != nil || a.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%s %v", a.body, a.Header)
	}
}

func TestMeTellsStrangersNothingOfTheDesk(t *testing.T) {
	d := newDesk(t, func(o *Options) { o.Access.Open = false })
	token := func(scope string) string {
		_, secret, err := d.store.CreateToken(context.Background(), "the "+scope, []string{scope}, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		return "Authorization: Bearer " + secret
	}
	for _, tc := range []struct {
		name, auth string
		scopes     []any
		told       bool
	}{
		{"", "X-Nothing: 1", []any{}, false},
		{"the submit", token("submit"), []any{"submit"}, false},
		{"the read", token("read"), []any{"read"}, true},
		{"the admin", token("admin"), []any{"admin"}, true},
	} {
		a := d.call("GET", "/v1/me", "", tc.auth)
		if !a.is(200) {
			t.Fatalf("%q: %s", tc.name, a.Status)
		}
		v := a.json(t)
		if v["name"] != tc.name || v["open"] != false || !slices.Equal(v["scopes"].([]any), tc.scopes) {
			t.Errorf("%q: %s", tc.name, a.body)
		}
		for _, member := range []string{"stories", "feeds", "sample_tape"} {
			if _, told := v[member]; told != tc.told {
				t.Errorf("%q is told %s: %v", tc.name, member, told)
			}
		}
	}
	isProblem(t, d.call("GET", "/v1/me", "", "Authorization: Bearer nst_wrong"), http.StatusUnauthorized)
}

func TestMeWithoutRooms(t *testing.T) {
	d := newDesk(t, func(o *Options) { o.Rooms = nil })
	if v := d.call("GET", "/v1/me", "").json(t); v["sample_tape"] != nil || v["stories"] != 0.0 {
		t.Errorf("%v", v)
	}
}

func TestMeAfterTheRoomsClosed(t *testing.T) {
	r, err := ask.Open(ask.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	d := newDesk(t, func(o *Options) { o.Rooms = func() *ask.Rooms { return r } })
	if a := d.call("GET", "/v1/me", ""); !a.is(200) || a.json(t)["sample_tape"] != false {
		t.Errorf("%s", a.body)
	}
}

func TestSample(t *testing.T) {
	d := newDesk(t)
	isProblem(t, d.call("POST", "/v1/sample?wait=1h", ""), http.StatusBadRequest)
	a := d.call("POST", "/v1/sample", "")
	id, _ := a.json(t)["id"].(string)
	if !a.is(http.StatusAccepted) || id == "" || a.Header.Get("Location") != "/v1/stories/"+id+"/status" {
		t.Fatalf("%s %v %s", a.Status, a.Header, a.body)
	}
	sub := d.subs[id]
	if string(sub.Body) != examples.Story() || sub.Published != "" || sub.By != "local" {
		t.Errorf("submitted %+v", sub)
	}
	same := d.call("POST", "/v1/stories", examples.Story(), "Content-Type: text/plain")
	if got := same.json(t)["id"]; got != id {
		t.Errorf("the same story by hand is %v, the sample %s", got, id)
	}
	d.read()
	if a := d.call("POST", "/v1/sample?wait=5s", ""); !a.is(http.StatusOK) || a.json(t)["status"] != "stored" {
		t.Errorf("again: %s %s", a.Status, a.body)
	}
	row := d.call("GET", "/v1/wire", "").json(t)["items"].([]any)[0].(map[string]any)
	r, _ := row["reaction"].(map[string]any)
	if row["lead"] != id || row["headline"] != "holds_intraday" || r["listing"] != "XNYS:BABA" || r["session"] != "2025-11-14" || r["state"] != "read" {
		t.Errorf("row %s", mustJSON(row))
	}
}
