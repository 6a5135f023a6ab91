package thread

import (
	"cmp"
	"math"
	"slices"

	"newstape/ledger/claim"
	"newstape/ledger/thread/wording"
	"newstape/receipt"
	"newstape/story/quantity"
	"newstape/story/when"
)

// point is words of a claim that those of another may contradict.
type point struct {
	receipt.Span
	node *node
}

// disagreements are the points on which the stories of a thread differ.
func (j *joiner) disagreements(d *draft) []Disagreement {
	var out []Disagreement
	out = append(out, j.figures(d)...)
	if x, ok := j.dates(d); ok {
		out = append(out, x)
	}
	if x, ok := j.directions(d); ok {
		out = append(out, x)
	}
	if x, ok := j.standings(d); ok {
		out = append(out, x)
	}
	return out
}

// figures: two stories give the same claim figures of one kind, and none of the
// one agrees with any of the other.
func (j *joiner) figures(d *draft) []Disagreement {
	var kinds []string
	of, points := map[string][]quantity.Quantity{}, map[string][]point{}
	for _, n := range d.nodes {
		for _, q := range n.figures {
			k := kindOf(q)
			if of[k] == nil {
				kinds = append(kinds, k)
			}
			of[k], points[k] = append(of[k], q), append(points[k], point{q.Span, n})
		}
	}
	var out []Disagreement
	for _, k := range kinds {
		if sides := j.sides(points[k], func(a, b int) bool { return agree(of[k][a], of[k][b]) }); sides != nil {
			out = append(out, Disagreement{Kind: "figure", What: "the " + whatOf(of[k][0]), Sides: sides})
		}
	}
	return out
}

// dates: two stories give the same claim days or periods, and none of the one
// overlaps any of the other.
func (j *joiner) dates(d *draft) (Disagreement, bool) {
	var days []when.Expr
	var points []point
	for _, n := range d.nodes {
		for _, e := range j.expressions(n.story) {
			if n.said.Content.Contains(e.Span) && (e.Kind == when.Day || e.Kind == when.Period) && e.Missing == nil && e.From != 0 && e.To != 0 {
				days, points = append(days, e), append(points, point{e.Span, n})
			}
		}
	}
	sides := j.sides(points, func(a, b int) bool { return days[a].From <= days[b].To && days[b].From <= days[a].To })
	return Disagreement{Kind: "date", What: "the date", Sides: sides}, sides != nil
}

// expressions are the dates of a story, read once.
func (j *joiner) expressions(story int) []when.Expr {
	out, ok := j.days[story]
	if !ok {
		s := &j.out.Stories[story]
		out = when.Find(s.Doc, s.Article.Reference)
		j.days[story] = out
	}
	return out
}

// whatOf says in words what is counted.
func whatOf(q quantity.Quantity) string {
	switch q.Unit {
	case quantity.Percent:
		return "percentage"
	case quantity.Money:
		return "amount"
	case quantity.Count:
		return "number of " + q.Noun
	case quantity.Plain:
		return "number"
	}
	return "number of " + string(q.Unit)
}

// kindOf is the same for figures that can be compared.
func kindOf(q quantity.Quantity) string {
	switch q.Unit {
	case quantity.Money:
		return "money " + q.Currency
	case quantity.Count:
		return "count " + wording.Key(q.Noun)
	}
	return string(q.Unit)
}

// sides groups points that agree; nil unless two stories have nothing in common.
func (j *joiner) sides(points []point, agree func(a, b int) bool) []View {
	var out []View
	var first []int
	has := map[*node][]int{} // the groups that a claim's points fall in
	var order []*node
	for i, p := range points {
		k := slices.IndexFunc(first, func(o int) bool { return agree(o, i) })
		if k < 0 {
			k = len(first)
			first = append(first, i)
			out = append(out, View{Says: p.In(j.out.Stories[p.node.story].Article.Text)})
		}
		out[k].Spans = append(out[k].Spans, p.Span)
		out[k].Cites = append(out[k].Cites, cite(p.node.story, p.node.said))
		if has[p.node] == nil {
			order = append(order, p.node)
		}
		has[p.node] = append(has[p.node], k)
	}
	if len(out) < 2 {
		return nil
	}
	// Claims that have the same groups are one here; so few are compared.
	var kinds []*node
	for _, n := range order {
		if !slices.ContainsFunc(kinds, func(o *node) bool { return o.story == n.story && slices.Equal(has[o], has[n]) }) && len(kinds) < bucketMost {
			kinds = append(kinds, n)
		}
	}
	for i, a := range kinds {
		for _, b := range kinds[:i] {
			if a.story != b.story && !slices.ContainsFunc(has[a], func(k int) bool { return slices.Contains(has[b], k) }) {
				return out
			}
		}
	}
	return nil
}

// differ reports whether two claims give figures of one kind that all differ.
func differ(a, b *node) bool {
	for _, x := range a.figures {
		same, met := false, false
		for _, y := range b.figures {
			if kindOf(x) == kindOf(y) {
				met = true
				same = same || agree(x, y)
			}
		}
		if met && !same {
			return true
		}
	}
	return false
}

// agree: two figures can both be true, by the precision and the hedge that they
// are printed with.
func agree(a, b quantity.Quantity) bool {
	x, y := math.Abs(a.Value), math.Abs(b.Value)
	slack := precision(a) + precision(b)
	for _, q := range []quantity.Quantity{a, b} {
		if q.Qualifier == quantity.About {
			slack = max(slack, 0.1*math.Abs(q.Value))
		}
	}
	switch {
	case math.Abs(x-y) <= slack+1e-9*max(x, y):
		return true
	case a.Qualifier == quantity.MoreThan && y > x, b.Qualifier == quantity.MoreThan && x > y:
		return true
	case (a.Qualifier == quantity.LessThan || a.Qualifier == quantity.AsMuchAs) && y < x:
		return true
	case (b.Qualifier == quantity.LessThan || b.Qualifier == quantity.AsMuchAs) && x < y:
		return true
	}
	return false
}

// precision is half a unit of the last printed digit. Of whole numbers it is
// nothing: 110,000 is not 111,000.
func precision(q quantity.Quantity) float64 {
	if q.Decimals < 0 || q.Decimals == 0 && q.Scale == 1 && q.Unit != quantity.Percent {
		return 0
	}
	return q.Scale * math.Pow(10, -float64(q.Decimals)) / 2
}

// directions: one story says that it rose and another that it fell.
func (j *joiner) directions(d *draft) (Disagreement, bool) {
	views := [2]View{{Says: "up"}, {Says: "down"}}
	stories := [2]map[int]bool{{}, {}}
	for _, n := range d.nodes {
		if n.rising == 0 || n.negated {
			continue
		}
		k := (1 - n.rising) / 2
		stories[k][n.story] = true
		views[k].Spans = append(views[k].Spans, n.directionWord())
		views[k].Cites = append(views[k].Cites, cite(n.story, n.said))
	}
	if len(stories[0]) == 0 || len(stories[1]) == 0 || len(stories[0]) == 1 && len(stories[1]) == 1 && d.oneStory(stories[0], stories[1]) {
		return Disagreement{}, false
	}
	return Disagreement{Kind: "direction", What: "the direction", Sides: views[:]}, true
}

func (d *draft) oneStory(a, b map[int]bool) bool {
	for s := range a {
		return b[s]
	}
	return false
}

func (n *node) directionWord() receipt.Span {
	for _, w := range n.words {
		if rising[w.Key] != 0 {
			return w.Span
		}
	}
	return n.said.Content
}

// standings: in one story it is confirmed, in another denied, disputed or
// withdrawn; or one tells it plainly and another only that it is not so.
func (j *joiner) standings(d *draft) (Disagreement, bool) {
	out := Disagreement{Kind: "standing", What: "how it stands"}
	has := map[claim.Status]bool{}
	for i := 0; i < len(d.members); {
		k := i
		for k < len(d.members) && d.members[k].Story == d.members[i].Story {
			k++
		}
		m, status := leaves(d.members[i:k])
		i = k
		if status == "" {
			continue
		}
		has[status] = true
		at := slices.IndexFunc(out.Sides, func(v View) bool { return v.Says == string(status) })
		if at < 0 {
			at = len(out.Sides)
			out.Sides = append(out.Sides, View{Says: string(status)})
		}
		out.Sides[at].Spans = append(out.Sides[at].Spans, m.Said.Content)
		out.Sides[at].Cites = append(out.Sides[at].Cites, m.Cite)
	}
	against := has[claim.Denied] || has[claim.Retracted]
	plain := has[claim.Asserted] || has[claim.Alleged] || has[claim.Unverified]
	return out, has[claim.Confirmed] && (against || has[claim.Disputed]) || plain && against
}

// leaves is how one story leaves the claim, and the member that says so; "" when
// it neither tells nor denies it.
func leaves(members []Member) (Member, claim.Status) {
	var telling, denial *Member
	for i := range members {
		m := &members[i]
		switch {
		case withdraws(m):
			return *m, claim.Retracted
		case m.Side == States || m.Side == Confirms:
			telling = cmp.Or(telling, m)
		case m.Side == Denies:
			denial = cmp.Or(denial, m)
		}
	}
	switch {
	case telling != nil && denial != nil && telling.Said.Status != claim.Confirmed:
		return *denial, claim.Disputed
	case telling != nil:
		return *telling, telling.Said.Status
	case denial != nil:
		return *denial, claim.Denied
	}
	return Member{}, ""
}
