package pull

import (
	"slices"

	"newstape/names/security"
)

// close ends the lines of the embedded SEC table that the SEC's new one, and
// Nasdaq's directory, no longer have.
func (j *joiner) close() {
	if !j.read[secSource] {
		return
	}
	for _, e := range j.entities {
		if j.hand[e] {
			continue
		}
		for i := range e.Listings {
			if l := &e.Listings[i]; l.Source == "" && l.To == 0 && !j.stated[l.ID()] {
				delete(j.lines, l.ID())
				l.To = j.opts.Today
			}
		}
	}
}

// periods takes over what the index before knows: since when lines are there,
// and lines and names that are gone.
func (j *joiner) periods() {
	if j.before == nil {
		return
	}
	for _, e := range slices.Clone(j.entities) {
		if h, ok := j.before.Issuer(e.ID); ok {
			j.continued(e, h)
			continue
		}
		for i := range e.Listings {
			j.begin(&e.Listings[i])
		}
	}
	for _, h := range j.before.Entities() {
		if j.byID[h.ID] == nil && h.Rank > 0 {
			j.ended(h)
		}
	}
}

// begin dates a line that the index before did not have, if a source that had
// been read before now states it.
func (j *joiner) begin(l *security.Listing) {
	if l.Source == "" || l.To != 0 {
		return
	}
	if _, ok := j.last(l.Source); ok {
		l.From = j.opts.Today
		j.report.Opened++
	}
}

// continued joins what the index before knows of an entity.
func (j *joiner) continued(e, h *security.Entity) {
	now := len(e.Listings)
	for i := range now {
		l := &e.Listings[i]
		past := linesOf(h, l.MIC, l.Ticker)
		if len(past) == 0 {
			j.begin(l)
			continue
		}
		last := past[len(past)-1]
		switch {
		case l.Source == "" && j.hand[e]: // the hand-written table says when
		case l.To == 0 && last.To == 0:
			l.From = last.From
		case l.To == 0: // it is back
			j.begin(l)
			past = append(past, security.Listing{})
		case last.To != 0:
			l.From, l.To = last.From, last.To
		default:
			l.From = last.From
			j.report.Closed++
		}
		if l.Source != "" || !j.hand[e] {
			e.Listings = append(e.Listings, past[:len(past)-1]...)
		}
	}
	for _, l := range h.Listings {
		if len(linesOf(e, l.MIC, l.Ticker)) == 0 && (l.Source != "" || !j.hand[e]) {
			if l, ok := j.gone(e, l); ok {
				e.Listings = append(e.Listings, l)
			}
		}
	}
	if !j.hand[e] {
		j.formerNames(e, h)
	}
}

// gone is a line that no source states any more. It stays open when its source
// was not read, and was never there when a better source corrects its exchange.
func (j *joiner) gone(e *security.Entity, l security.Listing) (security.Listing, bool) {
	source := l.Source
	if source == "" {
		source = secSource
	}
	if l.To != 0 || !j.read[source] {
		return l, true
	}
	for i := range e.Listings {
		if n := &e.Listings[i]; n.Ticker == l.Ticker && security.InUS(n.MIC) && security.InUS(l.MIC) && family(n.Source) != family(source) {
			return l, false
		}
	}
	l.To = j.opts.Today
	j.report.Closed++
	return l, true
}

// family is one name for the two files of Nasdaq's directory: a line that goes
// from one to the other has moved.
func family(source string) string {
	if source == otherSource {
		return nasdaqSource
	}
	return source
}

// ended keeps an entity that no source names any more, with its lines closed. A
// line that another entity of such a name has now was only renamed.
func (j *joiner) ended(h *security.Entity) {
	e := *h
	e.Listings = nil
	for _, l := range h.Listings {
		if now := j.lines[l.ID()]; now != nil && bears(now, h.Name) {
			continue
		}
		if l, ok := j.gone(&e, l); ok {
			e.Listings = append(e.Listings, l)
		}
	}
	e.Aliases = slices.Clone(h.Aliases)
	j.entities = append(j.entities, &e)
	j.byID[e.ID] = &e
}

// formerNames keeps the names under which the entity was pulled before.
func (j *joiner) formerNames(e, h *security.Entity) {
	for _, a := range h.Aliases {
		if a.Kind != security.Former && a.Kind != security.Chinese {
			a.Kind, a.To = security.Former, j.opts.Today
		}
		e.AddAlias(a)
	}
}

func linesOf(e *security.Entity, mic, ticker string) []security.Listing {
	var out []security.Listing
	for _, l := range e.Listings {
		if l.MIC == mic && l.Ticker == ticker {
			out = append(out, l)
		}
	}
	return out
}
