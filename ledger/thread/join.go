package thread

import (
	"cmp"
	"fmt"
	"slices"

	"newstape/ledger/claim"
	"newstape/ledger/thread/wording"
	"newstape/story/when"
)

// Join makes threads of the claims of the stories. It takes any number of them,
// none included, and never fails.
func Join(stories []Story) Threads {
	j := joiner{days: map[int][]when.Expr{}}
	j.out.Stories, j.out.Twice = ordered(stories)
	j.copies = copyGroups(j.out.Stories)
	for s := range j.out.Stories {
		for i := range j.out.Stories[s].Ledger.Claims {
			if told(&j.out.Stories[s].Ledger.Claims[i]) && !within(j.out.Stories[s].Ledger.Claims, i) {
				j.nodes = append(j.nodes, nodeOf(&j.out.Stories[s], s, i))
			}
		}
	}
	j.group()
	j.answers()
	for i := range j.drafts {
		j.out.Threads = append(j.out.Threads, j.thread(&j.drafts[i]))
	}
	j.number()
	return j.out
}

// joiner is one run of Join.
type joiner struct {
	out    Threads
	copies []int // of each story: the group of stories with nearly the same text
	nodes  []node
	drafts []draft
	of     map[[2]int]int      // story and claim -> draft
	days   map[int][]when.Expr // of each story that was asked
}

// draft is a thread in the making.
type draft struct {
	nodes   []*node
	members []Member
}

// told: the claim says something of the world that can be told in other words;
// what answers another claim of its story, keeps silent or knows nothing does
// not.
func told(c *claim.Claim) bool {
	switch c.Stance {
	case claim.DeclinesComment, claim.CouldNotVerify, claim.Questions:
		return false
	}
	return c.About == ""
}

// within: what somebody else says of the speaker's plans: "people said [Intel
// plans [to sell its unit]]". The whole is the claim.
func within(claims []claim.Claim, i int) bool {
	c := &claims[i]
	if c.Stance != claim.Asserts && c.Stance != claim.Predicts || c.Source.Empty() {
		return false
	}
	return slices.ContainsFunc(claims, func(o claim.Claim) bool {
		return o.ID != c.ID && told(&o) && o.Content.Contains(c.Source.Cover(c.Content))
	})
}

// group makes a draft of each group of nodes.
func (j *joiner) group() {
	j.of = map[[2]int]int{}
	at := map[int]int{}
	for i, g := range match(j.nodes) {
		k, ok := at[g]
		if !ok {
			k = len(j.drafts)
			at[g] = k
			j.drafts = append(j.drafts, draft{})
		}
		n := &j.nodes[i]
		d := &j.drafts[k]
		how := "in these words"
		if len(d.nodes) > 0 && !sameWords(d.nodes[0], n) {
			how = "in other words"
		}
		d.nodes = append(d.nodes, n)
		d.members = append(d.members, Member{Cite: cite(n.story, n.said), Said: *n.said, Side: sideOf(n, d), How: how})
		j.of[[2]int{n.story, n.index}] = k
	}
}

func sameWords(a, b *node) bool {
	return slices.EqualFunc(a.words, b.words, func(x, y wording.Word) bool { return x.Low == y.Low })
}

// sideOf is what a telling does to the claim of its thread: a denial denies it,
// and so does one that negates what the first tells plainly.
func sideOf(n *node, d *draft) Side {
	switch {
	case n.said.Stance == claim.Denies:
		return Denies
	case n.negated != d.nodes[0].negated && d.nodes[0].said.Stance != claim.Denies:
		return Denies
	case n.said.Stance == claim.Confirms:
		return Confirms
	}
	return States
}

// thread fills what follows from the members.
func (j *joiner) thread(d *draft) Thread {
	slices.SortStableFunc(d.members, func(a, b Member) int {
		return cmp.Or(a.Story-b.Story, a.Said.Content.Start-b.Said.Content.Start)
	})
	t := Thread{Members: d.members, Wording: d.wording()}
	t.Subject = j.subject(d)
	seen := map[int]bool{}
	for _, m := range d.members {
		seen[m.Story] = true
	}
	t.Stories = len(seen)
	j.history(&t, d)
	t.Disagreements = j.disagreements(d)
	return t
}

// wording is the earliest telling that is no denial, else the earliest denial.
func (d *draft) wording() Cite {
	for _, m := range d.members {
		if m.Side == States || m.Side == Confirms {
			return m.Cite
		}
	}
	return d.members[0].Cite
}

// subject is the name of the party that the thread is about.
func (j *joiner) subject(d *draft) string {
	about := aboutWhom(d)
	for _, n := range d.nodes {
		for _, p := range j.out.Stories[n.story].Names.Parties {
			if p.Entity.ID == about {
				return p.Entity.Name
			}
		}
	}
	return ""
}

// aboutWhom is the ID of the party that most tellings are about, the first of
// equals; where none says so clearly, the party that most name.
func aboutWhom(d *draft) string {
	count := map[string]int{}
	best := ""
	vote := func(party string) {
		if party == "" {
			return
		}
		if count[party]++; count[party] > count[best] {
			best = party
		}
	}
	for _, n := range d.nodes {
		vote(n.subject)
	}
	if best == "" {
		for _, n := range d.nodes {
			for i, p := range n.parties {
				if n.weights[i] > stateWeight {
					vote(p)
				}
			}
		}
	}
	return best
}

// number puts the threads that most stories share first and gives them their IDs.
func (j *joiner) number() {
	slices.SortStableFunc(j.out.Threads, func(a, b Thread) int {
		return cmp.Or(b.Stories-a.Stories, len(b.Members)-len(a.Members), a.Members[0].Story-b.Members[0].Story, a.Members[0].Said.Content.Start-b.Members[0].Said.Content.Start)
	})
	for i := range j.out.Threads {
		j.out.Threads[i].ID = fmt.Sprintf("t%d", i+1)
	}
}
