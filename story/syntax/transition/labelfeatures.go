package transition

// MaxLabelFeatures bounds the features of one label.
const MaxLabelFeatures = 48

// LabelFeatures fills f with the slots that judge the relation of dep to head,
// before they are tied.
func (s *State) LabelFeatures(f *[MaxLabelFeatures]uint32, words []Word, head, dep int32) []uint32 {
	N := s.nodes
	h, d := &N[head], &N[dep]
	dir := uint32(0)
	if head > dep {
		dir = 1
	}
	if int(head) == s.n {
		dir = 2
	}
	dist := distance(max(head-dep, dep-head))*4 + dir
	w := &words[dep]
	hw := wordAt(words, int(head))
	prev, next := wordAt(words, int(dep)-1), wordAt(words, int(dep)+1)
	absent := s.n + 1
	pt, nt := N[absent].t, N[absent].t
	if dep > 0 {
		pt = N[dep-1].t
	}
	if int(dep)+1 < s.n {
		nt = N[dep+1].t
	}
	dl, dr := &N[d.l1], &N[d.r1]
	hl, hr := &N[h.l1], &N[h.r1]
	return append(f[:0],
		h1(100, dir),
		h2(101, h.t, dir), h2(102, d.t, dir), h3(103, h.t, d.t, dir), h3(104, h.t, d.t, dist),
		h2(105, h.w, dir), h2(106, d.w, dir), h3(107, h.w, d.t, dir), h3(108, h.t, d.w, dir), h3(109, h.w, d.w, dir),
		h4(110, h.t, d.t, pt, dir), h4(111, h.t, d.t, nt, dir),
		h3(112, d.t, dl.w, dir), h3(113, d.t, dl.t, dl.label), h4(114, h.t, d.t, dl.label, dir),
		h4(115, h.t, d.t, d.lset, dir), h4(116, h.t, d.t, d.rset, dir),
		h4(117, h.t, d.t, h.lset, dir), h4(118, h.t, d.t, h.rset, dir),
		h3(119, h.w, h.lset, dir), h3(120, h.w, h.rset, dir),
		h3(121, d.t, dr.label, dir), h3(122, h.w, dl.w, dir),
		h4(123, h.t, d.t, hl.label, hr.label),
		h3(124, d.t, prev.Lower, dir), h3(125, d.t, next.Lower, dir),
		h3(126, w.Suf[2], h.t, dir), h3(127, hw.Suf[2], d.t, dir),
		h4(128, h.w, d.t, dl.w, dir),
		h4(129, h.t, d.t, dl.t, dr.t),
		h3(130, w.Shape, h.t, dir),
		h4(134, h.t, d.t, d.pb, dir), h4(135, h.t, d.t, d.pa, dir), h3(136, d.w, d.pb, dir), h4(137, h.t, d.t, h.pa, dir),
		h3(131, d.w, dl.w, dir), h4(132, h.t, d.w, hl.w, dir), h4(133, h.w, h.rset, d.t, nt),
	)
}
