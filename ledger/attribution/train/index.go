package train

// index numbers features. It is an open-addressed table, several times faster
// here than a map and in an order that depends on nothing but what was put in.
type index struct {
	keys []uint64
	ids  []int32
	back []uint64 // the feature of each number
	seen []uint8  // times a feature was counted, by its upper bits, at most 255
}

const (
	seenBits = 26
	enough   = 3 // times a feature must be counted to earn a number
)

func newIndex() *index {
	return &index{
		keys: make([]uint64, 1<<16), ids: make([]int32, 1<<16),
		seen: make([]uint8, 1<<seenBits),
	}
}

// count notes one use of a feature.
func (x *index) count(f uint64) {
	if c := &x.seen[f>>(64-seenBits)]; *c < 255 {
		*c++
	}
}

// times is how often a feature was counted, at most 255.
func (x *index) times(f uint64) int { return int(x.seen[f>>(64-seenBits)]) }

// number is the feature's number, -1 for one that is too rare.
func (x *index) number(f uint64) int32 {
	if x.seen[f>>(64-seenBits)] < enough {
		return -1
	}
	if 2*len(x.back) >= len(x.keys) {
		x.grow()
	}
	mask := uint64(len(x.keys) - 1)
	for at := (f >> 20) & mask; ; at = (at + 1) & mask {
		switch x.keys[at] {
		case f:
			return x.ids[at]
		case 0:
			x.keys[at], x.ids[at] = f, int32(len(x.back))
			x.back = append(x.back, f)
			return x.ids[at]
		}
	}
}

func (x *index) grow() {
	n := 2 * len(x.keys)
	x.keys, x.ids = make([]uint64, n), make([]int32, n)
	mask := uint64(n - 1)
	for id, f := range x.back {
		at := (f >> 20) & mask
		for x.keys[at] != 0 {
			at = (at + 1) & mask
		}
		x.keys[at], x.ids[at] = f, int32(id)
	}
}
