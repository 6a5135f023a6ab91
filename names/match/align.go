package match

import "slices"

import "strings"

// Pair is two tokens, or runs of tokens, laid against each other.
type Pair struct {
	A, B    string
	Like    float64 // 0..1
	Edits   float64 // letters that differ; less where the sound is the same
	Letters int     // letters that differ as written
	Weight  float64 // of the rarer side
	Why     string  // equal, letters, sound, nickname, meaning, initial, joined, script
	a, b    int
}

// First reports that both sides' words are the first of their names.
func (p Pair) First() bool { return p.a == 0 && p.b == 0 }

// layout is the result of laying one name on another.
type layout struct {
	pairs         []Pair
	restA, restB  []int // tokens without a partner
	inversions    int
	initials      int
	numbersDiffer bool
}

// pairOf compares two tokens.
func (m *Matcher) pairOf(a, b *Token, kind Kind) Pair {
	p := Pair{A: a.Text, B: b.Text, Weight: max(a.Weight, b.Weight)}
	switch {
	case a.Text == b.Text && len(a.Text) > 1 && (a.role == initial || b.role == initial):
		p.Like, p.Edits, p.Why = 0.85, 0.25, "initial"
		return p
	case a.Text == b.Text && (a.Script == b.Script || a.Script == "" || b.Script == ""):
		p.Like, p.Why = 1, "equal"
		return p
	case a.Script != "" && b.Script != "":
		p.Why = "script"
		p.Like, p.Edits = scriptLike(a.Script, b.Script)
		return p
	case a.same != 0 && a.same == b.same:
		p.Like, p.Why = 0.97, "meaning"
		return p
	case kind == Person && (len(a.Text) == 1) != (len(b.Text) == 1) && a.Text[0] == b.Text[0] && a.role != numeral:
		p.Like, p.Edits, p.Why, p.Weight = 0.8, 0.5, "initial", min(a.Weight, b.Weight)
		return p
	}
	if a.role == initial && b.role == initial {
		p.Edits, p.Why = 3, "initial" // another middle name
		return p
	}
	longer := max(len(a.Text), len(b.Text))
	d := osa(a.Text, b.Text, longer)
	p.Like, p.Edits, p.Letters, p.Why = 1-float64(d)/float64(longer), float64(d), d, "letters"
	if kind == Person && m.nickname(a.Text, b.Text) {
		p.Like, p.Edits, p.Why = max(p.Like, 0.9), min(p.Edits, 0.5), "nickname"
	} else if a.Sound == b.Sound && len(a.Sound) > 1 && p.Like < 0.93 && p.Like >= 0.4 {
		p.Like, p.Edits, p.Why = max(p.Like, 0.85), p.Edits/2, "sound"
	}
	if (a.role == numeral) && (b.role == numeral) {
		p.Weight = max(p.Weight, 0.6)
	}
	return p
}

// scriptLike compares two words of one script that are written in letters with
// much meaning each: one letter of three is much.
func scriptLike(a, b string) (like, edits float64) {
	ra, rb := []rune(a), []rune(b)
	same := 0
	used := make([]bool, len(rb))
	for i, r := range ra {
		for j := max(0, i-1); j < min(len(rb), i+2); j++ {
			if !used[j] && rb[j] == r {
				used[j] = true
				same++
				break
			}
		}
	}
	longer := max(len(ra), len(rb))
	return float64(same) / float64(longer), 2 * float64(longer-same)
}

func (m *Matcher) nickname(a, b string) bool {
	for _, s := range m.nicknames[a] {
		if s == b {
			return true
		}
		for _, t := range m.nicknames[b] {
			if s == t && len(s) > 3 {
				return true
			}
		}
	}
	return slices.Contains(m.nicknames[b], a)
}

// lay lays the tokens of a on those of b, one to one, the most alike first;
// every token of the shorter name gets a partner, however unlike.
func (m *Matcher) lay(a, b []Token, kind Kind) layout {
	a, b = joinRuns(a, b), joinRuns(b, a)
	var out layout
	var small [49]Pair // most names have at most seven words
	grid := small[:]
	if n := len(a) * len(b); n > len(small) {
		grid = make([]Pair, n)
	}
	var doneA, doneB [maxTokens]bool
	for i := range a {
		for j := range b {
			grid[i*len(b)+j] = m.pairOf(&a[i], &b[j], kind)
		}
	}
	for range min(len(a), len(b)) {
		best, at := -1.0, 0
		for i := range a {
			if doneA[i] {
				continue
			}
			for j := range b {
				if doneB[j] {
					continue
				}
				p := &grid[i*len(b)+j]
				// Equal weights keep particles from taking a name's partner; the
				// places decide between equals.
				x := p.Like*(0.5+min(a[i].Weight, b[j].Weight)) - 0.3*abs(a[i].Weight-b[j].Weight) - 0.002*float64(abs(i-j))
				if x > best || best < 0 {
					best, at = x, i*len(b)+j
				}
			}
		}
		i, j := at/len(b), at%len(b)
		doneA[i], doneB[j] = true, true
		p := grid[at]
		p.a, p.b = i, j
		if p.Like < 0.5 && (a[i].Weight < telling) != (b[j].Weight < telling) {
			doneA[i], doneB[j] = false, false // a title is no partner of a name
			break
		}
		out.pairs = append(out.pairs, p)
	}
	out.count(a, b, doneA[:], doneB[:])
	return out
}

func (l *layout) count(a, b []Token, doneA, doneB []bool) {
	for i := range a {
		if !doneA[i] {
			l.restA = append(l.restA, i)
		}
	}
	for j := range b {
		if !doneB[j] {
			l.restB = append(l.restB, j)
		}
	}
	for i, p := range l.pairs {
		if p.Why == "initial" {
			l.initials++
		}
		if a[p.a].role == numeral && b[p.b].role == numeral && p.A != p.B && a[p.a].same == 0 {
			l.numbersDiffer = true
		}
		for _, q := range l.pairs[:i] {
			if (p.a-q.a)*(p.b-q.b) < 0 && p.Weight > 0.2 && q.Weight > 0.2 {
				l.inversions++
			}
		}
	}
}

// joinRuns writes tokens of a that are one of b as one: "ya mahdi" against
// "yamahdi", "jean claude" against "jc".
func joinRuns(a, b []Token) []Token {
	out := a
	for j := range b {
		w := &b[j]
		if len(w.Text) < 2 {
			continue
		}
		for i := 0; i+1 < len(out); i++ {
			for n := 2; n <= 5 && i+n <= len(out); n++ {
				switch {
				case len(w.Text) == n && w.role == word && initialsAre(out[i:i+n], w.Text):
					out = joined(out, i, n)
					out[i].Text, out[i].Sound, out[i].Weight, out[i].role = w.Text, w.Sound, w.Weight, initial
				case n <= 3 && len(w.Text) >= 4 && runIs(out[i:i+n], w.Text):
					out = joined(out, i, n)
				}
			}
		}
	}
	return out
}

// initialsAre reports words whose initials are w: "jean claude" for jc, "united
// states" for us.
func initialsAre(run []Token, w string) bool {
	for i := range run {
		if len(run[i].Text) < 2 || run[i].Text[0] != w[i] || run[i].Text == w {
			return false
		}
	}
	return true
}

func runIs(run []Token, text string) bool {
	total := 0
	for i := range run {
		if run[i].Text == text {
			return false
		}
		total += len(run[i].Text)
	}
	slack := 0
	if len(text) >= 8 {
		slack = 1
	}
	if total < len(text)-slack || total > len(text)+slack {
		return false
	}
	var b strings.Builder
	for i := range run {
		b.WriteString(run[i].Text)
	}
	return osa(b.String(), text, slack) <= slack
}

func joined(tokens []Token, at, n int) []Token {
	t := tokens[at]
	for _, o := range tokens[at+1 : at+n] {
		t.Text += o.Text
		t.Weight = max(t.Weight, o.Weight)
	}
	t.Script, t.Sound, t.role, t.same = "", sound(t.Text), word, 0
	out := append([]Token{}, tokens[:at]...)
	out = append(out, t)
	return append(out, tokens[at+n:]...)
}

func abs[T int | float64](x T) T {
	if x < 0 {
		return -x
	}
	return x
}
