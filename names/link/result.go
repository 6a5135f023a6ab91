package link

import (
	"slices"

	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/article"
)

// readHints uses tickers that were glued to names and taken out of the text.
func (s *story) readHints() {
	for _, h := range s.article.Hints {
		lines := s.linesOn(h.Ticker, nil)
		for _, c := range s.cands {
			if h.Name.Empty() || !c.Overlaps(h.Name) {
				continue
			}
			for _, n := range c.names {
				for _, l := range lines {
					if n.entity == l.Entity && c.open() {
						c.accept(s, n.entity, "ticker_debris", "the ticker "+h.Ticker+" was glued to it", true)
					}
				}
			}
		}
		if len(lines) > 0 {
			s.known[lines[0].Entity] = true
		}
	}
}

func fact(e *security.Entity) receipt.Fact {
	return receipt.Fact{Table: security.Table, Row: e.ID, Source: e.Source}
}

// result gathers what was decided, in order of place.
func (s *story) result() Result {
	var r Result
	given := s.givenLines()
	unknown := s.unknownNames() // before the rest, since it settles some of it
	for _, c := range s.cands {
		switch {
		case c.entity != nil:
			l, why := s.lineFor(c.entity, c.sentence, c.Start, given)
			if c.ticker != nil && len(c.ticker.lines) == 1 {
				l, why = c.ticker.lines[0].Listing, "its ticker follows"
			}
			r.Mentions = append(r.Mentions, s.mention(c.Span, c.entity, l, c.via, c.reason, why))
		case c.refused != "":
			r.Refusals = append(r.Refusals, s.refusal(c.Span, c.refused, c.senses))
		}
	}
	for _, t := range s.tickers {
		switch {
		case t.via == "":
		case len(t.lines) == 0:
			r.Refusals = append(r.Refusals, s.refusal(t.Span, unknownCode, nil))
		default:
			l := t.lines[0]
			r.Mentions = append(r.Mentions, s.mention(t.Span, l.Entity, l.Listing, t.via, t.reason, ""))
		}
	}
	r.Refusals = append(r.Refusals, unknown...)
	slices.SortStableFunc(r.Mentions, func(a, b Mention) int { return a.Span.Start - b.Span.Start })
	slices.SortStableFunc(r.Refusals, func(a, b Refusal) int { return a.Span.Start - b.Span.Start })
	for _, h := range s.article.Hints {
		if lines := s.linesOn(h.Ticker, nil); len(lines) > 0 && !s.stillThere(h) {
			d := Debris{Original: h.Original, Ticker: h.Ticker, Entity: lines[0].Entity, Listing: lines[0].Listing}
			d.receipt = receipt.New("link/ticker-debris", fact(d.Entity), h.Name)
			r.Debris = append(r.Debris, d)
		}
	}
	r.Parties = s.parties(r)
	return r
}

func (s *story) mention(span receipt.Span, e *security.Entity, l *security.Listing, via, reason, line string) Mention {
	if line != "" {
		reason += "; line: " + line
	}
	return Mention{Span: span, Entity: e, Listing: l, Via: via, Reason: reason, receipt: receipt.New("link/"+via, span, fact(e))}
}

func (s *story) refusal(span receipt.Span, reason string, senses []string) Refusal {
	return Refusal{
		Span: span, Name: span.In(s.doc.Text), Reason: reason, Senses: senses,
		receipt: receipt.New("link/refusal", span),
	}
}

// givenLines are the lines whose tickers the story itself gives.
func (s *story) givenLines() map[*security.Entity]*security.Listing {
	out := map[*security.Entity]*security.Listing{}
	put := func(l security.Line) {
		if out[l.Entity] == nil {
			out[l.Entity] = l.Listing
		}
	}
	for _, h := range s.article.Hints {
		if lines := s.linesOn(h.Ticker, nil); len(lines) > 0 {
			put(lines[0])
		}
	}
	for _, t := range s.tickers {
		if t.via != "" && len(t.lines) > 0 {
			put(t.lines[0])
		}
	}
	return out
}

func legalForm(w string) bool {
	switch w {
	case "inc", "corp", "corporation", "ltd", "limited", "plc", "llc", "gmbh", "ag", "nv", "sa", "co", "llp", "lp", "pcl",
		"tbk", "spa", "pty", "pte", "bhd", "se", "asa", "oyj", "ab", "pvt", "incorporated", "company":
		return true
	}
	return false
}

// isTitle reports whether a span lies in the title.
func (s *story) isTitle(span receipt.Span) bool { return s.article.Title.Contains(span) }

// stillThere reports that the glued ticker is itself the name that was left in
// the text.
func (s *story) stillThere(h article.TickerHint) bool {
	return !h.Name.Empty() && s.article.Original(h.Name).Overlaps(h.Original)
}
