package thread

import (
	"cmp"
	"fmt"
	"strings"

	"newstape/ledger/claim"
	"newstape/names/security"
)

// standing is how a thread stands after some of its stories.
type standing struct {
	status claim.Status
	why    string
}

// tally is what the members so far come to; the first of each kind speaks for it.
type tally struct {
	j                                  *joiner
	origins                            *origins
	telling, denial, check, allegation *Member
	// disputed is a telling that its own story leaves disputed: a denial of the
	// whole bundle that points at another of its claims.
	disputed   *Member
	allUnnamed bool
	settled    standing // by the latest story that withdraws or confirms
}

// history fills in the steps of a thread's standing, story by story, and how it
// stands at the end. The first step is the first telling.
func (j *joiner) history(t *Thread, d *draft) {
	sum := tally{j: j, origins: newOrigins(j, d), allUnnamed: true}
	var end standing
	for i := 0; i < len(d.members); {
		from := i
		story := d.members[i].Story
		for i < len(d.members) && d.members[i].Story == story {
			i++
		}
		of := d.members[from:i]
		sum.add(of)
		now := sum.standing()
		if now.status != "" && now.status != end.status {
			at, known := j.out.Stories[story].When()
			t.History = append(t.History, Change{Story: story, At: at, Known: known, From: end.status, To: now.status, Why: now.why, Cites: cites(of)})
		}
		end = now
	}
	t.Status, t.Why = end.status, end.why
	t.Origins, t.Independent = sum.origins.list(), sum.origins.independent()
}

// add counts the members of one story. A withdrawal, or an act or admission of
// the party that may do it, settles the matter until a later story has one; in
// one story a withdrawal comes last.
func (s *tally) add(of []Member) {
	var act, withdrawal *Member
	for i := range of {
		m := &of[i]
		s.origins.add(*m)
		switch m.Side {
		case States, Confirms:
			s.telling = cmp.Or(s.telling, m)
			s.allUnnamed = s.allUnnamed && restsOnUnnamed(m)
			if m.Said.Stance == claim.Alleges {
				s.allegation = cmp.Or(s.allegation, m)
			}
			if m.Said.Status == claim.Disputed {
				s.disputed = cmp.Or(s.disputed, m)
			}
			if m.Said.Status == claim.Confirmed {
				act = cmp.Or(act, m)
			}
		case Denies:
			s.denial = cmp.Or(s.denial, m)
		case Unverified:
			s.check = cmp.Or(s.check, m)
		}
		if withdraws(m) {
			withdrawal = cmp.Or(withdrawal, m)
		}
	}
	switch {
	case withdrawal != nil:
		s.settled = standing{claim.Retracted, "it was withdrawn"}
	case act != nil:
		s.settled = standing{claim.Confirmed, "an act or admission of " + s.j.by(act) + ", the party that may do it"}
	}
}

// standing applies the order of claim.Status.
func (s *tally) standing() standing {
	switch {
	case s.settled.status != "":
		return s.settled
	case s.origins.independent() >= 2:
		return standing{claim.Corroborated, s.corroboration()}
	case s.telling == nil && s.denial == nil:
		return standing{} // a refusal to comment that came before the claim
	case s.telling == nil:
		return standing{claim.Denied, s.j.denies(s.denial) + ", and no story tells it"}
	case s.denial != nil:
		return standing{claim.Disputed, s.j.denies(s.denial)}
	case s.disputed != nil:
		return standing{claim.Disputed, s.disputed.Said.Why + " of its story"}
	case s.check != nil:
		return standing{claim.Unverified, s.j.by(s.check) + " could not verify it"}
	case s.allUnnamed:
		return standing{claim.Unverified, "it rests on people whom no story names"}
	case s.allegation != nil:
		return standing{claim.Alleged, "said by " + s.j.by(s.allegation) + " of somebody else, with nothing for or against it"}
	}
	return standing{claim.Asserted, "said by " + s.j.by(s.telling) + ", with nothing for or against it"}
}

// namedOrigins is how many origins a reason names.
const namedOrigins = 5

// corroboration says which origins tell it. People whom outlets do not name may be
// the same people; the reason says so where it rests on them.
func (s *tally) corroboration() string {
	var names []string
	nameless := 0
	for i, m := range s.origins.tellings {
		if s.origins.parent[i] == i && !s.origins.own[i] && s.origins.witness[i] {
			names = append(names, s.j.nameOf(&m))
			if !named(m.Said.Speaker) || restsOnUnnamed(&m) {
				nameless++
			}
		}
	}
	n := len(names)
	if n > namedOrigins {
		names = append(names[:namedOrigins], fmt.Sprintf("%d more", n-namedOrigins))
	}
	why := fmt.Sprintf("%d independent origins tell it: %s", n, strings.Join(names, "; "))
	if n-nameless < 2 && nameless > 1 {
		why += " (unnamed people, who may be the same)"
	}
	if s.denial != nil {
		why += "; " + s.j.denies(s.denial)
	}
	return why
}

// restsOnUnnamed: its story says so, or an outlet says that people say so.
func restsOnUnnamed(m *Member) bool {
	press := m.Said.Speaker.Entity != nil && m.Said.Speaker.Entity.Kind == security.Press
	return m.Said.Status == claim.Unverified || press
}

func withdraws(m *Member) bool {
	return m.Side == Withdraws || m.Side == States && m.Said.Status == claim.Retracted
}

func cites(members []Member) []Cite {
	out := make([]Cite, len(members))
	for i, m := range members {
		out[i] = m.Cite
	}
	return out
}

// denies says who denies.
func (j *joiner) denies(m *Member) string {
	if strings.Contains(m.Said.Speaker.Name, "; ") {
		return j.by(m) + " deny it"
	}
	return j.by(m) + " denies it"
}

// by names who says a member.
func (j *joiner) by(m *Member) string {
	switch {
	case m.Said.Speaker.Unnamed && strings.HasPrefix(m.Said.Speaker.Name, "unnamed "):
		return "an " + m.Said.Speaker.Name
	case m.Said.Speaker.Name != "":
		return strings.ReplaceAll(m.Said.Speaker.Name, "; ", " and ")
	case j.out.Stories[m.Story].Outlet() != "":
		return j.out.Stories[m.Story].Outlet()
	}
	return "the story itself"
}
