package pull

import (
	"errors"
	"fmt"
	"io"
	"unicode"

	"newstape/names/security"
)

// registry looks for the register's records of the entities that have a whole
// name and a country.
type registry struct {
	wanted map[string][]*security.Entity // whole name and country
	found  map[string]record
}

// record is the register's record of a name; a second one makes it useless.
type record struct {
	lei     string
	chinese string
	twice   bool
}

// readGLEIF reads the golden copy of LEI records. Rows whose name nobody here
// bears are passed over, which is nearly all of them.
func readGLEIF(r io.Reader, s *sheet, reg *registry) error {
	const (
		lei     = "LEI"
		name    = "Entity.LegalName"
		country = "Entity.LegalAddress.Country"
		seat    = "Entity.HeadquartersAddress.Country"
		status  = "Entity.EntityStatus"
	)
	t, err := newTable(r, s, lei, name, country, status)
	if err != nil {
		return err
	}
	col := func(name string) int {
		if i, ok := t.columns[lower(name)]; ok {
			return i
		}
		return -1
	}
	at := struct{ lei, name, country, seat, status int }{col(lei), col(name), col(country), col(seat), col(status)}
	others := t.otherNames()
	for {
		cells, line, err := t.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch {
		case !goodLEI(cells[at.lei]):
			s.bad(line, lei, fmt.Sprintf("%s is no LEI", quote(cells[at.lei])))
			continue
		case len(cells[at.name]) > maxName:
			s.bad(line, name, fmt.Sprintf("%s is too long for a name", quote(cells[at.name])))
			continue
		case cells[at.status] != "ACTIVE":
			s.skip("not active")
			continue
		}
		countries := []string{cells[at.country]}
		if at.seat >= 0 && cells[at.seat] != cells[at.country] {
			countries = append(countries, cells[at.seat])
		}
		if !reg.see(cells, cells[at.lei], cells[at.name], countries, others) {
			s.skip("of names that nobody here bears")
			continue
		}
		s.stats.Rows++
	}
}

func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if isUpper(c) {
			b[i] = c | 0x20
		}
	}
	return string(b)
}

// otherNames are the columns with further names.
func (t *table) otherNames() []int {
	var out []int
	for i := 1; ; i++ {
		at, ok := t.columns[fmt.Sprintf("entity.otherentitynames.otherentityname.%d", i)]
		if !ok {
			return out
		}
		out = append(out, at)
	}
}

// see notes a record when an entity here bears one of its names.
func (g *registry) see(cells []string, lei, name string, countries []string, others []int) bool {
	seen := false
	names := []string{name}
	for _, at := range others {
		if cells[at] != "" && len(cells[at]) <= maxName {
			names = append(names, cells[at])
		}
	}
	for _, n := range names {
		whole := wholeKey(n)
		for _, c := range countries {
			key := c + " " + whole
			if g.wanted[key] == nil {
				continue
			}
			seen = true
			r, twice := g.found[key]
			if twice && r.lei != lei {
				g.found[key] = record{twice: true}
				continue
			}
			g.found[key] = record{lei: lei, chinese: chineseOf(names), twice: r.twice}
		}
	}
	return seen
}

// chineseOf is the first name that is written in Chinese.
func chineseOf(names []string) string {
	for _, n := range names {
		clean, why := cleanName(n)
		if why != "" {
			continue
		}
		han := 0
		for _, r := range clean {
			switch {
			case unicode.Is(unicode.Han, r):
				han++
			case unicode.Is(unicode.Hiragana, r), unicode.Is(unicode.Katakana, r):
				han = -1 << 20 // Japanese
			}
		}
		if han >= 2 {
			return clean
		}
	}
	return ""
}
