package check

import "testing"

// TestWorking: what a reader needs to do a figure again.
func TestWorking(t *testing.T) {
	tape := sampleTape(t)
	ref := referenceOf(t, "2025-11-14T17:30:00-05:00")
	for text, want := range map[string]Working{
		"Alibaba fell 3.8% on Friday.":                    {"100 * (close[2025-11-14] / close[2025-11-13] - 1)", "raw", "09:30 to 16:00 America/New_York"},
		"Alibaba lost $6.04 on Friday.":                   {"close[2025-11-14] - close[2025-11-13]", "raw", "09:30 to 16:00 America/New_York"},
		"Alibaba fell as much as 5% on Friday.":           {"100 * (low[2025-11-14] / close[2025-11-13] - 1)", "raw", "09:30 to 16:00 America/New_York"},
		"Alibaba was down 2.2% at 1:05 p.m. on Friday.":   {"100 * (price[2025-11-14 13:05] / close[2025-11-13] - 1)", "raw", "09:30 to 16:00 America/New_York"},
		"Alibaba opened at $156.94 on Friday.":            {"open[2025-11-14]", "raw", "09:30 to 16:00 America/New_York"},
		"Alibaba's Hong Kong shares fell 4.4% on Friday.": {"100 * (close[2025-11-14] / close[2025-11-13] - 1)", "adjusted", "09:30 to 16:00 Asia/Hong_Kong"},
	} {
		got := judged(text, ref, tape)
		if len(got) != 1 || got[0].Working == nil || *got[0].Working != want {
			t.Errorf("%s: %+v, want %+v", text, got[0].Working, want)
		}
	}
	if s := judged("Alibaba fell 3.8% on February 30.", ref, tape); s[0].Working != nil {
		t.Errorf("no figure, and a working: %+v", s[0].Working)
	}
}
