package dossier

import (
	"math"
	"testing"

	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/tape/calendar"
	"newstape/tape/sample"
)

// The window of one session is the abnormal return that the dossier prints, and
// what the tape has not reached is missing rather than short.
func TestFollowMeasuresByTheStoryStandard(t *testing.T) {
	d := compose(t, example(t, "alibaba-memo.txt"), "")
	tape, err := sample.Tape()
	if err != nil {
		t.Fatal(err)
	}
	m := security.Embedded()
	f := Facts{Master: m, Linker: link.New(m), Tape: tape}
	main, _ := d.MainReaction()
	zero := Follow(f, main.Entity, main.Listing, main.Session.Date, 0)
	if got, want := zero.CAR.Value(), main.Abnormal[0].AR.Value(); math.Abs(got-want) > 1e-9 {
		t.Errorf("session 0 alone: got %v, want the dossier's %v", got, want)
	}
	five := Follow(f, main.Entity, main.Listing, main.Session.Date, 5)
	if five.Missing != nil || five.CAR.Void() || five.Benchmark != "ARCX:SPY" {
		t.Errorf("five sessions: %+v", five)
	}
	late := Follow(f, main.Entity, main.Listing, calendar.MustDate("2025-12-01"), 20)
	if late.Missing == nil || late.Missing.Reason != receipt.NoPrices || !late.CAR.Void() {
		t.Errorf("beyond the tape: %+v", late)
	}
}
