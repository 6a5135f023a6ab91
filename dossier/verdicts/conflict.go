package verdicts

import "newstape/check"

// conflict is statements about the same figure of which some exclude each other, of
// one story or of several.
type conflict struct{ said []saying }

// saying is a statement and the story that makes it.
type saying struct {
	story     *Story
	statement *check.Statement
}

// figureKey is what all statements about one figure share.
type figureKey struct {
	listing  string
	measure  check.Measure
	unit     string
	from, to string
	asof     string
}

// conflicts finds the figures that are stated in ways which exclude each other, in
// the order in which they are first stated. All that is said of such a figure is
// shown, what agrees and what its own text withdraws too.
func conflicts(all []*Story) []conflict {
	groups := map[figureKey][]saying{}
	var order []figureKey
	for _, c := range all {
		for i := range c.Statements {
			s := &c.Statements[i]
			if s.Listing == nil || s.Window.To == 0 {
				continue
			}
			k := figureKey{s.Listing.ID(), s.Measure, s.Unit, s.Window.From.String(), s.Window.To.String(), s.Window.AsOf}
			if groups[k] == nil {
				order = append(order, k)
			}
			groups[k] = append(groups[k], saying{c, s})
		}
	}
	var out []conflict
	for _, k := range order {
		if disagree(groups[k]) {
			out = append(out, conflict{groups[k]})
		}
	}
	return out
}

func disagree(said []saying) bool {
	for i := range said {
		for j := range i {
			if check.Conflict(*said[i].statement, *said[j].statement) {
				return true
			}
		}
	}
	return false
}
