package check

import (
	"strings"

	"newstape/names/link"
)

// coordinate is the phrase that "and" joins to the one that begins at item from.
func (s *sentence) coordinate(from int) *phrase {
	if !s.at(from-1).oneOf("and", "or", "&") {
		return nil
	}
	k := from - 2
	if s.at(k).text == "," {
		k--
	}
	for n := range s.phrases {
		if p := &s.phrases[n]; p.to == k+1 {
			return p
		}
	}
	return nil
}

// partOf finds words behind an index's name that make it something else: "S&P
// 500 energy sector index", "Dow e-minis", "Dow components". It gives the item
// behind them, 0 when there are none.
func (s *sentence) partOf(i int) int {
	for k := i; k < i+5 && k < len(s.items); k++ {
		it := s.items[k]
		switch {
		case it.oneOf("sector", "futures", "e", "minis", "components", "component", "companies", "constituents", "members", "contracts"):
			for k+1 < len(s.items) && (s.items[k+1].oneOf("sector", "index", "minis", "mini", "futures", "-") || tickerLike(s.items[k+1].raw) && s.items[k+1].plain()) {
				k++
			}
			return k + 1
		case it.plain() && !it.capital() || it.is(metricWord) && k > i:
		default:
			return 0
		}
	}
	return 0
}

// anyOf reports one of the words among items [from, to).
func (s *sentence) anyOf(from, to int, list ...string) bool {
	for k := from; k < to; k++ {
		if s.items[k].oneOf(list...) {
			return true
		}
	}
	return false
}

// afterTicker steps over a ticker behind a name: "(NYSE: AA)", "AA.N", ".SPX".
func (s *sentence) afterTicker(i int, name *link.Mention) int {
	if s.at(i).text == "(" {
		for k := i + 1; k < len(s.items) && k < i+9; k++ {
			it := s.items[k]
			if it.text == ")" {
				return k + 1
			}
			if it.amount != nil || it.is(moveVerb|sideways|being) && !it.capital() {
				break
			}
		}
		return i
	}
	for i < len(s.items) {
		it := s.items[i]
		same := it.name != nil && it.name.Entity == name.Entity
		code := it.plain() && (strings.HasPrefix(it.raw, ".") || tickerLike(it.raw))
		if !same && !code {
			return i
		}
		i++
	}
	return i
}

// tickerLike reports capitals with a dot or of four letters at most: AAPL.O, AMZN.
func tickerLike(raw string) bool {
	if len(raw) < 1 || len(raw) > 10 {
		return false
	}
	letters := 0
	for _, c := range raw {
		switch {
		case 'A' <= c && c <= 'Z':
			letters++
		case c == '.' || '0' <= c && c <= '9' || (c == 'v' || c == 'c') && letters > 1:
		default:
			return false
		}
	}
	return letters >= 1 && (letters <= 5 || strings.Contains(raw, "."))
}

// governed reports the preposition before a phrase. Adjectives may stand between;
// before an article only the preposition itself: "of this story said the shares"
// does not govern the shares.
func (s *sentence) governed(from int) (bool, string) {
	article := s.at(from).oneOf("it", "they", "the", "a", "an", "this", "that", "these", "those", "its", "their")
	for k := from - 1; k >= 0 && k >= from-8; k-- {
		it := s.items[k]
		switch {
		case it.is(preposition):
			return true, it.text
		case article:
			return false, ""
		case it.oneOf("the", "a", "an", "this", "that", "these", "those", "its", "their"):
			article = true
		case it.plain() && (!it.capital() || s.titled), it.is(filler | superlative), it.text == "(" && k == from-1, it.possessive():
		case it.plain() && k == 0:
		default:
			return false, ""
		}
	}
	return false, ""
}
