package event

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
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

// TestStoriesOfTheGuide scores type and actor as the stories' guide says:
// agencies stand for their country, COERCE and SANCTION are one for bans,
// ACCUSE and COERCE one for investigations, background is neutral.
func TestStoriesOfTheGuide(t *testing.T) {
	dir := shared.Dir(t, "data", "gold", "stories")
	files, _ := filepath.Glob(filepath.Join(dir, "*.gold.json"))
	var found, gold, right, got, dates, datesRight, recipients, recipientsRight int
	var wrong strings.Builder
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
		fmt.Fprintf(&wrong, "== %s\n", filepath.Base(f))
		events, art := throughRooms(t, story, g.Published)
		used := make([]bool, len(events))
		for _, ge := range g.Events {
			gold++
			k := matching(ge, events, used)
			if k < 0 {
				fmt.Fprintf(&wrong, "  missed %s %s -> %s\n", ge.Type, ge.Actor, ge.Recipient)
				continue
			}
			used[k] = true
			found++
			if ge.Date != "" {
				dates++
				if events[k].Date.String() == ge.Date {
					datesRight++
				} else {
					fmt.Fprintf(&wrong, "  date of %s %s: want %s got %s\n", ge.Type, ge.Actor, ge.Date, events[k].Date)
				}
			}
			if ge.Recipient != "" {
				recipients++
				if alike(ge.Recipient, events[k].Recipient) {
					recipientsRight++
				} else {
					fmt.Fprintf(&wrong, "  recipient of %s %s: want %s got %s\n", ge.Type, ge.Actor, ge.Recipient, events[k].Recipient.Name)
				}
			}
		}
		for k, e := range events {
			if e.Background && !used[k] {
				continue
			}
			got++
			if used[k] {
				right++
				continue
			}
			fmt.Fprintf(&wrong, "  extra %s %s -> %s %q\n", e.Type, e.Actor.Name, e.Recipient.Name, (receipt.Span{Start: e.Sentence.Start, End: min(e.Sentence.End, e.Sentence.Start+90)}).In(art.Text))
		}
	}
	p, r := float64(right)/float64(max(1, got)), float64(found)/float64(gold)
	f1 := 2 * p * r / max(p+r, 1e-9)
	t.Logf("events F1 %.3f (precision %d of %d, recall %d of %d), dates %d of %d, recipients %d of %d", f1, right, got, found, gold, datesRight, dates, recipientsRight, recipients)
	if testing.Verbose() {
		t.Log("\n" + wrong.String())
	}
	if f1 < 0.7 {
		t.Errorf("events are found worse than before: F1 %.3f", f1)
	}
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
