package check

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// draft is a claim about a listing before it is put into words. The choices of
// words are kept as numbers, so that an altered draft differs from the right one
// in what was altered and in nothing else.
type draft struct {
	kind   *kind
	words  string
	line   *line
	series *bars.Series
	row    int           // the session claimed about
	day    calendar.Date // the session named, that of row
	dir    int           // +1 up, -1 down

	qualifier qualifier
	percent   float64 // magnitudes, as printed
	decimals  int
	points    float64
	level     float64
	shares    float64 // millions
	times     float64
	run       int
	since     string        // the stated date of an extreme
	base      calendar.Date // where a move is counted from

	other     *line
	otherMove float64

	published time.Time
	dayForm   dayForm
	named     nameForm
	choice    [8]float64
}

// dayForm is how a sentence names the session.
type dayForm int

const (
	unsaid dayForm = iota
	weekday
	bareWeekday
	today
	yesterday
	dated
	fullyDated
)

// qualifier is a word before a figure.
type qualifier string

const (
	exactly  qualifier = ""
	nearly   qualifier = "nearly "
	about    qualifier = "about "
	moreThan qualifier = "more than "
)

func (q qualifier) words() string { return string(q) }

// fits reports whether a true figure is the printed one by the sets' guides: half
// a unit of the last digit; about and nearly half a point or a tenth; more than
// asks for more. Both are signed alike.
func (q qualifier) fits(stated, truth float64, decimals int, loose float64) bool {
	half := 0.5*math.Pow(10, -float64(decimals)) + 1e-9
	switch q {
	case moreThan:
		return stated*truth > 0 && abs(truth) > abs(stated)-1e-9
	case nearly, about:
		half = max(half, loose)
	}
	return abs(truth-stated) <= half
}

// publish chooses when the story appeared and how it names the session, in the
// ways that a reader can follow.
func (d *draft) publish(r *rand.Rand) {
	zone := d.line.cal.Location()
	at := func(day calendar.Date, hour, minute int) time.Time {
		y, m, n := day.Time().Date()
		return time.Date(y, m, n, hour, minute, 0, 0, zone)
	}
	switch k := r.IntN(10); {
	case k < 4:
		d.published = at(d.day, 17+r.IntN(5), r.IntN(60))
		d.dayForm = []dayForm{weekday, weekday, bareWeekday, today, unsaid}[r.IntN(5)]
	case k < 6:
		d.published = at(d.day+1, 6+r.IntN(2), r.IntN(60))
		d.dayForm = []dayForm{weekday, yesterday, dated}[r.IntN(3)]
	case k < 8:
		d.published = at(d.day+2+calendar.Date(r.IntN(3)), 7, r.IntN(60))
		d.dayForm = []dayForm{weekday, bareWeekday, dated}[r.IntN(3)]
	default:
		d.published = at(d.day+7+calendar.Date(r.IntN(30)), 10, r.IntN(60))
		d.dayForm = []dayForm{dated, fullyDated}[r.IntN(2)]
	}
}

// rename gives the draft another session, named so that it cannot be mistaken for
// the one before; false when the words cannot reach it.
func (d *draft) rename(row int) bool {
	if row < 1 || row >= d.series.Len() {
		return false
	}
	day := d.series.Dates[row]
	if calendar.DateOf(d.published) < day || d.published.Sub(day.Time()) < 24*time.Hour {
		return false
	}
	switch d.dayForm {
	case unsaid, today, yesterday:
		d.dayForm = weekday
	}
	if d.dayForm == weekday || d.dayForm == bareWeekday {
		if calendar.DateOf(d.published)-day > 6 {
			return false
		}
	}
	d.row, d.day = row, day
	return true
}

// momentWords are the words for a time of the session just before publication.
func (d *draft) momentWords(slot string) string {
	if slot == "clock" {
		return d.published.Format("3:04 ") + map[bool]string{true: "a.m.", false: "p.m."}[d.published.Hour() < 12]
	}
	if d.published.Hour() < 12 {
		return "in morning trading"
	}
	return "in afternoon trading"
}

func (d *draft) String() string {
	return fmt.Sprintf("%s %s on %s", d.kind.name, d.line.listing.ID(), d.day)
}
