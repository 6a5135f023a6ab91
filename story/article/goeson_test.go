package article

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Whatever a layout of day and time of day reads, the day alone goes on.
func TestEveryTimeOfDayIsTried(t *testing.T) {
	day := rapid.SampledFrom([]string{"2025-11-14", "14 November 2025", "November 14, 2025", "Nov 14 2025", "31 February 2025", "14.11.2025", "2025/11/14", "20251114", "14 Nov 25", "11/14/2025"})
	clock := rapid.SampledFrom([]string{"09:40", "9:40 AM", "25:00", "09:40:31", "9 PM", "09:40:31.25", "", "x"})
	joint := rapid.SampledFrom([]string{" ", "T", ", ", " at ", ""})
	rapid.Check(t, func(t *rapid.T) {
		s := plainDate(day.Draw(t, "day") + joint.Draw(t, "joint") + clock.Draw(t, "clock"))
		for _, layout := range dayLayouts {
			_, alone := time.Parse(layout, s)
			for _, c := range timeLayouts {
				for _, j := range []string{" ", "T", ", ", " at "} {
					if _, err := time.Parse(layout+j+c, s); err == nil && !goesOn(alone) {
						t.Fatalf("%q fits %q, and the day alone says %v", s, layout+j+c, alone)
					}
				}
			}
		}
	})
}
