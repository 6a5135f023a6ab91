package report

import (
	"fmt"
	"strings"

	"newstape/study"
)

// eventSheet is every kept event: its model, and each window's CAR.
func eventSheet(r *study.Result) Sheet {
	s := Sheet{Name: "events", Title: "Events", Columns: []Column{
		{Name: "row", Title: "row", Kind: Count, Wide: true},
		{Name: "id", Title: "id"},
		{Name: "security", Title: "security"},
		{Name: "session", Title: "session"},
		{Name: "shifted", Title: "moved", Kind: Count},
		{Name: "phase", Title: "phase", Wide: true},
	}}
	for _, p := range r.Params {
		s.Columns = append(s.Columns, Column{Name: p, Title: p, Kind: Measure, Wide: true})
	}
	s.Columns = append(s.Columns, Column{Name: "sigma", Title: "sigma", Kind: Spread}, Column{Name: "df", Title: "DF", Kind: Count, Wide: true},
		Column{Name: "used", Title: "days", Kind: Count}, Column{Name: "r2", Title: "R²", Kind: Value})
	for _, w := range r.Windows {
		name := "car" + w.Window.String()
		s.Columns = append(s.Columns, Column{Name: name, Title: "CAR " + w.Window.String(), Kind: Return},
			Column{Name: name + "_se", Title: "SE", Kind: Spread, Wide: true}, Column{Name: name + "_t", Title: "t", Kind: Value},
			Column{Name: name + "_p", Title: "p", Kind: Chance, Wide: true})
	}
	for _, e := range r.Events {
		row := []Cell{count(e.Row + 1), words(e.ID), words(e.Security), words(e.Session.String()), count(e.Shifted), words(e.Phase)}
		for k := range r.Params {
			if k < len(e.Params) {
				row = append(row, figure(e.Params[k]))
			} else {
				row = append(row, Cell{})
			}
		}
		row = append(row, figure(e.Sigma), count(e.DF), count(e.Used), figure(e.R2))
		for _, c := range e.CARs {
			row = append(row, estimateCells(c)...)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// carSheet is every event's every window, one row each.
func carSheet(r *study.Result) Sheet {
	s := Sheet{
		Name: "cars", Title: "Cumulative abnormal return of each event", Blocks: true,
		Note: "SE is the exact forecast error of the sum; t has the degrees of freedom of the model.",
		Columns: []Column{
			{Name: "event", Title: "event"},
			{Name: "window", Title: "window"},
			{Name: "car", Title: "CAR", Kind: Return},
			{Name: "se", Title: "SE", Kind: Spread},
			{Name: "t", Title: "t", Kind: Value},
			{Name: "p", Title: "p", Kind: Chance},
			{Name: "df", Title: "DF", Kind: Count},
		},
	}
	for _, e := range r.Events {
		name := fmt.Sprintf("%s %s %s", e.ID, e.Security, e.Session)
		for k, c := range e.CARs {
			if k < len(r.Windows) {
				row := append([]Cell{words(name), words(r.Windows[k].Window.String())}, estimateCells(c)...)
				s.Rows = append(s.Rows, append(row, count(e.DF)))
			}
		}
	}
	return s
}

func estimateCells(e study.Estimate) []Cell {
	if e.Missing {
		return make([]Cell, 4)
	}
	return []Cell{figure(e.Value), figure(e.SE), figure(e.T), figure(e.P)}
}

// abnormalSheet is every event's every day.
func abnormalSheet(r *study.Result) Sheet {
	s := Sheet{Name: "abnormal_returns", Title: "Abnormal returns", Columns: []Column{
		{Name: "id", Title: "id"},
		{Name: "security", Title: "security"},
		{Name: "day", Title: "day", Kind: Count},
		{Name: "ar", Title: "AR", Kind: Return},
		{Name: "se", Title: "SE", Kind: Spread},
		{Name: "t", Title: "t", Kind: Value},
		{Name: "p", Title: "p", Kind: Chance},
	}}
	for _, e := range r.Events {
		for k, ar := range e.AR {
			s.Rows = append(s.Rows, append([]Cell{words(e.ID), words(e.Security), count(r.Design.Event.From + k)}, estimateCells(ar)...))
		}
	}
	return s
}

// dropSheet is every event that is not in the sample, and why.
func dropSheet(r *study.Result) Sheet {
	s := Sheet{Name: "drops", Title: "Events that were dropped", Columns: []Column{
		{Name: "row", Title: "event", Kind: Count},
		{Name: "id", Title: "id"},
		{Name: "security", Title: "security"},
		{Name: "reason", Title: "reason"},
		{Name: "detail", Title: "detail"},
	}}
	for _, d := range r.Drops {
		s.Rows = append(s.Rows, []Cell{count(d.Row + 1), words(d.ID), words(d.Security), words(string(d.Reason)), words(d.Detail)})
	}
	return s
}

// Dropped says how many events were dropped and why, such as "3 of 40 events:
// too_few_days 2, unknown_security 1"; "" when none was.
func Dropped(r *study.Result) string {
	if len(r.Drops) == 0 {
		return ""
	}
	counts := map[study.Reason]int{}
	var order []study.Reason
	for _, d := range r.Drops {
		if counts[d.Reason] == 0 {
			order = append(order, d.Reason)
		}
		counts[d.Reason]++
	}
	given := len(r.Events) + len(r.Drops)
	var reasons []string
	for _, reason := range order {
		reasons = append(reasons, fmt.Sprintf("%s %d", reason, counts[reason]))
	}
	return fmt.Sprintf("%d of %d %s: %s", len(r.Drops), given, plural(given, "event"), strings.Join(reasons, ", "))
}
