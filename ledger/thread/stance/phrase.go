package stance

import (
	"strings"

	"newstape/ledger/thread/wording"
	"newstape/receipt"
	"newstape/story/text"
)

// phrase is a claim or headline ready to be compared.
type phrase struct {
	doc    text.Document
	at     []wording.Word
	part   []int  // of each word: which part of the headline it stands in, cut at ? ! . :
	asks   []bool // of each part: it is a yes-or-no question
	shared []bool // of each word: it is content that the claim has; the claim has its own
	keys   map[string]bool
}

func newPhrase(s string) phrase {
	p := phrase{doc: parse(s), keys: map[string]bool{}}
	p.at = wording.Words(p.doc, receipt.Span{End: len(p.doc.Text)})
	p.part, p.shared = make([]int, len(p.at)), make([]bool, len(p.at))
	from := 0
	for i, w := range p.at {
		p.part[i], p.shared[i] = len(p.asks), w.Content && w.Key != ""
		if w.Content && w.Key != "" {
			p.keys[w.Key] = true
		}
		if w.Mark && (w.Low == "?" || w.Low == "!" || w.Low == "." || w.Low == ":") || i == len(p.at)-1 {
			p.asks = append(p.asks, p.question(from, i+1))
			from = i + 1
		}
	}
	return p
}

// question: the words ask whether something is so; "Who is he?" does not.
func (p *phrase) question(from, to int) bool {
	for from < to && p.at[from].Mark && p.at[from].Low != "?" {
		from++
	}
	switch p.low(from) {
	case "who", "what", "where", "when", "why", "how", "which":
		return false
	case "is", "are", "was", "were", "did", "does", "do", "has", "have", "had", "will", "can", "could", "should", "would":
		return to-from > 3 && !p.acronym(from)
	}
	return p.at[to-1].Low == "?"
}

// acronym: the word is written in capitals and the next is not: "IS fighters".
func (p *phrase) acronym(i int) bool {
	raw := func(i int) string { return p.at[i].In(p.doc.Text) }
	return raw(i) == strings.ToUpper(raw(i)) && i+1 < len(p.at) && raw(i+1) != strings.ToUpper(raw(i+1))
}

func (p *phrase) low(i int) string {
	if i < 0 || i >= len(p.at) {
		return ""
	}
	return p.at[i].Low
}

// meet marks what p shares with the claim and gives the share of the claim's
// content that p repeats.
func (p *phrase) meet(claim *phrase) float64 {
	for i, w := range p.at {
		p.shared[i] = w.Content && claim.keys[w.Key]
	}
	hit, all := 0, 0
	for k := range claim.keys {
		all++
		if p.keys[k] {
			hit++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(hit) / float64(all)
}

// sharedIn reports whether a word of [from, to) is shared with the claim.
func (p *phrase) sharedIn(from, to int) bool {
	for i := max(from, 0); i < min(to, len(p.at)); i++ {
		if p.shared[i] {
			return true
		}
	}
	return false
}

func (p *phrase) cue(from, to int, kind string) Cue {
	return Cue{receipt.Span{Start: p.at[from].Start, End: p.at[to-1].End}, kind}
}
