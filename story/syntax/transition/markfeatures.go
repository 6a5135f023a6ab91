package transition

// MaxMarkFeatures bounds the features of one candidate head of a mark.
const MaxMarkFeatures = 32

// Features judge candidate k of the mark at i.
func (m *Marks) Features(f *[MaxMarkFeatures]uint32, i int32, k int) []uint32 {
	c := &m.chain[k]
	x := c.node
	w := m.Words[i].Lower
	n := int32(len(m.Words)) // #nosec G115
	place := uint32(0)
	if i == 0 {
		place = 1
	}
	if i == n-1 {
		place = 2
	}
	lab := uint32(m.Labels[x])
	tag := uint32(m.Tags[x])
	side := c.side<<1 | 1
	if c.top {
		side &^= 1
	}
	la, lb, ta, tb := m.leftLabel, m.rightLabel, m.leftTag, m.rightTag
	last := uint32(0)
	if k == len(m.chain)-1 {
		last = 1
	}
	partner := m.partner(i, x)
	dir := uint32(0)
	if x > i {
		dir = 1
	}
	prev, next := uint32(1), uint32(2)
	if i > 0 {
		prev = m.Words[i-1].Lower
	}
	if i+1 < n {
		next = m.Words[i+1].Lower
	}
	return append(f[:0],
		h2(310, w, side), h3(311, w, side, c.step), h3(312, w, side, lab), h4(313, w, side, tag, place), h3(314, w, lab, tag),
		h4(315, w, side, la, lb), h4(316, w, la, lb, lab), h4(317, w, side, ta, tb), h3(318, w, partner, side), h3(319, w, partner, lab),
		h3(320, w, place, side), h4(321, w, place, side, last), h4(322, w, side, prev, la), h4(323, w, side, next, lb),
		h3(324, w, dir, distance(max(x-i, i-x))), h4(325, w, side, m.Words[x].Lower, place), h4(326, w, side, lab, c.step), h4(327, w, lb, side, tag),
		h4(328, w, la, side, tag), h4(329, w, partner, side, c.step),
	)
}

// partner tells of the mark that opens what the mark at i closes: 1 when it is there,
// 2 when it hangs below x too, 0 when there is none.
func (m *Marks) partner(i, x int32) uint32 {
	w := m.Words[i].Lower
	for k := i - 1; k >= 0 && k > i-60; k-- {
		if m.Labels[k] != MarkLabel || !pairs(m.Words[k].Lower, w) {
			continue
		}
		if m.Heads[k] == x {
			return 2
		}
		return 1
	}
	return 0
}

// The marks that close what they open.
var (
	quote, parenOpen, parenClose   = hashString("\""), hashString("("), hashString(")")
	bracketOpen, bracketClose      = hashString("["), hashString("]")
	comma, dash, longDash, apostro = hashString(","), hashString("-"), hashString("--"), hashString("'")
)

func pairs(open, shut uint32) bool {
	switch shut {
	case parenClose:
		return open == parenOpen
	case bracketClose:
		return open == bracketOpen
	case quote, comma, dash, longDash, apostro:
		return open == shut
	}
	return false
}
