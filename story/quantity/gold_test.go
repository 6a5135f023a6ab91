package quantity

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"

	"newstape/internal/shared"
	"newstape/story/text"
)

// goldUnit maps the gold's words to ours.
var goldUnit = map[string]Unit{"percent": Percent, "points": Points, "usd": Money, "usd_bn": Money, "shares_mn": Shares, "times": Times, "hkd": Money}

// TestGoldFigures asks that the figures which annotators marked in real
// sentences are found with value and unit.
func TestGoldFigures(t *testing.T) {
	f, err := os.Open(shared.Dir(t, "data", "gold", "market_statements", "market_statements.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<20)
	n, value, unit := 0, 0, 0
	for scan.Scan() {
		var g struct {
			Text, Unit string
			Value      *float64
			Qualifier  string
		}
		if err := json.Unmarshal(scan.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		if g.Value == nil || goldUnit[g.Unit] == "" {
			continue
		}
		n++
		v, u := matchGold(g.Text, *g.Value, g.Unit)
		if v {
			value++
		}
		if u {
			unit++
		} else if testing.Verbose() {
			fmt.Printf("%v %s: %s\n", *g.Value, g.Unit, g.Text)
		}
	}
	t.Logf("%d figures: value found %.1f %%, with its unit %.1f %%", n, 100*float64(value)/float64(n), 100*float64(unit)/float64(n))
	if float64(unit) < 0.98*float64(n) {
		t.Errorf("only %d of %d", unit, n)
	}
}

func matchGold(in string, want float64, unit string) (value, both bool) {
	doc := text.Parse(in)
	scale := map[string]float64{"usd_bn": 1e9, "shares_mn": 1e6}[unit]
	if scale == 0 {
		scale = 1
	}
	for _, q := range Find(doc) {
		tolerance := 1e-6
		if q.Decimals < 0 { // two-thirds is 66.7
			tolerance = 1e-3
		}
		if math.Abs(math.Abs(q.Value)-want*scale) > tolerance*want*scale {
			continue
		}
		value = true
		// A level is printed bare, and "shed 0.14" gives no unit either.
		if q.Unit == goldUnit[unit] || q.Unit == Plain && unit != "percent" {
			return true, true
		}
	}
	return value, false
}
