package serve

import (
	"strings"
	"testing"
)

func TestPricesOverHTTP(t *testing.T) {
	d := newDesk(t)
	if a := d.call("GET", "/v1/prices?limit=10", ""); !a.is(200) || !strings.Contains(a.Header.Get("Link"), "cursor=") || len(a.json(t)["items"].([]any)) != 10 {
		t.Errorf("%s %s", a.Status, a.body)
	}
	a := d.call("GET", "/v1/prices/XNYS%3ABABA?from=2025-11-13&to=2025-11-14", "")
	if !a.is(200) || !strings.Contains(string(a.body), `"close":[159.84,153.8]`) || a.Header.Get("ETag") == "" {
		t.Errorf("%s %s", a.Status, a.body)
	}
	if again := d.call("GET", "/v1/prices/XNYS%3ABABA?from=2025-11-13&to=2025-11-14", "", "If-None-Match: "+a.Header.Get("ETag")); !again.is(304) {
		t.Error(again.Status)
	}
	if a := d.call("GET", "/v1/prices/BABA", "", "Accept-Encoding: gzip"); a.Header.Get("Content-Encoding") != "gzip" || len(a.body) > 16<<10 {
		t.Errorf("%s, %d bytes", a.Header.Get("Content-Encoding"), len(a.body))
	}
	b := d.call("GET", "/v1/prices/BABA/bars?session=2025-11-14", "").json(t)
	if b["opens"] != "2025-11-14T09:30:00-05:00" || b["prior_close"] != 159.84 || b["step_minutes"] != 5.0 || len(b["at"].([]any)) != len(b["close"].([]any)) {
		t.Errorf("%v", b)
	}
}

func TestPricesThatAreNotThereAreProblems(t *testing.T) {
	d := newDesk(t)
	for path, status := range map[string]int{
		"/v1/prices/XNYS:NOPE":                                404,
		"/v1/prices/" + strings.Repeat("A", 65):               422,
		"/v1/prices/BABA?basis=best":                          422,
		"/v1/prices/BABA?basis=adjusted":                      404,
		"/v1/prices/BABA?from=14-11-2025":                     422,
		"/v1/prices/BABA?from=2025-11-15&to=2025-11-14":       422,
		"/v1/prices/BABA?until=2025-11-14":                    422,
		"/v1/prices/BABA/bars?session=2025-11-15":             404,
		"/v1/prices/NVDA/bars":                                404,
		"/v1/prices?limit=0":                                  422,
		"/v1/prices?q=" + strings.Repeat("a", 201):            422,
		"/v1/prices/BABA/bars?session=99999999999999999-1-1":  422,
		"/v1/prices/BABA/bars?session=0000-01-01":             404,
		"/v1/prices/%F0%9F%98%80/bars":                        404,
		"/v1/prices/BABA/bars?session=2025-11-14&session=no1": 200, // the first counts
	} {
		a := d.call("GET", path, "")
		if status == 200 {
			if !a.is(200) {
				t.Errorf("%s: %s %s", path, a.Status, a.body)
			}
			continue
		}
		v := isProblem(t, a, status)
		if try, _ := v["try"].(string); status == 404 && try == "" {
			t.Errorf("%s: nothing to try: %v", path, v)
		}
	}
}
