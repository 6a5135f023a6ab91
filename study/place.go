package study

// Placement is where an event would be measured, or why it would not be.
type Placement struct {
	Session Stamp  // day 0 on the market's axis; 0 where there is none
	Shifted int    // calendar days that the date policy moves it
	Reason  Reason // Kept, or why the event is dropped before a model is fitted
	Detail  string // of Reason: a clause a person can act on
}

// Place puts events on their axes as [Run] does, and fits nothing: a look at
// what would be dropped. Where one event would make Run refuse the whole study
// (the policy exact, a moment without an exchange) it has the reason BadPlace here
// and the others are placed. Reasons that only a fitted model has are not found.
func Place(d Design, p Panel, events []Event) ([]Placement, error) {
	d = d.filled()
	if err := d.Validate(); err != nil {
		return nil, err
	}
	pl, err := newPlacer(d, newLoader(d, p))
	if err != nil {
		return nil, err
	}
	out := make([]Placement, len(events))
	for k, e := range events {
		at, drop, err := pl.place(k, e)
		switch {
		case err != nil:
			out[k] = Placement{Reason: BadPlace, Detail: err.Error()}
		case drop.Reason != Kept:
			out[k] = Placement{Reason: drop.Reason, Detail: drop.Detail}
		default:
			out[k] = Placement{Session: at.market.stamps[at.row], Shifted: at.shifted}
		}
	}
	return out, nil
}

// BadPlace is the reason, in a [Placement] only, for which Run refuses the whole
// study.
const BadPlace Reason = "refused"
