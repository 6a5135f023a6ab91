package desk

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"newstape/desk/stream"
)

// meter counts what the desk does.
type meter struct {
	accepted, stored, alerts prometheus.Counter
	latency                  prometheus.Histogram
	stages                   *prometheus.HistogramVec
	failures                 *prometheus.CounterVec
}

func newMeter(to prometheus.Registerer) meter {
	m := meter{
		accepted: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "newstape_stories_accepted_total", Help: "Stories that were accepted and are on disk.",
		}),
		stored: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "newstape_stories_stored_total", Help: "Stories whose dossier was stored.",
		}),
		alerts: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "newstape_alerts_raised_total", Help: "Alerts that rules raised.",
		}),
		latency: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "newstape_submit_to_stored_seconds", Help: "From acceptance to the stored dossier.",
			Buckets: []float64{.01, .025, .05, .1, .2, .3, .5, 1, 2, 5, 15, 60, 300},
		}),
		stages: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "newstape_stage_seconds", Help: "Time of one message in one stage's handler.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, 1, 5},
		}, []string{"stage"}),
		failures: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "newstape_stage_failures_total", Help: "Messages whose handler failed, by stage.",
		}, []string{"stage"}),
	}
	if to != nil {
		to.MustRegister(m.accepted, m.stored, m.alerts, m.latency, m.stages, m.failures)
	}
	return m
}

// timed measures a stage's handler.
func (d *Desk) timed(stage string, h stream.Handler) stream.Handler {
	return func(ctx context.Context, m stream.Message) error {
		began := time.Now()
		ctx, end := d.span(ctx, stage, m)
		err := h(ctx, m)
		end(err)
		d.meter.stages.WithLabelValues(stage).Observe(time.Since(began).Seconds())
		if err != nil {
			d.meter.failures.WithLabelValues(stage).Inc()
			d.Log.Warn("stage failed", "stage", stage, "id", m.ID, "attempt", m.Attempt, "error", err)
		}
		return err
	}
}
