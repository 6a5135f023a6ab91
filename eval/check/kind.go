package check

import (
	"math"
	"math/rand/v2"
	"strings"

	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// kind is a sort of claim about the market.
type kind struct {
	name   string
	target string // the slot that the altered figure stands in; "" for none
	// draw fills the draft's figures from its row; false when the row does not
	// give a claim worth making.
	draw func(d *draft, r *rand.Rand) bool
	// holds says whether the claim as drafted is true of the tape; known is false
	// when the tape leaves it open.
	holds func(d *draft) (holds, known bool)
	// restate alters the figure; nil for claims without one.
	restate func(d *draft, r *rand.Rand)
	signed  bool // a direction can be turned
	dated   bool // a day can be changed
	when    func(d *draft, r *rand.Rand) bool
}

// kinds are the sorts of claim in the order in which they are drawn.
func kinds() []*kind {
	out := []*kind{
		percentKind("close", (*draft).closeMove, true),
		percentKind("open", (*draft).openMove, true),
		percentKind("extreme", (*draft).extremeMove, true),
		percentKind("percent_to", (*draft).closeMove, true),
		percentKind("pair_first", (*draft).closeMove, true),
		percentKind("pair_second", (*draft).closeMove, true),
		percentKind("week", (*draft).baseMove, false),
		percentKind("month", (*draft).baseMove, false),
		percentKind("year", (*draft).baseMove, false),
		percentKind("sessions", (*draft).baseMove, false),
		percentKind("since", (*draft).baseMove, false),
		percentKind("venue", (*draft).closeMove, false),
		momentKind(),
		bareKind(), pointsKind(),
		levelKind("level", bars.FieldClose), levelKind("level_to", bars.FieldClose), levelKind("open_level", bars.FieldOpen),
		levelKind("high_level", bars.FieldHigh), levelKind("low_level", bars.FieldLow),
		volumeKind(), multipleKind(), streakKind(), sinceKind("since_move"), sinceKind("since_level"),
		rangeKind(), recordKind(),
		percentKind("index", (*draft).closeMove, true), levelKind("index_level", bars.FieldClose), indexPoints(),
	}
	bases := map[string]func(*draft, *rand.Rand) bool{"week": weekBase, "month": monthBase, "year": yearBase, "sessions": sessionsBase, "since": sinceBase}
	for _, k := range out {
		k.when = bases[k.name]
	}
	return out
}

// move is the change from the close of row a to a figure of row b in per cent.
func move(s *bars.Series, a int, to float64, b int) (float64, bool) {
	if a < 0 || b >= s.Len() {
		return 0, false
	}
	from := s.Close[a]
	for k := a + 1; k <= b; k++ {
		if s.Basis == bars.Raw && s.Split != nil {
			to *= s.Split[k]
		}
	}
	if !(from > 0) || !(to > 0) {
		return 0, false
	}
	return 100 * (to/from - 1), true
}

func (d *draft) closeMove() (float64, bool) {
	return move(d.series, d.row-1, d.series.Close[d.row], d.row)
}

func (d *draft) openMove() (float64, bool) {
	return move(d.series, d.row-1, d.series.Open[d.row], d.row)
}

func (d *draft) extremeMove() (float64, bool) {
	to := d.series.High[d.row]
	if d.dir < 0 {
		to = d.series.Low[d.row]
	}
	return move(d.series, d.row-1, to, d.row)
}

func (d *draft) baseMove() (float64, bool) {
	a, ok := d.series.AtOrBefore(d.base)
	if !ok {
		return 0, false
	}
	return move(d.series, a, d.series.Close[d.row], d.row)
}

// percentKind is a move in per cent.
func percentKind(name string, truth func(*draft) (float64, bool), dated bool) *kind {
	return &kind{
		name: name, target: "X", signed: true, dated: dated,
		draw: func(d *draft, r *rand.Rand) bool {
			d.dir = 1
			if r.IntN(2) == 0 {
				d.dir = -1
			}
			v, ok := truth(d)
			if !ok || abs(v) < 0.3 {
				return false
			}
			if name != "extreme" {
				d.dir = int(math.Copysign(1, v))
			} else if v*float64(d.dir) < 0.3 {
				return false
			}
			d.print(abs(v), r)
			return d.percent > 0 && d.beside()
		},
		holds: func(d *draft) (bool, bool) {
			v, ok := truth(d)
			return d.qualifier.fits(float64(d.dir)*d.percent, v, d.decimals, max(0.5, 0.1*d.percent)), ok
		},
		restate: restatePercent,
	}
}

// print rounds a move as a newspaper would, now and then with a word before it.
func (d *draft) print(v float64, r *rand.Rand) {
	d.decimals = []int{1, 1, 1, 2, 0}[r.IntN(5)]
	if d.decimals == 0 && v < 3 {
		d.decimals = 1
	}
	d.qualifier = exactly
	unit := math.Pow(10, float64(d.decimals))
	d.percent = math.Round(v*unit) / unit
	switch k := r.IntN(20); {
	case k == 0 && v > 1 && !strings.HasPrefix(d.kind.name, "extreme"):
		d.qualifier, d.decimals, d.percent = moreThan, 0, math.Floor(v-0.05)
	case k == 1 && v > 2 && math.Ceil(v)-v < 0.3:
		d.qualifier, d.decimals, d.percent = nearly, 0, math.Ceil(v)
	case k == 2 && v > 2:
		d.qualifier, d.decimals, d.percent = about, 0, math.Round(v)
	}
	if d.kind.name == "extreme" {
		d.qualifier = exactly
		d.decimals, d.percent = 1, math.Round(v*10)/10
	}
}

// beside fills the figures that stand beside the target, all of them right.
func (d *draft) beside() bool {
	if strings.Contains(d.words, "{L}") || strings.Contains(d.words, "{M}") {
		if d.series.Basis != bars.Raw {
			return false
		}
		d.level = d.series.Close[d.row]
		d.points = abs(d.level - d.series.Close[d.row-1])
		if splitOn(d.series, d.row) || d.points < 0.05 {
			return false
		}
	}
	if !strings.Contains(d.words, "{Other}") {
		return true
	}
	s := d.other.series(d.day-7, d.day)
	if s == nil || d.other == d.line || d.other.entity == d.line.entity || !d.other.main(d.day) {
		return false
	}
	k, ok := s.Index(d.day)
	if !ok || k < 1 {
		return false
	}
	v, ok := move(s, k-1, s.Close[k], k)
	d.otherMove = v
	alike := strings.Contains(d.words, "respectively")
	return ok && abs(v) >= 0.3 && (!alike || v*float64(d.dir) > 0)
}

func splitOn(s *bars.Series, row int) bool { return s.Split != nil && s.Split[row] != 1 }

// restatePercent prints another figure: digits changed places, a slip by some
// units, a point more or less.
func restatePercent(d *draft, r *rand.Rand) {
	unit := math.Pow(10, -float64(d.decimals))
	was := d.percent
	switch r.IntN(3) {
	case 0:
		d.percent = swapped(was, d.decimals)
	case 1:
		d.percent = was + float64(2+r.IntN(9))*unit*float64(1-2*r.IntN(2))
	default:
		d.percent = was + (1+2*r.Float64())*float64(1-2*r.IntN(2))
	}
	d.percent = math.Round(d.percent/unit) * unit
	if d.percent < unit || abs(d.percent-was) < 1.5*unit {
		d.percent = was + 3*unit
	}
}

// swapped exchanges the last two digits: 4.7 becomes 7.4.
func swapped(v float64, decimals int) float64 {
	scale := math.Pow(10, float64(decimals))
	n := int(math.Round(v * scale))
	return float64(n-n%100+n%10*10+n/10%10) / scale
}

func weekBase(d *draft, r *rand.Rand) bool {
	if d.row+1 >= d.series.Len() || d.series.Dates[d.row+1].Weekday() > d.day.Weekday() && d.series.Dates[d.row+1]-d.day < 7 {
		return false
	}
	d.base = d.day - calendar.Date(d.day.Weekday()) - 1
	d.published = momentOn(d, d.day+1, 9)
	if strings.Contains(d.words, "last week") {
		d.published = momentOn(d, d.day+calendar.Date(8-int(d.day.Weekday())), 6)
	}
	return true
}

func monthBase(d *draft, r *rand.Rand) bool {
	if d.row+1 >= d.series.Len() || d.series.Dates[d.row+1].Time().Month() == d.day.Time().Month() {
		return false
	}
	t := d.day.Time()
	d.base = calendar.DateOf(t.AddDate(0, 0, -t.Day()))
	d.published = momentOn(d, d.day+calendar.Date(3+r.IntN(15)), 9)
	return true
}

func yearBase(d *draft, r *rand.Rand) bool {
	d.base = calendar.Civil(d.day.Time().Year()-1, 12, 31)
	if d.day.Time().YearDay() < 40 {
		return false
	}
	d.published = momentOn(d, d.day, 18+r.IntN(4))
	return true
}

func sessionsBase(d *draft, r *rand.Rand) bool {
	if d.row < 5 {
		return false
	}
	d.base = d.series.Dates[d.row-5]
	d.published = momentOn(d, d.day, 18+r.IntN(4))
	return true
}

func sinceBase(d *draft, r *rand.Rand) bool {
	back := 10 + r.IntN(50)
	if d.row < back || d.series.Dates[d.row-back].Time().Year() != d.day.Time().Year() {
		return false
	}
	d.base = d.series.Dates[d.row-back]
	d.published = momentOn(d, d.day, 18+r.IntN(4))
	return true
}
