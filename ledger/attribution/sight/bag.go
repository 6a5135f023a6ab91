package sight

// Bag collects the features of one token. Reuse it: [Bag.Reset] keeps its
// memory.
type Bag struct {
	// Features are hashes; the low bits name the template that made each, see
	// [Template].
	Features []uint64
	// Bounds are what speaks for a change of label between the unit before and
	// this one: the same hashes for its beginning, and by [End] for its end.
	Bounds []uint64
	// Edge classes the step from the unit before to this one.
	Edge uint16
}

// Reset empties the bag.
func (b *Bag) Reset() { b.Features, b.Bounds, b.Edge = b.Features[:0], b.Bounds[:0], 0 }

// templateBits are those of a feature that name its template.
const templateBits = 7

// Template is the number of the template that made a feature.
func Template(feature uint64) int { return int(feature & (1<<templateBits - 1)) }

// Add puts in the feature of template t with up to three values, mixed by
// multiplication and shifts so that every bit of the values moves the upper bits.
func (b *Bag) Add(t uint8, x, y, z uint32) {
	b.Features = append(b.Features, hash(t, x, y, z))
}

// AddBound puts in a feature of the place between the unit before and this one.
func (b *Bag) AddBound(t uint8, x, y, z uint32) {
	b.Bounds = append(b.Bounds, hash(t, x, y, z))
}

// End is the feature of a label's end that goes with that of its beginning.
func End(bound uint64) uint64 { return bound ^ 0x5bd1e9955bd1e980 }

func hash(t uint8, x, y, z uint32) uint64 {
	h := (uint64(x) + 0x9e3779b97f4a7c15 + uint64(t)<<33) * 0xbf58476d1ce4e5b9
	h ^= h >> 31
	h = (h + uint64(y)) * 0x94d049bb133111eb
	h ^= h >> 29
	h = (h + uint64(z)) * 0xd6e8feb86659fd93
	h ^= h >> 32
	return h&^(1<<templateBits-1) | uint64(t)
}
