package serve

import (
	"context"
	"strings"
	"testing"
	"time"

	"newstape/desk/record"
	"newstape/story/article"
)

func TestPartiesOverHTTP(t *testing.T) {
	d := newDesk(t, func(o *Options) {
		o.Now = func() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }
	})
	found := d.call("GET", "/v1/parties?q=ali&limit=3", "").json(t)["items"].([]any)
	if len(found) != 3 || found[0].(map[string]any)["id"] != "alibaba" || found[0].(map[string]any)["listing"] != "XNYS:BABA" {
		t.Errorf("%v", found)
	}
	// Today is the desk's, and what comes after it stands apart.
	p := d.call("GET", "/v1/parties/alibaba", "").json(t)
	first := p["standing"].([]any)[0].(map[string]any)
	if p["as_of"] != "2026-03-01" || first["status"] != "not_listed" || len(first["earlier"].([]any)) != 1 || len(first["later"].([]any)) != 1 {
		t.Errorf("%v", first)
	}
	if line := p["timeline"].([]any)[1].(map[string]any); line["later"] != true || line["from"] != "2026-06-08" {
		t.Errorf("%v", line)
	}
	if then := d.call("GET", "/v1/parties/ymtc?as_of=2026-02-16", "").json(t)["standing"].([]any)[0].(map[string]any); then["status"] != "listed" {
		t.Errorf("%v", then)
	}
}

func TestPartiesThatAreNotThereAreProblems(t *testing.T) {
	d := newDesk(t)
	for path, status := range map[string]int{
		"/v1/parties/nobody-at-all":                 404,
		"/v1/parties/party%3Ax%20or%20y":            404,
		"/v1/parties/%22%29%28":                     404,
		"/v1/parties/" + strings.Repeat("a", 129):   422,
		"/v1/parties/alibaba?as_of=yesterday":       422,
		"/v1/parties/alibaba?as_of=2026-02-30":      422,
		"/v1/parties/alibaba?day=2026-02-28":        422,
		"/v1/parties?limit=101":                     422,
		"/v1/parties?q=" + strings.Repeat("a", 201): 422,
	} {
		v := isProblem(t, d.call("GET", path, ""), status)
		if try, _ := v["try"].(string); status == 404 && !strings.Contains(try, "/v1/parties?q=") {
			t.Errorf("%s: %v", path, v)
		}
	}
}

// A desk may hold stories that were read with another master.
func TestAPartyThatOnlyStoriesNameIsSaidToBeSo(t *testing.T) {
	d := newDesk(t)
	r, err := rooms()
	if err != nil {
		t.Fatal(err)
	}
	sub := record.Submission{Body: []byte(story(1)), Name: "memo.txt", Received: time.Now()}
	sub.Seal()
	made, page, err := r.Read(sub.Body, article.Options{Name: sub.Name})
	if err != nil {
		t.Fatal(err)
	}
	st, err := record.From(sub, made, page, "test", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range st.Attributes {
		if a.Key == "party" && a.Value == "alibaba" {
			st.Attributes[i].Value = "gone-from-master"
		}
	}
	if _, err := d.store.Put(context.Background(), st); err != nil {
		t.Fatal(err)
	}
	v := isProblem(t, d.call("GET", "/v1/parties/gone-from-master", ""), 404)
	if !strings.Contains(v["detail"].(string), "stored stories name") || !strings.Contains(v["try"].(string), "party:gone-from-master") {
		t.Errorf("%v", v)
	}
}
