package event

import (
	"os"
	"testing"

	"newstape/internal/shared"
)

// TestFirstStory holds the main event of the story that defines the product.
func TestFirstStory(t *testing.T) {
	raw, err := os.ReadFile(shared.Dir(t, "stories", "alibaba-memo.txt"))
	if err != nil {
		t.Fatal(err)
	}
	events, _ := throughRooms(t, raw, "2025-11-15T04:58:00-05:00")
	if len(events) == 0 {
		t.Fatal("no events")
	}
	e := events[0]
	if e.Type != "ACCUSE" || e.CAMEO != "112" || e.Actor.Name != "White House" || e.Recipient.Entity == nil || e.Recipient.Entity.ID != "alibaba" || e.Date.String() != "2025-11-14" || e.Reacted != e.Date {
		t.Errorf("main event %s %s: %s -> %s on %s (market moved %s)", e.Type, e.CAMEO, e.Actor.Name, e.Recipient.Name, e.Date, e.Reacted)
	}
}
