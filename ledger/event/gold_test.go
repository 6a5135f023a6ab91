package event

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"newstape/internal/shared"
	"newstape/ledger/claim"
	"newstape/names/security"
	"newstape/receipt"
)

type goldStory struct {
	Published string
	Events    []goldEvent
}

type goldEvent struct {
	Type, Actor string
	Recipient   string
	Date        string
	Text        []int
}

// tally counts what the guide asks for.
type tally struct {
	found, gold, right, got     int
	dates, datesRight           int
	recipients, recipientsRight int
	wrong                       strings.Builder
}

// TestStoriesOfTheGuide scores type and actor as the stories' guide says:
// agencies stand for their country, COERCE and SANCTION are one for bans,
// ACCUSE and COERCE one for investigations, background is neutral.
func TestStoriesOfTheGuide(t *testing.T) {
	dir := shared.Dir(t, "data", "gold", "stories")
	files, _ := filepath.Glob(filepath.Join(dir, "*.gold.json"))
	var n tally
	for _, f := range files {
		var g goldStory
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(raw, &g); err != nil {
			t.Fatal(err)
		}
		story, err := os.ReadFile(strings.TrimSuffix(f, ".gold.json") + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&n.wrong, "== %s\n", filepath.Base(f))
		events, art := throughRooms(t, story, g.Published)
		n.add(g, events, art.Text)
	}
	p, r := float64(n.right)/float64(max(1, n.got)), float64(n.found)/float64(max(1, n.gold))
	f1 := 2 * p * r / max(p+r, 1e-9)
	t.Logf("events F1 %.3f (precision %d of %d, recall %d of %d), dates %d of %d, recipients %d of %d", f1, n.right, n.got, n.found, n.gold,
		n.datesRight, n.dates, n.recipientsRight, n.recipients)
	if testing.Verbose() {
		t.Log("\n" + n.wrong.String())
	}
	if f1 < 0.7 {
		t.Errorf("events are found worse than before: F1 %.3f", f1)
	}
}

func (n *tally) add(g goldStory, events []Event, all string) {
	used := make([]bool, len(events))
	for _, ge := range g.Events {
		n.gold++
		k := matching(ge, events, used)
		if k < 0 {
			fmt.Fprintf(&n.wrong, "  missed %s %s -> %s\n", ge.Type, ge.Actor, ge.Recipient)
			continue
		}
		used[k] = true
		n.found++
		if ge.Date != "" {
			n.dates++
			n.datesRight += n.hit(ge, "date", ge.Date, events[k].Date.String(), events[k].Date.String() == ge.Date)
		}
		if ge.Recipient != "" {
			n.recipients++
			n.recipientsRight += n.hit(ge, "recipient", ge.Recipient, events[k].Recipient.Name, alike(ge.Recipient, events[k].Recipient))
		}
	}
	for k, e := range events {
		if !used[k] && (e.Background || !inGuide(e.Type)) {
			continue
		}
		n.got++
		if used[k] {
			n.right++
			continue
		}
		head := receipt.Span{Start: e.Sentence.Start, End: min(e.Sentence.End, e.Sentence.Start+90)}
		fmt.Fprintf(&n.wrong, "  extra %s %s -> %s %q\n", e.Type, e.Actor.Name, e.Recipient.Name, head.In(all))
	}
}

// inGuide: of corporate types the guide knows six.
func inGuide(kind string) bool {
	of, corporate := strings.CutPrefix(kind, "corporate:")
	return !corporate || slices.Contains([]string{"earnings", "merger", "product", "legal", "guidance", "outage"}, of)
}

func (n *tally) hit(ge goldEvent, what, want, got string, ok bool) int {
	if ok {
		return 1
	}
	fmt.Fprintf(&n.wrong, "  %s of %s %s: want %s got %s\n", what, ge.Type, ge.Actor, want, got)
	return 0
}

func matching(ge goldEvent, events []Event, used []bool) int {
	for pass := range 4 { // the same type and recipient first
		for k, e := range events {
			if used[k] || !alike(ge.Actor, e.Actor) || ge.Type != e.Type && (pass < 2 || !sameType(ge.Type, e.Type)) {
				continue
			}
			if pass%2 == 1 || alike(ge.Recipient, e.Recipient) {
				return k
			}
		}
	}
	return -1
}

func sameType(a, b string) bool {
	pair := func(x, y string) bool { return a == x && b == y || a == y && b == x }
	return a == b || pair("COERCE", "SANCTION") || pair("ACCUSE", "COERCE")
}

// byAlias is the master's entities by every name they go under.
var byAlias = sync.OnceValue(func() map[string]*security.Entity {
	out := map[string]*security.Entity{}
	for _, e := range security.Embedded().Entities() {
		out[strings.ToLower(e.Name)] = e
		for _, a := range e.Aliases {
			if _, ok := out[strings.ToLower(a.Name)]; !ok {
				out[strings.ToLower(a.Name)] = e
			}
		}
	}
	return out
})

// alike: one of the names joined by "; " means the same party, or the same
// country when both are of a state.
func alike(want string, got claim.Speaker) bool {
	if want == "" || got.Name == "" {
		return want == got.Name
	}
	for w := range strings.SplitSeq(want, "; ") {
		for g := range strings.SplitSeq(got.Name, "; ") {
			a, b := strings.ToLower(w), strings.ToLower(g)
			if a == b || strings.HasPrefix(b, a+" ") || strings.HasPrefix(a, b+" ") || byAlias()[a] != nil && byAlias()[a] == byAlias()[b] {
				return true
			}
		}
		e := byAlias()[strings.ToLower(w)]
		land := country(claim.Speaker{Name: w, Entity: e})
		if w == "Donald Trump" {
			land = "US"
		}
		if ours := country(got); land != "" && land == ours && stateLike(got) && (e == nil || isState(e)) || land == "US" && got.Name == "Donald Trump" {
			return true
		}
	}
	return false
}
