package lists

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

func hash(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// The longest name and note that an entry may have, in bytes.
const (
	maxName = 2000
	maxNote = 400
)

// add takes an entry in, or puts its row aside.
func (v *Version) add(e Entry) {
	e.List = v.List
	e.Name = oneLine(e.Name)
	if why := untrusted(e.Name); why != "" {
		v.aside(e.Row, e.Name, why)
		return
	}
	if e.Removed != 0 && e.Began() != 0 && e.Removed <= e.Began() {
		v.aside(e.Row, e.Name, fmt.Sprintf("removed on %s, not after it began on %s", e.Removed, e.Began()))
		return
	}
	if e.Withdrawn != 0 && e.Withdrawn < e.Published {
		v.aside(e.Row, e.Name, fmt.Sprintf("withdrawn on %s, before it was published on %s", e.Withdrawn, e.Published))
		return
	}
	var kept []Alias
	for _, a := range e.Aliases {
		a.Name = oneLine(a.Name)
		if a.Name == "" || a.Name == e.Name || slices.ContainsFunc(kept, func(b Alias) bool { return b.Name == a.Name }) {
			continue
		}
		if why := untrusted(a.Name); why != "" {
			v.aside(e.Row, a.Name, "alias: "+why)
			continue
		}
		kept = append(kept, a)
	}
	e.Aliases = kept
	var countries []string
	for _, c := range e.Countries {
		if c = Country(c); c != "" && !slices.Contains(countries, c) {
			countries = append(countries, c)
		}
	}
	e.Countries = countries
	e.Note = shorten(oneLine(e.Note))
	e.Citation = shorten(oneLine(e.Citation))
	if e.Key == "" {
		e.Key = strings.Join(append([]string{e.Name}, e.Countries...), "|")
	}
	v.Owners = v.Owners || len(e.Owners) > 0
	v.Entries = append(v.Entries, e)
}

func (v *Version) aside(row int, name, why string) {
	// The name is shown without the marks for which it was put aside.
	plain := strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cf, unicode.Cc) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name[:min(len(name), 80)], ""))
	v.Quarantined = append(v.Quarantined, Quarantine{row, plain, why})
}

// untrusted says why a name is not taken in: it is empty, endless, or written so
// that it shows as something else.
func untrusted(s string) string {
	switch {
	case s == "":
		return "the name is empty"
	case len(s) > maxName:
		return fmt.Sprintf("a name of %d bytes, the longest taken has %d", len(s), maxName)
	case !utf8.ValidString(s):
		return "a name that is not UTF-8"
	}
	letters := false
	for i, r := range s {
		switch {
		case r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
			return fmt.Sprintf("a mark that turns the direction of writing (U+%04X) at byte %d", r, i)
		case r == 0x200B || r == 0x2060 || r == 0xFEFF, (r == 0x200C || r == 0x200D) && latinAround(s, i):
			return fmt.Sprintf("an invisible character (U+%04X) at byte %d", r, i)
		case r < ' ' || r == 0xFFFD:
			return fmt.Sprintf("a control or broken character (U+%04X) at byte %d", r, i)
		}
		letters = letters || unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	if !letters {
		return "a name without letters or digits"
	}
	return ""
}

// latinAround tells a joiner inside a Latin word, where it can only deceive, from
// one that Persian or Hindi spelling needs.
func latinAround(s string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	return unicode.Is(unicode.Latin, before)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func shorten(s string) string {
	if len(s) <= maxNote {
		return s
	}
	return strings.ToValidUTF8(s[:maxNote], "") + "..."
}

// settle joins rows of one party: the same key in periods that touch or overlap
// is one period from the first beginning; contradictory rows go aside.
func (v *Version) settle() {
	byKey := map[string][]int{}
	var keys []string
	for i := range v.Entries {
		// A number may be given twice by mistake; a name beside it may not.
		k := v.Entries[i].Key + "|" + strings.ToLower(v.Entries[i].Name)
		if byKey[k] == nil {
			keys = append(keys, k)
		}
		byKey[k] = append(byKey[k], i)
	}
	drop := map[int]bool{}
	for _, k := range keys {
		at := byKey[k]
		if len(at) < 2 {
			continue
		}
		slices.SortStableFunc(at, func(a, b int) int { return cmp.Compare(v.Entries[a].Began(), v.Entries[b].Began()) })
		last := at[0]
		for _, i := range at[1:] {
			a, b := &v.Entries[last], &v.Entries[i]
			switch {
			case a.Removed != 0 && b.Began() >= a.Removed, a.Withdrawn != 0, b.Withdrawn != 0:
				last = i
			case a.Began() == b.Began() && a.Removed != 0 && b.Removed != 0 && a.Removed != b.Removed:
				v.aside(b.Row, b.Name, fmt.Sprintf("contradicts row %d: removed on %s there, on %s here", a.Row, a.Removed, b.Removed))
				drop[i] = true
			case b.Began() != 0 && a.Began() == 0:
				last = i
			default:
				join(a, b)
				drop[i] = true
			}
		}
	}
	kept := v.Entries[:0]
	for i := range v.Entries {
		if !drop[i] {
			kept = append(kept, v.Entries[i])
		}
	}
	v.Entries = kept
}

// join adds what the later row b says of the same party to a. The end is that of
// the later row: a new edition that still names a party leaves it on.
func join(a, b *Entry) {
	for _, x := range b.Aliases {
		if !slices.ContainsFunc(a.Aliases, func(y Alias) bool { return y.Name == x.Name }) && x.Name != a.Name {
			a.Aliases = append(a.Aliases, x)
		}
	}
	for _, c := range b.Countries {
		if !slices.Contains(a.Countries, c) {
			a.Countries = append(a.Countries, c)
		}
	}
	if b.Began() > a.Began() || a.Removed == 0 {
		a.Removed = b.Removed
	}
	if a.Parent == "" {
		a.Parent = b.Parent
	}
	if b.Citation != "" && b.Citation != a.Citation && len(a.Citation) < maxNote/2 {
		a.Citation = strings.TrimPrefix(a.Citation+"; "+b.Citation, "; ")
	}
	a.Identifiers = append(a.Identifiers, b.Identifiers...)
}
