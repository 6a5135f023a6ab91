package match

import (
	"math"
	"sync"

	"newstape/fault"
	"newstape/internal/mapped"
)

// Index holds many names, in a file that is used as it lies. It is safe for
// concurrent use.
type Index struct {
	m         *Matcher
	close     func() error
	text      []byte
	tokens    numbers
	table     numbers
	deletes   buckets
	sounds    buckets
	joined    buckets
	posts     numbers // places, then names
	names     numbers
	nameToks  numbers
	meta      numbers
	originals numbers
	original  []byte
	payload   []byte
	scratch   sync.Pool
}

// OpenFile maps an index file. Close releases it.
func (m *Matcher) OpenFile(path string) (*Index, error) {
	b, unmap, err := mapped.File(path)
	if err != nil {
		return nil, fault.New(fault.NotFound, "open name index: %w", err)
	}
	x, err := m.OpenIndex(b)
	if err != nil {
		if unmap != nil {
			_ = unmap()
		}
		return nil, err
	}
	x.close = unmap
	return x, nil
}

// Close releases a mapped file. The index and what came out of it as bytes must
// not be used afterwards.
func (x *Index) Close() error {
	if x.close == nil {
		return nil
	}
	return x.close()
}

// OpenIndex uses the bytes of an index. It checks all of them.
func (m *Matcher) OpenIndex(b []byte) (*Index, error) {
	s, err := decode(b)
	if err != nil {
		return nil, err
	}
	x := &Index{
		m: m, text: s[sText], tokens: s[sTokens], table: s[sTable], posts: s[sPostings], names: s[sNames],
		nameToks: s[sNameToks], meta: s[sNameMeta], originals: s[sOriginals], original: s[sOriginalText], payload: s[sPayload],
	}
	tokens, names := x.tokens.len()-1, x.Len()
	var ok [3]bool
	x.deletes, ok[0] = openBuckets(s[sDeletes], max(tokens, 0))
	x.sounds, ok[1] = openBuckets(s[sSounds], max(tokens, 0))
	x.joined, ok[2] = openBuckets(s[sJoined], max(names, 0))
	if !ok[0] || !ok[1] || !ok[2] || !x.sound() {
		return nil, fault.New(fault.Corrupt, "open name index: its parts do not fit each other").Try("build it again from the lists")
	}
	x.scratch.New = func() any {
		return &scratch{score: make([]float32, names), by: make([]uint16, names)}
	}
	return x, nil
}

// sound checks that every number points inside.
func (x *Index) sound() bool {
	tokens, names := x.tokens.len()-1, x.Len()
	if tokens < 0 || names < 0 || !x.tokens.mono(len(x.text)) || !x.names.mono(x.nameToks.len()) || !x.originals.mono(len(x.original)) ||
		x.originals.len() != names+1 || x.meta.len() != 4*names || x.table.len()&(x.table.len()-1) != 0 || x.table.len() < 2*tokens ||
		x.posts.len() < tokens+1 || !x.posts[:4*(tokens+1)].mono(x.posts.len()-tokens-1) {
		return false
	}
	for i := range tokens {
		if x.tokens.at(i) == x.tokens.at(i+1) {
			return false
		}
	}
	for i := range names {
		if x.names.at(i) == x.names.at(i+1) {
			return false
		}
	}
	return below(x.nameToks, tokens) && below(x.posts[4*(tokens+1):], names) && below(x.table, tokens+1)
}

func below(n numbers, limit int) bool {
	for i := range n.len() {
		if int(n.at(i)) >= limit {
			return false
		}
	}
	return true
}

// Len is the number of names.
func (x *Index) Len() int { return x.names.len() - 1 }

// MaxRef is the largest reference that a name was given; 0 without names.
func (x *Index) MaxRef() int {
	out := 0
	for i := range x.Len() {
		out = max(out, int(x.meta.at(4*i)))
	}
	return out
}

// Payload is what the caller stored with the names. The bytes are the file's.
func (x *Index) Payload() []byte { return x.payload }

func (x *Index) tokenText(id uint32) string {
	return string(x.text[x.tokens.at(int(id)):x.tokens.at(int(id)+1)])
}

// token finds a word in the table.
func (x *Index) token(w string) (uint32, bool) {
	mask := x.table.len() - 1
	i := int(hash64(w)) & mask
	for range x.table.len() { // a damaged table may have no end
		c := x.table.at(i)
		if c == 0 {
			break
		}
		from, to := x.tokens.at(int(c-1)), x.tokens.at(int(c))
		if string(x.text[from:to]) == w {
			return c - 1, true
		}
		i = (i + 1) & mask
	}
	return 0, false
}

// name makes the name ready to be compared again.
func (x *Index) name(id int) (Name, bool) {
	flags := x.meta.at(4*id + 1)
	n := Name{Kind: Kind(flags & 0xff), Text: string(x.original[x.originals.at(id):x.originals.at(id+1)])}
	if flags&flagCJK != 0 {
		parsed, err := x.m.Parse(n.Kind, n.Text)
		return parsed, err == nil
	}
	from, to := int(x.names.at(id)), int(x.names.at(id+1))
	n.Tokens = make([]Token, min(to-from, maxTokens))
	var joined [256]byte
	b := joined[:0]
	for i := range n.Tokens {
		t := &n.Tokens[i]
		t.Text = x.tokenText(x.nameToks.at(from + i))
		x.m.finish(t, n.Kind, i, len(n.Tokens))
		b = append(b, t.Text...)
	}
	n.Joined = string(b)
	n.Forms = formsOf(x.meta.at(4*id + 2))
	n.Weak = flags&flagWeak != 0
	return n, true
}

func (x *Index) weight(id int) float32 { return math.Float32frombits(x.meta.at(4*id + 3)) }
