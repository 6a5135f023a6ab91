package cluster

import (
	"testing"
	"time"
)

const wire = `Boeing to cut 17,000 jobs as strike drags on

SEATTLE, Oct 11 (Reuters) - Boeing will cut 17,000 jobs, a tenth of its workforce, and delay first deliveries of its 777X jet by a year as a machinists' strike drags on, the planemaker said on Friday. The company expects a loss of $9.97 per share for the third quarter. Chief executive Kelly Ortberg told staff that the business was in a difficult position.`

func TestSignRoundTrip(t *testing.T) {
	s := Sign(Story{ID: "a", Title: "Boeing to cut 17,000 jobs as strike drags on", Text: wire, When: time.Date(2024, 10, 11, 20, 0, 0, 0, time.UTC),
		Parties: []Party{{ID: "boeing", Name: "Boeing", Role: "subject", Relevance: 90}}})
	b, err := s.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes, %d keys, %+v", len(b), len(s.Keys()), s)
	var back Signature
	if err := back.UnmarshalBinary(b); err != nil {
		t.Fatal(err)
	}
	if rel, why := Compare(s, back); rel != SameText {
		t.Errorf("a story and itself: %s, %s", rel, why)
	}
}
