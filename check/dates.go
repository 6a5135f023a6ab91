package check

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"newstape/receipt"
	"newstape/story/quantity"
	"newstape/story/when"
	"newstape/tape/calendar"
)

// oddTime reads what stands where a time would and is none: a day that no month
// has, a holiday by its name, a stretch longer than any history. It gives an
// expression that says what is missing, and the pieces that it takes; nil for
// anything else. Without it the reader's default would stand in for such words.
func (r *reader) oddTime(i int) (*when.Expr, int) {
	if e, n := r.noSuchDay(i); e != nil {
		return e, n
	}
	if e, n := r.holiday(i); e != nil {
		return e, n
	}
	return r.longAgo(i)
}

// noSuchDay reads "February 30" and "Nov. 31, 2025".
func (r *reader) noSuchDay(i int) (*when.Expr, int) {
	month := monthOf(r.piece(i))
	if month == 0 || r.pieces[i].Raw[0] < 'A' || r.pieces[i].Raw[0] > 'Z' {
		return nil, 0
	}
	n := 1
	if r.piece(i+n) == "." {
		n++
	}
	day, err := strconv.Atoi(r.piece(i + n))
	if err != nil || day < 29 || day > 99 {
		return nil, 0
	}
	year := 2024 // the longest year
	end := i + n
	if y, err := strconv.Atoi(r.piece(end + 2)); err == nil && r.piece(end+1) == "," && y > 1900 && y < 2200 {
		year, end = y, end+2
	}
	if day <= calendar.Civil(year, month+1, 0).Time().Day() {
		return nil, 0
	}
	return r.missingTime(i, end, receipt.NoTime, fmt.Sprintf("no %s has a day %d", month, day)), end - i + 1
}

// holidays by name, in lower case, on which American exchanges are shut.
var holidays = map[string]bool{
	"good friday": true, "thanksgiving": true, "thanksgiving day": true, "christmas": true, "christmas day": true, "new year's day": true,
	"independence day": true, "labor day": true, "memorial day": true, "juneteenth": true, "presidents day": true,
}

// holiday reads "on Good Friday".
func (r *reader) holiday(i int) (*when.Expr, int) {
	if r.piece(i-1) != "on" {
		return nil, 0
	}
	for n := 3; n >= 1; n-- {
		if i+n > len(r.pieces) {
			continue
		}
		words := strings.ToLower(r.doc.Text[r.pieces[i].Start:r.pieces[i+n-1].End])
		if holidays[strings.ReplaceAll(words, "’", "'")] {
			return r.missingTime(i, i+n-1, receipt.NotTraded, r.doc.Text[r.pieces[i].Start:r.pieces[i+n-1].End]+" is a day without trading"), n
		}
	}
	return nil, 0
}

// longAgo reads "in the past 4,000 years".
func (r *reader) longAgo(i int) (*when.Expr, int) {
	if w := r.piece(i - 1); w != "past" && w != "last" && w != "previous" {
		return nil, 0
	}
	q := r.amounts[r.pieces[i].Start]
	if q == nil || countUnit(q.Noun) == "" || q.Value < 200 {
		return nil, 0
	}
	end := i
	for end+1 < len(r.pieces) && r.pieces[end+1].End <= q.End {
		end++
	}
	return r.missingTime(i, end, receipt.NotKnown, fmt.Sprintf("%s reach back farther than any tape", q.In(r.doc.Text))), end - i + 1
}

// namedSpans makes windows of "finished the week 4% higher" and "it was a week in
// which": the week, month or year that had just ended or was ending.
func (r *reader) namedSpans(s *sentence) {
	if !r.ref.Known {
		return
	}
	for i := range s.items {
		it := &s.items[i]
		if it.time != nil || !it.oneOf("week", "month", "quarter", "year") {
			continue
		}
		v := s.at(i - 2)
		if v.oneOf("out") {
			v = s.at(i - 3) // closed out the week
		}
		ended := s.at(i-1).oneOf("the", "a") && v.is(closing) || s.at(i-1).oneOf("the") && v.oneOf("during", "throughout", "over")
		which := s.at(i-1).oneOf("a") && s.at(i-2).is(being) && s.at(i+1).oneOf("in") && s.at(i+2).oneOf("which")
		if !ended && !which {
			continue
		}
		from, to := justEnded(r.day, it.text)
		it.time = &when.Expr{Span: it.Span, Kind: when.Period, From: from, To: to, Base: from - 1, Relative: true, Ref: r.ref}
	}
}

// justEnded is the calendar week, month, quarter or year that ends within two days
// of a day or had ended before it.
func justEnded(d calendar.Date, unit string) (from, to calendar.Date) {
	first := func(d calendar.Date) (calendar.Date, calendar.Date) {
		t := d.Time()
		switch unit {
		case "week":
			monday := d - calendar.Date((int(d.Weekday())+6)%7)
			return monday, monday + 4
		case "month":
			return calendar.Civil(t.Year(), t.Month(), 1), calendar.Civil(t.Year(), t.Month()+1, 0)
		case "quarter":
			m := (t.Month()-1)/3*3 + 1
			return calendar.Civil(t.Year(), m, 1), calendar.Civil(t.Year(), m+3, 0)
		}
		return calendar.Civil(t.Year(), 1, 1), calendar.Civil(t.Year(), 12, 31)
	}
	from, to = first(d)
	if d >= to || unit != "week" && d+2 >= to {
		return from, to
	}
	return first(from - 1)
}

// countedSpans makes windows of stretches that stand behind a figure: "gained 12% in
// three months", "has shed 20% in a year". A day is the session itself.
func (r *reader) countedSpans(s *sentence) {
	figure := -9
	for i := range s.items {
		it := &s.items[i]
		if q := it.amount; q != nil && q.Unit == quantity.Percent || it.is(multiple) {
			figure = i
		}
		if !it.oneOf("in") || i-figure > 5 {
			continue
		}
		k := i + 1
		for s.at(k).oneOf("just", "only", "about", "the") {
			k++
		}
		switch next := s.at(k); {
		case next.amount != nil && next.time == nil && next.amount.Unit == quantity.Count && windowUnit(next.amount.Noun) && next.amount.Value < 200:
			s.items[k].time = backBy(next.amount, r.ref)
		case next.oneOf("a", "one") && windowUnit(s.at(k+1).text):
			q := &quantity.Quantity{Span: s.items[k+1].Span, Value: 1, Noun: s.items[k+1].text}
			s.items[k+1].time = backBy(q, r.ref)
		}
	}
}

func windowUnit(noun string) bool {
	u := countUnit(noun)
	return u != "" && u != "day" && u != "session"
}

func (r *reader) missingTime(from, to int, reason receipt.Reason, detail string) *when.Expr {
	return &when.Expr{
		Span: receipt.Span{Start: r.pieces[from].Start, End: r.pieces[to].End}, Kind: when.Day, Ref: r.ref,
		Missing: &receipt.Unavailable{Reason: reason, Detail: detail},
	}
}

// piece is piece i of the sentence in lower case, "" outside.
func (r *reader) piece(i int) string {
	if i < 0 || i >= len(r.pieces) {
		return ""
	}
	return r.pieces[i].Lower
}

// monthOf is the month that a word names in full or by its first letters; 0 for
// none.
func monthOf(w string) time.Month {
	w = strings.TrimSuffix(w, ".")
	if len(w) < 3 {
		return 0
	}
	for m, name := range months {
		if w == name || w == name[:3] || w == "sept" && m == 8 {
			return time.Month(m + 1)
		}
	}
	return 0
}

var months = [...]string{
	"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
}
