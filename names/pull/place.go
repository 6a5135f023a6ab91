package pull

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"newstape/names/security"
)

// make adds an entity for a row. It keeps the ID that the pull before gave.
func (j *joiner) make(s *sheet, r *row) *security.Entity {
	e := &security.Entity{
		Kind: r.kind, Name: security.Core(r.name), Country: r.country, Sector: r.sector, CIK: r.cik,
		Rank: firstRank + len(j.entities), Source: titles[s.source],
	}
	e.ID = j.id(r, e.Name)
	e.AddRegistered(r.name)
	e.Aliases = slices.DeleteFunc(e.Aliases, func(a security.Alias) bool {
		// A word is the name of some small firm, whatever the word (Class, Record).
		return j.tickerToo(a) || r.small && !strings.Contains(a.Name, " ")
	})
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

// tickerToo reports a name that is one word in capitals and a ticker of the
// United States: whoever writes it means the ticker. Small floors abbreviate
// companies to such names.
func (j *joiner) tickerToo(a security.Alias) bool {
	return a.Kind == security.Acronym && slices.ContainsFunc(american, func(mic string) bool { return j.lines[mic+":"+a.Name] != nil })
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
		j.place(s, j.make(s, r), r)
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

// place gives an entity a row's line, or what the row knows of a line it has.
func (j *joiner) place(s *sheet, e *security.Entity, r *row) {
	if security.InUS(r.mic) {
		j.stated[r.id()] = true
	}
	if !j.hand[e] {
		known := e.Country != "" || r.country == ""
		e.Country = cmp.Or(e.Country, r.country)
		e.Sector = cmp.Or(e.Sector, r.sector)
		e.CIK = cmp.Or(e.CIK, r.cik)
		if r.cik != 0 && e.Kind != security.Fund {
			e.AddRegistered(r.name)
			j.byCIK[r.cik] = e
			known = false
		}
		if !known {
			j.names(e)
		}
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
