package article

import (
	"strings"
	"testing"
	"time"

	"newstape/internal/patience"
)

// Long input costs about in proportion to its length, however it is made up: a
// hundred kilobytes in less than a second, where work by the square of the length
// would take minutes.
func TestLongInputIsReadInBoundedTime(t *testing.T) {
	const size, limit = 1 << 17, 20 * time.Second
	for name, unit := range map[string]string{
		"one sentence":     "the market rose and fell again and ",
		"sentences":        "Shares fell 3.8% on Friday. ",
		"lines":            "Shares fell 3.8% on Friday.\n",
		"share buttons":    "Share on X ",
		"share bars":       "They fell. Share on X Share on Facebook\n",
		"stops":            ". ",
		"tags":             "<p>Shares <b>fell</b> on Friday.</p>",
		"unclosed tags":    "<div><p>Shares fell ",
		"headings":         "Related articles\nA link\n",
		"tickers":          "AlibabaBABA-- ",
		"open parentheses": "(BABA ",
	} {
		start := time.Now()
		_, err := Read([]byte("Shares fall\n\n"+strings.Repeat(unit, size/len(unit))), Options{Name: "long"})
		if took := time.Since(start); took > patience.Limit(limit) {
			t.Errorf("%s: %s", name, took)
		} else {
			t.Logf("%s: %s, %v", name, took.Round(time.Millisecond), err)
		}
	}
}
