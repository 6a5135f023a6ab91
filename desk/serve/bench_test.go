package serve

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// BenchmarkAnswers is what the service itself costs, without the network.
func BenchmarkAnswers(b *testing.B) {
	d := newDesk(b)
	id := d.put(1)
	for n := 2; n < 52; n++ {
		d.put(n)
	}
	tag := d.call("GET", "/v1/stories/"+id+"/dossier", "").Header.Get("ETag")
	for _, bench := range []struct {
		name, method, path, body string
		headers                  []string
	}{
		{"health", "GET", "/healthz", "", nil},
		{"dossier", "GET", "/v1/stories/" + id + "/dossier", "", nil},
		{"dossier gzip", "GET", "/v1/stories/" + id + "/dossier", "", []string{"Accept-Encoding: gzip"}},
		{"dossier 304", "GET", "/v1/stories/" + id + "/dossier", "", []string{"If-None-Match: " + tag}},
		{"newest 20", "GET", "/v1/stories?limit=20", "", nil},
		{"query 20", "GET", "/v1/stories?limit=20&q=(and+tt:baba+T:accuse)", "", nil},
		{"submit again", "POST", "/v1/stories" + dated, story(1), []string{"Content-Type: text/plain"}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest(bench.method, "http://localhost"+bench.path, strings.NewReader(bench.body))
				r.RemoteAddr = "127.0.0.1:5"
				for _, h := range bench.headers {
					name, value, _ := strings.Cut(h, ": ")
					r.Header.Set(name, value)
				}
				w := httptest.NewRecorder()
				d.svc.ServeHTTP(w, r)
				if w.Code >= http.StatusBadRequest {
					b.Fatal(w.Code, w.Body)
				}
			}
		})
	}
}
