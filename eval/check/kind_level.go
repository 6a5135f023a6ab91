package check

import (
	"math"
	"math/rand/v2"
	"time"

	"newstape/tape/bars"
	"newstape/tape/calendar"
)

func momentOn(d *draft, day calendar.Date, hour int) time.Time {
	y, m, n := day.Time().Date()
	return time.Date(y, m, n, hour, int(60*d.choice[0]), 0, 0, d.line.cal.Location())
}

// bareKind is a direction without a figure.
func bareKind() *kind {
	return &kind{
		name: "bare", signed: true, dated: true,
		draw: func(d *draft, _ *rand.Rand) bool {
			v, ok := d.closeMove()
			d.dir = int(math.Copysign(1, v))
			return ok && abs(v) > 0.3
		},
		holds: func(d *draft) (bool, bool) {
			v, ok := d.closeMove()
			return v*float64(d.dir) > 0, ok && abs(v) > 0.3
		},
	}
}

// pointsKind is a move in money.
func pointsKind() *kind {
	truth := func(d *draft) float64 { return d.series.Close[d.row] - d.series.Close[d.row-1] }
	return &kind{
		name: "points", target: "M", signed: true, dated: true,
		draw: func(d *draft, r *rand.Rand) bool {
			v := truth(d)
			d.dir, d.points = int(math.Copysign(1, v)), math.Round(100*abs(v))/100
			return d.series.Basis == bars.Raw && d.points >= 1 && !splitOn(d.series, d.row)
		},
		holds: func(d *draft) (bool, bool) {
			return exactly.fits(float64(d.dir)*d.points, truth(d), 2, 0), !splitOn(d.series, d.row)
		},
		restate: func(d *draft, r *rand.Rand) { d.points = slip(d.points, r) },
	}
}

// indexPoints is a move of an index in points.
func indexPoints() *kind {
	k := pointsKind()
	k.name = "index_points"
	draw := k.draw
	k.draw = func(d *draft, r *rand.Rand) bool {
		if !draw(d, r) {
			return false
		}
		v, ok := d.closeMove()
		d.decimals, d.percent, d.level = 1, math.Round(10*abs(v))/10, d.series.Close[d.row]
		return ok && d.percent > 0
	}
	return k
}

// slip is another price: two digits changed places, some cents or some hundredths
// of it more or less.
func slip(v float64, r *rand.Rand) float64 {
	sign := float64(1 - 2*r.IntN(2))
	switch r.IntN(3) {
	case 0:
		if s := swapped(v, 2); abs(s-v) > 0.015 {
			return s
		}
	case 1:
		return math.Round(100*(v+sign*(0.02+0.5*r.Float64())))/100 + 0
	}
	return math.Round(100*v*(1+sign*(0.01+0.05*r.Float64()))) / 100
}

// levelKind is a price of the session.
func levelKind(name string, field bars.Field) *kind {
	return &kind{
		name: name, target: "L", dated: name != "level_to",
		draw: func(d *draft, r *rand.Rand) bool {
			if name == "level_to" || name == "index_level" {
				v, ok := d.closeMove()
				if d.dir = int(math.Copysign(1, v)); !ok || abs(v) < 0.3 {
					return false
				}
				d.print(abs(v), r)
				if d.percent <= 0 {
					return false
				}
			}
			d.level = math.Round(100*d.series.Column(field)[d.row]) / 100
			return d.series.Basis == bars.Raw && d.level >= 3 && !splitOn(d.series, d.row)
		},
		holds: func(d *draft) (bool, bool) {
			return exactly.fits(d.level, d.series.Column(field)[d.row], 2, 0), !splitOn(d.series, d.row)
		},
		restate: func(d *draft, r *rand.Rand) { d.level = slip(d.level, r) },
	}
}

// volumeKind is a number of shares traded.
func volumeKind() *kind {
	return &kind{
		name: "volume", target: "V", dated: true,
		draw: func(d *draft, _ *rand.Rand) bool {
			d.shares = math.Round(d.series.Volume[d.row]/1e5) / 10
			return d.series.Basis == bars.Raw && d.shares >= 1
		},
		holds: func(d *draft) (bool, bool) {
			return exactly.fits(d.shares, d.series.Volume[d.row]/1e6, 1, 0), true
		},
		restate: func(d *draft, r *rand.Rand) {
			d.shares = math.Round(10*d.shares*(1.1+r.Float64())) / 10
		},
	}
}

// multipleKind is volume against the mean of the twenty sessions before.
func multipleKind() *kind {
	truth := func(d *draft) float64 {
		if d.row < 20 {
			return math.NaN()
		}
		sum := 0.0
		for _, v := range d.series.Volume[d.row-20 : d.row] {
			sum += v
		}
		return d.series.Volume[d.row] * 20 / sum
	}
	return &kind{
		name: "multiple", target: "T", dated: true,
		draw: func(d *draft, _ *rand.Rand) bool {
			v := truth(d)
			d.times = math.Round(10*v) / 10
			return v >= 1.5 && v < 30
		},
		holds: func(d *draft) (bool, bool) {
			v := truth(d)
			return exactly.fits(d.times, v, 1, 0), !math.IsNaN(v)
		},
		restate: func(d *draft, r *rand.Rand) {
			d.times = math.Round(10*d.times*(1.15+r.Float64())) / 10
		},
	}
}

// momentKind is a move so far in the session, from five-minute bars.
func momentKind() *kind {
	return &kind{
		name: "moment", target: "X", signed: true,
		draw: func(d *draft, r *rand.Rand) bool {
			b, ok := d.five()
			if !ok || b.Len() < 40 {
				return false
			}
			k := 8 + r.IntN(b.Len()-12)
			d.published = b.Start[k].Add(b.Width + time.Duration(r.IntN(4))*time.Minute)
			v, ok := move(d.series, d.row-1, b.Close[k], d.row)
			if !ok || abs(v) < 0.3 {
				return false
			}
			d.dir, d.decimals, d.percent = int(math.Copysign(1, v)), 1, math.Round(10*abs(v))/10
			return true
		},
		holds:   (*draft).atMoment,
		restate: restatePercent,
	}
}

func (d *draft) five() (*bars.Intraday, bool) {
	if d.line.tape == nil || d.series.Basis != bars.Raw {
		return nil, false
	}
	return d.line.tape.Intraday(d.line.listing.ID(), d.day)
}

// atMoment compares with the prices of the ten minutes before publication, and for
// a part of the day with those of that part.
func (d *draft) atMoment() (bool, bool) {
	b, ok := d.five()
	if !ok {
		return false, false
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for k := range b.Len() {
		end := b.Start[k].Add(b.Width)
		near := !end.Before(d.published.Add(-10*time.Minute)) && b.Start[k].Before(d.published)
		part := d.partOfDay() && b.Start[k].Before(d.published) && (b.Start[k].Hour() < 12) == (d.published.Hour() < 12)
		if near || part {
			lo, hi = min(lo, b.Low[k]), max(hi, b.High[k])
		}
	}
	a, ok := move(d.series, d.row-1, lo, d.row)
	z, fine := move(d.series, d.row-1, hi, d.row)
	stated, half := float64(d.dir)*d.percent, 0.05+1e-9
	return stated >= a-half && stated <= z+half, ok && fine
}
