package dossier

import (
	"newstape/ledger/claim"
)

// MarketModel is the name of the market model in [Abnormal].
const MarketModel = "market_model"

// MainClaim is the claim that carries the main event; when no event names one,
// the first allegation. A story of deeds alone has none.
func (d *Dossier) MainClaim() (claim.Claim, bool) {
	byID := make(map[string]claim.Claim, len(d.Ledger.Claims))
	for _, c := range d.Ledger.Claims {
		byID[c.ID] = c
	}
	for _, e := range d.Events {
		if e.Background {
			continue
		}
		for _, id := range e.Claims {
			if c, ok := byID[id]; ok {
				return c, true
			}
		}
		break
	}
	for _, c := range d.Ledger.Claims {
		if c.Stance == claim.Alleges {
			return c, true
		}
	}
	return claim.Claim{}, false
}

// MainReaction is the reaction of the line that the story is about.
func (d *Dossier) MainReaction() (Reaction, bool) {
	for _, r := range d.Reactions {
		if r.Stand == Reacts || r.Stand == Unplaced {
			return r, true
		}
	}
	return Reaction{}, false
}
