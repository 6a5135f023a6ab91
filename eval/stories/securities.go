package stories

import (
	"fmt"

	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
)

// tag is a mention of a listed party in the story's file.
type tag struct {
	span    receipt.Span
	entity  *security.Entity
	listing *security.Listing
	used    bool
}

// tags are the mentions of what can be traded, glued tickers among them.
func (c *scene) tags() []*tag {
	var out []*tag
	for _, m := range c.got.Names.Mentions {
		if len(m.Entity.Listings) > 0 {
			out = append(out, &tag{span: c.original(m.Span), entity: m.Entity, listing: m.Listing})
		}
	}
	for _, d := range c.got.Names.Debris {
		out = append(out, &tag{span: d.Original, entity: d.Entity, listing: d.Listing})
	}
	return out
}

// securities scores the links by issuer, in both directions, since the gold has
// every mention.
func (c *scene) securities() {
	tags := c.tags()
	roles := map[*security.Entity]link.Role{}
	for _, p := range c.got.Names.Parties {
		roles[p.Entity] = p.Role
	}
	wanted := map[*security.Entity]bool{}
	for _, s := range c.gold.Securities {
		var want *security.Entity
		if l, ok := c.names.master.Listing(s.Listing); ok {
			want = l.Entity
			wanted[want] = true
		}
		t := pick(tags, s.span, want)
		c.check("securities_recall", t != nil, s.span, fmt.Sprintf("%q is %s", s.Text, s.Listing), c.taken(tags, s.span))
		if t == nil {
			continue
		}
		c.report.count("securities_precision", true)
		c.check("securities_exact_span", t.span == s.span, s.span, fmt.Sprintf("%q", s.Text), fmt.Sprintf("%q", t.span.In(c.gold.Text)))
		c.check("roles_accuracy", string(roles[t.entity]) == s.Role, s.span, s.Text+" is "+s.Role, string(roles[t.entity]))
		c.report.count("mention_listing_accuracy", t.listing != nil && t.listing.ID() == s.Listing)
	}
	c.extraTags(tags, wanted)
}

// extraTags counts what was tagged without being in the gold, the traps among
// it.
func (c *scene) extraTags(tags []*tag, wanted map[*security.Entity]bool) {
	for _, trap := range c.gold.Traps {
		took := false
		for _, t := range tags {
			if !t.used && t.span.Overlaps(trap.span) {
				took = true
				c.wrong("traps_taken", trap.span, fmt.Sprintf("%q is %s", trap.Text, trap.Reason), "tagged as "+t.entity.ID)
			}
		}
		c.report.count("traps_refused", !took)
		c.report.add("traps_taken", took)
	}
	for _, t := range tags {
		if !t.used && !c.neutral(t, wanted) {
			c.check("securities_precision", false, t.span, fmt.Sprintf("%q is not tagged", t.span.In(c.gold.Text)), "tagged as "+t.entity.ID)
		}
	}
}

// neutral reports what the guide never scores: brands and subsidiaries of a
// tagged parent that the gold does not mention at all.
func (c *scene) neutral(t *tag, wanted map[*security.Entity]bool) bool {
	for _, trap := range c.gold.Traps {
		if trap.span.Overlaps(t.span) {
			return false
		}
	}
	if wanted[t.entity] {
		words := t.span.In(c.gold.Text)
		for _, a := range t.entity.Aliases {
			if a.Kind == security.Brand && a.Name == words {
				return true
			}
		}
		return false
	}
	for e := range wanted {
		if e.ID == t.entity.Parent {
			return true
		}
	}
	return false
}

// pick takes the unused tag of the entity that overlaps the span most.
func pick(tags []*tag, span receipt.Span, e *security.Entity) *tag {
	var best *tag
	for _, t := range tags {
		if t.used || t.entity != e || !t.span.Overlaps(span) {
			continue
		}
		if best == nil || union(t.span, span) > union(best.span, span) {
			best = t
		}
	}
	if best != nil {
		best.used = true
	}
	return best
}

// taken says what the product made of a place, for the list of wrong cases.
func (c *scene) taken(tags []*tag, span receipt.Span) string {
	for _, t := range tags {
		if t.span.Overlaps(span) {
			return fmt.Sprintf("%q tagged as %s", t.span.In(c.gold.Text), t.entity.ID)
		}
	}
	for _, x := range c.got.Names.Refusals {
		if c.original(x.Span).Overlaps(span) {
			return "refused as " + x.Reason
		}
	}
	for _, m := range c.got.Names.Mentions {
		if c.original(m.Span).Overlaps(span) {
			return "taken for " + m.Entity.ID + ", which has no listing"
		}
	}
	return "not seen"
}

// injected counts whatever was taken from text addressed to machines.
func (c *scene) injected() {
	took := func(what string, spans ...receipt.Span) {
		for _, s := range spans {
			o := c.original(s)
			if !o.Empty() && c.gold.trapped(o, "injected_text") {
				c.report.add("injected_taken", true)
				c.wrong("injected_taken", o, "nothing", what+" "+o.In(c.gold.Text))
				return
			}
		}
	}
	c.report.add("injected_taken", false)
	for _, m := range c.got.Names.Mentions {
		took("name", m.Span)
	}
	for _, d := range c.got.Names.Debris {
		if c.gold.trapped(d.Original, "injected_text") {
			c.report.add("injected_taken", true)
			c.wrong("injected_taken", d.Original, "nothing", "ticker "+d.Ticker)
		}
	}
	for _, x := range c.got.Ledger.Claims {
		took("claim", x.Content, x.Source, x.Cue)
	}
	for _, e := range c.got.Events {
		took("event", e.Trigger, e.Sentence)
	}
	for _, s := range c.got.Statements {
		took("statement", s.Span, s.Number)
	}
}
