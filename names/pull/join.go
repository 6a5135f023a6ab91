package pull

import (
	"slices"

	"newstape/names/security"
)

// firstRank is the rank of the first entity that the SEC's table does not have:
// behind all that it has, which are ordered by size.
const firstRank = 20000

// joiner puts the rows of all sources together, on the ground of the embedded
// master.
type joiner struct {
	*puller
	entities  []*security.Entity
	hand      map[*security.Entity]bool
	byID      map[string]*security.Entity
	lines     map[string]*security.Entity // open lines, by MIC:ticker
	byCIK     map[int]*security.Entity
	byISIN    map[string]*security.Entity
	byClass   map[string]*security.Entity
	byName    map[string]*security.Entity // name and country; nil when several bear it
	byWhole   map[string]*security.Entity // whole registered name, of entities whose country is not known
	countryOf map[string]string           // of the source that is joined: see oneCountry
	stated    map[string]bool             // lines in the United States that a source of this pull has
	read      map[string]bool             // sources
	reg       *registry
}

// american are the exchanges among which a ticker belongs to one line.
var american = []string{"XNYS", "XNAS", "ARCX", "XASE", "BATS", "OTCM", "IEXG"}

func newJoiner(p *puller) *joiner {
	j := &joiner{
		puller: p, hand: map[*security.Entity]bool{}, byID: map[string]*security.Entity{}, lines: map[string]*security.Entity{},
		byCIK: map[int]*security.Entity{}, byISIN: map[string]*security.Entity{}, byClass: map[string]*security.Entity{},
		byName: map[string]*security.Entity{}, byWhole: map[string]*security.Entity{}, stated: map[string]bool{}, read: map[string]bool{},
	}
	for _, e := range security.Embedded().Entities() {
		j.hand[e] = e.Rank == 0
		j.add(e)
	}
	return j
}

// add makes an entity findable.
func (j *joiner) add(e *security.Entity) {
	j.entities = append(j.entities, e)
	j.byID[e.ID] = e
	if e.CIK != 0 && e.Kind != security.Fund {
		j.byCIK[e.CIK] = e
	}
	for i := range e.Listings {
		if l := &e.Listings[i]; l.To == 0 {
			j.lines[l.ID()] = e
		}
		j.codes(e, &e.Listings[i], "")
	}
	j.names(e)
}

// names makes an entity findable by the names that companies register.
func (j *joiner) names(e *security.Entity) {
	if e.Kind != security.Issuer {
		return
	}
	for i := range e.Aliases {
		if k := e.Aliases[i].Kind; k != security.Legal && i > 0 {
			continue
		}
		name := e.Aliases[i].Name
		once(j.byName, nameKey(name)+" "+e.Country, e)
		if e.Country == "" && e.Aliases[i].Kind == security.Legal {
			once(j.byWhole, wholeKey(name), e)
		}
	}
}

// once enters e under a key; nil when another entity has it too.
func once(m map[string]*security.Entity, key string, e *security.Entity) {
	if other, ok := m[key]; ok && other != e {
		e = nil
	}
	m[key] = e
}

func (j *joiner) codes(e *security.Entity, l *security.Listing, class string) {
	if l.ISIN != "" && j.byISIN[l.ISIN] == nil {
		j.byISIN[l.ISIN] = e
	}
	if class != "" && j.byClass[class] == nil {
		j.byClass[class] = e
	}
}

// join puts a source's rows to the entities: first those whose line or CIK is
// known, so that what they say of an entity (its country, its codes) helps to
// find a place for the others.
func (j *joiner) join(s *sheet) {
	j.read[s.source] = true
	j.countryOf = j.oneCountry(s.rows)
	var rest []*row
	issuers := 0
	lastCIK := map[int]int{}
	for i := range s.rows {
		r := &s.rows[i]
		if _, ok := lastCIK[r.cik]; !ok {
			issuers++
			lastCIK[r.cik] = issuers
		}
		e, known := j.known(r)
		switch {
		case !known:
			rest = append(rest, r)
		case !bears(e, r.name) && e.CIK != r.cik:
			j.contradiction(s, e, r)
		case r.kind == security.Fund && e.Kind != security.Fund && !j.hand[e]:
			j.detach(e, r)
			j.place(s, j.make(s, r), r)
		default:
			if s.source == secSource && !j.hand[e] {
				e.Rank = lastCIK[r.cik]
			}
			j.place(s, e, r)
		}
	}
	for _, r := range rest {
		e := j.find(r)
		switch {
		case e != nil:
		case r.floor:
			s.stats.leave("of a regional floor, for a company that no other line names")
			continue
		default:
			e = j.make(s, r)
			if s.source == secSource {
				e.Rank = lastCIK[r.cik]
			}
		}
		j.place(s, e, r)
	}
}

// known finds the entity that a row means by its CIK or its line.
func (j *joiner) known(r *row) (*security.Entity, bool) {
	if r.cik != 0 {
		if e := j.byCIK[r.cik]; e != nil {
			return e, true
		}
	}
	if e := j.lines[r.id()]; e != nil {
		return e, true
	}
	if !security.InUS(r.mic) {
		return nil, false
	}
	for _, mic := range american {
		if e := j.lines[mic+":"+r.ticker]; e != nil {
			return e, true
		}
	}
	return nil, false
}

// bears reports that one of the entity's names may be the name.
func bears(e *security.Entity, name string) bool {
	return alike(e.Name, name) || slices.ContainsFunc(e.Aliases, func(a security.Alias) bool {
		return a.Kind != security.Brand && a.Kind != security.Chinese && alike(a.Name, name)
	})
}

// find looks for an entity by the codes of a row, when the names are alike, and
// by its whole name in its country.
func (j *joiner) find(r *row) *security.Entity {
	for _, e := range []*security.Entity{j.byISIN[r.isin], j.byClass[r.class]} {
		if e != nil && bears(e, r.name) {
			return e
		}
	}
	if r.kind != security.Issuer || r.floor && len(nameKey(r.name)) < 5 {
		return nil
	}
	key := nameKey(r.name)
	if r.country != "" {
		if e := j.byName[key+" "+r.country]; e != nil {
			return e
		}
	}
	if security.InUS(r.mic) || r.country == "US" {
		return j.byName[key+" "] // the SEC states no country
	}
	if whole := wholeKey(r.name); j.countryOf[whole] != "" {
		if e := j.byWhole[whole]; e != nil && (e.Country == "" || e.Country == r.country) {
			return e
		}
	}
	return nil
}

// oneCountry notes for each whole name in which country its bearers sit, when it
// is one country: such a name is one company's, also where no country is stated.
func (j *joiner) oneCountry(rows []row) map[string]string {
	out := map[string]string{}
	for i := range rows {
		r := &rows[i]
		if security.Core(r.name) == r.name {
			continue // no legal form: not the registered name
		}
		key := wholeKey(r.name)
		if j.byWhole[key] == nil {
			continue // nobody waits for it
		}
		if c, ok := out[key]; ok && c != r.country {
			out[key] = ""
			continue
		}
		out[key] = r.country
	}
	return out
}
