package stance

import "slices"

// distances are the kinds of cues.tsv that say how far the headline stands from
// what it tells, in the order of the features.
var distances = []string{"adverb", "modal", "saidto", "report", "rumour", "claims", "says", "source", "weighing", "sure"}

// Features of a headline toward a claim, in the order of the weights.
var featureNames = append([]string{"bias"}, append(slices.Clone(distances), "question", "teller", "quoted", "uncovered", "unsaid")...)

// distance gives the cues that keep the claim at a distance and the features
// that the learned sum weighs.
func (p *phrase) distance(covered float64) ([]Cue, []float64) {
	f := make([]float64, len(featureNames))
	f[0] = 1
	var cues []Cue
	for k, kind := range distances {
		for i := range p.at {
			n := p.hears(kind, i)
			if n == 0 || p.shared[i] && p.at[i].Content {
				continue // a word that the claim has too
			}
			f[1+k] = 1
			if kind != "sure" {
				cues = addCue(cues, p.cue(i, i+n, kind))
			}
		}
	}
	next := 1 + len(distances)
	for part, asks := range p.asks {
		if !asks {
			continue
		}
		f[next] = 1
		from := slices.Index(p.part, part)
		to := from
		for to < len(p.at) && p.part[to] == part {
			to++
		}
		cues = addCue(cues, p.cue(to-1, to, "question"))
	}
	if from, to, ok := p.teller(); ok {
		f[next+1] = 1
		cues = addCue(cues, p.cue(from, to, "teller"))
	}
	if p.quoted() {
		f[next+2] = 1
	}
	f[next+3] = 1 - covered
	if covered < 0.25 {
		f[next+4] = 1
	}
	return cues, f
}

// tellers are nouns that stand before a colon, or behind one or a dash, for
// whoever tells what stands on its other side.
var tellers = []string{"hospital", "customer", "man", "woman", "officials", "official", "police", "report", "claim", "source", "sources", "player", "analyst", "analysts", "cops", "lawyer", "agent", "company", "ceo", "study", "witness", "witnesses", "mother", "father", "family", "doctor", "expert", "experts", "spokesman", "spokeswoman", "minister", "paper", "post", "times", "bloomberg", "reuters", "journal", "news", "bbc", "cnn", "wsj", "nyt", "ft", "tmz", "magazine", "blog", "tabloid", "media", "insider", "memo", "survey", "poll"}

// teller finds a named teller: "Bloomberg: ...", "... - NY Post", "...: report".
func (p *phrase) teller() (from, to int, ok bool) {
	for i, w := range p.at {
		if !w.Mark || w.Low != ":" && w.Low != "-" && w.Low != "–" && w.Low != "—" {
			continue
		}
		if w.Low == ":" && i > 0 && i <= 5 && slices.Contains(tellers, p.low(i-1)) {
			return 0, i, true
		}
		if n := len(p.at) - 1 - i; n > 0 && n <= 3 && i > 3 && slices.Contains(tellers, p.low(len(p.at)-1)) {
			return i + 1, len(p.at), true
		}
	}
	return 0, 0, false
}

// quoted: some of its words stand in quotation marks, which are not its own.
func (p *phrase) quoted() bool {
	for _, w := range p.at {
		switch w.Low {
		case "\"", "“", "”", "‘", "'":
			return true
		}
	}
	return false
}
