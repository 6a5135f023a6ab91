package claim

import (
	"newstape/receipt"
)

// PartyAt resolves the words of a span inside one sentence, as a parser cuts
// them: whom they name or point back to. The answer is false when no party
// stands there.
func (g Ledger) PartyAt(words receipt.Span) (Speaker, bool) {
	l, from := g.wordAt(words)
	if l == nil {
		return Speaker{}, false
	}
	to := from
	for to < l.end() && l.words[to].Start < words.End {
		to++
	}
	if to == from {
		return Speaker{}, false
	}
	who, kind := g.scene.speakerOf(l, from, to)
	return who, who.Name != "" && (kind != anyKind || who.Entity != nil)
}
