package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"newstape/desk/store"
	"newstape/fault"
	"newstape/names/screen"
	"newstape/tape/calendar"
)

// standingsKey is the setting that holds who stood on which list when the desk
// last looked.
const standingsKey = "standings"

// compareLists tells what came onto or went from a list since the desk last
// looked: because a day came on which an entry took effect, or because newer
// lists were opened. The first look of a new desk sets the base and tells
// nothing.
func (d *Desk) compareLists(ctx context.Context) error {
	today := calendar.DateOf(d.Now())
	now := d.standings(today)
	raw, err := d.Store.Setting(ctx, standingsKey)
	if err != nil {
		return err
	}
	var before map[string]string
	if raw != "" {
		if err := json.Unmarshal([]byte(raw), &before); err != nil {
			return fault.New(fault.Corrupt, "setting %s: %w", standingsKey, err)
		}
	}
	d.carryUnknown(before, now)
	if before != nil {
		changes := d.listChanges(before, now, today)
		if _, err := d.Store.PutListChanges(ctx, changes); err != nil {
			return err
		}
		for _, c := range changes {
			if err := d.tellListChange(ctx, c); err != nil {
				return err
			}
		}
	}
	out, err := json.Marshal(now)
	if err != nil || string(out) == raw {
		return err
	}
	// Last, so that a process that dies before it tells everything again; alerts
	// and list changes are known by their ids and stay single.
	return d.Store.PutSetting(ctx, standingsKey, string(out))
}

// standings is "party list" to the day since when the party itself is listed.
func (d *Desk) standings(on calendar.Date) map[string]string {
	facts := d.Rooms.Current().Facts()
	out := map[string]string{}
	for _, id := range facts.Lists.Parties() {
		e, ok := facts.Master.Issuer(id)
		if !ok {
			continue
		}
		for _, s := range facts.Lists.Standings(e, on) {
			if s.Status == screen.Listed {
				out[id+" "+string(s.List)] = s.Since.String()
			}
		}
	}
	return out
}

// carryUnknown keeps the standings of parties that the table of names in use does
// not have: they are not known to have gone from a list.
func (d *Desk) carryUnknown(before, now map[string]string) {
	facts := d.Rooms.Current().Facts()
	for key, since := range before {
		party, _, _ := strings.Cut(key, " ")
		if _, known := facts.Master.Issuer(party); !known {
			now[key] = since
		}
	}
}

func (d *Desk) listChanges(before, now map[string]string, today calendar.Date) []store.ListChange {
	var out []store.ListChange
	facts := d.Rooms.Current().Facts()
	add := func(key, what, day string) {
		party, list, _ := strings.Cut(key, " ")
		c := store.ListChange{
			ID: fmt.Sprintf("%s-%s-%s-%s", list, party, what, day), List: list, Party: party, Name: party,
			Change: what, Day: day, Seen: d.Now(),
		}
		if e, ok := facts.Master.Issuer(party); ok {
			c.Name = e.Name
			if s, ok := facts.Lists.Standing(e, screen.List(list), today); ok && s.Period != nil {
				c.Detail, _ = json.Marshal(map[string]string{"citation": s.Period.Citation})
			}
		}
		out = append(out, c)
	}
	for _, key := range slices.Sorted(maps.Keys(now)) {
		if _, had := before[key]; !had {
			add(key, "added", now[key])
		}
	}
	for _, key := range slices.Sorted(maps.Keys(before)) {
		if _, has := now[key]; !has {
			add(key, "removed", today.String())
		}
	}
	return out
}
