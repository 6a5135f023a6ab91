package match

import (
	"strings"
)

// Comparison is how two names lie on each other.
type Comparison struct {
	Score float64 // 0..1, calibrated: of pairs with 0.8, four in five are one name
	Pairs []Pair
	OnlyA []string // words without a partner
	OnlyB []string
	// Covered is the share of a's weight that found a like word in b, and of
	// b's in a.
	CoveredA, CoveredB float64
	HeavyA, HeavyB     float64 // weight of the heaviest word without a partner
	FormsDiffer        bool    // AG against GmbH: perhaps a sister
	NumbersDiffer      bool    // 558 against 560
	Exact              bool    // the same words, whatever the order, script and legal form
	Weak               bool    // an acronym is all that it rests on
	features           features
}

// Compare lays a on b and scores the layout.
func (m *Matcher) Compare(a, b Name) Comparison {
	kind := a.Kind
	if kind == Unknown {
		kind = b.Kind
	}
	var c Comparison
	l := m.lay(a.Tokens, b.Tokens, kind)
	c.Pairs = l.pairs
	c.NumbersDiffer = l.numbersDiffer
	c.FormsDiffer = formsDiffer(a.Forms, b.Forms)
	c.Weak = a.Weak && b.Weak
	f := m.measure(a, b, l, &c)
	c.Exact = exact(l, a, b)
	c.features = f
	cal := &m.company
	if kind == Person {
		cal = &m.person
	}
	c.Score = c.Calibrated(cal.score(f))
	return c
}

// Calibrated is a score of the features with the rule for equal names: the same
// words are the same name, whatever a fit says.
func (c Comparison) Calibrated(score float64) float64 {
	switch {
	case c.Exact && c.features[fInverted] > 0:
		return max(score, 0.9)
	case c.Exact && !c.FormsDiffer:
		return max(score, 0.99)
	}
	return score
}

// exact reports that all words are equal, or the names are without their
// spaces.
func exact(l layout, a, b Name) bool {
	if a.Joined == b.Joined {
		return true
	}
	if len(l.restA)+len(l.restB) > 0 {
		return false
	}
	for _, p := range l.pairs {
		if p.Why != "equal" {
			return false
		}
	}
	return true
}

// formsDiffer reports two definite legal forms that are not the same. Company
// and corporation are no definite form.
func formsDiffer(a, b []string) bool {
	x, y := definite(a), definite(b)
	return x != "" && y != "" && x != y
}

// Definite is the class of the name's legal form, as LLC; empty for a company
// that says only that it is one.
func (n Name) Definite() string { return definite(n.Forms) }

func definite(classes []string) string {
	for _, c := range classes {
		if c != "CO" && c != "GRP" {
			return c
		}
	}
	return ""
}

// features are what the score is made of; calibration.tsv has a row for each.
type features [featureCount]float64

const (
	fEdits     = iota // letters that differ in all pairs, capped at 5, of 5
	fManyEdits        // 1 when three or more differ
	fWorst            // 1 - likeness of the least alike pair that weighs
	fRelative         // letters that differ of all letters, times 4, capped at 1
	fConflict         // largest weight x unlikeness of a pair
	fRest             // share of weight without partner, of the side that has any
	fRestHeavy        // heaviest word without a partner
	fAlone            // 1 when one pair is all there is
	fThin             // 1 when fewer than two pairs are alike
	fInverted         // 1 when the order differs
	fJoined           // 1 - likeness of the names without spaces
	fForms            // 1 when definite legal forms differ
	fNumbers          // 1 when numbers differ
	fInitials         // initials used, of 2
	fAcronym          // 1 when one is the initials of the other
	fShort            // 1 when the least alike pair has a word of at most three letters
	fOneOfMany        // 1 when one pair is all there is and a word that tells is left over
	featureCount
)

var featureNames = [featureCount]string{
	"edits", "many_edits", "worst", "relative", "conflict", "rest", "rest_heavy", "alone", "thin", "inverted",
	"joined", "forms", "numbers", "initials", "acronym", "short", "one_of_many",
}

// telling is the weight from which a word counts in a name.
const telling = 0.16

func (m *Matcher) measure(a, b Name, l layout, c *Comparison) features {
	var f features
	covered := f.measurePairs(l)
	restA, heavyA := m.rest(a.Tokens, b.Joined, l.restA, &c.OnlyA)
	restB, heavyB := m.rest(b.Tokens, a.Joined, l.restB, &c.OnlyB)
	totalA, totalB := paired(l)+restA, paired(l)+restB
	c.HeavyA, c.HeavyB = heavyA, heavyB
	c.CoveredA, c.CoveredB = covered/totalA, covered/totalB
	f[fRest] = max(restA/totalA, restB/totalB)
	f[fRestHeavy] = max(heavyA, heavyB)
	if len(l.pairs) == 1 {
		f[fAlone] = 1
		if f[fRestHeavy] > 0.5 {
			f[fOneOfMany] = 1
		}
	}
	if l.inversions > 0 && l.inversions != len(l.pairs)-1 {
		f[fInverted] = 1
	}
	long := max(len(a.Joined), len(b.Joined))
	f[fJoined] = float64(osa(a.Joined, b.Joined, long)) / float64(long)
	if a.Joined == b.Joined {
		f[fEdits], f[fManyEdits], f[fWorst], f[fRelative], f[fConflict], f[fShort] = 0, 0, 0, 0, 0, 0
	}
	if c.FormsDiffer {
		f[fForms] = 1
	}
	if l.numbersDiffer {
		f[fNumbers] = 1
	}
	f[fInitials] = min(float64(l.initials), 2) / 2
	if acronymOf(a, b) || acronymOf(b, a) {
		f[fAcronym] = 1
	}
	return f
}

// measurePairs fills the features of the pairs and gives the weight that found a
// like word.
func (f *features) measurePairs(l layout) (covered float64) {
	edits, letters, alike, worst := 0.0, 0, 0, 1.0
	for _, p := range l.pairs {
		letters += max(len(p.A), len(p.B))
		if p.Like >= 0.7 || p.Edits <= 1 { // of "ai" and "ali" too
			covered += p.Weight * p.Like
		}
		if p.Weight < telling {
			edits += min(p.Edits, 1) / 4
			continue
		}
		edits += p.Edits
		if p.Like >= 0.75 {
			alike++
		}
		if p.Like < worst {
			worst = p.Like
			f[fShort] = 0
			if min(len(p.A), len(p.B)) <= 3 {
				f[fShort] = 1
			}
		}
		f[fConflict] = max(f[fConflict], p.Weight*(1-p.Like))
	}
	f[fEdits] = min(edits, 5) / 5
	if edits >= 2.5 {
		f[fManyEdits] = 1
	}
	f[fWorst] = 1 - worst
	f[fRelative] = min(4*edits/float64(max(letters, 1)), 1)
	if alike < 2 {
		f[fThin] = 1
	}
	return covered
}

func paired(l layout) float64 {
	total := 1e-9
	for _, p := range l.pairs {
		total += p.Weight
	}
	return total
}

// rest sums the words without a partner. The layout may have joined words, so
// that its numbers are not those of the name; such a name has no rest to name.
func (m *Matcher) rest(tokens []Token, other string, rest []int, only *[]string) (sum, heavy float64) {
	for _, i := range rest {
		if i >= len(tokens) {
			continue
		}
		t := tokens[i]
		*only = append(*only, t.Text)
		w := t.Weight
		// A word said twice adds nothing.
		if len(t.Text) > 3 && strings.Contains(other, t.Text) {
			w *= 0.2
		}
		sum += w
		heavy = max(heavy, w)
	}
	return sum, heavy
}

// acronymOf reports whether a is one word made of the initials of b's words.
func acronymOf(a, b Name) bool {
	if len(a.Tokens) != 1 || len(b.Tokens) < 3 || len(a.Tokens[0].Text) != len(b.Tokens) {
		return false
	}
	for i, t := range b.Tokens {
		if t.Text[0] != a.Tokens[0].Text[i] {
			return false
		}
	}
	return true
}
