package link

import (
	"strings"

	"newstape/names/security"
)

// nameBefore is the candidate that ends right before the ticker or its bracket,
// or that fills the cell before.
func (s *story) nameBefore(t *ticker) *candidate {
	for i := t.word - 1; i >= max(0, t.word-6) && s.inside[i] == s.inside[t.word]; i-- {
		if c := s.owner[i]; c != nil && !c.dropped {
			return c
		}
		if t.via == "" && !t.cell {
			return nil
		}
	}
	return nil
}

// settleTicker accepts a marked ticker, and with it the name in front that has
// the same entity.
func (s *story) settleTicker(t *ticker) {
	if t.name != nil {
		for _, n := range t.name.names {
			for _, l := range t.lines {
				if n.entity == l.Entity {
					t.lines = []security.Line{l}
					if t.name.ticker == nil {
						t.name.ticker = t
					}
					if t.via == "" {
						t.via, t.reason = "ticker", "beside the name"
					}
					if t.name.open() {
						t.name.accept(s, l.Entity, "alias", "its ticker "+t.code+" follows", true)
					}
					s.keepTicker(t)
					return
				}
			}
		}
	}
	switch t.via {
	case "exchange_tag":
		s.keepTicker(t)
	case "cashtag":
		if len(t.lines) > 0 {
			s.keepTicker(t)
		}
	case "ticker":
		if len(t.lines) > 0 && !s.stop[t.code] && s.namesake(t) {
			s.keepTicker(t)
		}
	default:
		if len(t.lines) > 0 {
			s.tickers = append(s.tickers, t) // bare: waits
		}
	}
}

// namesake reports that the words before the bracket share their first letters
// with the issuer's name: "the Chemours Company (CC)".
func (s *story) namesake(t *ticker) bool {
	for i := t.word - 1; i >= max(0, t.word-8) && s.inside[i] == s.inside[t.word]; i-- {
		w := s.low(s.inside[i], i)
		if len(w) < 3 {
			continue
		}
		for _, l := range t.lines {
			if strings.HasPrefix(strings.ToLower(l.Entity.Name), w) {
				t.lines = []security.Line{l}
				return true
			}
		}
	}
	return false
}

// keepTicker takes the words away from names and makes its entity known.
func (s *story) keepTicker(t *ticker) {
	if c := s.owner[t.word]; c != nil && c != t.name {
		c.dropped = true
	}
	if t.via != "" && len(t.lines) > 0 {
		s.known[t.lines[0].Entity] = true
	}
	s.tickers = append(s.tickers, t)
}

// supportTickers settles bare tickers: one is read when the story names its
// issuer, or when it is a well-known one in a sentence about prices.
func (s *story) supportTickers() {
	for _, t := range s.tickers {
		if t.via != "" || t.lines == nil {
			continue
		}
		if c := s.owner[t.word]; c != nil && !c.dropped && c.refused == "" {
			continue
		}
		word := s.lexicon[strings.ToLower(t.code)]&abbreviation != 0 // CEO, IPO
		for _, l := range t.lines {
			switch {
			case l.Entity.Kind == security.Fund && s.class(s.inside[t.word], t.word+1)&move != 0 && s.figureWithin(s.inside[t.word], t.word+2, 4):
				t.via, t.reason = "ticker", "a fund's ticker that moves by a figure"
			case l.Entity.Kind == security.Fund && fundWord(s.low(s.inside[t.word], t.word+1)):
				t.via, t.reason = "ticker", "a fund's ticker before the word"
			case !word && s.sharesNamed(t):
				t.via, t.reason = "ticker", "before the word stock, beside a price"
			case !word && !isDigit(t.code[0]) && s.closesTrading(t):
				t.via, t.reason = "ticker", "what closes a day's trading at a price"
			case s.stop[t.code] || word || len(t.code) < 2 || isDigit(t.code[0]):
			case s.known[l.Entity]:
				t.via, t.reason = "ticker", "the story names its issuer"
			case t.cell && l.Entity.Rank <= prominent:
				t.via, t.reason = "ticker", "fills a table cell"
			case len(t.code) >= 3 && l.Entity.Rank == 0 && !s.flat[s.inside[t.word]] && s.priceTalk(t):
				t.via, t.reason = "ticker", "a well-known ticker beside a price"
			}
			if t.via != "" {
				t.lines = []security.Line{l}
				break
			}
		}
	}
}

// sharesNamed reports a ticker that names the stock behind it, of which a price is
// told: "AA stock is down 1.5%", "AA's low point is $33.55", "PG (-1.08%)". Letters
// that say what kind of stock (AI stock) or which class (B shares) do not.
func (s *story) sharesNamed(t *ticker) bool {
	in := s.inside[t.word]
	switch t.code {
	case "A", "B", "C", "H", "I", "N", "AI", "AR", "EV", "IT", "PC", "TV", "US", "UK", "EU", "HK", "UAE", "VR", "ESG":
		return false
	}
	if s.flat[in] || isDigit(t.code[0]) {
		return false
	}
	text := s.doc.Text
	if rest := strings.TrimLeft(text[t.End:min(len(text), t.End+12)], " "); len(rest) > 2 && rest[0] == '(' && (rest[1] == '-' || rest[1] == '+') && isDigit(rest[2]) && strings.Contains(rest, "%") {
		return len(t.code) > 1 // its change stands in brackets behind it
	}
	if !s.figureWithin(in, t.word+2, 12) {
		return false
	}
	next := s.low(in, t.word+1)
	if next == "s" && len(t.code) > 1 {
		for k := t.word + 2; k < t.word+5; k++ {
			switch s.low(in, k) {
			case "stock", "shares", "low", "high", "price":
				return true
			}
		}
	}
	return next == "stock" || next == "shares" && len(t.code) > 1
}

// closesTrading reports "AA closed Wednesday's trading at $45.06" and "AA was
// recently trading at $47.46": the subject of a verb that only a share has.
func (s *story) closesTrading(t *ticker) bool {
	in := s.inside[t.word]
	if s.flat[in] || len(t.code) < 2 || !s.figureWithin(in, t.word+1, 8) {
		return false
	}
	switch s.low(in, t.word+1) {
	case "closed", "was", "is", "were":
	default:
		return false
	}
	for k := t.word + 2; k < t.word+6; k++ {
		if s.low(in, k) == "trading" {
			return true
		}
	}
	return false
}

// priceTalk reports a price word or figure near the ticker.
func (s *story) priceTalk(t *ticker) bool {
	in := s.inside[t.word]
	if s.figureWithin(in, t.word+1, 8) {
		return true
	}
	for i := t.word - 3; i < t.word+4; i++ {
		if s.class(in, i)&share != 0 {
			return true
		}
	}
	return false
}

func fundWord(w string) bool {
	return w == "fund" || w == "etf" || w == "trust" || w == "shares"
}
