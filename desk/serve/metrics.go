package serve

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics is what Prometheus is told. Labels hold routes and states, never ids,
// addresses or queries.
type metrics struct {
	requests    *prometheus.CounterVec
	duration    *prometheus.HistogramVec
	inFlight    prometheus.Gauge
	panics      prometheus.Counter
	wrongTokens prometheus.Counter
	streams     prometheus.Gauge
	dropped     prometheus.Counter
	events      prometheus.Counter
	submitted   *prometheus.CounterVec
	handler     http.Handler
}

func newMetrics(reg *prometheus.Registry) (*metrics, error) {
	m := &metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "newstape_http_requests_total", Help: "Requests answered, by route and status.",
		}, []string{"route", "status"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "newstape_http_request_seconds", Help: "Time to answer a request; event streams are not counted.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"route"}),
		inFlight:    prometheus.NewGauge(prometheus.GaugeOpts{Name: "newstape_http_requests_in_flight", Help: "Requests being answered."}),
		panics:      prometheus.NewCounter(prometheus.CounterOpts{Name: "newstape_http_panics_total", Help: "Handlers that panicked and were answered for."}),
		wrongTokens: prometheus.NewCounter(prometheus.CounterOpts{Name: "newstape_http_wrong_tokens_total", Help: "Requests with a token that is not valid."}),
		streams:     prometheus.NewGauge(prometheus.GaugeOpts{Name: "newstape_streams_open", Help: "Event streams that are open."}),
		dropped:     prometheus.NewCounter(prometheus.CounterOpts{Name: "newstape_streams_dropped_total", Help: "Event streams closed because the client did not read."}),
		events:      prometheus.NewCounter(prometheus.CounterOpts{Name: "newstape_stream_events_total", Help: "Events written to streams."}),
		submitted: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "newstape_submissions_total", Help: "Stories submitted over HTTP, by outcome.",
		}, []string{"outcome"}),
	}
	for _, c := range []prometheus.Collector{
		m.requests, m.duration, m.inFlight, m.panics, m.wrongTokens, m.streams, m.dropped, m.events, m.submitted,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	} {
		if err := reg.Register(c); err != nil {
			if _, again := err.(prometheus.AlreadyRegisteredError); again { //nolint:errorlint // the library documents this assertion
				continue
			}
			return nil, err
		}
	}
	m.handler = promhttp.HandlerFor(reg, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError, MaxRequestsInFlight: 4, DisableCompression: true})
	return m, nil
}

func (m *metrics) observe(x *exchange, method string, took time.Duration) {
	route := x.route
	if route == "" {
		route = "none"
	}
	m.requests.WithLabelValues(route, strconv.Itoa(x.status)).Inc()
	if x.route != streamRoute && method != http.MethodConnect {
		m.duration.WithLabelValues(route).Observe(took.Seconds())
	}
}

// Gauge is one figure of a desk, as it is at the moment of asking.
type Gauge struct {
	Name  string // newstape_stage_waiting
	Help  string
	Label string // "" for none
	Of    string // the label's value
	Value float64
}

// gauges asks for figures when Prometheus does, at most every five seconds.
type gauges struct {
	read func(context.Context) []Gauge
	now  func() time.Time

	mu   sync.Mutex
	at   time.Time
	last []Gauge
}

// Describe sends nothing: which figures there are is known when they are read.
func (g *gauges) Describe(chan<- *prometheus.Desc) {}

// Collect sends the figures.
func (g *gauges) Collect(out chan<- prometheus.Metric) {
	g.mu.Lock()
	if now := g.now(); g.at.IsZero() || now.Sub(g.at) >= 5*time.Second {
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		g.last, g.at = g.read(ctx), now
		cancel()
	}
	last := g.last
	g.mu.Unlock()
	for _, one := range last {
		var labels, values []string
		if one.Label != "" {
			labels, values = []string{one.Label}, []string{one.Of}
		}
		out <- prometheus.MustNewConstMetric(prometheus.NewDesc(one.Name, one.Help, labels, nil), prometheus.GaugeValue, one.Value, values...)
	}
}
