package stories

import (
	"fmt"
	"slices"
	"strings"

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
	c.eventParts()
	for k, e := range ours {
		c.report.count("events_in_guide", inGuide(e.Type))
		if !used[k] && (e.Background || !inGuide(e.Type)) {
			continue
		}
		c.check("events_precision", used[k], c.original(e.Sentence), "no such event", eventWords(e))
		c.report.count("events_precision_strict", usedStrictly[k])
	}
}

// eventParts scores type, actor and recipient each on its own: an event of ours
// stands for the gold's that most of the three and the sentence agree with, so
// that a wrong actor does not hide a right type.
func (c *scene) eventParts() {
	ours, gold := c.got.Events, c.gold.Events
	match := pairs(len(gold), len(ours), func(i, k int) float64 { return c.partFit(gold[i], ours[k]) })
	of := map[int]goldEvent{}
	for i, g := range gold {
		k := match[i]
		if k >= 0 {
			of[k] = g
			c.check("event_type_accuracy", sameType(g.Type, ours[k].Type), g.span, g.String(), eventWords(ours[k]))
		}
		c.report.count("actor_recall", k >= 0 && c.names.actors(g.Actor, ours[k].Actor))
		if g.Recipient != "" {
			c.report.count("recipient_recall", k >= 0 && c.names.actors(g.Recipient, ours[k].Recipient))
		}
	}
	for k, e := range ours {
		g, found := of[k]
		if !found && (e.Background || !inGuide(e.Type)) {
			continue
		}
		c.report.count("actor_precision", found && c.names.actors(g.Actor, e.Actor))
		if e.Recipient.Name != "" {
			c.report.count("recipient_precision", found && g.Recipient != "" && c.names.actors(g.Recipient, e.Recipient))
		}
	}
}

// inGuide: of corporate types the guide knows six; the gold has none of the others,
// which are right or wrong by other sets.
func inGuide(kind string) bool {
	of, corporate := strings.CutPrefix(kind, "corporate:")
	return !corporate || slices.Contains([]string{"earnings", "merger", "product", "legal", "guidance", "outage"}, of)
}

// partFit ranks pairs by what agrees; 0 for a pair with nothing but one party or
// the type in common.
func (c *scene) partFit(g goldEvent, e event.Event) float64 {
	here := g.span.Overlaps(c.original(e.Sentence))
	kind, actor := sameType(g.Type, e.Type), c.names.actors(g.Actor, e.Actor)
	recipient := g.Recipient != "" && c.names.actors(g.Recipient, e.Recipient)
	fit := 0.0
	for _, part := range []struct {
		agrees bool
		worth  float64
	}{{here, 2}, {kind, 3}, {g.Type == e.Type, 0.5}, {actor, 2}, {recipient, 1}} {
		if part.agrees {
			fit += part.worth
		}
	}
	party := actor || recipient
	if here && (kind || party) || kind && party {
		return fit
	}
	return 0
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
