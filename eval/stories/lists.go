package stories

import (
	"fmt"

	"newstape/receipt"
	"newstape/tape/calendar"
)

// sinceDays is how far apart two dates of a listing may lie: the Federal
// Register's and the day it took effect.
const sinceDays = 7

// lists scores where parties stood on restriction lists on the story's day. A
// party that was not recognised, or a list that we do not have, is wrong.
func (c *scene) lists() {
	for _, g := range c.gold.Lists {
		want := fmt.Sprintf("%s on %s: %s", g.Party, g.List, g.Status)
		status, since := c.standing(g)
		c.check("lists_accuracy", status == g.Status, c.find(g.Party), want, status)
		if status != g.Status || g.Since == "" || since == 0 {
			continue
		}
		day, err := calendar.ParseDate(g.Since)
		ok := err == nil && since >= day-sinceDays && since <= day+sinceDays
		c.check("lists_since_accuracy", ok, c.find(g.Party), want+" since "+g.Since, since.String())
	}
}

// standing is our answer to one question, in words when there is none.
func (c *scene) standing(g goldStanding) (status string, since calendar.Date) {
	e := c.names.entity(g.Party)
	for _, row := range c.got.Standings {
		if e == nil || row.Entity != e {
			continue
		}
		for _, s := range row.Lists {
			if s.List == g.List {
				return s.Status, s.Since
			}
		}
		return "the product has no list " + g.List, 0
	}
	return "the party was not asked about", 0
}

// find is the first place where a party is named.
func (c *scene) find(party string) receipt.Span {
	e := c.names.entity(party)
	for _, m := range c.got.Names.Mentions {
		if m.Entity == e {
			return c.original(m.Span)
		}
	}
	return receipt.Span{}
}
