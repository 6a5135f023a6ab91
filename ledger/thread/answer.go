package thread

import (
	"slices"

	"newstape/ledger/claim"
	"newstape/ledger/thread/wording"
	"newstape/names/link"
	"newstape/receipt"
)

// answerDays is how long after a claim a story may answer it without telling it.
const answerDays = 30

// answers puts what answers a claim into that claim's thread: first those whose
// story tells the claim, then those that must find it in other stories.
func (j *joiner) answers() {
	for s := range j.out.Stories {
		claims := j.out.Stories[s].Ledger.Claims
		for i := range claims {
			c := &claims[i]
			if told(c) || c.About == "" {
				continue
			}
			if k, ok := j.target(s, c, 0); ok {
				j.enter(k, s, c, "it answers "+c.About+" of its story")
			}
		}
	}
	for s := range j.out.Stories {
		claims := j.out.Stories[s].Ledger.Claims
		for i := range claims {
			if !within(claims, i) {
				j.place(s, &claims[i], i)
			}
		}
	}
	j.drafts = slices.DeleteFunc(j.drafts, func(d draft) bool { return len(d.members) == 0 })
}

// target is the draft of the claim that c answers, through answers to answers.
func (j *joiner) target(s int, c *claim.Claim, depth int) (int, bool) {
	claims := j.out.Stories[s].Ledger.Claims
	for i := range claims {
		if claims[i].ID != c.About || &claims[i] == c {
			continue
		}
		if k, ok := j.of[[2]int{s, i}]; ok {
			return k, true
		}
		return j.target(s, &claims[i], depth+1)
	}
	return 0, false
}

func (j *joiner) enter(k, s int, c *claim.Claim, how string) {
	side := States
	switch c.Stance {
	case claim.Denies:
		side = Denies
	case claim.Questions:
		side = Doubts
	case claim.CouldNotVerify:
		side = Unverified
	case claim.DeclinesComment:
		side = Silent
	case claim.Confirms:
		side = Confirms
	default: // an act that answers: "marked as withdrawn"
		if c.Status == claim.Confirmed {
			side = Withdraws
		}
	}
	j.drafts[k].members = append(j.drafts[k].members, Member{Cite: cite(s, c), Said: *c, Side: side, How: how})
}

// place finds a thread for an answer whose story does not tell what it answers,
// by whom it is about.
func (j *joiner) place(s int, c *claim.Claim, i int) {
	alone := false // a denial that stands in a thread of its own
	k, isNode := j.of[[2]int{s, i}]
	if isNode {
		d := &j.drafts[k]
		alone = c.Stance == claim.Denies && len(d.members) == 1 && blanket(&j.out.Stories[s], c.Content)
		if !alone {
			return
		}
	} else if c.About != "" {
		return
	}
	to, ok := j.aimedAt(s, c)
	switch {
	case ok && (!isNode || to != k):
		if isNode {
			j.drafts[k].members = nil
		}
		j.enter(to, s, c, "its story does not tell what it answers; this thread is about the same party at that time")
	case !isNode:
		j.out.Loose = append(j.out.Loose, cite(s, c))
	}
}

// blanket: the words of a denial tell nothing but that something was said: "the
// report", "a newspaper report about a White House memo was untrue".
func blanket(s *Story, content receipt.Span) bool {
	words := wording.Words(s.Doc, content)
	for i, w := range words {
		if i > 7 {
			break
		}
		switch w.Key {
		case "claim", "accuse", "report", "story", "memo", "rumor", "rumour", "articl", "asertion", "charg", "suggestion", "document":
			return true
		}
	}
	return len(wording.Content(words)) < leastWords
}

// aimedAt is the thread that a story's loose answer is aimed at: one that its story
// tells of the answerer, or that accuses the answerer, or that came through or from it, told by the story itself or by
// others at most answerDays earlier; its story must name the party that the thread
// is about. What its own story tells comes first, then
// what most stories tell, then the earliest.
func (j *joiner) aimedAt(s int, c *claim.Claim) (int, bool) {
	e := c.Speaker.Entity
	if e == nil {
		return 0, false
	}
	best, most := -1, 0
	for k := range j.drafts {
		d := &j.drafts[k]
		concerns := false
		stories := map[int]bool{}
		for _, n := range d.nodes {
			own := n.story == s && slices.Contains(n.parties, e.ID) && !sameSpeaker(n.said.Speaker, c.Speaker)
			if n.said == c || n.said.Stance != claim.Alleges && !own || !j.near(s, n.story) {
				continue
			}
			concerns = concerns || own
			stories[n.story] = true
			switch c.Stance {
			case claim.Denies, claim.Questions:
				concerns = concerns || n.subject == e.ID
			default:
				concerns = concerns || n.subject == e.ID || comesFrom(n.said, e.ID)
			}
		}
		concerns = concerns && (stories[s] || j.names(s, d))
		weight := len(stories)
		if stories[s] {
			weight += len(j.out.Stories)
		}
		if concerns && weight > most {
			best, most = k, weight
		}
	}
	return best, best >= 0
}

// names: the story names the party that the draft is about.
func (j *joiner) names(s int, d *draft) bool {
	return slices.ContainsFunc(j.out.Stories[s].Names.Parties, func(p link.Party) bool {
		return slices.ContainsFunc(d.nodes, func(n *node) bool { return n.subject == p.Entity.ID })
	})
}

func comesFrom(c *claim.Claim, id string) bool {
	if c.Speaker.Entity != nil && c.Speaker.Entity.ID == id {
		return true
	}
	return slices.ContainsFunc(c.Via, func(v claim.Speaker) bool { return v.Entity != nil && v.Entity.ID == id })
}

// near: the story other was out when s was, and not long before. With an unknown
// time nothing speaks against it.
func (j *joiner) near(s, other int) bool {
	a, ka := j.out.Stories[s].When()
	b, kb := j.out.Stories[other].When()
	if !ka || !kb {
		return true
	}
	days := a.Sub(b).Hours() / 24
	return days > -1 && days <= answerDays
}
