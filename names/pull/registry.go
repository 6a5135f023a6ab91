package pull

import (
	"cmp"
	"slices"

	"newstape/names/security"
)

// registry lists what the register of LEIs is asked for: issuers with a country,
// by their whole registered names.
func (j *joiner) registry() *registry {
	j.reg = &registry{wanted: map[string][]*security.Entity{}, found: map[string]record{}}
	for _, e := range j.entities {
		if e.Country == "" || e.Kind != security.Issuer && e.Kind != security.Private {
			continue
		}
		for i := range e.Aliases {
			if e.Aliases[i].Kind == security.Legal {
				key := e.Country + " " + wholeKey(e.Aliases[i].Name)
				if !slices.Contains(j.reg.wanted[key], e) {
					j.reg.wanted[key] = append(j.reg.wanted[key], e)
				}
			}
		}
	}
	return j.reg
}

// registered gives an LEI to each entity of whose names the register knows one
// record, and no other entity bears them.
func (j *joiner) registered() {
	j.read[gleifSource] = true
	leis := map[*security.Entity]record{}
	for key, entities := range j.reg.wanted {
		r, ok := j.reg.found[key]
		if !ok {
			continue
		}
		for _, e := range entities {
			had, twice := leis[e]
			r.twice = r.twice || len(entities) > 1 || twice && (had.twice || had.lei != r.lei)
			leis[e] = r
		}
	}
	for e, r := range leis {
		if r.twice {
			continue
		}
		e.LEI = cmp.Or(e.LEI, r.lei)
		if r.chinese != "" && !j.hand[e] {
			e.AddAlias(security.Alias{Name: r.chinese, Kind: security.Chinese})
		}
	}
}
