package when

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"newstape/internal/shared"
	"newstape/story/text"
	"newstape/tape/calendar"
)

// goldWindow is the window of an annotated market statement.
type goldWindow struct {
	Text      string
	Published string `json:"published_raw"`
	Day       string `json:"published"`
	Window    struct{ From, To, Text, Kind, Field string }
}

// reference is the published time of a statement. The set's guide says what its
// stamps of 2020 and later mean: New York's wall time less its distance from
// UTC. Older ones lost a.m. and p.m. and keep their day only.
func (g goldWindow) reference() Reference {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil || g.Day == "" {
		return Reference{}
	}
	if at, err := time.Parse("2006-01-02 15:04:05-07:00", g.Published); err == nil && at.Year() >= 2020 && at.Hour()+at.Minute() > 0 {
		_, offset := at.In(zone).Zone()
		wall := at.Add(time.Duration(-offset) * time.Second)
		return Reference{Known: true, Published: time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), 0, 0, zone)}
	}
	if at, err := time.ParseInLocation("January 02, 2006 — 03:04 pm", strings.TrimSuffix(g.Published, " EST"), zone); err == nil {
		return Reference{Published: at, Known: true}
	}
	at, err := time.ParseInLocation(time.DateOnly, g.Day[:10], zone)
	return Reference{Published: at, Known: err == nil, DateOnly: true}
}

// TestGoldWindows resolves the words that annotators marked as the window of a
// statement, and compares the sessions.
func TestGoldWindows(t *testing.T) {
	f, err := os.Open(shared.Dir(t, "data", "gold", "market_statements", "market_statements.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cal, err := calendar.For("XNYS")
	if err != nil {
		t.Fatal(err)
	}
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<20)
	seen := map[string]bool{}
	n, found, end, base, bases := 0, 0, 0, 0, 0
	for scan.Scan() {
		var g goldWindow
		if err := json.Unmarshal(scan.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		key := g.Text + g.Window.Text
		if g.Day == "" || g.Window.Text == "" || g.Window.To == "" || !strings.Contains(g.Text, g.Window.Text) || seen[key] {
			continue
		}
		seen[key] = true
		n++
		e, ok := overlapping(g)
		if ok {
			found++
		}
		from, last, missing := e.Window(cal)
		note := fmt.Sprintf("%s: %q pub %s want %s to %s, got %s to %s %v", g.Window.Kind, g.Window.Text, g.Published, g.Window.From, g.Window.To, from.Date, last.Date, missing)
		if ok && missing == nil && last.Date.String() == g.Window.To {
			end++
		} else {
			t.Log(note)
		}
		if g.Window.From != "" && g.Window.Kind != "extreme_or_streak" {
			bases++
			if ok && missing == nil && from.Date.String() == g.Window.From {
				base++
			} else if ok {
				t.Log("base of " + note)
			}
		}
	}
	t.Logf("%d windows: %d found, last session right %d, base right %d of %d", n, found, end, base, bases)
	if found*100 < 85*n || end*100 < 80*n || base*100 < 80*bases {
		t.Error("fewer windows than before")
	}
}

// overlapping is the expression that shares bytes with the marked words.
func overlapping(g goldWindow) (Expr, bool) {
	start := strings.Index(g.Text, g.Window.Text)
	for _, e := range Find(text.Parse(g.Text), g.reference()) {
		if e.Start < start+len(g.Window.Text) && e.End > start {
			return e, true
		}
	}
	return Expr{}, false
}
