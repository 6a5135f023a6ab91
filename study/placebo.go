package study

import "context"

func placebo(ctx context.Context, d Design, p Panel, events []Event, r *Result) (*Placebo, error) {
	return nil, nil
}
