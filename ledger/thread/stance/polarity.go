package stance

import "slices"

// negations turn what follows them.
var negations = []string{"not", "no", "never", "neither", "nor", "none", "cannot", "nobody", "nothing", "ain't", "isnt", "didnt", "doesnt", "wasnt", "wont"}

// emptyNegations follow a negation that denies nothing: "not only", "no joke".
var emptyNegations = []string{"only", "just", "joke", "joking", "kidding", "wonder", "surprise", "matter", "doubt", "lie", "longer", "before"}

// asides open a part of the sentence that is not what is told: "fired for not
// working", "or not".
var asides = []string{"for", "after", "because", "over", "if", "who", "or", "why", "with", "without"}

// truths are what a negation denies of a report: "not true", "no evidence".
var truths = []string{"true", "truth", "real", "evidence", "plans", "plan", "proof", "so", "happening", "happen", "happened", "accurate", "exist", "way", "basis", "indication", "sign", "threat", "case", "cases"}

// unsettled follow a negation that leaves the matter open: "not confirmed".
var unsettled = []string{"confirmed", "confirm", "verified", "verify", "clear", "known", "sure", "certain", "independently", "information", "comment", "word", "details", "confirmation"}

func isNegation(low string) bool {
	return slices.Contains(negations, low) || len(low) > 3 && low[len(low)-3:] == "n't"
}

// flips gives the words that turn the headline against the claim, and whether
// it is against it once all of them and the claim's own sign are counted.
func (p *phrase) flips(claim *phrase) (cues []Cue, turned bool) {
	_, claimNegative := claim.signs(claim, true)
	whole, _ := claim.signs(claim, false)
	cues, negative := p.signs(claim, !claimNegative && len(whole) > 0)
	if p.opposite(claim, &cues) {
		negative = !negative
	}
	if claimNegative && !negative {
		// A headline without a sign stands against a negated claim only when it
		// plainly tells the same thing.
		return nil, p.meetsAll(claim)
	}
	return cues, negative != claimNegative
}

// meetsAll: nearly every word of the claim is repeated.
func (p *phrase) meetsAll(claim *phrase) bool {
	miss := 0
	for k := range claim.keys {
		if !p.keys[k] {
			miss++
		}
	}
	return len(claim.keys) > 0 && miss*5 <= len(claim.keys)
}

// signs finds denials, words for untruth and negations that reach what is
// shared, and gives the sign that they make together. With half, what follows "and" is left out.
func (p *phrase) signs(claim *phrase, half bool) (cues []Cue, negative bool) {
	for i := 0; i < len(p.at); i++ {
		if p.asks[p.part[i]] {
			continue
		}
		if isNegation(p.low(i)) {
			if k, n, undone := p.undone(i + 1); undone {
				i = k + n - 1
				continue
			}
		}
		kind, n := p.sign(i)
		if kind == "" || kind == "negation" && p != claim && claim.negatesKey(p.negated(i)) {
			continue // of a negation that both have, neither turns the other
		}
		if half && p.afterAnd(i) {
			break // "delayed it and will not announce it": the first half is the claim
		}
		cues, negative = addCue(cues, p.cue(i, i+n, kind)), true
		i += n - 1
	}
	return cues, negative
}

// negated is what the negation at i denies: the key of the next content word.
func (p *phrase) negated(i int) string {
	for k := i + 1; k < min(i+4, len(p.at)); k++ {
		if p.at[k].Content {
			return p.at[k].Key
		}
	}
	return ""
}

// negatesKey: the phrase denies a word of that key in an aside, where it is no
// sign of the whole.
func (p *phrase) negatesKey(key string) bool {
	for i := range p.at {
		if isNegation(p.low(i)) && p.aside(i) && key != "" && p.negated(i) == key {
			return true
		}
	}
	return false
}

func (p *phrase) afterAnd(i int) bool {
	for k := i - 1; k > 1; k-- {
		if p.at[k].Low == "and" || p.at[k].Low == "but" {
			return true
		}
	}
	return false
}

// undone: a denial or word for untruth right after a negation: "not a hoax".
func (p *phrase) undone(i int) (at, n int, ok bool) {
	for k := i; k < min(i+3, len(p.at)); k++ {
		for _, kind := range []string{"deny", "false"} {
			if n := p.hears(kind, k); n > 0 {
				return k, n, true
			}
		}
		if p.at[k].Mark {
			break
		}
	}
	return 0, 0, false
}

// sign is the kind and length of the sign that begins at i, "" when none does.
func (p *phrase) sign(i int) (kind string, n int) {
	if n := p.hears("deny", i); n > 0 {
		return "deny", n
	}
	if slices.Contains(emptyNegations, p.low(i)) && isNegation(p.low(i-1)) {
		return "", 0
	}
	if n := p.hears("false", i); n > 0 && (!p.aside(i) || !p.describes(i+n)) {
		return "false", n
	}
	if n := p.hears("reject", i); n > 0 {
		for k := i + n; k < min(i+n+7, len(p.at)); k++ {
			if p.hears("telling", k) > 0 {
				return "reject", n
			}
		}
		return "", 0
	}
	if isNegation(p.low(i)) && p.negates(i) {
		return "negation", 1
	}
	return "", 0
}

// negates: the negation at i denies what the claim says.
func (p *phrase) negates(i int) bool {
	next := p.low(i + 1)
	if slices.Contains(emptyNegations, next) || slices.Contains(unsettled, next) || slices.Contains(unsettled, p.low(i+2)) {
		return false
	}
	if i == 0 && next == "," {
		return true // "No, he did not"
	}
	if p.aside(i) {
		return false
	}
	if slices.Contains(truths, next) {
		return true
	}
	end := i + 1
	for end < min(i+9, len(p.at)) && p.part[end] == p.part[i] {
		end++
	}
	return p.sharedIn(i+1, end) || p.sharedIn(i-4, i)
}

// aside: the word at i stands close behind a word that opens an aside.
func (p *phrase) aside(i int) bool {
	for k := max(0, i-3); k < i; k++ {
		if slices.Contains(asides, p.low(k)) {
			return true
		}
	}
	return false
}

// describes: what stands at i is a thing that the word before it describes, no
// telling and nothing of the claim: "bogus charges".
func (p *phrase) describes(i int) bool {
	return i < len(p.at) && p.at[i].Content && !p.shared[i] && (p.hears("telling", i) == 0 || p.low(i) == "charges")
}

// opposite: the headline has the opposite of a word of the claim and not the
// word itself, and shares something else with it.
func (p *phrase) opposite(claim *phrase, cues *[]Cue) bool {
	if !slices.Contains(p.shared, true) {
		return false
	}
	for i, w := range p.at {
		if !w.Content || p.shared[i] || p.asks[p.part[i]] {
			continue
		}
		for _, o := range lex().opposites[w.Key] {
			if claim.keys[o] && !p.keys[o] {
				*cues = addCue(*cues, p.cue(i, i+1, "opposite"))
				return true
			}
		}
	}
	return false
}
