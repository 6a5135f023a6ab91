package study

import "sync"

// past is what several tests make of a sample's residuals, made once by the first
// that asks. Samples that differ in their event days only have one past.
type past struct {
	meanOnce sync.Once
	means    []float64 // mean residual of each estimation column; NaN for none

	sortOnce sync.Once
	order    [][]uint16 // columns of each event's residuals, ascending

	baseOnce sync.Once
	base     rankBase // see grank.go

	aboveOnce sync.Once
	positive  []int32 // residuals above zero, by event

	eventTimeOnce, bucketsOnce, pairsOnce sync.Once
	eventTime, buckets                    float64
	pairs                                 pairwise
}

// present is the same for what rests on the event days as well.
type present struct {
	corradoOnce, zivneyOnce, modifiedOnce, windowOnce, signOnce sync.Once
	corrado, zivney, modified, window, sign                     *rankSums
}
