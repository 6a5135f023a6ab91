package doctor

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"newstape/check"
	"newstape/desk/ask"
	"newstape/names/link"
	"newstape/names/match"
	"newstape/names/screen"
	"newstape/names/security"
	"newstape/story/article"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// When a fact is called stale.
const (
	stalePrices = 3  // sessions behind
	staleNames  = 45 // days since the last pull
	staleLists  = 60 // days
)

// sampleStory is read with the embedded facts alone, whose figures do not
// change: the answer is known.
const sampleStory = `Alibaba shares fall 3.8% on Friday

The White House accused Alibaba on Friday of helping the Chinese military, the Financial Times reported. Alibaba denied the allegation. Alibaba's shares fell 3.8% on Friday in New York.
`

// models opens the embedded models and reads a story with them.
func (v *visit) models(context.Context) {
	const topic, again = "models", "the program is damaged: install it again"
	rooms, err := ask.Open(ask.Options{})
	if err != nil {
		v.broken(topic, "the embedded models do not open: "+err.Error(), again)
		return
	}
	defer rooms.Close()
	d, _, err := rooms.Read([]byte(sampleStory), article.Options{Name: "sample", Format: article.Plain, Published: "2025-11-15T04:58:00-05:00"})
	if err != nil {
		v.broken(topic, "the sample story cannot be read: "+err.Error(), again)
		return
	}
	holds := slices.ContainsFunc(d.Statements, func(s check.Statement) bool { return s.Verdict == check.Holds })
	named := slices.ContainsFunc(d.Names.Parties, func(p link.Party) bool { return p.Entity.ID == "alibaba" })
	if !holds || !named || len(d.Ledger.Claims) == 0 {
		v.broken(topic, fmt.Sprintf("the sample story is read wrong: statement holds %v, party found %v, %d claims", holds, named, len(d.Ledger.Claims)), again)
		return
	}
	v.fine(topic, "open, and the sample story is read right")
}

// prices compares the end of each series with the sessions that have ended.
func (v *visit) prices(context.Context) {
	const topic = "prices"
	dir := v.Config.Tape
	if dir == "" {
		v.missing(topic, "the embedded sample alone, a few lines of 2024 and 2025", "newstape pull prices --from DIR --to DIR, then tape = \"DIR\" in the configuration")
		return
	}
	tape, err := bars.Open(dir)
	if err != nil {
		v.failed(Broken, topic, err, "newstape pull prices --from DIR --to "+dir)
		return
	}
	defer tape.Close()
	ends := map[calendar.Date]int{}
	newest, lines := calendar.Date(0), 0
	for _, listing := range tape.Listings() {
		s, ok := tape.Daily(listing, bars.Adjusted)
		if !ok {
			s, ok = tape.Daily(listing, bars.Raw)
		}
		if !ok || s.Len() == 0 {
			continue
		}
		end := s.Dates[s.Len()-1]
		lines++
		ends[end]++
		newest = max(newest, end)
	}
	if lines == 0 {
		v.missing(topic, dir+" has no daily prices", "newstape pull prices --from DIR --to "+dir)
		return
	}
	behind := v.sessionsSince(newest)
	text := fmt.Sprintf("%s has %s, and prices end %s", dir, plural(lines, "line"), newest)
	if old := lines - ends[newest]; old > 0 {
		text += fmt.Sprintf(" (%s earlier)", plural(old, "line"))
	}
	if behind > stalePrices {
		v.missing(topic, fmt.Sprintf("%s: %d sessions have ended since", text, behind), "newstape pull prices --from DIR --to "+dir)
		return
	}
	v.fine(topic, "%s", text)
}

// sessionsSince counts the sessions of New York that have ended after a day.
func (v *visit) sessionsSince(last calendar.Date) int {
	cal, err := calendar.For("XNYS")
	if err != nil {
		return 0
	}
	n := 0
	for _, s := range cal.Sessions(last+1, v.today) {
		if s.Close.Before(v.Now) {
			n++
		}
	}
	return n
}

func (v *visit) names(context.Context) {
	const topic = "names"
	if v.Config.Master == "" {
		v.fine(topic, "the embedded table, %d parties; newstape pull securities adds public tables", len(security.Embedded().Entities()))
		return
	}
	m, _, err := ask.OpenNames(v.Config.Master)
	if err != nil {
		v.failed(Broken, topic, err, "newstape pull securities --to "+v.Config.Master)
		return
	}
	defer m.Close()
	pulls := m.About().Pulls
	if len(pulls) == 0 {
		v.missing(topic, v.Config.Master+" does not say when it was pulled", "newstape pull securities --to "+v.Config.Master)
		return
	}
	last := pulls[len(pulls)-1].Date
	day, err := calendar.ParseDate(last)
	if err != nil {
		v.broken(topic, fmt.Sprintf("%s: pulled on %q: %v", v.Config.Master, last, err), "newstape pull securities --to "+v.Config.Master)
		return
	}
	if age := int(v.today - day); age > staleNames {
		v.missing(topic, fmt.Sprintf("%s was pulled %s, %d days ago: listings that came or went since are not known", v.Config.Master, last, age), "newstape pull securities --to "+v.Config.Master)
		return
	}
	v.fine(topic, "%s, pulled %s", v.Config.Master, last)
}

// lists tells until when the embedded table knows, and how old the lists of the
// index are.
func (v *visit) lists(context.Context) {
	const topic = "lists"
	if table, err := screen.Open(security.Embedded()); err != nil {
		v.broken(topic, err.Error(), "the program is damaged: install it again")
	} else if edge := edgeOf(table); int(v.today-edge) > staleLists {
		v.missing(topic, fmt.Sprintf("the embedded table of list periods knows nothing after %s", edge), "a newer newstape; whole lists: newstape screen --list DIR --index FILE")
	} else {
		v.fine(topic, "the embedded table of list periods knows until %s", edge)
	}
	path := v.Config.Desk.ListIndex
	if path == "" {
		v.missing(topic, "no whole lists: a name that the table does not know is answered \"not known\"", "newstape screen --list DIR --index FILE, then list_index = \"FILE\" under [desk]")
		return
	}
	book, err := screen.OpenBook(match.New(), path)
	if err != nil {
		v.failed(Broken, topic, err, "newstape screen --list DIR --index "+path)
		return
	}
	defer book.Close()
	var old []string
	for _, l := range book.Versions {
		if l.AsOf != 0 && int(v.today-l.AsOf) > staleLists {
			old = append(old, l.List+" of "+l.AsOf.String())
		}
	}
	if len(old) > 0 {
		v.missing(topic, fmt.Sprintf("%s: %d of %d lists are older than %d days: %s", path, len(old), len(book.Versions), staleLists, some(old)), "new files, then newstape screen --list DIR --index "+path)
		return
	}
	v.fine(topic, "%s has %s with %d names", path, plural(len(book.Versions), "list"), book.Names())
}

// edgeOf is the last day that every list of the table knows.
func edgeOf(table *screen.Lists) calendar.Date {
	var edge calendar.Date
	e, ok := security.Embedded().Issuer("huawei")
	if !ok {
		return 0
	}
	for _, s := range table.Standings(e, 0) {
		if edge == 0 || s.Edge < edge {
			edge = s.Edge
		}
	}
	return edge
}

func (v *visit) calendars(context.Context) {
	const topic = "calendars"
	last := calendar.Civil(calendar.LastYear, time.December, 31)
	switch days := int(last - v.today); {
	case days < 0:
		v.broken(topic, fmt.Sprintf("exchange sessions are known to the end of %d", calendar.LastYear), "a newer newstape")
	case days < 366:
		v.missing(topic, fmt.Sprintf("exchange sessions are known to the end of %d", calendar.LastYear), "a newer newstape before then")
	default:
		v.fine(topic, "exchange sessions are known to the end of %d", calendar.LastYear)
	}
}

// some lists a few of many.
func some(all []string) string {
	const most = 8
	if n := len(all) - most; n > 0 {
		return strings.Join(all[:most], ", ") + fmt.Sprintf(" and %d more", n)
	}
	return strings.Join(all, ", ")
}
