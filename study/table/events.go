package table

import (
	"errors"
	"io"
	"strconv"

	"newstape/fault"
	"newstape/study"
)

// EventOptions says how an event file is to be read.
type EventOptions struct {
	// Slashes is how 03/04/2025 is meant.
	Slashes Order
	// Group and Weight name the columns to use for them; "" is the usual names.
	Group, Weight string
	// Most bounds the rows; 0 means no bound. A table with more is fault.TooLarge,
	// and rows beyond it are counted, not read.
	Most int
}

// ReadEvents reads events from CSV. The header names, in any spelling of case
// and punctuation:
//
//	security | ticker | symbol | firm | permno   needed
//	date | event_date                            needed, unless at
//	at | time | timestamp                        a moment with its zone, mapped to a session
//	id | event_id                                default: row number
//	market | index | market_ticker               benchmark of this event
//	group                                        subsample
//	weight | market_value                        for the value-weighted mean
//	est_from, est_to, win_from, win_to           windows of this event, in sessions
//
// Where no column is a security by name, "name", "company" or "id" is. An error
// names the row and column.
func ReadEvents(r io.Reader, name string, opt EventOptions) ([]study.Event, error) {
	var events []study.Event
	err := eachEvent(r, name, opt, func(row EventRow) error {
		events = append(events, row.Event)
		return row.Problem
	}, func(k int, on study.Stamp) { events[k].On = on })
	if err != nil {
		return nil, err
	}
	return events, nil
}

// EventRow is one row of a table of events.
type EventRow struct {
	Row     int // in the file, the header being 1
	Event   study.Event
	Problem error // why the row cannot be read; Event then has what could be
}

// EventRows reads what [ReadEvents] reads and goes on after a row that cannot be
// read, so that all such rows can be shown at once. An error is of the table as a
// whole.
func EventRows(r io.Reader, name string, opt EventOptions) ([]EventRow, error) {
	var rows []EventRow
	err := eachEvent(r, name, opt, func(row EventRow) error {
		rows = append(rows, row)
		return nil
	}, func(k int, on study.Stamp) { rows[k].Event.On = on })
	if err != nil {
		return nil, err
	}
	return rows, nil
}

// eachEvent gives each row in order, and afterwards the days of those that have
// one, since a day can depend on the whole column. An error of take ends it.
func eachEvent(r io.Reader, name string, opt EventOptions, take func(EventRow) error, date func(k int, on study.Stamp)) error {
	rows, err := open(r, name)
	if err != nil {
		return err
	}
	c, err := eventColumns(rows, opt)
	if err != nil {
		return err
	}
	n := 0
	var dated []int // events with a day, in the order of days
	days := dates{order: opt.Slashes}
	for ; ; n++ {
		record, err := rows.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if opt.Most > 0 && n >= opt.Most {
			continue
		}
		e, problem := c.event(rows, record)
		if e.ID == "" {
			e.ID = strconv.Itoa(n + 1)
		}
		if problem == nil && e.At.IsZero() {
			text := cell(record, c.date)
			if days.add(text, rows.row) {
				dated = append(dated, n)
			} else {
				problem = rows.bad(c.date, "%q is not a date", text).Try("%s", dateHint(text))
			}
		}
		if err := take(EventRow{rows.row, e, problem}); err != nil {
			return err
		}
	}
	if opt.Most > 0 && n > opt.Most {
		return fault.New(fault.TooLarge, "read %s: %d events; at most %d are taken", name, n, opt.Most).Try("several tables, or newstape study on the command line")
	}
	if n == 0 {
		return fault.New(fault.BadInput, "read %s: a header and no events", name).Try("one row an event")
	}
	stamps, err := days.settle(name)
	for k, stamp := range stamps {
		date(dated[k], stamp)
	}
	return err
}

type columns struct {
	security, date, at, id, market, group, weight int
	window                                        [4]int // est_from, est_to, win_from, win_to
}

func eventColumns(r *rows, opt EventOptions) (columns, error) {
	c := columns{
		security: r.find("security", "ticker", "symbol", "security_ticker", "firm_symbol", "firm", "permno", "stock"),
		date:     r.find("date", "event_date", "day", "when"),
		at:       r.find("at", "time", "timestamp", "datetime"),
		id:       r.find("event_id", "id", "event"),
		market:   r.find("market", "index", "benchmark", "market_ticker", "market_symbol"),
		group:    r.find("group", "grouping"),
		weight:   r.find("weight", "market_value", "marketcap"),
		window:   [4]int{r.find("est_from"), r.find("est_to"), r.find("win_from"), r.find("win_to")},
	}
	if c.security < 0 {
		c.security = r.find("name", "company", "issuer", "id")
		if c.security == c.id {
			c.id = -1
		}
	}
	if c.security < 0 || c.date < 0 && c.at < 0 {
		return c, fault.New(fault.BadInput, "read %s: row 1: the header %q names no security and date", r.name, short(r.header)).
			Try("columns security and date (or at)")
	}
	for _, named := range []struct {
		name string
		at   *int
	}{{opt.Group, &c.group}, {opt.Weight, &c.weight}} {
		if named.name == "" {
			continue
		}
		if *named.at = r.find(named.name); *named.at < 0 {
			return c, fault.New(fault.BadUsage, "read %s: row 1: the header %q has no column %q", r.name, short(r.header), named.name)
		}
	}
	return c, nil
}

// event reads all but the day.
func (c columns) event(r *rows, record []string) (study.Event, error) {
	e := study.Event{ID: cell(record, c.id), Security: cell(record, c.security), Market: cell(record, c.market), Group: cell(record, c.group)}
	if e.Security == "" {
		return e, r.bad(c.security, "no security")
	}
	if text := cell(record, c.at); text != "" {
		t, ok := moment(text)
		if !ok {
			return e, r.bad(c.at, "%q is not a moment with a zone", text).Try("the form 2025-11-14T13:00:00-05:00")
		}
		e.At = t
	}
	if text := cell(record, c.weight); text != "" {
		w, err := r.number(text, c.weight)
		if err != nil {
			return e, err
		}
		if w < 0 {
			return e, r.bad(c.weight, "weight %q is negative", text)
		}
		if w > 0 {
			e.Weight = w
		}
	}
	var err error
	if e.Estimation, err = c.span(r, record, 0); err != nil {
		return e, err
	}
	e.Window, err = c.span(r, record, 2)
	return e, err
}

// span reads a pair of window columns, nil when both are empty.
func (c columns) span(r *rows, record []string, first int) (*study.Window, error) {
	from, to := cell(record, c.window[first]), cell(record, c.window[first+1])
	if from == "" && to == "" {
		return nil, nil
	}
	var w study.Window
	for i, text := range []string{from, to} {
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, r.bad(c.window[first+i], "%q is not a number of sessions", text).Try("whole numbers, both ends of the window")
		}
		if i == 0 {
			w.From = n
		} else {
			w.To = n
		}
	}
	if w.From > w.To {
		return nil, r.bad(c.window[first+1], "window %s ends before it begins", w)
	}
	return &w, nil
}
