package check

import (
	"strings"
	"testing"
)

// TestWhySays holds the words that a reader who sees only Why must find there.
func TestWhySays(t *testing.T) {
	tape := sampleTape(t)
	for _, c := range []struct{ published, text, want string }{
		{"2025-11-14T17:30:00-05:00", "JD.com fell 6% on Friday.", "-6 % is the day's low in round figures: 28.01, -5.54 %"},
		{"2025-11-14T17:30:00-05:00", "Alibaba fell more than 4%.", "-4 % was passed from 13:25 ET (low 152.32)"},
		{"2025-11-14T17:30:00-05:00", "Alibaba fell 3.8% on Thursday, Nov. 14.", "(14 November 2025 was a Friday)"},
		{"2025-11-14T15:00:00-05:00", "Alibaba closed 3.8% lower on Friday.", "the session had not closed when the story appeared"},
		{"2025-11-14T17:30:00-05:00", "Alibaba fell 3.8%, not 4.7%.", "the text itself withdraws this figure"},
		{"2025-11-20T09:41:00-05:00", "Alibaba is trading down 3.4%.", "the session of 2025-11-20 was open when the story appeared"},
	} {
		found := judged(c.text, referenceOf(t, c.published), tape)
		if len(found) == 0 {
			t.Errorf("%s: nothing was found", c.text)
			continue
		}
		if last := found[len(found)-1]; !strings.Contains(last.Why, c.want) {
			t.Errorf("%s\n says %q\n not %q", c.text, last.Why, c.want)
		}
	}
}

// TestFigureBearsItsVerdict: the digits shown must not contradict the verdict.
func TestFigureBearsItsVerdict(t *testing.T) {
	c := &book{st: &Statement{Unit: "pct"}, fits: func(v float64) bool { return v >= 2.85 && v <= 2.95 }}
	for v, want := range map[float64]string{2.8451: "+2.845 %", 2.9: "+2.90 %", 2.84996: "+2.84996 %", -3.78: "-3.78 %"} {
		if got := c.figure(v); got != want {
			t.Errorf("figure(%v) is %q, want %q", v, got, want)
		}
	}
}
