package transition

// MaxPairFeatures bounds the features of one choice of the arbiter.
const MaxPairFeatures = 128

// PairFeatures fills f with the slots that judge which of two heads word d has.
func (c *Arbiter) PairFeatures(f *[MaxPairFeatures]uint32, d int32) []uint32 {
	out := c.candidate(f[:0], 200, c.A, c.B, d)
	out = c.candidate(out, 240, c.B, c.A, d)
	a, b := c.A.Heads[d], c.B.Heads[d]
	rel := uint32(3)
	switch {
	case c.A.head(a) == b:
		rel = 0
	case c.A.head(b) == a:
		rel = 1
	case c.A.head(a) == c.A.head(b):
		rel = 2
	}
	order := uint32(0)
	if a > d {
		order |= 1
	}
	if b > d {
		order |= 2
	}
	if a > b {
		order |= 4
	}
	rel = rel<<3 | order
	dt, at, bt := c.tag(d), c.tag(a), c.tag(b)
	dw, aw, bw := c.word(d), c.word(a), c.word(b)
	la, lb := c.A.label(d), c.B.label(d)
	case1 := c.word(c.A.first[d])
	near := c.differ(d-1) | c.differ(d+1)<<1 | c.differ(a)<<2 | c.differ(b)<<3
	return append(out,
		h1(280, 0), h1(281, rel), h2(282, rel, dt), h3(283, dt, at, bt), h4(284, dt, at, bt, rel), h2(285, la, lb), h3(286, la, lb, rel),
		h4(287, la, lb, dt, rel), h3(288, dw, at, bt), h3(289, aw, bw, dt), h3(290, case1, at, bt), h3(291, case1, aw, bw),
		h1(292, near), h2(293, near, dt), h3(294, near, la, lb), h4(295, near, at, bt, dt),
		h4(296, dt, at, bt, distance(max(a-d, d-a))*8+distance(max(b-d, d-b))), h3(297, rel, dw, dt), h3(298, dw, la, lb),
		h4(299, c.tag(d-1), dt, c.tag(d+1), rel), h4(300, case1, la, lb, rel),
	)
}

// candidate are the features of the head that tree t gives word d; other is the
// tree that disagrees.
func (c *Arbiter) candidate(out []uint32, k uint64, t, other *Tree, d int32) []uint32 {
	h := t.Heads[d]
	dir := uint32(0)
	if h > d {
		dir = 1
	}
	dist := distance(max(h-d, d-h))*2 + dir
	ht, dt, hw, dw := c.tag(h), c.tag(d), c.word(h), c.word(d)
	lab := t.label(d)<<1 | dir
	g := t.head(h)
	gt, hl := c.tag(g), t.label(h)
	gdir := uint32(0)
	if g > h {
		gdir = 2
	}
	s := t.sib[d]
	st, sl := c.tag(s), t.label(s)
	lset, rset := t.lset[h], t.rset[h]
	case1 := c.word(t.first[d])
	between := c.between(d, h)
	agree := uint32(0)
	if other.head(h) == g {
		agree = 1
	}
	return append(out,
		h3(k, ht, dt, dist), h3(k+1, hw, dt, dir), h3(k+2, ht, dw, dir), h2(k+3, hw, dw), h3(k+4, ht, dt, lab), h2(k+5, hw, lab), h2(k+6, dw, lab),
		h4(k+7, ht, dt, c.tag(h-1), c.tag(d-1)), h4(k+8, ht, dt, c.tag(h+1), c.tag(d+1)),
		h4(k+9, ht, dt, c.tag(h+1), c.tag(d-1)), h4(k+10, ht, dt, c.tag(h-1), c.tag(d+1)),
		h4(k+11, ht, dt, gt, gdir|dir), h4(k+12, dt, gt, ht, lab), h4(k+13, ht, dt, st, sl), h3(k+14, ht, sl, lab),
		h4(k+15, ht, dt, between, dir), h2(k+16, lab, between),
		h3(k+17, ht, lab, lset), h3(k+18, ht, lab, rset), h3(k+19, hw, lab, rset),
		h4(k+20, hl, ht, dt, lab), h4(k+21, ht, dt, t.rset[d], t.lset[d]), h4(k+22, ht, dt, agree, dir), h4(k+23, lab, hl, agree, dist),
		h3(k+24, dw, ht, hl), h3(k+25, hw, case1, dt), h3(k+26, ht, case1, dt), h4(k+27, hw, dw, case1, lab), h3(k+28, lab, dist, ht), h3(k+29, lab, dt, dist),
		h3(k+30, hl, lab, gt),
	)
}
