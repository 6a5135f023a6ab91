package desk

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"newstape/desk/stream"
)

// carried is the trace of ctx as headers of a message, nil without one.
func carried(ctx context.Context) map[string]string {
	out := propagation.MapCarrier{}
	propagation.TraceContext{}.Inject(ctx, out)
	if len(out) == 0 {
		return nil
	}
	return out
}

// span begins the span of one message in a stage, as a child of the request that
// brought the story.
func (d *Desk) span(ctx context.Context, stage string, m stream.Message) (context.Context, func(error)) {
	if d.Tracer == nil {
		return ctx, func(error) {}
	}
	ctx = propagation.TraceContext{}.Extract(ctx, propagation.MapCarrier(m.Header))
	ctx, span := d.Tracer.Tracer("newstape/desk").Start(ctx, "stage "+stage, trace.WithSpanKind(trace.SpanKindConsumer),
		trace.WithAttributes(attribute.String("newstape.story", m.ID), attribute.Int("newstape.attempt", m.Attempt)))
	return ctx, func(err error) {
		if err != nil {
			span.SetStatus(codes.Error, err.Error())
		}
		span.End()
	}
}
