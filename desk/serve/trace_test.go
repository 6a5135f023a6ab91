package serve

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"newstape/desk/record"
	"newstape/fault"
)

func TestTracesGoOn(t *testing.T) {
	var mu sync.Mutex
	var got []byte
	collector := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		if r.URL.Path == "/v1/traces" {
			got = append(got, body...)
		}
		w.Header().Set("Content-Type", "application/x-protobuf")
	}))
	defer collector.Close()
	provider, stop, err := Tracing(context.Background(), collector.URL, "test", 1)
	if err != nil {
		t.Fatal(err)
	}
	var header map[string]string
	d := newDesk(t, func(o *Options) {
		o.Tracer = provider
		o.Submit = func(ctx context.Context, _ record.Submission) (bool, error) {
			header = Traceparent(ctx)
			return true, nil
		}
	})
	const trace = "0af7651916cd43dd8448eb211c80319c"
	if a := d.call("POST", "/v1/stories", "Words.", "Traceparent: 00-"+trace+"-b7ad6b7169203331-01"); !a.is(202) {
		t.Fatal(a.Status)
	}
	if !strings.Contains(header["traceparent"], trace) || strings.Contains(header["traceparent"], "b7ad6b7169203331") {
		t.Errorf("the trace is not carried on: %v", header)
	}
	d.call("GET", "/nowhere", "", "Traceparent: garbage")
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := stop(ctx); err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	if !strings.Contains(string(got), "POST /v1/stories") || !strings.Contains(string(got), "newstape") {
		t.Errorf("the collector got %d bytes without the route", len(got))
	}
}

func TestWithoutACollectorNothingIsTraced(t *testing.T) {
	if Traceparent(context.Background()) != nil {
		t.Error("a trace out of nothing")
	}
	for _, endpoint := range []string{"", "127.0.0.1:4318", "ftp://127.0.0.1", "::"} {
		if _, _, err := Tracing(context.Background(), endpoint, "test", 1); fault.CodeOf(err) != fault.BadUsage {
			t.Errorf("%q: %v", endpoint, err)
		}
	}
}
