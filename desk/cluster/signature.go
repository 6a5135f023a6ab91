package cluster

import (
	"cmp"
	"time"
)

// Signature is what of a story is compared; see [Sign]. It is a plain value: copies
// share its lists, which nobody changes.
type Signature struct {
	ID string

	when      int64  // Unix seconds, 0 when not known
	outlet    uint32 // hash of the outlet, 0 when not known
	corrected bool   // the story says that it corrects or updates an earlier text
	tongue    tongue
	quarters  uint8 // fiscal quarters that head and lead speak of: bits 1 to 4

	// the text
	sim      uint64   // SimHash of the terms
	shingles uint16   // how many there were
	sketch   []uint32 // the smallest of their hashes, rising
	bands    []uint32 // MinHash, for keys
	leads    []uint32 // first sentences, for keys

	// the event
	terms    []term // by rising hash
	first    uint32 // the party or name that the title names first as the one who acts, 0 when not clear
	names    []name
	parties  []party // by falling relevance
	figures  []figure
	kinds    []weighted // what the story tells, by falling weight
	headline []weighted // what its title tells
	sides    sides
	events   []happening
}

// When is the time by which the story stands among others.
func (s Signature) When() time.Time {
	if s.when == 0 {
		return time.Time{}
	}
	return time.Unix(s.when, 0).UTC()
}

// keysMost is how many keys a signature has at most.
const keysMost = bandCount + leadsMost + 45

// Keys are the keys by which the store finds stories that may belong together: at
// most 56, the same for equal signatures, no two alike. Two stories that share
// none are compared by nobody. A store that must bound its candidates takes those
// that share the most keys, then the newest.
//
// Copies meet by bands of MinHash and by equal first sentences. Paraphrases meet
// by a party or name together with a kind of event or a figure, in the week of
// the story or the next: two stories within [Window] have a week in common. Figures
// and decisions that a whole economy waits for meet by kind and day.
func (s Signature) Keys() []uint64 {
	out := make([]uint64, 0, keysMost)
	for i, b := range s.bands {
		out = append(out, key('b', uint64(i), uint64(b)))
	}
	for _, l := range s.leads {
		out = append(out, key('l', uint64(l), 0))
	}
	return unique(append(out, s.eventKeys()...))
}

func (s Signature) eventKeys() []uint64 {
	week := s.when / int64(Window/time.Second)
	var who []uint32
	for _, p := range s.parties {
		if p.main && !p.state && len(who) < 2 {
			who = append(who, cmp.Or(p.word, p.hash))
		}
	}
	for _, p := range s.parties {
		if p.state && len(who) < 2 {
			who = append(who, p.hash)
		}
	}
	for _, n := range s.names[:min(len(s.names), 4)] { // those of the lead come first
		who = append(who, n.hash)
	}
	var what []uint64
	lx := acts()
	for _, k := range s.kinds {
		if len(what) < 2 && !lx.follows(k.kind) {
			what = append(what, uint64(k.kind))
		}
	}
	var out []uint64
	for _, at := range [...]int64{week, week + 1} {
		for i, w := range who {
			for _, k := range what {
				out = append(out, key('e', uint64(at), mix(uint64(w))^k))
			}
			if i == 0 {
				out = append(out, key('p', uint64(at), uint64(w)))
			}
		}
		n := 0
		for _, f := range s.figures {
			if f.lead && f.telling() && n < 2 {
				out = append(out, key('f', uint64(at), uint64(f.value*100)))
				n++
			}
		}
	}
	if !hasMain(s.parties) { // names alone, where there is no party: by the day
		for _, n := range s.names[:min(len(s.names), 4)] {
			for _, at := range [...]int64{s.when / 86400, s.when/86400 + 1} {
				out = append(out, key('n', uint64(at), uint64(n.hash)))
			}
		}
	}
	if len(s.kinds) > 0 && lx.macro[s.kinds[0].kind] {
		for _, at := range [...]int64{s.when / 86400, s.when/86400 + 1} { // many: so by the day
			out = append(out, key('m', uint64(at), uint64(s.kinds[0].kind)))
		}
	}
	return out[:min(len(out), keysMost-bandCount-leadsMost)]
}

func key(kind byte, a, b uint64) uint64 { return mix(mix(uint64(kind)<<56^a) ^ b) }

func unique(keys []uint64) []uint64 {
	out := keys[:0]
	seen := make(map[uint64]bool, len(keys))
	for _, k := range keys {
		if !seen[k] {
			seen[k] = true
			out = append(out, k)
		}
	}
	return out
}

// day is the days since 1970 of a date such as 2025-11-14, 0 when it is none.
func day(date string) int32 {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return 0
	}
	return int32(t.Unix() / 86400)
}
