package link

import "newstape/names/security"

// shortForms adds what is left of a longer name that the story has settled, where
// it stands alone: "Peabody" after "Peabody Energy", "BlackRock TCP" after
// "BlackRock TCP Capital Corp.". Names written by hand list their short forms
// themselves.
func (s *story) shortForms() {
	one, two := s.settledStarts()
	if len(one) == 0 && len(two) == 0 {
		return
	}
	for i, w := range s.words {
		if s.inside[i] < 0 || !s.capital(i) {
			continue
		}
		if s.gapAt(s.inside[i], i+1) == spaced && s.capital(i+1) {
			if e := two[[2]uint64{w.hash, s.words[i+1].hash}]; e != nil {
				s.addShort(e, i, i+2)
				continue
			}
		}
		if e := one[w.hash]; e != nil && (s.owner[i] == nil || s.owner[i].dropped || s.owner[i].refused != "") {
			s.addShort(e, i, i+1)
		}
	}
}

// settledStarts gives the first word and the first two words of the longer names
// that the story has settled. A first word must be no word of the lexicon and no
// ordinary one; what begins two names is nobody's.
func (s *story) settledStarts() (one map[uint64]*security.Entity, two map[[2]uint64]*security.Entity) {
	one, two = map[uint64]*security.Entity{}, map[[2]uint64]*security.Entity{}
	for _, c := range s.cands {
		if c.entity == nil || c.entity.Rank == 0 || c.to-c.from < 2 || !s.known[c.entity] {
			continue
		}
		w := s.words[c.from]
		low := s.low(c.sentence, c.from)
		if c.to-c.from > 2 {
			put(two, [2]uint64{w.hash, s.words[c.from+1].hash}, c.entity)
		}
		if len(low) >= 4 && s.lexicon[low] == 0 && !isEnglish(low) && !s.master.Common(low) {
			put(one, w.hash, c.entity)
		}
	}
	return one, two
}

func put[K comparable](m map[K]*security.Entity, key K, e *security.Entity) {
	if old, taken := m[key]; taken && old != e {
		e = nil
	}
	m[key] = e
}

// addShort links the words to e, in the place of what was one name of fewer words.
func (s *story) addShort(e *security.Entity, from, to int) {
	c := &candidate{from: from, to: to, sentence: s.inside[from], names: []name{{entity: e, alias: &e.Aliases[0]}}}
	c.Start, c.End = s.words[from].start, s.words[to-1].end
	for i := from; i < to; i++ {
		if o := s.owner[i]; o != nil && !o.dropped && (o.from < from || o.to > to || o.entity == e || o.ticker != nil) {
			return
		}
	}
	if to-from == 1 && (s.longerName(c) || s.person(c)) {
		return
	}
	for i := from; i < to; i++ {
		if o := s.owner[i]; o != nil {
			o.entity, o.refused, o.dropped = nil, "", true
		}
		s.owner[i] = c
	}
	c.accept(s, e, "coreference", "short for "+e.Name, false)
	s.cands = append(s.cands, c)
}
