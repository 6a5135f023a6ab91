package stream

import "context"

// Depth is how much a stage holds.
type Depth struct {
	Stage    string
	Waiting  uint64 // not yet given to a worker
	InFlight uint64 // with a worker, or waiting for another attempt
}

// Depths gives the depth of each stage, in the order of Config.Stages. Both
// figures are 0 only when nothing of the stage is left; between them a message
// that is just being given out may stand in either.
func (s *Stream) Depths(ctx context.Context) ([]Depth, error) {
	out := make([]Depth, 0, len(s.cfg.Stages))
	for _, stage := range s.cfg.Stages {
		// The consumer's own count of what waits lags behind what was
		// published, so it is told from what the stream holds.
		consumer, err := s.js.Consumer(ctx, s.streamName(stage), durable)
		if err != nil {
			return nil, s.explain(err, "depth of stage %s", stage)
		}
		kept, err := s.js.Stream(ctx, s.streamName(stage))
		if err != nil {
			return nil, s.explain(err, "depth of stage %s", stage)
		}
		all := kept.CachedInfo().State.Msgs // just fetched, as below
		held := min(uint64(max(consumer.CachedInfo().NumAckPending, 0)), all)
		out = append(out, Depth{stage, all - held, held})
	}
	return out, nil
}
