package match

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strings"
)

// Builder gathers names for an [Index].
type Builder struct {
	m      *Matcher
	tokens map[string]uint32
	texts  []string
	names  []builtName
}

type builtName struct {
	tokens []uint32
	text   string
	joined string
	begins string // initials
	meta   [4]uint32
}

// NewBuilder starts an index of names that m compares.
func NewBuilder(m *Matcher) *Builder {
	return &Builder{m: m, tokens: map[string]uint32{}}
}

// Flags of a name in the index.
const (
	flagWeak = 1 << 8
	flagCJK  = 1 << 9 // its letters count, not only their sound: read it anew
)

// Add takes a name in. Search gives ref back; several names may have one. A weak
// name (an acronym, an alias that is an ordinary word, one that the list itself
// calls weak) tells less. It fails as [Matcher.Parse] does.
func (b *Builder) Add(ref uint32, kind Kind, name string, weak bool) error {
	n, err := b.m.Parse(kind, name)
	if err != nil {
		return err
	}
	out := builtName{text: name, joined: n.Joined}
	weight := 0.0
	var begins strings.Builder
	for i := range n.Tokens {
		t := &n.Tokens[i]
		id, ok := b.tokens[t.Text]
		if !ok {
			id = uint32(len(b.texts)) // #nosec G115 -- fewer than 2^32 words
			text := strings.Clone(t.Text)
			b.tokens[text] = id
			b.texts = append(b.texts, text)
		}
		out.tokens = append(out.tokens, id)
		weight += t.Weight
		begins.WriteByte(t.Text[0])
	}
	out.begins = begins.String()
	flags := uint32(kind)
	if weak || n.Weak || kind != Person && len(n.Tokens) == 1 && n.Tokens[0].Weight < ordinary {
		flags |= flagWeak
	}
	if strings.ContainsFunc(name, isCJK) {
		flags |= flagCJK
	}
	out.meta = [4]uint32{ref, flags, formBits(n.Forms), math.Float32bits(float32(weight))}
	b.names = append(b.names, out)
	return nil
}

// ordinary is the weight below which a single word is an ordinary one: as the
// whole name of a company it tells little.
const ordinary = 0.62

var formClasses = [...]string{"LLC", "JSC", "CO", "GRP", "LP", "LLP", "GP", "SP", "COOP", "NGO", "SOE"}

func formBits(classes []string) uint32 {
	out := uint32(0)
	for _, c := range classes {
		if i := slices.Index(formClasses[:], c); i >= 0 {
			out |= 1 << i
		}
	}
	return out
}

func formsOf(bits uint32) []string {
	var out []string
	for i, c := range formClasses {
		if bits&(1<<i) != 0 {
			out = append(out, c)
		}
	}
	return out
}

// Len is the number of names so far.
func (b *Builder) Len() int { return len(b.names) }

// Bytes lays the index out, with the caller's payload at its end.
func (b *Builder) Bytes(payload []byte) []byte {
	var s [sectionCount][]byte
	u32 := func(at int, x uint32) { s[at] = binary.LittleEndian.AppendUint32(s[at], x) }
	var del, snd, joined, post []hashed
	for id, t := range b.texts {
		v := uint32(id) // #nosec G115 -- fewer than 2^32 words
		u32(sTokens, uint32(len(s[sText])))
		s[sText] = append(s[sText], t...)
		deletes(t, maxEdits(len(t)), func(h uint64) { del = append(del, hashed{h, v}) })
		if k := sound(t); len(k) > 1 {
			snd = append(snd, hashed{hash64(k), v})
		}
	}
	u32(sTokens, uint32(len(s[sText])))
	s[sTable] = b.table()
	for id, n := range b.names {
		v := uint32(id)
		u32(sNames, uint32(len(s[sNameToks])/4))
		for _, t := range n.tokens {
			u32(sNameToks, t)
			post = append(post, hashed{uint64(t), v})
		}
		for _, x := range n.meta {
			u32(sNameMeta, x)
		}
		u32(sOriginals, uint32(len(s[sOriginalText])))
		s[sOriginalText] = append(s[sOriginalText], n.text...)
		joinedKeys(n.joined, func(h uint64) { joined = append(joined, hashed{h, v}) })
		if len(n.begins) >= 3 {
			joined = append(joined, hashed{hash64("#" + n.begins), v})
		}
	}
	u32(sNames, uint32(len(s[sNameToks])/4))
	u32(sOriginals, uint32(len(s[sOriginalText])))
	s[sDeletes], s[sSounds], s[sJoined] = layBuckets(del), layBuckets(snd), layBuckets(joined)
	s[sPostings] = b.postings(post)
	s[sPayload] = payload
	return encode(&s)
}

// table is an open-addressed hash table, half full at most.
func (b *Builder) table() []byte {
	size := 16
	for size < 2*len(b.texts) {
		size *= 2
	}
	cells := make([]uint32, size)
	for id, t := range b.texts {
		i := int(hash64(t)) & (size - 1)
		for cells[i] != 0 {
			i = (i + 1) & (size - 1)
		}
		cells[i] = uint32(id) + 1
	}
	var out []byte
	for _, c := range cells {
		out = binary.LittleEndian.AppendUint32(out, c)
	}
	return out
}

// postings are places for each token, then names.
func (b *Builder) postings(post []hashed) []byte {
	sortHashed(post)
	post = slices.Compact(post)
	places := make([]uint32, len(b.texts)+1)
	for _, p := range post {
		places[p.hash+1]++
	}
	var out []byte
	for i := range places {
		if i > 0 {
			places[i] += places[i-1]
		}
		out = binary.LittleEndian.AppendUint32(out, places[i])
	}
	for _, p := range post {
		out = binary.LittleEndian.AppendUint32(out, p.value)
	}
	return out
}

// joinedKeys are the hashes of a name without spaces and of what dropping one
// letter of it makes: "sergeilavrov" is found with a letter too many.
func joinedKeys(joined string, use func(uint64)) {
	if len(joined) > 40 {
		joined = joined[:40]
	}
	use(hash64("=" + joined))
	if len(joined) < 6 {
		return
	}
	buf := make([]byte, 0, 48)
	for i := range len(joined) {
		buf = append(append(append(buf[:0], '='), joined[:i]...), joined[i+1:]...)
		use(hash64(buf))
	}
}

func sortHashed(all []hashed) {
	slices.SortFunc(all, func(a, b hashed) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.value, b.value)) })
}
