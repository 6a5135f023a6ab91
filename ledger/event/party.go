package event

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"newstape/internal/table"
	"newstape/ledger/claim"
	"newstape/names/security"
)

//go:embed nations.tsv
var nationsTable string

//go:embed sectors.tsv
var sectorsTable string

// nation is a country and how the names of its bodies begin.
type nation struct {
	iso, iso3, fips, name string
	begins                []string
	leaders               []string // heads of state or government since 2016
}

var nations = sync.OnceValue(func() []nation {
	var out []nation
	for _, c := range table.Rows(nationsTable) {
		n := nation{iso: c[0], iso3: strings.Trim(c[1], "-"), fips: strings.Trim(c[2], "-"), name: c[3], begins: strings.Split(c[4], "|")}
		if c[5] != "" {
			n.leaders = strings.Split(c[5], "|")
		}
		out = append(out, n)
	}
	return out
})

// Profile is who a party is, in the codes of event data. What neither the master
// nor the party's own name tells is empty.
type Profile struct {
	ISO  string // ISO 3166 alpha-2: CN
	ISO3 string // ISO 3166 alpha-3, as PLOVER and CAMEO name countries: CHN
	FIPS string // FIPS 10-4, as GDELT names places: CH is China, SZ Switzerland
	// Sector is PLOVER's: GOV, MIL, LEG, JUD, COP, SPY, BUS, JRN (press), MED
	// (health), LAB, CRM, CVL, or IGO for bodies of several nations.
	Sector string
}

// ProfileOf gives country and sector of a party.
func ProfileOf(who claim.Speaker) Profile {
	p := Profile{Sector: sectorOf(who)}
	iso := country(who)
	if iso == "" {
		if n, ok := ledBy(who.Name); ok {
			iso, p.Sector = n.iso, "GOV"
		}
	}
	if who.Entity != nil && who.Entity.Kind == security.Person {
		if n, ok := ledBy(who.Name); ok {
			iso, p.Sector = n.iso, "GOV"
		}
	}
	p.ISO = iso
	if n, ok := nationOf(iso); ok {
		p.ISO3, p.FIPS = n.iso3, n.fips
	}
	return p
}

// CountryCodes gives the codes of an ISO country, for places.
func CountryCodes(iso string) Profile {
	n, _ := nationOf(iso)
	return Profile{ISO: iso, ISO3: n.iso3, FIPS: n.fips}
}

func nationOf(iso string) (nation, bool) {
	for _, n := range nations() {
		if n.iso == iso {
			return n, true
		}
	}
	return nation{}, false
}

// ledBy is the nation whose head of state or government bears the name.
func ledBy(name string) (nation, bool) {
	for _, n := range nations() {
		if slices.Contains(n.leaders, name) {
			return n, true
		}
	}
	return nation{}, false
}

// country is the ISO code of the country that a party belongs to, "" when
// neither the master nor its name tells.
func country(who claim.Speaker) string {
	if who.Entity != nil && who.Entity.Country != "" {
		return who.Entity.Country
	}
	name := strings.TrimPrefix(strings.ToLower(who.Name), "the ")
	for _, c := range nations() {
		for _, w := range c.begins {
			if rest, ok := strings.CutPrefix(name, w); ok && !continues(rest) {
				return c.iso
			}
		}
	}
	return ""
}

// continues: a letter goes on with the word before it.
func continues(rest string) bool {
	return rest != "" && (rest[0] >= 'a' && rest[0] <= 'z' || rest[0] >= 0x80 && !strings.HasPrefix(rest, "’"))
}

// sectorRow says which words make which sector.
type sectorRow struct {
	sector string
	words  []string
	master bool // words are sectors of the master, else words of a name
}

var sectors = sync.OnceValue(func() []sectorRow {
	var out []sectorRow
	for _, c := range table.Rows(sectorsTable) {
		out = append(out, sectorRow{sector: c[0], master: c[1] == "master", words: strings.Split(c[2], "|")})
	}
	return out
})

func sectorOf(who claim.Speaker) string {
	if e := who.Entity; e != nil {
		switch e.Kind {
		case security.Issuer, security.Private, security.Product, security.Fund:
			return "BUS"
		case security.Press:
			return "JRN"
		case security.Person:
			return "CVL"
		case security.Place:
			return "GOV" // a country as an actor is its government
		case security.State:
			for _, r := range sectors() {
				if r.master && slices.Contains(r.words, e.Sector) {
					return r.sector
				}
			}
			return "GOV"
		}
	}
	name := strings.ToLower(who.Name)
	for _, r := range sectors() {
		if !r.master && slices.ContainsFunc(r.words, func(w string) bool { return hasWord(name, w) }) {
			return r.sector
		}
	}
	if slices.ContainsFunc(nations(), func(n nation) bool { return n.name == who.Name }) {
		return "GOV"
	}
	if looksLikePerson(who.Name) {
		return "CVL"
	}
	return ""
}

// hasWord reports whether the words w stand in s, not inside longer words.
func hasWord(s, w string) bool {
	for from := 0; ; {
		i := strings.Index(s[from:], w)
		if i < 0 {
			return false
		}
		i += from
		if (i == 0 || !continues(s[i-1:i])) && !continues(s[i+len(w):]) {
			return true
		}
		from = i + len(w)
	}
}

// land names the country for which an embassy speaks.
func land(who claim.Speaker) claim.Speaker {
	n := strings.ToLower(who.Name)
	if !strings.Contains(n, "embassy") && !strings.Contains(n, "consulate") {
		return who
	}
	if c, ok := nationOf(country(who)); ok {
		return claim.Speaker{Name: c.name, Entity: who.Entity}
	}
	return who
}

func isPronoun(s string) bool {
	return slices.Contains([]string{"it", "they", "he", "she", "we"}, strings.ToLower(s))
}

func firmOnly(who claim.Speaker, ok bool) claim.Speaker {
	if !ok || !isFirm(who.Entity) {
		return claim.Speaker{}
	}
	if !strings.Contains(who.Name, "; ") {
		who.Name = who.Entity.Name // "Huawei's chief financial officer"
	}
	return who
}

// standsFor gives a document's act to its author.
func standsFor(who claim.Speaker) claim.Speaker {
	if who.Document != "" && who.Entity != nil {
		return claim.Speaker{Name: who.Entity.Name, Entity: who.Entity}
	}
	return who
}

func stateLike(who claim.Speaker) bool {
	if who.Entity == nil && slices.ContainsFunc(nations(), func(n nation) bool { return n.name == who.Name }) {
		return true
	}
	if who.Entity != nil {
		return who.Entity.Kind == security.State || who.Entity.Kind == security.Place || who.Entity.Kind == security.Person
	}
	return official(who) || looksLikePerson(who.Name)
}

// rules: a body that can do what only a state does.
func rules(who claim.Speaker) bool {
	if who.Entity != nil && who.Entity.Kind != security.Person {
		return isState(who.Entity)
	}
	first, _, _ := strings.Cut(who.Name, "; ")
	return official(who) || isNation(first)
}

// official: the name is that of a body of a state, its courts and lawmakers among
// them.
func official(who claim.Speaker) bool {
	return slices.Contains([]string{"GOV", "JUD", "LEG", "MIL", "COP", "SPY", "IGO"}, sectorOf(who))
}

// looksLikePerson: two or three capitalised words that the master does not hold.
func looksLikePerson(name string) bool {
	f := strings.Fields(name)
	if len(f) < 2 || len(f) > 3 || isNation(name) {
		return false
	}
	return !slices.ContainsFunc(f, func(w string) bool { return w[0] < 'A' || w[0] > 'Z' })
}

func firmLike(who claim.Speaker) bool {
	if who.Entity != nil {
		return isFirm(who.Entity)
	}
	return false
}
