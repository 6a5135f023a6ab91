package serve

import (
	"strings"
	"testing"
)

func TestHoldingsAsCSV(t *testing.T) {
	d := newDesk(t)
	d.put(1)
	put := func(body, kind string) answered { return d.call("PUT", "/v1/holdings", body, "Content-Type: "+kind) }
	held := func() int {
		return len(d.call("GET", "/v1/wire?q=held:yes", "").json(t)["items"].([]any))
	}
	a := put("quantity,symbol,name,price\n10,BABA,\"Alibaba, Ltd\",120.5\n1,'@ES,=1+1,\n", "text/csv; charset=utf-8")
	items, _ := a.json(t)["items"].([]any)
	if !a.is(200) || len(items) != 2 || items[0].(map[string]any)["name"] != "Alibaba, Ltd" || items[1].(map[string]any)["symbol"] != "@ES" {
		t.Fatalf("%s %s", a.Status, a.body)
	}
	if held() != 1 {
		t.Error("the story is not held")
	}
	sheet := d.call("GET", "/v1/holdings", "", "Accept: text/csv")
	want := "portfolio,symbol,listing,party,name,quantity,price,currency\n,BABA,,,\"Alibaba, Ltd\",10,120.5,\n,'@ES,,,'=1+1,1,,\n"
	if string(sheet.body) != want || !strings.HasPrefix(sheet.Header.Get("Content-Type"), "text/csv") || !strings.Contains(strings.Join(sheet.Header.Values("Vary"), ","), "Accept") {
		t.Errorf("%v\n%s", sheet.Header, sheet.body)
	}
	for _, accept := range []string{"", "*/*", "application/json", "application/json, text/csv", "text/csv;q=0, */*", "image/png"} {
		if a := d.call("GET", "/v1/holdings", "", "Accept: "+accept); !a.is(200) || a.Header.Get("Content-Type") != "application/json" || len(a.json(t)["items"].([]any)) != 2 {
			t.Errorf("Accept %q: %s %s", accept, a.Header.Get("Content-Type"), a.body)
		}
	}
	if again := put(string(sheet.body), "text/csv"); !again.is(200) || string(again.body) != string(a.body) {
		t.Errorf("there and back: %s", again.body)
	}

	for body, what := range map[string]string{
		"symbol,quantity\nJD,10\nPDD,\"1,234\"\n": "row 3, column quantity", "": "empty", "symbol\nJD": "row 1",
	} {
		v := isProblem(t, put(body, "text/csv"), 422)
		if !strings.Contains(v["detail"].(string), what) {
			t.Errorf("%q: %v", body, v)
		}
	}
	if v := isProblem(t, put("symbol,quantity\nJD,1", "text/plain"), 415); !strings.Contains(v["detail"].(string), "text/csv") {
		t.Errorf("%v", v)
	}
	for body, what := range map[string]string{
		`{"symbol":"JD","portfolio":"` + strings.Repeat("p", 301) + `"}`: "its portfolio has 301 bytes",
		`{"symbol":"JD","name":"a\nb"}`:                                  "its name holds a line break",
		`{"symbol":""}`:                                                  "it needs a symbol",
	} {
		body = `{"items":[{"symbol":"PDD","quantity":1},` + strings.Replace(body, "{", `{"quantity":1,`, 1) + `]}`
		if v := isProblem(t, put(body, "application/json"), 422); !strings.Contains(v["detail"].(string), "holding 2: "+what) {
			t.Errorf("%s: %v", body, v)
		}
	}
	if held() != 1 {
		t.Error("a file that was refused changed what is held")
	}
	if a := put("symbol,quantity\n", "text/csv"); !a.is(200) || held() != 0 {
		t.Errorf("nothing held: %s %s", a.Status, a.body)
	}
	if a := put("symbol,quantity\n"+strings.Repeat("ABCDEFGH,123456.75\n", 20_000), "text/csv"); !a.is(200) {
		t.Errorf("20,000 holdings: %s %s", a.Status, clip(string(a.body), 200))
	}
	isProblem(t, put("symbol,quantity\n"+strings.Repeat("A,1\n", 20_001), "text/csv"), 413)
}
