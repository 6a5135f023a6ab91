package check

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"newstape/fault"
	"newstape/receipt"
	"newstape/tape/calendar"
)

//go:embed templates.tsv
var templateTable string

//go:embed verbs.tsv
var verbTable string

//go:embed reasons.txt
var reasonTable string

// wording is the words that sentences are made of.
type wording struct {
	templates map[string][]string    // of a kind
	verbs     map[string][][2]string // of a form: up, down
	reasons   []string
}

func words() wording {
	w := wording{templates: map[string][]string{}, verbs: map[string][][2]string{}, reasons: strings.Split(strings.TrimRight(reasonTable, "\n"), "\n")}
	for kind, cells := range rows(templateTable) {
		w.templates[kind] = append(w.templates[kind], cells[0])
	}
	for form, cells := range rows(verbTable) {
		w.verbs[form] = append(w.verbs[form], [2]string{cells[0], cells[1]})
	}
	return w
}

// rows gives the lines of a table below its heading: first cell, other cells.
func rows(table string) func(yield func(string, []string) bool) {
	return func(yield func(string, []string) bool) {
		for n, row := range strings.Split(strings.TrimSpace(table), "\n") {
			first, rest, _ := strings.Cut(row, "\t")
			if n > 0 && !yield(first, strings.Split(rest, "\t")) {
				return
			}
		}
	}
}

// render writes the draft's sentence and says where its target stands in it: the
// figure, or all of the sentence when the claim has none.
func (w wording) render(d *draft) (string, receipt.Span, error) {
	var b strings.Builder
	var target receipt.Span
	rest := d.words
	for {
		before, after, found := strings.Cut(rest, "{")
		b.WriteString(before)
		if !found {
			break
		}
		slot, tail, _ := strings.Cut(after, "}")
		filling, ok := w.slot(d, slot)
		if !ok {
			return "", receipt.Span{}, fault.New(fault.Internal, "make a sentence: template %q: slot %q has no words", d.words, slot)
		}
		if slot == d.kind.target {
			target = receipt.Span{Start: b.Len(), End: b.Len() + len(filling)}
		}
		b.WriteString(filling)
		rest = tail
	}
	if target.Empty() {
		target = receipt.Span{Start: 0, End: b.Len()}
	}
	// "at 1:10 p.m.." has one stop.
	return strings.Replace(b.String(), "..", ".", 1), target, nil
}

// slot gives the words for a place in a template.
func (w wording) slot(d *draft, slot string) (string, bool) {
	day := d.dayWords()
	switch slot {
	case "Name":
		return d.line.called(d.named), true
	case "Other":
		return d.other.name, true
	case "Shares", "shares", "Stock", "stock":
		return d.subject(slot), true
	case "X", "Y", "M", "L", "V", "T", "a third", "date", "base":
		return d.figure(slot), true
	case " on day":
		return day, true
	case " day":
		return strings.Replace(day, " on ", " ", 1), true
	case "On day, ":
		if day = strings.TrimSpace(day); day == "" {
			return "", true
		}
		return strings.ToUpper(day[:1]) + day[1:] + ", ", true
	case "why":
		if d.choice[3] < 0.6 {
			return "", true
		}
		return pickOf(w.reasons, d.choice[4]), true
	case "month":
		return d.day.Time().Format("January"), true
	case "city":
		return d.line.city(), true
	case "partof", "clock":
		return d.momentWords(slot), true
	}
	form, up := slot, d.dir > 0
	if f, other := strings.CutPrefix(slot, "other "); other {
		form, up = f, d.otherMove > 0
	}
	pairs := w.verbs[form]
	if len(pairs) == 0 {
		return "", false
	}
	p := pickOf(pairs, d.choice[5])
	if up {
		return p[0], true
	}
	return p[1], true
}

func pickOf[T any](all []T, choice float64) T {
	return all[min(int(choice*float64(len(all))), len(all)-1)]
}

// subject names the shares, with a capital at the head of a sentence.
func (d *draft) subject(slot string) string {
	name := d.line.called(d.named)
	forms := []string{"shares of " + name, name + " shares"}
	if d.named == plainName {
		forms = append(forms, name+"'s shares")
	}
	if strings.EqualFold(slot, "stock") {
		forms = []string{"the stock of " + name, name + " stock"}
		if d.named == plainName {
			forms = append(forms, name+"'s stock", name)
		}
	}
	s := pickOf(forms, d.choice[6])
	if slot[0] == 'S' && (s[0] == 's' || strings.HasPrefix(s, "the ")) {
		s = strings.ToUpper(s[:1]) + s[1:]
	}
	return s
}

// dayWords names the session with a blank before it: " on Friday"; "" where the
// story's own day says it.
func (d *draft) dayWords() string {
	switch d.dayForm {
	case weekday:
		return " on " + d.day.Weekday().String()
	case bareWeekday:
		return " " + d.day.Weekday().String()
	case today:
		return " today"
	case yesterday:
		return " yesterday"
	case dated:
		return " on " + short(d.day)
	case fullyDated:
		return " on " + d.day.Time().Format("January 2, 2006")
	}
	return ""
}

// short is a date as agencies print it: Nov. 14.
func short(d calendar.Date) string {
	t := d.Time()
	switch m := t.Format("January"); {
	case len(m) <= 5:
		return t.Format("January 2")
	case m == "September":
		return "Sept. " + t.Format("2")
	default:
		return t.Format("Jan. 2")
	}
}

var ordinals = [...]string{"", "", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth"}

// figure prints a number of the claim.
func (d *draft) figure(slot string) string {
	switch slot {
	case "X":
		return d.qualifier.words() + decimal(d.percent, d.decimals) + pickOf([]string{"%", "%", "%", " percent"}, d.choice[7])
	case "Y":
		return decimal(abs(d.otherMove), 1) + pickOf([]string{"%", "%", "%", " percent"}, d.choice[7])
	case "M":
		return d.line.money(d.points)
	case "L":
		return d.line.money(d.level)
	case "V":
		return decimal(d.shares, 1) + " million"
	case "T":
		return decimal(d.times, 1) + " times"
	case "a third":
		return "a" + map[bool]string{true: "n", false: ""}[d.run == 8 || d.run == 11] + " " + ordinals[d.run]
	case "date":
		return d.since
	}
	return short(d.base)
}

func abs(v float64) float64 { return max(v, -v) }

// decimal prints a number with its decimals and commas between thousands.
func decimal(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	whole, rest, has := strings.Cut(s, ".")
	for k := len(whole) - 3; k > 0; k -= 3 {
		whole = whole[:k] + "," + whole[k:]
	}
	if has {
		return whole + "." + rest
	}
	return whole
}

func (l *line) money(v float64) string {
	switch l.currency {
	case "HKD":
		return "HK$" + decimal(v, 2)
	case "":
		return decimal(v, 2)
	}
	return fmt.Sprintf("$%s", decimal(v, 2))
}
