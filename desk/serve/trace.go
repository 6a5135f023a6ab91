package serve

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"newstape/fault"
)

// Tracing is a provider that sends traces to an OTLP collector over HTTP, such
// as http://127.0.0.1:4318. share is the part of traces kept, 0 to 1; a trace
// that a caller began is kept when the caller keeps it. The returned function
// sends what is left and must be called at the end.
func Tracing(ctx context.Context, endpoint, version string, share float64) (trace.TracerProvider, func(context.Context) error, error) {
	u, err := url.Parse(endpoint)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, nil, fault.New(fault.BadUsage, "traces: %q is no address of a collector", endpoint).Try("an address such as http://127.0.0.1:4318")
	}
	if u.Path == "" || u.Path == "/" {
		u.Path = "/v1/traces"
	}
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(u.String()), otlptracehttp.WithTimeout(5*time.Second))
	if err != nil {
		return nil, nil, fault.New(fault.BadUsage, "traces to %s: %w", u.Host, err).Try("an address such as http://127.0.0.1:4318")
	}
	p := sdk.NewTracerProvider(
		sdk.WithBatcher(exporter, sdk.WithMaxQueueSize(2048)),
		sdk.WithSampler(sdk.ParentBased(sdk.TraceIDRatioBased(share))),
		sdk.WithResource(resource.NewSchemaless(attribute.String("service.name", "newstape"), attribute.String("service.version", version))),
	)
	return p, p.Shutdown, nil
}

// startSpan begins the span of a request, as a child of what its traceparent
// header names.
func (s *Service) startSpan(r *http.Request, x *exchange) (*http.Request, trace.Span) {
	if s.tracer == nil {
		return r, nil
	}
	ctx := propagation.TraceContext{}.Extract(r.Context(), propagation.HeaderCarrier(r.Header))
	ctx, span := s.tracer.Start(ctx, clip(r.Method, 16), trace.WithSpanKind(trace.SpanKindServer), trace.WithAttributes(
		attribute.String("http.request.method", clip(r.Method, 16)),
		attribute.String("newstape.request_id", x.id),
	))
	return r.WithContext(ctx), span
}

func (s *Service) endSpan(span trace.Span, x *exchange) {
	if span == nil {
		return
	}
	if x.route != "" {
		span.SetName(x.route)
	}
	span.SetAttributes(attribute.String("http.route", x.route), attribute.Int("http.response.status_code", x.status))
	if x.status >= 500 {
		span.SetStatus(codes.Error, "")
	}
	span.End()
}

// Traceparent is the header by which a message made in ctx carries its trace
// on; nil when there is none.
func Traceparent(ctx context.Context) map[string]string {
	carrier := propagation.MapCarrier{}
	propagation.TraceContext{}.Inject(ctx, carrier)
	if len(carrier) == 0 {
		return nil
	}
	return carrier
}
