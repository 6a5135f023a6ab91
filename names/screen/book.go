package screen

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"newstape/fault"
	"newstape/names/lists"
	"newstape/names/match"
)

// Book is whole lists made ready for searching: their versions, their entries,
// and an index of all names. It is read-only and safe for concurrent use.
type Book struct {
	Versions []lists.Version // without their entries
	index    *match.Index
	matcher  *match.Matcher
	places   []byte // where each entry begins; one more number than entries
	entries  []byte // entries as JSON, one after another
}

// Build lays versions out as one file for [OpenBook]. Names that cannot be read
// are left out and named in the version's Quarantined.
func Build(m *match.Matcher, versions []*lists.Version) ([]byte, error) {
	b := match.NewBuilder(m)
	other, err := otherNames(m)
	if err != nil {
		return nil, err
	}
	var places, entries []byte
	ref := uint32(0)
	heads := make([]lists.Version, len(versions))
	for i, v := range versions {
		heads[i] = *v
		heads[i].Entries = nil
		heads[i].Quarantined = slices.Clone(v.Quarantined)
		for k := range v.Entries {
			e := &v.Entries[k]
			raw, err := json.Marshal(e)
			if err != nil {
				return nil, fmt.Errorf("build lists: entry %s of %s: %w", e.Name, e.List, err)
			}
			places = binary.LittleEndian.AppendUint32(places, uint32(len(entries))) // #nosec G115 -- below 4 GB
			entries = append(entries, raw...)
			if e.Kind != lists.Category {
				for _, a := range namesOf(m, e, other) {
					if err := b.Add(ref, kindOf(e.Kind), a.Name, a.Weak); err != nil {
						heads[i].Quarantined = append(heads[i].Quarantined, lists.Quarantine{Row: e.Row, Name: e.Name, Why: err.Error()})
					}
				}
			}
			ref++
		}
	}
	places = binary.LittleEndian.AppendUint32(places, uint32(len(entries))) // #nosec G115 -- below 4 GB
	head, err := json.Marshal(heads)
	if err != nil {
		return nil, fmt.Errorf("build lists: %w", err)
	}
	payload := binary.LittleEndian.AppendUint32(nil, uint32(len(head))) // #nosec G115 -- small
	payload = append(payload, head...)
	payload = binary.LittleEndian.AppendUint32(payload, ref)
	payload = append(payload, places...)
	payload = append(payload, entries...)
	return b.Bytes(payload), nil
}

// otherNames are those of lists.OtherNames by the words of the list's name.
func otherNames(m *match.Matcher) (map[string][]string, error) {
	table, err := lists.OtherNames()
	if err != nil {
		return nil, err
	}
	out := make(map[string][]string, len(table))
	for name, other := range table {
		n, err := m.Parse(match.Company, name)
		if err != nil {
			return nil, fmt.Errorf("read table other_names.tsv: %w", err)
		}
		for _, o := range other {
			if !slices.Contains(out[n.Joined], o) {
				out[n.Joined] = append(out[n.Joined], o)
			}
		}
	}
	for _, o := range out {
		slices.Sort(o) // the table is a map: its order is not one
	}
	return out, nil
}

// namesOf are the names by which an entry is found.
func namesOf(m *match.Matcher, e *lists.Entry, other map[string][]string) []lists.Alias {
	out := append([]lists.Alias{{Name: e.Name}}, e.Aliases...)
	if e.Kind == lists.Person || e.Kind == lists.Vessel {
		return out
	}
	if n, err := m.Parse(match.Company, e.Name); err == nil {
		for _, o := range other[n.Joined] {
			if !slices.ContainsFunc(out, func(a lists.Alias) bool { return a.Name == o }) {
				out = append(out, lists.Alias{Name: o})
			}
		}
	}
	return out
}

// kindOf is the kind of name that an entry's names are. An entry of unknown kind
// is compared as an organisation and is found by people too.
func kindOf(k lists.Kind) match.Kind {
	switch k {
	case lists.Person:
		return match.Person
	case lists.Organisation:
		return match.Company
	case lists.Vessel, lists.Aircraft:
		return match.Vessel
	}
	return match.Unknown
}

// WriteFile writes a built book beside its place and moves it there, so that a
// reader sees the old one or the new one whole.
func WriteFile(path string, book []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".lists-*")
	if err != nil {
		return fmt.Errorf("write lists: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(book)
	if err == nil {
		err = f.Chmod(0o644) // lists are public; the temporary file is not
	}
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write lists %s: %w", path, err)
	}
	return nil
}

// OpenBook maps a file that Build made.
func OpenBook(m *match.Matcher, path string) (*Book, error) {
	x, err := m.OpenFile(path)
	if err != nil {
		return nil, fmt.Errorf("open lists %s: %w", path, err)
	}
	b, err := openBook(m, x)
	if err != nil {
		_ = x.Close()
		return nil, fmt.Errorf("open lists %s: %w", path, err)
	}
	return b, nil
}

// NewBook uses the bytes that Build made.
func NewBook(m *match.Matcher, raw []byte) (*Book, error) {
	x, err := m.OpenIndex(raw)
	if err != nil {
		return nil, fmt.Errorf("open lists: %w", err)
	}
	return openBook(m, x)
}

// Close releases a mapped file.
func (b *Book) Close() error { return b.index.Close() }

func openBook(m *match.Matcher, x *match.Index) (*Book, error) {
	bad := fault.New(fault.Corrupt, "its entries do not fit its names").Try("build it again from the lists")
	p := x.Payload()
	if len(p) < 8 {
		return nil, bad
	}
	head := int(binary.LittleEndian.Uint32(p))
	if head > len(p)-8 {
		return nil, bad
	}
	b := &Book{index: x, matcher: m}
	if err := json.Unmarshal(p[4:4+head], &b.Versions); err != nil {
		return nil, bad
	}
	n := int(binary.LittleEndian.Uint32(p[4+head:]))
	rest := p[8+head:]
	if n < 0 || n > len(rest)/4 || len(rest) < 4*(n+1) {
		return nil, bad
	}
	b.places, b.entries = rest[:4*(n+1)], rest[4*(n+1):]
	before := uint32(0)
	for i := range n + 1 {
		at := binary.LittleEndian.Uint32(b.places[4*i:])
		if at < before || int(at) > len(b.entries) {
			return nil, bad
		}
		before = at
	}
	if x.MaxRef() >= n && x.Len() > 0 {
		return nil, bad
	}
	return b, nil
}

// Len is the number of entries.
func (b *Book) Len() int { return len(b.places)/4 - 1 }

// Names is the number of names.
func (b *Book) Names() int { return b.index.Len() }

// Entry reads one entry.
func (b *Book) Entry(i int) (lists.Entry, error) {
	var e lists.Entry
	from, to := binary.LittleEndian.Uint32(b.places[4*i:]), binary.LittleEndian.Uint32(b.places[4*i+4:])
	if err := json.Unmarshal(b.entries[from:to], &e); err != nil {
		return e, fault.New(fault.Corrupt, "read lists: entry %d: %w", i, err)
	}
	return e, nil
}

// Version finds a list's version by the list's short name.
func (b *Book) Version(list string) (lists.Version, bool) {
	for _, v := range b.Versions {
		if v.List == list {
			return v, true
		}
	}
	return lists.Version{}, false
}

// Unpack reads all versions with their entries: to compare them with newer ones,
// or to build a book again.
func (b *Book) Unpack() ([]*lists.Version, error) {
	out := make([]*lists.Version, len(b.Versions))
	at := map[string]*lists.Version{}
	for i := range b.Versions {
		v := b.Versions[i]
		out[i] = &v
		at[v.List] = &v
	}
	for i := range b.Len() {
		e, err := b.Entry(i)
		if err != nil {
			return nil, err
		}
		if v := at[e.List]; v != nil {
			v.Entries = append(v.Entries, e)
		}
	}
	return out, nil
}

// Replace is the versions to go on with: the new ones, and of lists that could
// not be read the ones before, which stay in force. A list that lost more than
// half of its entries is held back too: it was cut off where its format does not
// tell. The events are the changes between the two.
func Replace(before, after []*lists.Version) (versions []*lists.Version, events []lists.Event, held []error) {
	fresh := map[string]*lists.Version{}
	for _, v := range after {
		fresh[v.List] = v
	}
	for _, old := range before {
		v := fresh[old.List]
		switch {
		case v == nil:
			versions = append(versions, old)
			continue
		case 2*len(v.Entries) < len(old.Entries):
			held = append(held, fault.New(fault.BadInput, "replace list %s: %s has %d entries, the version before has %d", v.List, v.File, len(v.Entries), len(old.Entries)).
				Try("check the file; the version before stays in force. To accept it, remove the index file"))
			versions = append(versions, old)
		default:
			versions = append(versions, v)
			events = append(events, lists.Diff(old, v)...)
		}
		delete(fresh, old.List)
	}
	for _, v := range after {
		if fresh[v.List] == v {
			versions = append(versions, v)
		}
	}
	return versions, events, held
}
