package link

import "newstape/names/security"

// shortForms adds the first word of a longer name that the story has settled,
// where it stands alone: "Peabody" after "Peabody Energy". Names written by hand
// list their short forms themselves. The word must be no word of the lexicon and
// no ordinary one, and must not begin another longer name.
func (s *story) shortForms() {
	first := map[uint64]*security.Entity{}
	for _, c := range s.cands {
		if c.entity == nil || c.entity.Rank == 0 || c.to-c.from < 2 || !s.known[c.entity] {
			continue
		}
		w := s.words[c.from]
		low := s.low(c.sentence, c.from)
		if len(low) < 4 || s.lexicon[low] != 0 || isEnglish(low) || s.master.Common(low) {
			continue
		}
		if e, taken := first[w.hash]; taken && e != c.entity {
			first[w.hash] = nil // two names begin with it
			continue
		}
		first[w.hash] = c.entity
	}
	if len(first) == 0 {
		return
	}
	for i, w := range s.words {
		e := first[w.hash]
		if e == nil || s.inside[i] < 0 || !s.capital(i) || s.owner[i] != nil && !s.owner[i].dropped && s.owner[i].refused == "" {
			continue
		}
		c := &candidate{from: i, to: i + 1, sentence: s.inside[i], names: []name{{entity: e, alias: &e.Aliases[0]}}}
		c.Start, c.End = w.start, w.end
		if s.longerName(c) || s.person(c) {
			continue
		}
		if old := s.owner[i]; old != nil {
			old.refused, old.dropped = "", true
		}
		c.accept(s, e, "coreference", "short for "+e.Name, false)
		s.cands = append(s.cands, c)
		s.owner[i] = c
	}
}
