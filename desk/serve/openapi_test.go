package serve

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

const opml = `<opml version="2.0"><body><outline text="Wires">
<outline type="rss" text="A" xmlUrl="https://example.com/a.xml"/><outline type="rss" text="Inside" xmlUrl="file:///etc/passwd"/>
</outline></body></opml>`

// exercises are requests that each operation answers well, by its id. A path
// holds the ids that desk.exercise puts in: STORY, CLUSTER.
var exercises = map[string]struct {
	request string
	body    string
	want    int
}{
	"submit-story":       {"POST /v1/stories", "A story of its own.", 202},
	"submit-sample":      {"POST /v1/sample", "", 202},
	"list-stories":       {"GET /v1/stories?q=tt:baba&order=newest&limit=2", "", 200},
	"get-story":          {"GET /v1/stories/STORY", "", 200},
	"get-dossier":        {"GET /v1/stories/STORY/dossier", "", 200},
	"get-status":         {"GET /v1/stories/STORY/status", "", 200},
	"list-measurements":  {"GET /v1/stories/STORY/measurements", "", 200},
	"list-clusters":      {"GET /v1/clusters?q=tt:baba", "", 200},
	"get-cluster":        {"GET /v1/clusters/CLUSTER", "", 200},
	"list-threads":       {"GET /v1/clusters/CLUSTER/threads", "", 200},
	"list-wire":          {"GET /v1/wire?q=tt:baba&limit=2", "", 200},
	"get-wire":           {"GET /v1/wire/CLUSTER", "", 200},
	"list-claims":        {"GET /v1/claims", "", 200},
	"list-statements":    {"GET /v1/statements", "", 200},
	"list-events":        {"GET /v1/events", "", 200},
	"screen":             {"POST /v1/screen", `{"names":[{"name":"Huawei"},{"name":"Hikvision","kind":"company"}],"as_of":"2025-11-15"}`, 200},
	"screen-one":         {"GET /v1/screen?name=Huawei&as_of=2025-11-15", "", 200},
	"match":              {"POST /v1/match/default?algorithm=best", `{"queries":{"a":{"schema":"Company","properties":{"name":["Huawei"]}}},"weights":{}}`, 200},
	"search":             {"GET /v1/search/default?q=Huawei&fuzzy=false", "", 200},
	"check":              {"POST /v1/check", `{"sentences":["Alibaba fell 3.8% on Friday."],"published":"2025-11-15"}`, 200},
	"study":              {"POST /v1/study", `{"events":[{"security":"XNYS:BABA","date":"2025-11-14"}],"tests":["patell"]}`, 200},
	"list-prices":        {"GET /v1/prices?q=ali&limit=5", "", 200},
	"get-prices":         {"GET /v1/prices/XNYS:BABA?from=2025-11-01&to=2025-11-30&basis=auto", "", 200},
	"get-bars":           {"GET /v1/prices/BABA/bars?session=2025-11-14", "", 200},
	"list-parties":       {"GET /v1/parties?q=ali&limit=5", "", 200},
	"get-party":          {"GET /v1/parties/alibaba?as_of=2025-11-15", "", 200},
	"start-study":        {"POST /v1/studies", `{"csv":"security,date\nXNYS:BABA,2025-11-14\n","tests":["patell"]}`, 202},
	"preview-study":      {"POST /v1/studies/preview", `{"csv":"security,date\nXNYS:BABA,soon\n"}`, 200},
	"list-study-models":  {"GET /v1/studies/models", "", 200},
	"list-studies":       {"GET /v1/studies", "", 200},
	"get-study":          {"GET /v1/studies/STUDY", "", 200},
	"get-study-report":   {"GET /v1/studies/STUDY/report?format=csv&table=windows", "", 200},
	"get-study-record":   {"GET /v1/studies/STUDY/record", "", 200},
	"get-study-events":   {"GET /v1/studies/STUDY/events", "", 200},
	"stop-study":         {"DELETE /v1/studies/STUDY", "", 204},
	"list-keys":          {"GET /v1/query/keys", "", 200},
	"put-search":         {"PUT /v1/searches/mine", `{"name":"Mine","query":"(and tt:baba T:accuse)"}`, 200},
	"list-searches":      {"GET /v1/searches", "", 200},
	"get-search":         {"GET /v1/searches/mine", "", 200},
	"delete-search":      {"DELETE /v1/searches/mine", "", 204},
	"list-list-changes":  {"GET /v1/lists/changes", "", 200},
	"put-holdings":       {"PUT /v1/holdings", `{"items":[{"symbol":"BABA","quantity":10}]}`, 200},
	"list-holdings":      {"GET /v1/holdings", "", 200},
	"put-channel":        {"PUT /v1/channels/hook", `{"name":"Hook","kind":"webhook","settings":{"url":"https://example.com/hook"},"secrets":{"secret":"0123456789abcdef"}}`, 200},
	"list-channels":      {"GET /v1/channels", "", 200},
	"list-channel-kinds": {"GET /v1/channels/kinds", "", 200},
	"get-channel":        {"GET /v1/channels/hook", "", 200},
	"test-channel":       {"POST /v1/channels/hook/test", "", 200},
	"resume-channel":     {"POST /v1/channels/hook/resume", "", 204},
	"delete-channel":     {"DELETE /v1/channels/hook", "", 204},
	"put-rule":           {"PUT /v1/rules/mine", `{"name":"Mine","query":"(and held:yes T:accuse)","channels":["hook"],"quiet":[{"from":"22:00","to":"07:00","zone":"America/New_York"}]}`, 200},
	"list-rules":         {"GET /v1/rules", "", 200},
	"get-rule":           {"GET /v1/rules/mine", "", 200},
	"mute-rule":          {"POST /v1/rules/mine/mute", `{"until":"2030-01-01T00:00:00Z"}`, 200},
	"delete-rule":        {"DELETE /v1/rules/mine", "", 204},
	"test-rule":          {"POST /v1/rules/test", `{"name":"Try","query":"tt:baba"}`, 200},
	"rule-feed-atom":     {"GET /v1/rules/mine/feed.atom", "", 200},
	"rule-feed-json":     {"GET /v1/rules/mine/feed.json", "", 200},
	"search-feed-atom":   {"GET /v1/searches/mine/feed.atom", "", 200},
	"search-feed-json":   {"GET /v1/searches/mine/feed.json", "", 200},
	"create-feed":        {"POST /v1/feeds", `{"url":"https://example.com/feed.xml","folder":"News"}`, 201},
	"put-feed":           {"PUT /v1/feeds/other", `{"url":"https://example.com/other.xml","off":true}`, 200},
	"list-feeds":         {"GET /v1/feeds?health=unread", "", 200},
	"get-feed":           {"GET /v1/feeds/other", "", 200},
	"delete-feed":        {"DELETE /v1/feeds/other", "", 204},
	"export-feeds":       {"GET /v1/feeds/opml", "", 200},
	"import-feeds":       {"POST /v1/feeds/opml", opml, 200},
	"list-alerts":        {"GET /v1/alerts?rule=mine", "", 200},
	"list-deliveries":    {"GET /v1/deliveries?state=dead", "", 200},
	"retry-deliveries":   {"POST /v1/deliveries/retry", `{}`, 200},
	"get-me":             {"GET /v1/me", "", 200},
	"create-token":       {"POST /v1/tokens", `{"name":"reader","scopes":["read"]}`, 201},
	"list-tokens":        {"GET /v1/tokens", "", 200},
	"revoke-token":       {"DELETE /v1/tokens/TOKEN", "", 204},
	"list-audit":         {"GET /v1/audit", "", 200},
	"verify-audit":       {"GET /v1/audit/verify", "", 200},
	"list-dead":          {"GET /v1/dead", "", 200},
	"retry-dead":         {"POST /v1/dead/retry", `{"seqs":[1]}`, 200},
	"get-stats":          {"GET /v1/stats", "", 200},
	"stream":             {"GET /v1/stream", "", 200},
}

// operations of the document, by id.
func documented(t *testing.T, d *desk) map[string]map[string]any {
	t.Helper()
	doc := d.call("GET", "/openapi.json", "").json(t)
	if doc["openapi"] != "3.1.0" {
		t.Errorf("openapi %v", doc["openapi"])
	}
	out := map[string]map[string]any{}
	for path, item := range doc["paths"].(map[string]any) {
		for method, op := range item.(map[string]any) {
			op := op.(map[string]any)
			op["path"], op["method"] = path, strings.ToUpper(method)
			id, _ := op["operationId"].(string)
			if id == "" || out[id] != nil {
				t.Errorf("%s %s: operation id %q is none or taken", method, path, id)
			}
			out[id] = op
		}
	}
	return out
}

func TestTheDocumentIsWhole(t *testing.T) {
	d := newDesk(t)
	a := d.call("GET", "/openapi.json", "")
	var doc any
	if err := json.Unmarshal(a.body, &doc); err != nil {
		t.Fatal(err)
	}
	checkRefs(t, doc, doc, "#")
	for id, op := range documented(t, d) {
		if s, _ := op["summary"].(string); s == "" {
			t.Errorf("%s: no summary", id)
		}
		checkParams(t, id, op)
		checkResponses(t, id, op)
		if bare := id == "resume-channel" || id == "test-channel" || id == "submit-sample"; !bare && (op["method"] == "POST" || op["method"] == "PUT") {
			if body, _ := op["requestBody"].(map[string]any); body == nil || len(body["content"].(map[string]any)) == 0 {
				t.Errorf("%s: no request body", id)
			}
		}
		if _, ok := op["security"]; !ok {
			t.Errorf("%s: open to everybody", id)
		}
	}
	if y := d.call("GET", "/openapi.yaml", ""); !y.is(200) || !strings.Contains(string(y.body), "openapi: 3.1.0") {
		t.Error("no YAML")
	}
	page := string(d.call("GET", "/docs", "").body)
	for id, op := range documented(t, d) {
		if !strings.Contains(page, "<b>"+op["method"].(string)+"</b> <code>"+op["path"].(string)+"</code>") {
			t.Errorf("%s is not on the page for people", id)
		}
	}
	for _, field := range []string{"quiet[].zone", "digest.every", "secrets", "items[].symbol", "queries.&lt;name&gt;.properties"} {
		if !strings.Contains(page, "<code>"+field+"</code></td><td>body</td>") {
			t.Errorf("the page for people does not name %s", field)
		}
	}
}

// checkRefs follows every $ref.
func checkRefs(t *testing.T, doc, v any, at string) {
	t.Helper()
	switch v := v.(type) {
	case map[string]any:
		if ref, ok := v["$ref"].(string); ok && !resolves(doc, ref) {
			t.Errorf("%s: %s leads nowhere", at, ref)
		}
		for k, e := range v {
			checkRefs(t, doc, e, at+"/"+k)
		}
	case []any:
		for i, e := range v {
			checkRefs(t, doc, e, fmt.Sprint(at, "/", i))
		}
	}
}

func resolves(doc any, ref string) bool {
	for part := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
		m, _ := doc.(map[string]any)
		if doc = m[part]; doc == nil {
			return false
		}
	}
	return true
}

func checkParams(t *testing.T, id string, op map[string]any) {
	t.Helper()
	var have []string
	params, _ := op["parameters"].([]any)
	for _, p := range params {
		p := p.(map[string]any)
		if p["schema"] == nil {
			t.Errorf("%s: %s has no schema", id, p["name"])
		}
		if p["in"] == "path" {
			have = append(have, p["name"].(string))
		}
	}
	for part := range strings.SplitSeq(op["path"].(string), "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok && !slices.Contains(have, strings.TrimSuffix(name, "}")) {
			t.Errorf("%s: %s is not described", id, part)
		}
	}
}

func checkResponses(t *testing.T, id string, op map[string]any) {
	t.Helper()
	good := 0
	for status, r := range op["responses"].(map[string]any) {
		content, _ := r.(map[string]any)["content"].(map[string]any)
		if strings.HasPrefix(status, "2") {
			good++
			if status != "204" && len(content) == 0 && id != "submit-story" && id != "submit-sample" {
				t.Errorf("%s: %s has no content", id, status)
			}
			for kind, media := range content {
				if media.(map[string]any)["schema"] == nil {
					t.Errorf("%s: %s %s has no schema", id, status, kind)
				}
			}
			continue
		}
		if content[problemType] == nil {
			t.Errorf("%s: %s is no problem: %v", id, status, content)
		}
	}
	for _, status := range []string{"400", "401", "403", "422", "429", "500", "503"} {
		if op["responses"].(map[string]any)[status] == nil {
			t.Errorf("%s: says nothing of %s", id, status)
		}
	}
	if good == 0 {
		t.Errorf("%s: no success", id)
	}
}

func TestEveryOperationAnswers(t *testing.T) {
	d := newDesk(t)
	ids := map[string]string{"STORY": d.put(1)}
	ids["CLUSTER"] = d.call("GET", "/v1/stories/"+ids["STORY"], "").json(t)["cluster"].(string)
	ids["STUDY"] = d.study(`{"csv":"security,date\nXNYS:BABA,2025-11-14\n","tests":["patell"]}`)
	ops := documented(t, d)
	// Creations before the rest, deletions last.
	order := []string{"put-", "create-", "", "delete-", "revoke-"}
	rank := func(id string) int {
		for i, prefix := range order {
			if prefix != "" && strings.HasPrefix(id, prefix) {
				return i
			}
		}
		return 2
	}
	all := make([]string, 0, len(ops))
	for id := range ops {
		all = append(all, id)
		if _, ok := exercises[id]; !ok {
			t.Errorf("%s is documented and never exercised", id)
		}
	}
	slices.SortFunc(all, func(a, b string) int {
		if r := rank(a) - rank(b); r != 0 {
			return r
		}
		return strings.Compare(a, b)
	})
	for _, id := range all {
		e := exercises[id]
		if id == "stream" {
			continue // has tests of its own, and no end
		}
		method, path, _ := strings.Cut(e.request, " ")
		for name, value := range ids {
			path = strings.ReplaceAll(path, name, value)
		}
		headers := []string{}
		switch {
		case strings.HasPrefix(e.body, "<"):
			headers = append(headers, "Content-Type: text/x-opml")
		case strings.HasPrefix(e.body, "{"):
			headers = append(headers, "Content-Type: application/json")
		}
		a := d.call(method, path, e.body, headers...)
		if a.StatusCode != e.want {
			t.Errorf("%s: %s %s\n%s", id, e.request, a.Status, clip(string(a.body), 400))
			continue
		}
		if ops[id]["method"] != method {
			t.Errorf("%s is exercised by %s", id, method)
		}
		if id == "create-token" {
			ids["TOKEN"] = a.json(t)["id"].(string)
			if a.Header.Get("Cache-Control") != "no-store" {
				t.Error("a secret may be kept")
			}
		}
	}
	checkAudit(t, d)
}

func TestListsOfFeeds(t *testing.T) {
	d := newDesk(t)
	for n, want := range []imported{{Added: 1}, {Already: 1}} {
		a := d.call("POST", "/v1/feeds/opml", opml, "Content-Type: text/xml")
		var got imported
		if err := json.Unmarshal(a.body, &got); err != nil || got.Added != want.Added || got.Already != want.Already || len(got.LeftOut) != 1 {
			t.Errorf("time %d: %s", n, a.body)
		}
	}
	out := string(d.call("GET", "/v1/feeds/opml", "").body)
	if !strings.Contains(out, `"https://example.com/a.xml"`) || !strings.Contains(out, `"Wires"`) {
		t.Error(out)
	}
	isProblem(t, d.call("POST", "/v1/feeds/opml", "<html>no list</html>", "Content-Type: text/xml"), 422)
	isProblem(t, d.call("POST", "/v1/feeds", `{"url":"file:///etc/passwd"}`, "Content-Type: application/json"), 400)
}

// checkAudit looks for two lines of each change that was made above.
func checkAudit(t *testing.T, d *desk) {
	t.Helper()
	log := d.call("GET", "/v1/audit?limit=500", "").json(t)["items"].([]any)
	begun := map[string]int{}
	for _, line := range log {
		line := line.(map[string]any)
		begun[line["action"].(string)]++
		if detail := line["detail"].(string); strings.HasPrefix(detail, "failed") {
			t.Errorf("%v", line)
		}
	}
	for id := range exercises {
		changes := slices.ContainsFunc([]string{"put-", "create-", "delete-", "revoke-", "retry-", "mute-", "resume-", "test-channel", "import-"}, func(p string) bool { return strings.HasPrefix(id, p) })
		if changes && begun[id] != 2 {
			t.Errorf("%s has %d lines in the audit log", id, begun[id])
		}
	}
	if v := d.call("GET", "/v1/audit/verify", "").json(t); v["whole"] != true {
		t.Errorf("%v", v)
	}
}
