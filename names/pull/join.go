package pull

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"newstape/names/security"
)

// firstRank is the rank of the first entity that the SEC's table does not have:
// behind all that it has, which are ordered by size.
const firstRank = 20000

// joiner puts the rows of all sources together, on the ground of the embedded
// master.
type joiner struct {
	*puller
	entities []*security.Entity
	hand     map[*security.Entity]bool
	byID     map[string]*security.Entity
	lines    map[string]*security.Entity // open lines, by MIC:ticker
	byCIK    map[int]*security.Entity
	byISIN   map[string]*security.Entity
	byClass  map[string]*security.Entity
	byName   map[string]*security.Entity // name and country; nil when several bear it
	stated   map[string]bool             // lines that a source of this pull has
	read     map[string]bool             // sources
	reg      *registry
}

// american are the exchanges among which a ticker belongs to one line.
var american = []string{"XNYS", "XNAS", "ARCX", "XASE", "BATS", "OTCM", "IEXG"}

func newJoiner(p *puller) *joiner {
	j := &joiner{
		puller: p, hand: map[*security.Entity]bool{}, byID: map[string]*security.Entity{}, lines: map[string]*security.Entity{},
		byCIK: map[int]*security.Entity{}, byISIN: map[string]*security.Entity{}, byClass: map[string]*security.Entity{},
		byName: map[string]*security.Entity{}, stated: map[string]bool{}, read: map[string]bool{},
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
		key := nameKey(e.Aliases[i].Name) + " " + e.Country
		if other, ok := j.byName[key]; ok && other != e {
			j.byName[key] = nil
			continue
		}
		j.byName[key] = e
	}
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
			j.place(s, j.make(r), r)
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
			e = j.make(r)
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

// contradiction settles a row whose line belongs to a company of another name.
// What is written by hand stands. Between a register of the United States and an
// older one, the ticker has passed to the newer name's bearer; FinanceDatabase,
// which lags, does not count against them.
func (j *joiner) contradiction(s *sheet, e *security.Entity, r *row) {
	switch {
	case j.hand[e]:
		s.refuse(r.line, "name", fmt.Sprintf("%s is %s by the hand-written table, %s here", r.id(), e.Name, quote(r.name)))
	case s.source == financeSource:
		s.refuse(r.line, "name", fmt.Sprintf("%s is %s by a source that goes before, %s here", r.id(), e.Name, quote(r.name)))
	default:
		j.detach(e, r)
		j.place(s, j.make(r), r)
	}
}

// detach takes a row's line from an entity that no longer has it. What the pull
// before knew of it comes back closed (see periods).
func (j *joiner) detach(e *security.Entity, r *row) {
	for i := range e.Listings {
		if l := &e.Listings[i]; l.Ticker == r.ticker && l.To == 0 && (l.MIC == r.mic || security.InUS(l.MIC) && security.InUS(r.mic)) {
			delete(j.lines, l.ID())
			l.To = j.opts.Today
		}
	}
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
	return nil
}

// make adds an entity for a row. It keeps the ID that the pull before gave.
func (j *joiner) make(r *row) *security.Entity {
	e := &security.Entity{
		Kind: r.kind, Name: security.Core(r.name), Country: r.country, Sector: r.sector, CIK: r.cik,
		Rank: firstRank + len(j.entities), Source: "pulled",
	}
	e.ID = j.id(r, e.Name)
	e.AddRegistered(r.name)
	j.add(e)
	return e
}

func (j *joiner) id(r *row, name string) string {
	if j.before != nil {
		if l, ok := j.before.Listing(r.id()); ok && l.Entity.Rank > 0 && bears(l.Entity, r.name) && j.byID[l.Entity.ID] == nil {
			return l.Entity.ID
		}
	}
	base := security.Slug(name)
	if base == "" {
		base = "security"
	}
	id := base
	for _, more := range []string{r.ticker, r.mic + " " + r.ticker} {
		if j.byID[id] == nil {
			return id
		}
		id = security.Slug(base + " " + more)
	}
	for n := 2; j.byID[id] != nil; n++ {
		id = security.Slug(fmt.Sprint(base, " ", r.mic, " ", r.ticker, " ", n))
	}
	return id
}

// place gives an entity a row's line, or what the row knows of a line it has.
func (j *joiner) place(s *sheet, e *security.Entity, r *row) {
	j.stated[r.id()] = true
	if !j.hand[e] {
		e.Country = cmp.Or(e.Country, r.country)
		e.Sector = cmp.Or(e.Sector, r.sector)
		e.CIK = cmp.Or(e.CIK, r.cik)
		if r.cik != 0 && e.Kind != security.Fund {
			e.AddRegistered(r.name)
			j.byCIK[r.cik] = e
		}
		j.names(e)
	}
	l := j.line(s, e, r)
	if l == nil {
		return
	}
	l.ISIN, l.FIGI = cmp.Or(l.ISIN, r.isin), cmp.Or(l.FIGI, r.figi)
	j.codes(e, l, r.class)
}

// line finds or makes the entity's line of a row; nil when the row may not have
// it.
func (j *joiner) line(s *sheet, e *security.Entity, r *row) *security.Listing {
	for i := range e.Listings {
		l := &e.Listings[i]
		if l.Ticker != r.ticker || l.To != 0 {
			continue
		}
		switch {
		case l.MIC == r.mic:
			return l
		case !security.InUS(l.MIC) || !security.InUS(r.mic):
		case j.hand[e] || s.source == financeSource:
			// The hand-written table says which exchange; of the others,
			// FinanceDatabase comes last.
			s.stats.leave("on another exchange than a source that goes before")
			return nil
		case s.source == secSource:
			delete(j.lines, l.ID())
			l.To = j.opts.Today // it has moved since the embedded table was made
		default:
			// The SEC calls NYSE Arca and NYSE American "NYSE": Nasdaq's
			// directory corrects it.
			delete(j.lines, l.ID())
			l.MIC, l.Source = r.mic, s.source
			j.lines[l.ID()] = e
			return l
		}
	}
	if holder := j.lines[r.id()]; holder != nil && holder != e {
		s.stats.leave("of a line that another company has")
		return nil
	}
	e.Listings = append(e.Listings, security.Listing{
		MIC: r.mic, Ticker: r.ticker, Currency: r.currency, Relation: r.relation, Source: s.source,
	})
	j.lines[r.id()] = e
	return &e.Listings[len(e.Listings)-1]
}

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

// finish settles periods and order, and gives the entities of the new master.
func (j *joiner) finish() []*security.Entity {
	j.close()
	j.periods()
	exchanges := map[string]exchange{}
	for _, x := range exchangeTable() {
		exchanges[x.mic] = x
	}
	out := slices.DeleteFunc(j.entities, func(e *security.Entity) bool { return !j.hand[e] && len(e.Listings) == 0 })
	for _, e := range out {
		if !j.hand[e] {
			primary(e, exchanges)
		}
	}
	slices.SortStableFunc(out, func(a, b *security.Entity) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), byHand(j, a, b))
	})
	return out
}

// byHand keeps the order of the tables among hand-written entities.
func byHand(j *joiner, a, b *security.Entity) int {
	if j.hand[a] && j.hand[b] {
		return 0
	}
	return strings.Compare(a.ID, b.ID)
}

// primary marks the line that news means: one of the large exchanges of the
// United States, else one at home, else the first that is of no regional floor.
func primary(e *security.Entity, exchanges map[string]exchange) {
	best, score := -1, -1
	for i := range e.Listings {
		l := &e.Listings[i]
		l.Primary = false
		n := 0
		switch x := exchanges[l.MIC]; {
		case security.InUS(l.MIC) && l.MIC != "OTCM":
			n = 4
		case x.country == e.Country && !x.secondary:
			n = 3
		case !x.secondary && l.MIC != "OTCM":
			n = 2
		case !x.secondary:
			n = 1
		}
		if l.To != 0 {
			n -= 10
		}
		if best < 0 || n > score {
			best, score = i, n
		}
	}
	if best >= 0 {
		e.Listings[best].Primary = true
	}
}
