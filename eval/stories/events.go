package stories

import (
	"fmt"

	"newstape/ledger/event"
)

// events scores who did what to whom, and when. What we call background counts
// only where the gold has it.
func (c *scene) events() {
	ours, gold := c.got.Events, c.gold.Events
	match := pairs(len(gold), len(ours), func(i, k int) float64 { return c.eventFit(gold[i], ours[k]) })
	strict := pairs(len(gold), len(ours), func(i, k int) float64 {
		if gold[i].Type != ours[k].Type || !gold[i].span.Overlaps(c.original(ours[k].Sentence)) {
			return 0
		}
		return c.eventFit(gold[i], ours[k])
	})
	used, usedStrictly := map[int]bool{}, map[int]bool{}
	for i, g := range gold {
		used[match[i]], usedStrictly[strict[i]] = true, true
		c.report.count("events_recall_strict", strict[i] >= 0)
		c.check("events_recall", match[i] >= 0, g.span, g.String(), "no such event")
		if match[i] >= 0 {
			c.compareEvent(g, ours[match[i]])
		}
	}
	for k, e := range ours {
		if e.Background && !used[k] {
			continue
		}
		c.check("events_precision", used[k], c.original(e.Sentence), "no such event", eventWords(e))
		c.report.count("events_precision_strict", usedStrictly[k])
	}
}

func (g goldEvent) String() string {
	return fmt.Sprintf("%s: %s -> %s", g.Type, g.Actor, or(g.Recipient, "nobody named"))
}

func eventWords(e event.Event) string {
	return fmt.Sprintf("%s: %s -> %s", e.Type, or(e.Actor.Name, "nobody named"), or(e.Recipient.Name, "nobody named"))
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// eventFit ranks how well one of our events answers a gold one; 0 when type or
// actor differ.
func (c *scene) eventFit(g goldEvent, e event.Event) float64 {
	if !sameType(g.Type, e.Type) || !c.names.actors(g.Actor, e.Actor) {
		return 0
	}
	fit := 1.0
	if g.Type == e.Type {
		fit += 4
	}
	if c.names.actors(g.Recipient, e.Recipient) {
		fit += 2
	}
	if g.span.Overlaps(c.original(e.Sentence)) {
		fit++
	}
	return fit
}

// sameType accepts the pairs that the guide lets pass: bans and investigations.
func sameType(a, b string) bool {
	pair := func(x, y string) bool { return a == x && b == y || a == y && b == x }
	return a == b || pair("COERCE", "SANCTION") || pair("ACCUSE", "COERCE")
}

func (c *scene) compareEvent(g goldEvent, e event.Event) {
	c.report.count("event_type_exact", g.Type == e.Type)
	if g.Date != "" {
		c.check("event_dates", e.Date.String() == g.Date, g.span, g.String()+" on "+g.Date, or(e.Date.String(), "no date"))
	}
	if g.Recipient != "" {
		c.check("event_recipients", c.names.actors(g.Recipient, e.Recipient), g.span, g.String(), eventWords(e))
	}
}
