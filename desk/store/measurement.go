package store

import (
	"context"

	"newstape/desk/record"
)

// Due is a reaction that is not settled.
type Due struct {
	Story   string
	Party   string
	Listing string // MIC:ticker
	Session string // day 0, 2025-11-14
	Have    int    // largest horizon measured, -1 for none
}

// Unsettled are the reactions that are not settled, by story ID, of the stories
// after afterID ("" for the first): those of at most limit stories, each story
// whole. A reaction is settled once a measurement of stage "settled" was put.
func (s *Store) Unsettled(ctx context.Context, afterID string, limit int) ([]Due, error) {
	return nil, errNotYet
}

// PutMeasurement stores a measurement in place of an earlier one of the same
// story, listing, event session and horizon, and appends its change; one that is
// there with the same figures changes nothing.
func (s *Store) PutMeasurement(ctx context.Context, m record.Measurement) error { return errNotYet }

// Measurements are those of a story, by listing, event session and horizon.
func (s *Store) Measurements(ctx context.Context, story string) ([]record.Measurement, error) {
	return nil, errNotYet
}
