package serve

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newstape/desk/ask"
	"newstape/desk/ask/studies"
	"newstape/study/record"
)

const asJSON = "Content-Type: application/json"

// study starts a study and waits until it has ended.
func (d *desk) study(body string) string {
	d.t.Helper()
	a := d.call("POST", "/v1/studies", body, asJSON)
	if !a.is(http.StatusAccepted) {
		d.t.Fatalf("%s: %s", a.Status, a.body)
	}
	id := a.json(d.t)["id"].(string)
	if a.Header.Get("Location") != "/v1/studies/"+id {
		d.t.Errorf("location %q", a.Header.Get("Location"))
	}
	d.ended(id)
	return id
}

// ended waits for a study and gives its last state.
func (d *desk) ended(id string) map[string]any {
	d.t.Helper()
	for range 1000 {
		st := d.call("GET", "/v1/studies/"+id, "").json(d.t)
		if studies.Stage(st["state"].(string)).Ended() {
			return st
		}
		time.Sleep(10 * time.Millisecond)
	}
	d.t.Fatal("a study does not end")
	return nil
}

const twoEvents = `{"events":[{"id":"memo","security":"XNYS:BABA","date":"2025-11-14"},{"security":"XNYS:BABA","date":"1999-01-04"}],` +
	`"tests":["patell","permutation"],"basis":"raw","draws":20000}`

func TestAStudyInTheBackground(t *testing.T) {
	d := newDesk(t)
	id := d.study(twoEvents)
	st := d.ended(id)
	if st["state"] != "done" || st["events"] != 2.0 || st["kept"] != 1.0 || st["market"] != "SPY" || st["started"] == nil || st["finished"] == nil {
		t.Errorf("%v", st)
	}
	if words, _ := st["dropped"].(string); !strings.Contains(words, "1 of 2 events") {
		t.Errorf("dropped %q", words)
	}
	// Twenty thousand draws are more than are answered at once.
	isProblem(t, d.call("POST", "/v1/study", twoEvents, asJSON), http.StatusRequestEntityTooLarge)

	for form, want := range map[string]struct{ media, begin, name string }{
		"json": {"application/json", "{", ""},
		"html": {"text/html", "<!doctype html>", "study.html"},
		"text": {"text/plain", "Event study of 1 event", ""},
		"csv":  {"text/csv", "window,", "study-tests.csv"},
		"xlsx": {"application/vnd.openxml", "PK", "study.xlsx"},
		"tex":  {"application/x-tex", "", "study.tex"},
	} {
		a := d.call("GET", "/v1/studies/"+id+"/report?format="+form, "")
		if !a.is(200) || !strings.HasPrefix(a.Header.Get("Content-Type"), want.media) || !strings.HasPrefix(strings.ToLower(string(a.body)), strings.ToLower(want.begin)) ||
			!strings.Contains(a.Header.Get("Content-Disposition"), want.name) {
			t.Errorf("%s: %s %v %.60q", form, a.Status, a.Header, a.body)
		}
	}
	isProblem(t, d.call("GET", "/v1/studies/"+id+"/report?format=csv&table=nothing", ""), 400)
	isProblem(t, d.call("GET", "/v1/studies/"+id+"/report?format=docx", ""), 422)

	list := d.call("GET", "/v1/studies", "").json(t)["items"].([]any)
	if len(list) != 1 || list[0].(map[string]any)["id"] != id {
		t.Errorf("%v", list)
	}
	if a := d.call("DELETE", "/v1/studies/"+id, ""); !a.is(204) {
		t.Errorf("%s", a.body)
	}
	for _, path := range []string{"", "/report", "/record", "/events"} {
		isProblem(t, d.call("GET", "/v1/studies/"+id+path, ""), 404)
	}
}

func TestARecordHoldsThePrintsOfWhatTheDeskGives(t *testing.T) {
	d := newDesk(t)
	id := d.study(twoEvents)
	dir := t.TempDir()
	get := func(path string) []byte { return d.call("GET", "/v1/studies/"+id+path, "").body }
	for name, path := range map[string]string{"study.record.json": "/record?format=html", "events.csv": "/events"} {
		if err := os.WriteFile(filepath.Join(dir, name), get(path), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Open(filepath.Join(dir, "study.record.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rec, err := record.Read(f, "record")
	if err != nil {
		t.Fatal(err)
	}
	if !rec.Output.Is(get("/report?format=html")) || rec.Output.Format != "html" {
		t.Error("the print is of another report")
	}
	if err := rec.Inputs[0].Check(get("/events")); err != nil || rec.Inputs[0].Path != ask.EventsFile {
		t.Errorf("%v %+v", err, rec.Inputs[0])
	}
	how := d.ended(id)["replay"].(map[string]any)
	if how["record"] != "/v1/studies/"+id+"/record" || !strings.Contains(how["command"].(string), "--replay") || strings.Contains(how["command"].(string), "--tape") {
		t.Errorf("%v", how)
	}
}

func TestAStudyThatFailsSaysWhy(t *testing.T) {
	d := newDesk(t)
	st := d.ended(d.study(`{"events":[{"security":"XNYS:BABA","date":"2025-11-14"}],"market":"ZZZZ"}`))
	p, _ := st["problem"].(map[string]any)
	if st["state"] != "failed" || p["code"] != "bad_input" || !strings.Contains(p["detail"].(string), "ZZZZ") || !strings.Contains(p["try"].(string), "ARCX:SPY") {
		t.Errorf("%v", st)
	}
	isProblem(t, d.call("GET", "/v1/studies/"+st["id"].(string)+"/report", ""), 404)
	// What needs no prices is refused at once.
	isProblem(t, d.call("POST", "/v1/studies", `{"csv":"security,date\nBABA,soon\n"}`, asJSON), 422)
	isProblem(t, d.call("POST", "/v1/studies", `{"csv":"security,date\nBABA,2025-11-14\n","model":"crystal ball"}`, asJSON), 400)
	isProblem(t, d.call("POST", "/v1/studies", `{}`, asJSON), 422)
	if list := d.call("GET", "/v1/studies", "").json(t)["items"].([]any); len(list) != 1 {
		t.Errorf("%d studies", len(list))
	}
}

// long is a study that takes minutes.
func long(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("security,date,id\n")
	day := time.Date(2025, 4, 7, 0, 0, 0, 0, time.UTC)
	for k := range 100 {
		for day = day.AddDate(0, 0, 1); day.Weekday() == time.Sunday || day.Weekday() == time.Saturday; day = day.AddDate(0, 0, 1) {
		}
		b.WriteString([]string{"XNYS:BABA", "XNAS:PDD", "XNYS:NIO"}[k%3] + "," + day.Format(time.DateOnly) + ",\n")
	}
	body, err := json.Marshal(map[string]any{"csv": b.String(), "basis": "raw", "estimation": map[string]int{"from": -120, "to": -11}, "placebo": 6000})
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestStudiesWaitAndCanBeStopped(t *testing.T) {
	d := newDesk(t)
	body := long(t)
	var ids []string
	for range 1 + studies.MaxWaiting {
		a := d.call("POST", "/v1/studies", body, asJSON)
		if !a.is(202) {
			t.Fatalf("%s", a.body)
		}
		ids = append(ids, a.json(t)["id"].(string))
		if len(ids) == 1 {
			d.runs(ids[0], "placebos")
		}
	}
	full := d.call("POST", "/v1/studies", body, asJSON)
	isProblem(t, full, http.StatusServiceUnavailable)
	if full.Header.Get("Retry-After") == "" {
		t.Error("busy without a time")
	}
	if st := d.call("GET", "/v1/studies/"+ids[3], "").json(t); st["state"] != "waiting" || st["ahead"] != 3.0 {
		t.Errorf("%v", st)
	}
	begun := time.Now()
	for _, id := range ids {
		if a := d.call("DELETE", "/v1/studies/"+id, ""); !a.is(204) {
			t.Errorf("%s", a.body)
		}
		if st := d.ended(id); st["state"] != "cancelled" || st["finished"] == nil {
			t.Errorf("%v", st)
		}
	}
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("stopping took %s", took)
	}
	// The worker is free again.
	if st := d.ended(d.study(twoEvents)); st["state"] != "done" {
		t.Errorf("%v", st)
	}
}

// runs waits until a study is in a phase.
func (d *desk) runs(id, phase string) {
	d.t.Helper()
	for range 1000 {
		st := d.call("GET", "/v1/studies/"+id, "").json(d.t)
		if st["phase"] == phase {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	d.t.Fatalf("the study does not come to %s", phase)
}

func TestShutdownEndsStudies(t *testing.T) {
	d := newDesk(t)
	a := d.call("POST", "/v1/studies", long(t), asJSON)
	id := a.json(t)["id"].(string)
	d.runs(id, "placebos")
	begun := time.Now()
	d.svc.Close()
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("closing took %s", took)
	}
	if st := d.ended(id); st["state"] != "cancelled" {
		t.Errorf("%v", st)
	}
	isProblem(t, d.call("POST", "/v1/studies", twoEvents, asJSON), http.StatusServiceUnavailable)
}

func TestAPreviewTellsEachRow(t *testing.T) {
	d := newDesk(t)
	a := d.call("POST", "/v1/studies/preview", `{"csv":"security,date\nBABA,2025-11-15\nNOBODY,2025-11-14\n,2025-11-14\nBABA,soon\n"}`, asJSON)
	var got ask.StudyPreview
	if err := json.Unmarshal(a.body, &got); err != nil || got.Problems != 3 || len(got.Events) != 4 {
		t.Fatalf("%v %s", err, a.body)
	}
	if e := got.Events[0]; e.Row != 2 || e.Listing != "XNYS:BABA" || e.Date != "2025-11-15" || e.Session != "2025-11-17" || e.Shifted != 2 || e.Problem != "" {
		t.Errorf("%+v", e)
	}
	for k, reason := range []string{"", "unknown_security", "unreadable", "unreadable"} {
		if e := got.Events[k]; e.Reason != reason || (e.Problem == "") != (reason == "") {
			t.Errorf("%+v", e)
		}
	}
	isProblem(t, d.call("POST", "/v1/studies/preview", `{"csv":"name\nx\n"}`, asJSON), 422)
	isProblem(t, d.call("POST", "/v1/studies/preview", `{"csv":"security,date\nBABA,2025-11-14\n","market":"ZZZZ"}`, asJSON), 422)
	if list := d.call("GET", "/v1/studies", "").json(t)["items"].([]any); len(list) != 0 {
		t.Error("a preview started a study")
	}
}
