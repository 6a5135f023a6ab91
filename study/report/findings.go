package report

import (
	"fmt"

	"newstape/study"
)

// findings are the sentences that a reader wants first: what each window shows,
// what each group shows in the first window, who is missing, what the design can
// see.
func (p Page) findings() []string {
	r := p.Result
	var out []string
	for k, w := range r.Windows {
		if k == len(r.Design.Windows) {
			break // the path
		}
		line := finding(r.Design, w)
		if len(r.Events) == 1 && k < len(r.Events[0].CARs) {
			if c := r.Events[0].CARs[k]; !c.Missing {
				line = fmt.Sprintf("%s: %s, t(%d) = %s, p %s.", w.Window, figure(c.Value).human(Return), r.Events[0].DF, figure(c.T).human(Value), chance(c.P))
			}
		}
		out = append(out, line)
	}
	for _, g := range r.Groups {
		if len(g.Windows) > 0 {
			out = append(out, "Group "+g.Group+", "+finding(r.Design, g.Windows[0]))
		}
	}
	if dropped := Dropped(r); dropped != "" {
		out = append(out, "Dropped: "+dropped+".")
	}
	if power := Power(r); power != "" {
		out = append(out, power)
	}
	return out
}

// finding is one window in a sentence.
func finding(d study.Design, w study.WindowResult) string {
	if w.N == 0 {
		return fmt.Sprintf("%s: no event has every day of this window.", w.Window)
	}
	out := fmt.Sprintf("%s: mean %s", w.Window, figure(w.Mean).human(Return))
	if w.N > 1 {
		out += fmt.Sprintf(" (%s interval %s to %s)", percent(1-d.Level), figure(w.Low).human(Return), figure(w.High).human(Return))
	}
	tests, rejects, adjusted := 0, 0, 0
	for _, s := range w.Stats {
		if s.Missing != "" || s.Law == study.NoLaw {
			continue
		}
		tests++
		if s.P < d.Level {
			rejects++
		}
		if s.Adjusted < d.Level {
			adjusted++
		}
	}
	out += fmt.Sprintf(", %d of %d %s above zero", w.Positive, w.N, plural(w.N, "event"))
	if tests == 0 {
		return out + "."
	}
	out += fmt.Sprintf("; %d of %d tests reject no effect at %s", rejects, tests, percent(d.Level))
	if d.Adjust != "none" {
		out += fmt.Sprintf(", %d after the adjustment", adjusted)
	}
	return out + "."
}
