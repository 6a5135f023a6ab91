package transition

// MaxTagFeatures bounds the features of one tagging decision.
const MaxTagFeatures = 64

// edge stands for the words before and after the sentence.
var edge = Word{Form: 1, Lower: 2, Shape: 3, Kind: 4, Pre: [3]uint32{5, 6, 7}, Suf: [4]uint32{8, 9, 10, 11}}

func wordAt(words []Word, i int) *Word {
	if i < 0 || i >= len(words) {
		return &edge
	}
	return &words[i]
}

// TagFeatures fills f with the slots that judge the tag of word i, given the two
// tags before it; noTag stands before the sentence.
func TagFeatures(f *[MaxTagFeatures]uint32, words []Word, i int, t1, t2 uint32) []uint32 {
	w := &words[i]
	p1, p2 := wordAt(words, i-1), wordAt(words, i-2)
	n1, n2 := wordAt(words, i+1), wordAt(words, i+2)
	out := append(f[:0],
		h1(0, 0),
		h1(1, w.Lower),
		h2(2, w.Form, w.Shape&7),
		h1(3, w.Pre[0]), h1(4, w.Pre[1]), h1(5, w.Pre[2]),
		h1(6, w.Suf[0]), h2(7, w.Suf[1], w.Kind), h2(8, w.Suf[2], w.Kind), h1(9, w.Suf[3]),
		h1(10, w.Shape),
		h2(11, w.Suf[2], t1),
		h1(12, t1), h2(13, t1, t2),
		h2(14, t1, w.Lower),
		h1(15, p1.Lower), h1(16, p2.Lower), h1(17, n1.Lower), h1(18, n2.Lower),
		h2(19, p1.Lower, w.Lower), h2(20, w.Lower, n1.Lower),
		h2(21, n1.Lower, n2.Lower), h2(22, p1.Lower, p2.Lower),
		h1(23, p1.Suf[2]), h1(24, n1.Suf[2]), h1(25, n2.Suf[2]),
		h1(26, n1.Shape), h2(27, p1.Shape, w.Shape),
		h3(28, t1, w.Lower, n1.Lower),
		h3(29, t1, w.Suf[2], n1.Suf[2]),
		h3(30, t1, t2, w.Lower),
		h3(31, t1, w.Shape, n1.Shape),
		h3(32, w.Suf[1], n1.Suf[1], n2.Suf[1]),
		h2(33, t1, n1.Lower),
		h3(34, p1.Lower, w.Suf[2], n1.Lower),
		h2(35, w.Suf[2], n1.Lower),
		h2(36, p1.Lower, n1.Lower),
		h3(37, w.Shape, w.Suf[1], t1),
	)
	return out
}
