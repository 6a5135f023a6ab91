package export

import (
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strconv"
	"strings"

	"newstape/ledger/claim"
	"newstape/ledger/event"
	"newstape/names/security"
	"newstape/tape/calendar"
)

// ravenColumns are those of RavenPack's columns that a story fills, in their
// order there.
var ravenColumns = []string{
	"TIMESTAMP_UTC", "RP_STORY_ID", "RP_ENTITY_ID", "ENTITY_TYPE", "ENTITY_NAME", "COUNTRY_CODE", "RELEVANCE", "EVENT_RELEVANCE", "EVENT_SIMILARITY_KEY",
	"EVENT_SIMILARITY_DAYS", "TYPE", "SUB_TYPE", "PROPERTY", "FACT_LEVEL", "POSITION_NAME", "EVENT_START_DATE_UTC", "EVENT_END_DATE_UTC", "RELATED_ENTITY",
	"EVENT_TEXT", "SOURCE_NAME", "RP_STORY_EVENT_INDEX", "RP_STORY_EVENT_COUNT", "PROVIDER_ID", "HEADLINE",
}

// farthest is what RavenPack reports when nothing like it came in the year
// before; here it can only speak of the stories at hand.
const farthest = 365

func writeRavenPack(w io.Writer, stories []Story) error {
	out := csv.NewWriter(w)
	rows := [][]string{ravenColumns}
	seen := newSightings(stories)
	for n, s := range stories {
		for i, e := range s.Events {
			for _, role := range []struct {
				name          string
				parties, with []claim.Speaker
			}{{"actor", e.Actors, e.Recipients}, {"recipient", e.Recipients, e.Actors}} {
				for _, who := range role.parties {
					rows = append(rows, s.ravenRow(i, e, who, role.name, role.with, seen.days(n, e)))
				}
			}
		}
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write events: %w", err)
	}
	return nil
}

func (s Story) ravenRow(i int, e event.Event, who claim.Speaker, role string, with []claim.Speaker, days string) []string {
	stamp, _ := s.published()
	position := ""
	if role == "actor" {
		position = e.By
	}
	related := make([]string, len(with))
	for k, w := range with {
		related[k] = partyID(w)
	}
	start := ""
	if e.Date != 0 {
		start = day(e.Date)
	}
	return []string{
		stamp, storyID(s), partyID(who), entityType(who), who.Name, event.ProfileOf(who).ISO, s.relevance(who), strconv.Itoa(e.Salience), similarityKey(e),
		days, e.Type, e.Mode, role, factLevel(e), position, start, start, strings.Join(related, "; "),
		s.words(e.Trigger), s.outlet(), strconv.Itoa(i + 1), strconv.Itoa(len(s.Events)), "newstape", s.title(),
	}
}

// relevance is the linker's, 0 to 100; empty for parties that it does not rank.
func (s Story) relevance(who claim.Speaker) string {
	for _, p := range s.Names.Parties {
		if p.Entity != nil && p.Entity == who.Entity {
			return strconv.Itoa(p.Relevance)
		}
	}
	return ""
}

func entityType(who claim.Speaker) string {
	if who.Entity != nil {
		switch who.Entity.Kind {
		case security.Issuer, security.Private:
			return "COMP"
		case security.State, security.Press:
			return "ORGA"
		case security.Place:
			return "PLCE"
		case security.Person:
			return "PEOP"
		case security.Product:
			return "PROD"
		}
	}
	switch event.ProfileOf(who).Sector {
	case "BUS":
		return "COMP"
	case "GOV", "LEG", "JUD", "MIL", "COP", "SPY", "IGO", "JRN":
		return "ORGA"
	}
	return ""
}

// factLevel: guidance and what is announced for later are forecasts.
func factLevel(e event.Event) string {
	if e.Type == "corporate:guidance" || slices.Contains(e.Contexts, "future") {
		return "forecast"
	}
	return "fact"
}

// similarityKey is the same for the same act between the same parties.
func similarityKey(e event.Event) string {
	h := fnv.New64a()
	for _, part := range []string{e.Type, partiesKey(e.Actors), partiesKey(e.Recipients)} {
		_, _ = h.Write([]byte(part + "\x00"))
	}
	return fmt.Sprintf("%016X", h.Sum64())
}

func partiesKey(who []claim.Speaker) string {
	var ids []string
	for _, w := range who {
		ids = append(ids, partyID(w))
	}
	slices.Sort(ids)
	return strings.Join(ids, ";")
}

// sightings are the events of the stories at hand by similarity.
type sightings struct {
	of  map[string][]sighting
	own []Story
}

type sighting struct {
	story int
	day   calendar.Date
}

func newSightings(stories []Story) sightings {
	out := sightings{of: map[string][]sighting{}, own: stories}
	for n, s := range stories {
		if !s.Article.Reference.Known {
			continue
		}
		for _, e := range s.Events {
			k := similarityKey(e)
			out.of[k] = append(out.of[k], sighting{n, calendar.DateOf(s.Article.Reference.Published)})
		}
	}
	return out
}

// days since an earlier story at hand told of a like event, farthest without one;
// empty when one story was read alone, or a story's day is not known.
func (g sightings) days(story int, e event.Event) string {
	ref := g.own[story].Article.Reference
	if len(g.own) < 2 || !ref.Known {
		return ""
	}
	today, best := calendar.DateOf(ref.Published), calendar.Date(farthest)
	for _, o := range g.of[similarityKey(e)] {
		earlier := o.day < today || o.day == today && g.own[o.story].Article.Reference.Published.Before(ref.Published)
		if o.story != story && earlier {
			best = min(best, today-o.day)
		}
	}
	return strconv.Itoa(int(best))
}
