package when

import (
	"strconv"
	"strings"
	"time"

	"newstape/receipt"
	"newstape/story/text"
	"newstape/tape/calendar"
)

// clockTime reads 13:25, 9:45 a.m., 4 p.m., 3 : 38 p.m ., 1500 GMT, and the
// zone after it.
func (r *reader) clockTime(i int) (hit, bool) {
	p := r.at(i)
	if p.Kind != text.Number || p.Inner || r.glued(i) && r.at(i-1).Kind == text.Symbol {
		return hit{}, false
	}
	hour, minute, end, ok := r.hourMinute(i)
	if !ok {
		return hit{}, false
	}
	half, end, marked := r.halfDay(end)
	zone, zoned, end := r.zoneAfter(end)
	bare := end == i+1 && !strings.Contains(p.Raw, ":")
	if bare || !marked && !zoned && !strings.Contains(p.Raw, ":") {
		return hit{}, false
	}
	if marked {
		if hour < 1 || hour > 12 {
			return hit{end: end, silent: true}, true
		}
		hour = hour%12 + half
	}
	if hour > 23 || minute > 59 {
		return hit{end: end, silent: true}, true
	}
	h := hit{Expr: Expr{Kind: Clock}, end: end, needsDay: true, clock: hour*60 + minute, zone: zone}
	if zoned && zone == nil {
		h.Missing = &receipt.Unavailable{Reason: receipt.Ambiguous, Detail: "the zone " + r.at(end-1).Raw + " has more than one meaning"}
	}
	return h, true
}

// hourMinute reads the digits of a clock time.
func (r *reader) hourMinute(i int) (hour, minute, end int, ok bool) {
	raw := r.at(i).Raw
	if r.at(i+1).Raw == ":" && r.at(i+1).Gap && len(r.at(i+2).Raw) == 2 { // 3 : 38
		raw, end = raw+":"+r.at(i+2).Raw, i+3
	} else {
		end = i + 1
	}
	h, m, cut := strings.Cut(raw, ":")
	if !cut {
		h, m, cut = strings.Cut(raw, ".") // 9.45 a.m.
	}
	if !cut && len(raw) == 4 { // 1500 GMT
		h, m, cut = raw[:2], raw[2:], true
	}
	if !cut {
		m = "00"
	}
	m, _, _ = strings.Cut(m, ":") // seconds
	if len(h) == 0 || len(h) > 2 || len(m) != 2 {
		return 0, 0, 0, false
	}
	hour, err := strconv.Atoi(h)
	minute, err2 := strconv.Atoi(m)
	return hour, minute, end, err == nil && err2 == nil
}

// halfDay reads a.m. or p.m. and gives the hours to add.
func (r *reader) halfDay(i int) (hours, end int, ok bool) {
	switch r.lower(i) {
	case "am", "a.m", "a.m.":
		end = i + 1
	case "pm", "p.m", "p.m.":
		hours, end = 12, i+1
	default:
		return 0, i, false
	}
	if strings.HasSuffix(r.lower(i), "m") && r.at(end).Raw == "." && end+1 < len(r.ps) { // p.m . torn apart
		end++
	}
	return hours, end, true
}

// zoneAfter reads a zone's name. A zone of more than one meaning is nil.
func (r *reader) zoneAfter(i int) (zone *time.Location, ok bool, end int) {
	var buf [64]byte
	for n := min(4, len(r.ps)-i); n >= 1; n-- {
		zone, found := r.zones[string(text.AppendPhrase(buf[:0], r.ps, i, n))]
		if found && (n > 1 || r.at(i).Raw[0] <= 'Z') { // ET, not "et"
			return zone, true, i + n
		}
	}
	return nil, false, i
}

// dated finds the day of a hit that has none of its own: the nearest before it
// in its sentence, or after it, else the last named in its paragraph, else the day of publication.
// Then it sets the instant of a clock time.
func (r *reader) dated(h hit, hits []hit) Expr {
	if h.needsDay {
		h.Expr = onDay(h.Expr, r.nearestDay(h, hits))
	}
	if h.Kind != Clock || h.Missing != nil {
		return h.Expr
	}
	zone := h.zone
	if zone == nil {
		if !r.ref.Known {
			h.Missing = noTime()
			return h.Expr
		}
		zone = r.ref.Published.Location()
	}
	y, m, d := h.From.Time().Date()
	h.At = time.Date(y, m, d, h.clock/60, h.clock%60, 0, 0, zone)
	return h.Expr
}

// nearestDay prefers the days before the hit to those after it: what comes
// later in a sentence ("the next day") seldom dates what came before.
func (r *reader) nearestDay(h hit, hits []hit) Expr {
	best, distance := Expr{}, -1
	for _, o := range hits {
		if o.needsDay || o.From != o.To || o.Kind != Day && o.Kind != Clock && o.Kind != SessionOf {
			continue
		}
		d := h.start - o.end
		if d < 0 {
			d = len(r.ps) + o.start - h.end
		}
		if distance < 0 || d < distance {
			best, distance = o.Expr, d
		}
	}
	if distance >= 0 {
		return best
	}
	if named, ok := r.antecedent(); ok && r.namedPara == r.paragraph {
		return named
	}
	e := r.day(func(today calendar.Date) calendar.Date { return today })
	e.Roll = -1
	return e
}
