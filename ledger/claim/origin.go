package claim

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"newstape/names/security"
)

// telling is one content in its very words, with those who tell it: the first
// claim of each origin.
type telling struct {
	stems   []string // the rarest first
	key     string   // figures and negation, which must agree
	by      []*draft
	alike   []*telling // the same content in other words
	origins map[string]bool
}

// countOrigins says of each claim how many independent origins carry it. Claims
// are one when they share their words, figures and negation. A claim originates
// with its speaker, or, when an outlet has it from others, with them; outlets that
// lean on one memo or on one another are one origin. A party's word about itself
// is no confirmation and counts only when it stands alone. That two outlets belong
// to one owner or print one wire cannot be seen in a single story.
func (r *reader) countOrigins() {
	of := map[*draft]*telling{}
	byKey := map[string]*telling{}
	var all []*telling
	for _, d := range r.drafts {
		d.Origins = 1
		if d.a == nil || !d.states() || d.origin() == "" || r.aboutSelf(d, d.a.line.indexAt(d.Content.Start)) {
			continue
		}
		words := slices.Sorted(maps.Keys(r.stems(d)))
		key := r.figures(d)
		id := key + "|" + strings.Join(words, " ")
		t := byKey[id]
		if t == nil {
			t = &telling{stems: words, key: key, origins: map[string]bool{}}
			byKey[id] = t
			all = append(all, t)
		}
		if !t.origins[d.origin()] {
			t.origins[d.origin()] = true
			t.by = append(t.by, d)
		}
		of[d] = t
	}
	join(all)
	for _, d := range r.drafts {
		if t := of[d]; t != nil {
			d.telling, d.Origins = t, t.independent(d)
		}
	}
}

// join finds the tellings that are alike: at least two words and four fifths of
// the longer one's in common. Such a pair shares one of the rarest fifth of its
// words, so that only tellings under those are compared.
func join(all []*telling) {
	often := map[string]int{}
	for _, t := range all {
		for _, w := range t.stems {
			often[w]++
		}
	}
	under := map[string][]*telling{}
	for _, t := range all {
		slices.SortFunc(t.stems, func(a, b string) int { return cmp.Or(cmp.Compare(often[a], often[b]), cmp.Compare(a, b)) })
		tried := map[*telling]bool{}
		for _, w := range t.stems[:min(len(t.stems), len(t.stems)/5+1)] {
			for _, o := range under[w] {
				if !tried[o] && t.like(o) {
					t.alike, o.alike = append(t.alike, o), append(o.alike, t)
				}
				tried[o] = true
			}
			under[w] = append(under[w], t)
		}
	}
}

func (t *telling) like(o *telling) bool {
	n := 0
	for _, w := range t.stems {
		if slices.Contains(o.stems, w) {
			n++
		}
	}
	return n >= 2 && n*5 >= 4*max(len(t.stems), len(o.stems)) && t.key == o.key
}

// independent counts d's origin and those that neither lean on it nor it on them.
func (t *telling) independent(d *draft) int {
	from := []string{d.origin()}
	for _, o := range append([]*telling{t}, t.alike...) {
		for _, e := range o.by {
			if e != d && !slices.Contains(from, e.origin()) && !d.leansOn(e) && !e.leansOn(d) && !same(e.Speaker, d.Speaker) {
				from = append(from, e.origin())
			}
		}
	}
	return len(from)
}

func (d *draft) states() bool {
	return d.Stance == Asserts || d.Stance == Alleges || d.Stance == Predicts || d.Stance == Confirms
}

// origin names where a claim comes from, "" when nobody is named.
func (d *draft) origin() string {
	if d.kind == pressKind && len(d.Via) > 0 && !d.Via[len(d.Via)-1].Unnamed {
		return d.Via[len(d.Via)-1].Name // Bloomberg said, citing Reuters
	}
	return d.Speaker.Name
}

// leansOn: d has its words through o's speaker, or both through one document.
func (d *draft) leansOn(o *draft) bool {
	for _, v := range d.Via {
		if same(v, o.Speaker) || slices.ContainsFunc(o.Via, func(w Speaker) bool { return same(v, w) && (w.Entity == nil || w.Entity.Kind != security.Press) }) {
			return true
		}
	}
	return false
}

// figures is the numbers of a content in order and whether it is negated.
func (r *reader) figures(d *draft) string {
	var b strings.Builder
	if d.Negated {
		b.WriteString("not ")
	}
	for _, w := range d.a.line.words {
		if w.class == number && w.Start >= d.Content.Start && w.End <= d.Content.End {
			b.WriteString(w.low + " ")
		}
	}
	return b.String()
}
