package cluster

import (
	"cmp"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"
)

// How much of a story is kept.
const (
	termsMost   = 64
	namesMost   = 24
	partiesMost = 8
	eventsMost  = 6
	wordsMost   = 4000 // words of a text that are looked at
)

// term is a hashed content word with its weight, tenths of an ordinary word's.
type term struct {
	hash   uint32
	weight uint8
}

// name is a hashed word that is written like a name.
type name struct {
	hash uint32
	lead bool
}

// party is a named party.
type party struct {
	hash      uint32
	word      uint32 // of its name's first word, by which a story that could not link it names it; 0 when that is a common word
	relevance uint8
	main      bool   // the story is about it
	state     bool   // a state or its body, which half of all stories name
	place     bool   // of these a country or another place
	country   uint16 // of a state, its body or a place: the letters of its code; 0 when not known
}

// happening is an event as the ledger reads it.
type happening struct {
	kind, actor, recipient uint32
	day                    int32 // days since 1970, 0 when not known
}

// tongue is a language as far as comparing needs it.
type tongue uint8

// The tongues.
const (
	unknown tongue = iota
	english
	spanish
	chinese
	other
)

// Sign gives what of a story is compared. Equal stories have equal signatures.
func Sign(s Story) Signature {
	p := newProse(s)
	title, body := cutWords(p.title), cutWords(p.body)
	title, body = title[:min(len(title), wordsMost)], body[:min(len(body), wordsMost)]
	sig := Signature{
		ID:        s.ID,
		when:      s.When.Unix(),
		outlet:    short(strings.ToLower(strings.TrimSpace(s.Outlet))),
		corrected: p.corrected,
		tongue:    tongueOf(p.title+"\n"+p.body, body),
	}
	if s.When.IsZero() {
		sig.when = 0
	}
	lx := acts()
	sig.kinds, sig.sides = lx.tell(title, body)
	sig.headline, _ = lx.tell(title, nil)
	sig.quarters = quarters(title, body)
	sig.parties = parties(s.Parties)
	sig.events = happenings(s.Events)
	own := ownWords(s.Parties)
	sig.names = names(title, body, own)
	sig.first = first(title, s.Parties, sig.names)
	sig.terms = terms(title, body, own, s.Claims)
	sig.sim = simhash(sig.terms)
	sig.figures = figures(p, title, body, sig.tongue == spanish || sig.tongue == other)

	text := body
	if len(text) < shingle {
		text = append(slices.Clone(title), body...)
	}
	hashes := shingles(text)
	sig.shingles = uint16(min(len(hashes), 65535))
	sig.sketch = bottom(hashes)
	sig.bands = bands(hashes)
	sig.leads = leads(body)
	return sig
}

// short is the half of a hash that signatures keep; 0 for "".
func short(s string) uint32 {
	if s == "" {
		return 0
	}
	return uint32(xxh3.HashString(s) >> 32)
}

func tongueOf(s string, body []word) tongue {
	han := 0
	for _, w := range body {
		if w.han {
			han++
		}
	}
	if han*2 > len(body) && han > 0 {
		return chinese
	}
	es, en := 0, 0
	for _, w := range body[:min(len(body), 150)] {
		switch w.low {
		case "el", "la", "los", "las", "del", "que", "por", "para", "una", "con", "en", "su":
			es++
		case "the", "of", "and", "to", "its", "that", "for", "with", "said", "was", "on":
			en++
		}
	}
	switch {
	case es > 2*en && es >= 3:
		return spanish
	case en > es:
		return english
	}
	switch language(s) {
	case "es":
		return spanish
	case "en", "":
		return unknown
	}
	return other
}

// leads hashes the first sentences of the body that are long enough to be told
// word by word by copies only.
func leads(body []word) []uint32 {
	var out []uint32
	for i := 0; i < len(body) && len(out) < leadsMost; {
		k, h := i, uint64(0)
		for k < len(body) && body[k].sentence == body[i].sentence {
			h = mix(h ^ xxh3.HashString(body[k].low))
			k++
		}
		if k-i >= leadWords {
			out = append(out, uint32(h>>32))
		}
		i = k
	}
	return out
}

// parties keeps the weightiest parties. A story is about those that it makes its
// subject, accused or accuser, or that are nearly as weighty as its weightiest.
func parties(ps []Party) []party {
	top := 0
	for _, p := range ps {
		if !stateful(p) {
			top = max(top, p.Relevance)
		}
	}
	var out []party
	for _, p := range ps {
		if p.ID == "" || p.Kind == "press" || p.Kind == "index" || p.Kind == "venue" {
			continue
		}
		main := p.Relevance*10 >= top*6 && p.Relevance >= 20 && p.Kind != "person" && p.Kind != "place"
		out = append(out, party{short(p.ID), nameWord(p.Name), uint8(max(0, min(100, p.Relevance))), main, stateful(p), p.Kind == "place" || p.Kind == "country", country(p)})
	}
	slices.SortStableFunc(out, func(a, b party) int {
		return cmp.Or(cmp.Compare(b.relevance, a.relevance), cmp.Compare(a.hash, b.hash))
	})
	seen := map[uint32]bool{}
	out = slices.DeleteFunc(out, func(p party) bool {
		twice := seen[p.hash]
		seen[p.hash] = true
		return twice
	})
	return out[:min(len(out), partiesMost)]
}

// nameWord is the first word of a name when that word says whose it is.
func nameWord(name string) uint32 {
	words := cutWords(name)
	if len(words) == 0 || len(words[0].low) < 3 && !words[0].han || words[0].han || stop[words[0].low] || common[words[0].low] {
		return 0
	}
	if _, ok := frequent()[words[0].stem]; ok && len(words) > 1 {
		return 0
	}
	return short(words[0].low)
}

// country is the code of the country that a state, its body or a place is of.
func country(p Party) uint16 {
	if !stateful(p) || len(p.Country) != 2 {
		return 0
	}
	return uint16(p.Country[0])<<8 | uint16(p.Country[1])
}

func stateful(p Party) bool { return p.Kind == "state" || p.Kind == "place" || p.Kind == "country" }

func happenings(es []Event) []happening {
	var out []happening
	for _, e := range es {
		if e.Background || len(out) == eventsMost {
			continue
		}
		out = append(out, happening{short(e.Type), short(e.Actor), short(e.Recipient), day(e.Date)})
	}
	return out
}

// figures are those of the title and the body, each once, in order of place.
func figures(p prose, title, body []word, european bool) []figure {
	all := findFigures(p.title, title, european)
	all = append(all, findFigures(p.body, body, european)...)
	var out []figure
	for _, f := range all {
		k := slices.IndexFunc(out, func(o figure) bool { return o.value == f.value && o.unit == f.unit })
		switch {
		case k >= 0 && out[k].measure == 0:
			out[k].measure = f.measure
		case k < 0 && len(out) < figuresMost:
			out = append(out, f)
		}
	}
	return out
}

// quarters are the fiscal quarters that the title and the first two sentences
// speak of, as bits.
func quarters(title, body []word) uint8 {
	out := uint8(0)
	for _, words := range [...][]word{title, body} {
		for i, w := range words {
			if w.sentence > 1 {
				break
			}
			if n := quarterAt(words, i); n != 0 {
				out |= 1 << n
			}
		}
	}
	return out
}

var ordinals = map[string]uint8{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4,
	"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4,
}

// quarterAt is the quarter that words[i] begins to name, 0 for none.
func quarterAt(words []word, i int) uint8 {
	low := words[i].low
	if len(low) == 2 && (low[0] == 'q' && low[1] >= '1' && low[1] <= '4') {
		return low[1] - '0'
	}
	if len(low) == 2 && (low[1] == 'q' || low[1] == 't') && low[0] >= '1' && low[0] <= '4' {
		return low[0] - '0'
	}
	n := ordinals[low]
	if n == 0 || i+1 >= len(words) {
		return 0
	}
	for k := i + 1; k < min(i+3, len(words)); k++ {
		if s := words[k].stem; s == "quarter" || s == "trimestr" || s == "季" {
			return n
		}
	}
	return 0
}
