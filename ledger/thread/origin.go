package thread

import (
	"fmt"
	"strings"

	"newstape/ledger/claim"
	"newstape/names/security"
)

// copyWords is the number of words from which the same words in two stories are
// a copy and no coincidence.
const copyWords = 12

// origins groups tellings by where they come from, as they are added.
type origins struct {
	j        *joiner
	subjects map[string]bool // parties that the thread is about
	tellings []Member
	parent   []int
	own      []bool         // of a root: all of it is a party's word about itself
	witness  []bool         // of a root: some of it is no forecast
	holder   map[string]int // key -> a telling that has it
}

func newOrigins(j *joiner, d *draft) *origins {
	o := &origins{j: j, subjects: map[string]bool{}, holder: map[string]int{}}
	for _, n := range d.nodes {
		o.subjects[n.subject] = true
	}
	o.subjects[aboutWhom(d)] = true
	return o
}

func (o *origins) root(i int) int {
	for o.parent[i] != i {
		o.parent[i] = o.parent[o.parent[i]]
		i = o.parent[i]
	}
	return i
}

// add takes a telling in; answers come from nowhere.
func (o *origins) add(m Member) {
	if m.Side != States && m.Side != Confirms {
		return
	}
	i := len(o.tellings)
	s := m.Said.Speaker
	o.tellings, o.parent = append(o.tellings, m), append(o.parent, i)
	o.own = append(o.own, s.Entity != nil && s.Document == "" && o.subjects[s.Entity.ID])
	o.witness = append(o.witness, m.Said.Stance != claim.Predicts)
	for _, key := range o.j.keys(&m) {
		k, ok := o.holder[key]
		if !ok {
			o.holder[key] = i
			continue
		}
		a, b := o.root(k), o.root(i)
		if a == b {
			continue
		}
		a, b = min(a, b), max(a, b)
		o.parent[b] = a
		o.own[a], o.witness[a] = o.own[a] && o.own[b], o.witness[a] || o.witness[b]
	}
}

// independent counts the origins that corroborate: not a party's word about
// itself, and no mere forecast, which is nobody's witness.
func (o *origins) independent() int {
	n := 0
	for i := range o.tellings {
		if o.parent[i] == i && !o.own[i] && o.witness[i] {
			n++
		}
	}
	return n
}

// list gives the origins, earliest first.
func (o *origins) list() []Origin {
	of := make([][]Member, len(o.tellings))
	for i, m := range o.tellings {
		r := o.root(i)
		of[r] = append(of[r], m)
	}
	var out []Origin
	for i, ms := range of {
		if len(ms) > 0 {
			out = append(out, o.j.origin(ms, o.own[i]))
		}
	}
	return out
}

// keys are what a telling shares with those of its origin: its speaker, through
// whom it came, the owner of these, and the same words. Unnamed sources and
// papers without an author are those of the outlet that has them and of all
// stories that carry its text.
func (j *joiner) keys(m *Member) []string {
	s := &j.out.Stories[m.Story]
	var out []string
	if named(m.Said.Speaker) {
		out = append(out, keysOf(m.Said.Speaker)...)
	}
	for _, v := range m.Said.Via {
		out = append(out, keysOf(v)...)
	}
	if len(out) == 0 || m.Said.Speaker.Document != "" && m.Said.Speaker.Entity == nil && len(m.Said.Via) == 0 {
		out = append(out, "name "+strings.ToLower(j.teller(m.Story)), fmt.Sprintf("copy %d", j.copies[m.Story]))
	}
	if words := strings.Fields(strings.ToLower(m.Said.Content.In(s.Article.Text))); len(words) >= copyWords {
		out = append(out, "words "+strings.Join(words, " "))
	}
	return out
}

// teller is the story's outlet, or the story itself when that is not known.
func (j *joiner) teller(s int) string {
	if o := j.out.Stories[s].Outlet(); o != "" {
		return o
	}
	return j.out.Stories[s].ID
}

// named: somebody in particular; "analysts" and unnamed officials are whoever
// the outlet asked.
func named(s claim.Speaker) bool {
	return s.Name != "" && !s.Unnamed && (s.Entity != nil || s.Document != "" || strings.ToLower(s.Name) != s.Name && strings.Contains(s.Name, " "))
}

func keysOf(s claim.Speaker) []string {
	out := []string{"name " + strings.ToLower(s.Name)}
	if s.Entity != nil {
		out = append(out, "party "+s.Entity.ID, "name "+strings.ToLower(s.Entity.Name))
		if s.Entity.Parent != "" && s.Entity.Kind != security.State {
			out = append(out, "party "+s.Entity.Parent)
		}
	}
	return out
}

// origin describes a group of tellings.
func (j *joiner) origin(of []Member, own bool) Origin {
	o := Origin{Own: own}
	stories := map[int]bool{}
	var several bool
	for _, m := range of {
		o.Cites = append(o.Cites, m.Cite)
		several = several || j.copies[m.Story] != j.copies[of[0].Story]
		stories[m.Story] = true
	}
	o.Name = j.nameOf(&of[0])
	for _, m := range of {
		if named(m.Said.Speaker) {
			o.Name = j.nameOf(&m)
			break
		}
	}
	switch {
	case o.Own:
		o.Why = "its word about itself"
	case len(stories) == 1:
		o.Why = "told by one story"
	case !several:
		o.Why = fmt.Sprintf("%d stories carry one text", len(stories))
	default:
		o.Why = fmt.Sprintf("%d stories go back to it", len(stories))
	}
	return o
}

// nameOf is the origin's name: its speaker, with the way it came.
func (j *joiner) nameOf(m *Member) string {
	name := m.Said.Speaker.Name
	switch {
	case named(m.Said.Speaker):
	case name == "" && len(m.Said.Via) == 0:
		return j.teller(m.Story)
	case len(m.Said.Via) > 0:
		name = strings.TrimPrefix(name+" asked by "+m.Said.Via[0].Name, " asked by ")
	default:
		name += " asked by " + j.teller(m.Story)
	}
	return name
}
