package transition

// MaxMoveFeatures bounds the features of one move.
const MaxMoveFeatures = 128

// MoveFeatures fills f with the slots that judge the next move: the words, tags,
// children and distances at the top of the stack and the front of what is unread
// (after Zhang and Nivre, 2011).
func (s *State) MoveFeatures(f *[MaxMoveFeatures]uint32) []uint32 {
	absent := int32(s.n + 1) // #nosec G115 -- sentences are short
	i0, i1, i2 := absent, absent, absent
	if k := len(s.stack); k > 0 {
		i0 = s.stack[k-1]
		if k > 1 {
			i1 = s.stack[k-2]
		}
		if k > 2 {
			i2 = s.stack[k-3]
		}
	}
	j0 := s.next
	j1, j2, j3 := min(j0+1, absent), min(j0+2, absent), min(j0+3, absent)
	N := s.nodes
	s0, s1, s2 := &N[i0], &N[i1], &N[i2]
	b0, b1, b2, b3 := &N[j0], &N[j1], &N[j2], &N[j3]
	s0l, s0r, s0l2, s0r2 := &N[s0.l1], &N[s0.r1], &N[s0.l2], &N[s0.r2]
	b0l, b0l2 := &N[b0.l1], &N[b0.l2]
	s1r, s1l, s1r2 := &N[s1.r1], &N[s1.l1], &N[s1.r2]
	s0wt, s1wt, b0wt, b1wt := s0.w^s0.t*0x9E3779B1, s1.w^s1.t*0x9E3779B1, b0.w^b0.t*0x9E3779B1, b1.w^b1.t*0x9E3779B1
	d := distance(j0 - i0)
	d1 := distance(i0 - i1)
	if i0 == absent {
		d = 0
	}
	if i1 == absent {
		d1 = 0
	}
	out := append(f[:0],
		h1(0, 0),
		h1(1, s0.w), h1(2, s0.t), h1(3, s0wt),
		h1(4, s1.w), h1(5, s1.t), h1(6, s1wt),
		h1(7, s2.t), h2(8, s2.w, s2.t),
		h1(9, b0.w), h1(10, b0.t), h1(11, b0wt),
		h1(12, b1.w), h1(13, b1.t), h1(14, b1wt),
		h1(15, b2.t), h2(16, b2.w, b2.t), h1(17, b3.t),
		// pairs
		h2(18, s0wt, b0wt), h2(19, s0wt, b0.w), h2(20, s0.w, b0wt),
		h2(21, s0wt, b0.t), h2(22, s0.t, b0wt), h2(23, s0.w, b0.w), h2(24, s0.t, b0.t),
		h2(25, b0.t, b1.t), h2(26, b0.w, b1.w), h2(27, b0wt, b1.t), h2(28, b0.t, b1wt),
		h2(29, s1wt, s0wt), h2(30, s1.w, s0.w), h2(31, s1.t, s0.t), h2(32, s1wt, s0.t), h2(33, s1.t, s0wt),
		h2(34, s1.t, b0.t), h2(35, s1.t, b0wt), h2(36, s1wt, b0.t), h2(37, s1.w, b0.w),
		// triples
		h3(38, b0.t, b1.t, b2.t), h3(39, s0.t, b0.t, b1.t), h3(40, s1.t, s0.t, b0.t), h3(41, s2.t, s1.t, s0.t),
		h3(42, s0wt, b0.t, b1.t), h3(43, s0.t, b0wt, b1.t), h3(44, s0.t, b0.t, b1.w),
		h3(45, s1wt, s0.t, b0.t), h3(46, s1.t, s0wt, b0.t), h3(47, s1.t, s0.t, b0wt),
		h4(48, s1.t, s0.t, b0.t, b1.t), h4(49, s0.t, b0.t, b1.t, b2.t), h4(50, s2.t, s1.t, s0.t, b0.t),
		// children
		h3(51, s0.t, b0.t, s0l.t), h3(52, s0.t, b0.t, s0r.t), h3(53, s0.t, b0.t, b0l.t),
		h3(54, s1.t, s0.t, s0l.t), h3(55, s1.t, s0.t, s0r.t), h3(56, s1.t, s0.t, s1r.t), h3(57, s1.t, s0.t, s1l.t),
		h2(58, s0wt, s0l.label), h2(59, s0wt, s0r.label), h2(60, b0wt, b0l.label), h2(61, s1wt, s1r.label), h2(62, s1wt, s1l.label),
		h2(63, s0.t, s0l.w), h2(64, s0.t, s0r.w), h2(65, b0.t, b0l.w), h2(66, s1.t, s1r.w),
		h4(67, s0.t, b0.t, s0l.label, s0l2.label), h4(68, s0.t, b0.t, s0r.label, s0r2.label),
		h4(69, s0.t, b0.t, b0l.label, b0l2.label), h4(70, s1.t, s0.t, s1r.label, s1r2.label),
		h3(71, s0.t, b0.t, s1r.label), h4(72, s1.t, s0.t, b0.t, s0r.label), h4(73, s1.t, s0.t, b0.t, s1r.label),
		// label sets and valency
		h3(74, s0.t, b0.t, s0.rset), h3(75, s0.t, b0.t, s0.lset), h3(76, s0.t, b0.t, b0.lset),
		h2(77, s0wt, s0.rset), h2(78, s0wt, s0.lset), h2(79, b0wt, b0.lset), h3(80, s1.t, s0.t, s1.rset), h2(81, s1wt, s1.rset),
		h2(82, s0wt, s0.rval), h2(83, s0wt, s0.lval), h2(84, b0wt, b0.lval), h2(85, s1wt, s1.rval),
		// distances
		h3(86, s0.t, b0.t, d), h2(87, s0wt, d), h2(88, b0wt, d), h3(89, s0.w, b0.w, d),
		h3(90, s1.t, s0.t, d1), h4(91, s1.t, s0.t, b0.t, d*8+d1),
	)
	between := min(b0.marks-s0.marks, 3)
	between1 := min(s0.marks-s1.marks, 3)
	out = append(out,
		h3(110, s0.t, b0.t, b0.pb), h3(111, s0.t, b0.t, s0.pa), h3(112, s1.t, s0.t, s0.pb), h4(113, s0.t, b0.t, b1.t, b1.pb), h4(114, s1.t, s0.t, b0.t, b0.pb),
		h3(115, s0.t, b0.t, between), h3(116, s1.t, s0.t, between1), h4(117, s1.t, s0.t, between1, between), h2(118, s0wt, b0.pb), h2(119, b0wt, b0.pb), h2(120, b0wt, b1.pb),
		h4(121, s0.t, b0.t, s0.pb, b0.pb), h4(122, s1.t, b0.t, s0.pb, b0.pb), h2(123, s0wt, s0.pb),
		h3(124, s0.suf, b0.t, s0.t), h3(125, b0.suf, s0.t, b0.t), h3(126, s1.t, s0.suf, s0.t),
	)
	return out
}

// distance is a coarse one.
func distance(d int32) uint32 {
	switch {
	case d < 1:
		return 0
	case d < 5:
		return uint32(d)
	case d < 8:
		return 5
	case d < 14:
		return 6
	}
	return 7
}
