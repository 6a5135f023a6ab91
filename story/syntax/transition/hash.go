package transition

// SlotBits is the width of a hashed feature. Training and the embedded tables
// know a feature by its slot alone, so that what collides in training collides
// in the same way in use.
const SlotBits = 23

// Multipliers of the feature hash: odd, with their bits well mixed (those of
// xxHash64 and of splitmix64).
const (
	k0 = 0x9E3779B97F4A7C15
	k1 = 0xBF58476D1CE4E5B9
	k2 = 0x94D049BB133111EB
	k3 = 0xC2B2AE3D27D4EB4F
	k4 = 0xD6E8FEB86659FD93
	k5 = 0x165667B19E3779F9
)

// Feature slots from a template's number and one to four values.
func h1(t uint64, a uint32) uint32 { return finish(t*k0 + uint64(a)*k1) }

func h2(t uint64, a, b uint32) uint32 { return finish(t*k0 + uint64(a)*k1 + uint64(b)*k2) }

func h3(t uint64, a, b, c uint32) uint32 {
	return finish(t*k0 + uint64(a)*k1 + uint64(b)*k2 + uint64(c)*k3)
}

func h4(t uint64, a, b, c, d uint32) uint32 {
	return finish(t*k0 + uint64(a)*k1 + uint64(b)*k2 + uint64(c)*k3 + uint64(d)*k4)
}

func finish(h uint64) uint32 {
	h ^= h >> 29
	return uint32(h * k5 >> (64 - SlotBits)) // #nosec G115 -- SlotBits are left
}
