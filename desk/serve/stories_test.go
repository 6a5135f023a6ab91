package serve

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"newstape/desk/record"
	"newstape/desk/store"
	"newstape/desk/stream"
	"newstape/story/article"
)

// story is a short one of ours; n makes it another.
func story(n int) string {
	return fmt.Sprintf("Alibaba shares fall 3.8%% after memo\n\nAlibaba Group shares fell 3.8%% on Friday after the White House accused the company of helping the Chinese military. Alibaba denied the accusation. Number %d of its kind.\n", n)
}

const dated = "?published=2025-11-15T04:58:00-05:00&outlet=Example+Wire"

// read does what the stages do with everything that was submitted.
func (d *desk) read() []string {
	d.t.Helper()
	d.mu.Lock()
	subs := d.subs
	d.subs = map[string]record.Submission{}
	d.mu.Unlock()
	var ids []string
	for id, sub := range subs {
		d.keep(sub)
		ids = append(ids, id)
	}
	return ids
}

func (d *desk) keep(sub record.Submission) {
	d.t.Helper()
	r, err := rooms()
	if err != nil {
		d.t.Fatal(err)
	}
	made, page, err := r.Read(sub.Body, article.Options{Name: sub.Name, Format: article.Format(sub.Format), Charset: sub.Charset, Published: sub.Published, Outlet: sub.Outlet})
	if err != nil {
		d.t.Fatal(err)
	}
	st, err := record.From(sub, made, page, "test", time.Now())
	if err != nil {
		d.t.Fatal(err)
	}
	if _, err := d.store.Put(context.Background(), st); err != nil {
		d.t.Fatal(err)
	}
}

// put submits a story over HTTP and reads it.
func (d *desk) put(n int) string {
	d.t.Helper()
	a := d.call("POST", "/v1/stories"+dated, story(n), "Content-Type: text/plain")
	if !a.is(202) {
		d.t.Fatalf("%s %s", a.Status, a.body)
	}
	d.read()
	return a.json(d.t)["id"].(string)
}

func TestAStoryOnItsWay(t *testing.T) {
	d := newDesk(t)
	a := d.call("POST", "/v1/stories"+dated, story(1), "Content-Type: text/plain; charset=utf-8")
	v := a.json(t)
	id, _ := v["id"].(string)
	if !a.is(202) || len(id) != 32 || a.Header.Get("Location") != "/v1/stories/"+id+"/status" || v["status"] != "accepted" {
		t.Fatalf("%s %v", a.Status, v)
	}
	if a := d.call("GET", "/v1/stories/"+id+"/status", ""); a.json(t)["status"] != "accepted" {
		t.Errorf("on its way: %s", a.body)
	}
	isProblem(t, d.call("GET", "/v1/stories/"+id, ""), 404)
	d.read()
	if a := d.call("GET", "/v1/stories/"+id+"/status", ""); a.json(t)["status"] != "stored" {
		t.Errorf("stored: %s", a.body)
	}
	if again := d.call("POST", "/v1/stories"+dated, story(1), "Content-Type: text/plain; charset=utf-8"); !again.is(200) || again.json(t)["id"] != id || again.Header.Get("Location") != "/v1/stories/"+id {
		t.Errorf("again: %s %s", again.Status, again.body)
	}
	if s := d.call("GET", "/v1/stories/"+id, "").json(t); s["title"] != "Alibaba shares fall 3.8% after memo" || s["outlet"] != "Example Wire" {
		t.Errorf("%v", s)
	}
}

func TestWaitingForTheDossier(t *testing.T) {
	d := newDesk(t, func(o *Options) {
		o.Now = time.Now
	})
	go func() {
		for range 100 {
			time.Sleep(20 * time.Millisecond)
			d.mu.Lock()
			n := len(d.subs)
			d.mu.Unlock()
			if n > 0 {
				d.read()
				return
			}
		}
	}()
	a := d.call("POST", "/v1/stories"+dated+"&wait=20s", story(1))
	if !a.is(200) || a.json(t)["status"] != "stored" || a.json(t)["cluster"] == "" {
		t.Errorf("%s %s", a.Status, a.body)
	}
	begun := time.Now()
	if a := d.call("POST", "/v1/stories?wait=50ms", story(2)); !a.is(202) || time.Since(begun) > 5*time.Second {
		t.Errorf("%s after %s", a.Status, time.Since(begun))
	}
	for _, wait := range []string{"-1s", "31s", "soon", "1e9s"} {
		isProblem(t, d.call("POST", "/v1/stories?wait="+wait, story(3)), 400)
	}
}

func TestDeadStoriesSayWhy(t *testing.T) {
	d := newDesk(t)
	id := d.call("POST", "/v1/stories", story(1)).json(t)["id"].(string)
	d.mu.Lock()
	d.dead = []stream.Letter{{Seq: 7, Stage: "fetched", ID: id, Reason: "read /tmp/x/y: no story in it", Attempts: 5, At: time.Now()}}
	d.mu.Unlock()
	v := d.call("GET", "/v1/stories/"+id+"/status", "").json(t)
	if v["status"] != "dead" || v["reason"] != "read (a file): no story in it" {
		t.Errorf("%v", v)
	}
	if a := d.call("GET", "/v1/dead", ""); !strings.Contains(string(a.body), id) {
		t.Errorf("%s", a.body)
	}
	if v := d.call("POST", "/v1/dead/retry", `{"seqs":[7]}`, "Content-Type: application/json").json(t); v["retried"] != 1.0 {
		t.Errorf("%v", v)
	}
}

func TestFormsOfASubmission(t *testing.T) {
	d := newDesk(t)
	send := func(kind, body string) record.Submission {
		t.Helper()
		a := d.call("POST", "/v1/stories", body, "Content-Type: "+kind)
		if !a.is(202) {
			t.Fatalf("%s: %s %s", kind, a.Status, a.body)
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		return d.subs[a.json(t)["id"].(string)]
	}
	for _, tc := range []struct{ kind, body, format string }{
		{"text/plain", "Words.", "text"},
		{"text/markdown", "# Words", "markdown"},
		{"text/html; charset=windows-1252", "<p>Words</p>", "html"},
		{"application/octet-stream", "Words.", ""},
		{"application/json", `{"text":"Words of its own."}`, "text"},
		{"application/json", `{"html":"<p>Words</p>","title":"T <b>","published":"2025-11-14","outlet":"O"}`, "text"},
		{"application/json", `{"uri":"urn:x:1","type":"text","headline":"H","body_text":"Words here."}`, "text"},
		{"application/ld+json", `{"@context":"https://schema.org","@type":"NewsArticle","headline":"H","articleBody":"Words there.","url":"https://example.com/a"}`, "text"},
	} {
		sub := send(tc.kind, tc.body)
		if sub.Format != tc.format || !strings.Contains(string(sub.Body), "Words") || sub.By != "local" || sub.Received.IsZero() {
			t.Errorf("%s %s: %+v, body %s", tc.kind, tc.body, sub, sub.Body)
		}
	}
	page := strings.Repeat("<p>Words of a long page.</p>", 1000)
	if sub := send("application/json", `{"html":"`+page+`","title":"T <b>"}`); sub.Format != "html" || strings.Contains(string(sub.Body), "<title>T <b>") {
		t.Errorf("a title becomes markup: %s", sub.Body)
	}
	if sub := send("text/html; charset=windows-1252", "<p>Words again</p>"); sub.Charset != "windows-1252" {
		t.Errorf("charset %q", sub.Charset)
	}
	for _, tc := range []struct {
		kind, body, query string
		want              int
	}{
		{"text/plain", "", "", 400},
		{"text/plain", "  \n", "", 422},
		{"application/json", `{`, "", 422},
		{"application/json", `[]`, "", 422},
		{"application/json", `{"text":""}`, "", 422},
		{"application/json", `{"text":"a","html":"b"}`, "", 422},
		{"application/json", `{"text":7}`, "", 422},
		{"application/json", `{"url":"https://example.com/a"}`, "", 501},
		{"application/json", `{"text":"a","published":"yesterday"}`, "", 422},
		{"application/json", `{"text":"a","url":"javascript:alert(1)"}`, "", 422},
		{"application/json", strings.Repeat("[", 100000), "", 422},
		{"image/png", "x", "", 415},
		{"text/plain", "x", "?published=never", 422},
		{"text/plain", "x", "?url=file:///etc/passwd", 422},
		{"text/plain", "x", "?colour=red", 422},
	} {
		isProblem(t, d.call("POST", "/v1/stories"+tc.query, tc.body, "Content-Type: "+tc.kind), tc.want)
	}
}

func TestDossierForms(t *testing.T) {
	d := newDesk(t)
	id := d.put(1)
	path := "/v1/stories/" + id + "/dossier"
	a := d.call("GET", path, "")
	if a.Header.Get("Content-Type") != "application/json" || a.json(t)["schema"] != "newstape.dossier/1" {
		t.Errorf("%v %s", a.Header, clip(string(a.body), 200))
	}
	if again := d.call("GET", path, "", "If-None-Match: "+a.Header.Get("ETag")); !again.is(304) {
		t.Error(again.Status)
	}
	for accept, kind := range map[string]string{
		"text/html,application/xhtml+xml,*/*;q=0.8": "text/html; charset=utf-8",
		"text/markdown":            "text/markdown; charset=utf-8",
		"text/plain":               "text/plain; charset=utf-8",
		"*/*":                      "application/json",
		"application/json;q=0.9":   "application/json",
		"image/png, text/markdown": "text/markdown; charset=utf-8",
	} {
		a := d.call("GET", path, "", "Accept: "+accept)
		if !a.is(200) || a.Header.Get("Content-Type") != kind || !strings.Contains(a.Header.Get("Vary"), "Accept") || len(a.body) < 100 {
			t.Errorf("%s: %s %v", accept, a.Status, a.Header)
		}
	}
	if a := d.call("GET", path+"?format=md", ""); a.Header.Get("Content-Type") != "text/markdown; charset=utf-8" {
		t.Errorf("%v", a.Header)
	}
	isProblem(t, d.call("GET", path, "", "Accept: image/png"), 406)
	isProblem(t, d.call("GET", path+"?format=pdf", ""), 422)
	isProblem(t, d.call("GET", "/v1/stories/nobody/dossier", ""), 404)
}

func TestPagesAreWalked(t *testing.T) {
	d := newDesk(t)
	want := map[string]bool{}
	for n := range 7 {
		want[d.put(n)] = true
	}
	next := "/v1/stories?limit=3&q=tt:baba"
	for pages := 1; next != ""; pages++ {
		a := d.call("GET", next, "")
		var page struct {
			Items []store.Summary `json:"items"`
			Next  string          `json:"next"`
		}
		if err := json.Unmarshal(a.body, &page); err != nil || pages > 3 {
			t.Fatalf("page %d: %v %s", pages, err, a.body)
		}
		for _, s := range page.Items {
			if !want[s.ID] {
				t.Errorf("%s comes twice or was never there", s.ID)
			}
			delete(want, s.ID)
		}
		next = ""
		if link := a.Header.Get("Link"); link != "" {
			target, rel, _ := strings.Cut(strings.TrimPrefix(link, "<"), ">")
			u, err := url.Parse(target)
			if err != nil || rel != `; rel="next"` || u.Query().Get("cursor") != page.Next || u.Query().Get("q") != "tt:baba" {
				t.Fatalf("Link %q", link)
			}
			next = target
		}
	}
	if len(want) > 0 {
		t.Errorf("never shown: %v", want)
	}
	for _, path := range []string{"/v1/stories?cursor=forged", "/v1/claims?cursor=v1.9", "/v1/audit?cursor=djEuYXVkaXQuLTE"} {
		isProblem(t, d.call("GET", path, ""), 400)
	}
	for _, path := range []string{"/v1/stories?limit=0", "/v1/stories?limit=501", "/v1/stories?limit=1e3", "/v1/stories?order=oldest", "/v1/stories?limit=99999999999999999999"} {
		isProblem(t, d.call("GET", path, ""), 422)
	}
}

func TestLinesAndClusters(t *testing.T) {
	d := newDesk(t)
	id := d.put(1)
	for _, path := range []string{"/v1/claims", "/v1/statements", "/v1/events"} {
		a := d.call("GET", path+"?q=tt:baba", "")
		items, _ := a.json(t)["items"].([]any)
		if len(items) == 0 || items[0].(map[string]any)["story"] != id || items[0].(map[string]any)["receipt"] == nil {
			t.Errorf("%s: %s", path, clip(string(a.body), 300))
		}
	}
	clusters, _ := d.call("GET", "/v1/clusters", "").json(t)["items"].([]any)
	if len(clusters) != 1 {
		t.Fatalf("%v", clusters)
	}
	cluster := clusters[0].(map[string]any)["id"].(string)
	if v := d.call("GET", "/v1/clusters/"+cluster, "").json(t); len(v["members"].([]any)) != 1 {
		t.Errorf("%v", v)
	}
	if v := d.call("GET", "/v1/clusters/"+cluster+"/threads", "").json(t); v["items"] == nil {
		t.Errorf("%v", v)
	}
	isProblem(t, d.call("GET", "/v1/clusters/none/threads", ""), 404)
	isProblem(t, d.call("GET", "/v1/stories/none/measurements", ""), 404)
	if v := d.call("GET", "/v1/stories/"+id+"/measurements", "").json(t); v["items"] == nil {
		t.Errorf("%v", v)
	}
}

func TestBadQueriesNameThePlace(t *testing.T) {
	d := newDesk(t)
	for _, q := range []string{"(and tt:baba", "colour:red", "ar<x", strings.Repeat("(and ", 50), "\x01"} {
		v := isProblem(t, d.call("GET", "/v1/stories?q="+url.QueryEscape(q), ""), 400)
		if !strings.Contains(v["detail"].(string), "query") {
			t.Errorf("%q: %v", q, v["detail"])
		}
	}
}
