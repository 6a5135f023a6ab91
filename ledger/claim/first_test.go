package claim

import (
	"os"
	"slices"
	"testing"

	"newstape/internal/shared"
	"newstape/receipt"
)

// TestFirstStory holds the ledger of the story that defines the product.
func TestFirstStory(t *testing.T) {
	raw, err := os.ReadFile(shared.Dir(t, "stories", "alibaba-memo.txt"))
	if err != nil {
		t.Fatal(err)
	}
	art, g := throughRooms(t, raw, "2025-11-15T04:58:00-05:00")
	s := art.Text
	lawful(t, s, art.Opaque, g)
	find := func(speaker string, stance Stance, quote string) Claim {
		t.Helper()
		for _, c := range g.Claims {
			if (c.Speaker.Name == speaker || c.Speaker.Entity != nil && c.Speaker.Entity.ID == speaker) && c.Stance == stance && (quote == "" || slices.ContainsFunc(c.Quotes, func(q receipt.Span) bool { return q.In(s) == quote })) {
				return c
			}
		}
		t.Fatalf("no claim of %s, %s, with %q", speaker, stance, quote)
		return Claim{}
	}
	accusation := find("White House memo", Alleges, "")
	if accusation.Status != Disputed || len(accusation.Via) != 1 || accusation.Via[0].Name != "Financial Times" {
		t.Errorf("accusation: status %s via %v", accusation.Status, accusation.Via)
	}
	answers := []Claim{
		find("alibaba", Denies, "completely false"),
		find("Chinese embassy in Washington", Denies, ""),
		find("Financial Times", CouldNotVerify, ""),
		find("alibaba", Questions, "motivation behind the anonymous leak."),
	}
	for _, c := range answers {
		if c.About != accusation.ID || c.Source.Empty() || c.Cue.Empty() {
			t.Errorf("%s of %s: answers %q, source %q, cue %q", c.Stance, c.Speaker.Name, c.About, c.Source.In(s), c.Cue.In(s))
		}
	}
	find("alibaba", Alleges, "malicious PR operation")
	var objects []string
	for _, c := range g.Claims {
		for _, o := range c.Objects {
			objects = append(objects, o.In(s))
		}
	}
	for _, want := range []string{"IP addresses", "WiFi information", "AI services"} {
		if !slices.Contains(objects, want) {
			t.Errorf("objects %q lack %q", objects, want)
		}
	}
}
