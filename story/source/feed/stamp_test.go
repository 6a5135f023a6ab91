package feed

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseStamp(t *testing.T) {
	for raw, want := range map[string]string{
		"Fri, 14 Nov 2025 13:02:00 EST":         "2025-11-14T13:02:00-05:00",
		"Fri, 14 Nov 2025 13:02:00 -0500":       "2025-11-14T13:02:00-05:00",
		"Fri, 14 Nov 2025 18:02:00 GMT":         "2025-11-14T18:02:00Z",
		"Friday, 14 November 2025 18:02:00 GMT": "2025-11-14T18:02:00Z",
		"14 Nov 25 18:02 Z":                     "2025-11-14T18:02:00Z",
		"Fri, 14 Nov 2025 18:02:00 +0000 (UTC)": "2025-11-14T18:02:00Z",
		"Fri, 14 Nov 2025 18:02:00 GMT+8":       "2025-11-14T18:02:00+08:00",
		"Fri,14 Nov 2025 18:02:00 HKT":          "2025-11-14T18:02:00+08:00",
		"Fri, 4 Jul 2025 9:02:00 EDT":           "2025-07-04T09:02:00-04:00",
		"Sept. is not read":                     "",
		"Fri Nov 14 13:02:00 EST 2025":          "2025-11-14T13:02:00-05:00",
		"Fri Nov 14 13:02:00 CST 2025":          "2025-11-14", // Chicago's or China's
		"Fri, 14 Nov 2025 13:02:00 CST":         "2025-11-14T13:02:00-06:00",
		"Fri, 14 Nov 2025 13:02:00 IST":         "2025-11-14", // India's, Israel's or Ireland's
		"Fri, 14 Nov 2025 13:02:00":             "2025-11-14",
		"Fri, 14 Nov 2025":                      "2025-11-14",
		"2025-11-14T13:02:00-05:00":             "2025-11-14T13:02:00-05:00",
		"2025-11-14T13:02:00.123456-05:00":      "2025-11-14T13:02:00-05:00",
		"2025-11-14T18:02:00Z":                  "2025-11-14T18:02:00Z",
		"2025-11-14T18:02Z":                     "2025-11-14T18:02:00Z",
		"2025-11-14 18:02:00 +0100":             "2025-11-14T18:02:00+01:00",
		"2025-11-14T18:02:00+01":                "2025-11-14T18:02:00+01:00",
		"2025-11-14T18:02:00":                   "2025-11-14",
		"2025-11-14":                            "2025-11-14",
		"20251114":                              "2025-11-14",
		"November 14, 2025 1:02 PM EST":         "2025-11-14T13:02:00-05:00",
		"Nov 14, 2025, 1:02 p.m. EST":           "2025-11-14T13:02:00-05:00",
		" 2025-11-14T18:02:00Z\n":               "2025-11-14T18:02:00Z",
		"11/12/2025":                            "", // which of them is the month?
		"0000-00-00 00:00:00":                   "",
		"0001-01-01T00:00:00Z":                  "",
		"2025-02-30":                            "",
		"2025-11-14T18:02:00+99:99":             "2025-11-14", // no such zone
		"yesterday":                             "",
		"":                                      "",
	} {
		if got := ParseStamp(raw).String(); got != want {
			t.Errorf("%q: got %q, want %q", raw, got, want)
		}
	}
}

// What feeds write most comes back as it went in, offset and all.
func TestStampsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minutes := rapid.IntRange(-12*4, 14*4).Draw(t, "quarters") * 15
		at := time.Unix(rapid.Int64Range(400_000_000, 3_000_000_000).Draw(t, "unix"), 0).In(time.FixedZone("", minutes*60))
		for _, layout := range []string{time.RFC1123Z, time.RFC3339, "02 Jan 06 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 -0700"} {
			got := ParseStamp(at.Format(layout))
			if !got.Time.Equal(at) || got.Day || got.String() != at.Format(time.RFC3339) {
				t.Fatalf("%s became %s", at.Format(layout), got)
			}
		}
	})
}
