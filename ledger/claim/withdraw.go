package claim

import (
	"slices"
	"strings"
)

// withdrawal is a sentence that says that its subject took back its words.
type withdrawal struct {
	at     int // line
	who    Speaker
	denial bool // what it took back was a denial
}

// statements are what a party withdraws when it takes back its words.
var statements = []string{"statement", "claim", "allegation", "accusation", "report", "remark", "comment", "story", "article", "post", "figure", "assertion"}

// findWithdrawals reads, once, the sentences in which a party takes back a
// statement, a claim or a report.
func (r *reader) findWithdrawals() []withdrawal {
	var out []withdrawal
	for k := range r.lines {
		l := &r.lines[k]
		i, _, ok := l.hears("withdrawn", 0, len(l.words))
		if !ok || l.negatedGroup(max(0, i-3), i) || l.words[i].quoted {
			continue
		}
		from, to, found := l.subject(l.verbGroup(i))
		object := l.span(i, min(len(l.words), i+6)).In(l.src)
		denial := strings.Contains(object, "denial")
		if !found || !denial && !slices.ContainsFunc(statements, func(w string) bool { return strings.Contains(object, w) }) {
			continue
		}
		who, _ := r.speakerOf(l, from, to)
		out = append(out, withdrawal{k, who, denial})
	}
	return out
}

// withdrawn: a later sentence says that the speaker withdrew what it said.
func (r *reader) withdrawn(d *draft) (string, bool) {
	if d.a == nil || d.Speaker.Name == "" {
		return "", false
	}
	for _, w := range r.withdrawals {
		if w.at > d.a.line.at && same(w.who, d.Speaker) && (!w.denial || d.Stance == Denies) {
			return "the story says that " + w.who.Name + " withdrew it", true
		}
	}
	return "", false
}

// refute finds where the story itself says that what was just reported is
// untrue: "The post turned out to be false.", "It was not true."
func (r *reader) refute() {
	for k := range r.lines {
		l := &r.lines[k]
		at, ok := l.refutation()
		if !ok || l.words[at].quoted || l.conditionBefore(at) {
			continue
		}
		for _, d := range slices.Backward(r.drafts) {
			if d.dead || d.a == nil || d.a.line.at > k || d.Content.Start > l.words[at].Start {
				continue
			}
			if d.a.line.at == k && d.Content.End > l.words[at].Start {
				if d.Speaker.Document == "" || d.a.from+2 > at {
					break // somebody says that it is untrue
				}
				d.Content.End = l.words[l.verbGroup(at)-1].End // "A post claiming that S turned out to be false"
				d.a.to = l.verbGroup(at)
			}
			if d.Stance == Asserts || d.Stance == Alleges || d.Stance == Predicts {
				if k-d.a.line.at <= 1 {
					d.takenBack = true
				}
				break
			}
		}
	}
}

// refutation is the verb of "turned out to be false", "was not true", "was
// itself wrong" in the narrator's words.
func (l *line) refutation() (int, bool) {
	for i := 1; i+1 < l.end(); i++ {
		w := l.low(i)
		if (w == "turned" || w == "proved") && l.untrueAt(i+1) {
			return i, true
		}
		if i <= 5 && (w == "was" || w == "were" || w == "is") && l.untrueAt(i+1) && l.takesUp(i) {
			return i, true
		}
	}
	return 0, false
}

func (l *line) untrueAt(i int) bool {
	for l.low(i) == "out" || l.low(i) == "to" || l.low(i) == "be" || l.low(i) == "itself" || l.low(i) == "a" || l.classAt(i) == adverb {
		i++
	}
	if l.classAt(i) == negation {
		return l.low(i+1) == "true" || l.low(i+1) == "so" && l.end() == i+2
	}
	switch l.low(i) {
	case "false", "untrue", "wrong", "fake", "hoax", "incorrect", "erroneous", "mistaken":
		return l.end() <= i+2 || l.classAt(i+1) == mark || l.classAt(i+1) == conjunction
	}
	return false
}

// takesUp: the subject before the verb at i stands for what was just told.
func (l *line) takesUp(i int) bool {
	switch l.low(0) {
	case "it", "this", "that", "these":
		return i <= 3
	}
	kind, ok := kindOf(l.low(i - 1))
	_, _, bundle := l.hears("bundle", i-1, i)
	return l.low(0) == "the" && i <= 3 && (bundle || ok && kind == documentKind)
}

func (l *line) conditionBefore(i int) bool { return l.word("if", 0, i)+l.word("whether", 0, i) > -2 }
