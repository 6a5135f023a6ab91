package cluster

import (
	"cmp"
	"slices"
	"strings"
)

// ownWords are the words of the parties' names: they speak of the company, not of
// what happened to it.
func ownWords(ps []Party) map[string]bool {
	out := map[string]bool{}
	for _, p := range ps {
		for _, s := range [...]string{p.ID, p.Name} {
			for _, w := range cutWords(strings.ReplaceAll(s, "-", " ")) {
				out[w.low] = true
			}
		}
	}
	return out
}

// names are the words written like names, those of the title and the first
// sentence first. A capital at a sentence's head counts when the word has one
// elsewhere too; in a title that writes all its words large none does.
func names(title, body []word, own map[string]bool) []name {
	inner, lower := map[string]bool{}, map[string]bool{}
	for _, w := range body {
		switch {
		case !w.upper:
			lower[w.low] = true
		case !w.opens:
			inner[w.low] = true
		}
	}
	small := 0
	for _, w := range title {
		if !w.upper && !w.digit && len(w.low) > 3 {
			small++
		}
	}
	seen := map[string]bool{}
	var out []name
	add := func(w word, lead bool) {
		if !w.upper || own[w.low] || seen[w.low] || common[w.low] || months[w.low] || len(w.low) < 2 || len(out) == namesMost {
			return
		}
		seen[w.low] = true
		out = append(out, name{short(w.low), lead})
	}
	for _, w := range title {
		if inner[w.low] || small >= 2 && !w.opens {
			add(w, true)
		}
	}
	if len(title) > 0 && !stop[title[0].low] && !lower[title[0].low] && frequent()[title[0].stem] == 0 {
		add(title[0], false) // a name as well as not: it may meet, and is not missed
	}
	for i, w := range body {
		follows := i+1 < len(body) && body[i+1].upper && body[i+1].sentence == w.sentence && !stop[w.low]
		if !w.opens || inner[w.low] || follows {
			add(w, w.sentence == 0)
		}
	}
	return out
}

// unclear are words of a title after which the one named first is not the one who
// acts: "X sued by Y", "X falls after Y sues".
var unclear = set("by from faces after as amid on por tras")

// first is who acts by the title: the party or name that it names first, 0 when
// that is doubtful.
func first(title []word, ps []Party, names []name) uint32 {
	for _, w := range title {
		if unclear[w.low] {
			return 0
		}
	}
	for i, w := range title {
		for _, p := range ps {
			if p.Kind == "press" {
				continue
			}
			own := cutWords(p.Name)
			if len(own) > 0 && own[0].low == w.low && (w.upper || w.han) && (len(own) == 1 || i+1 < len(title)) {
				return short(p.ID)
			}
		}
		if h := short(w.low); w.upper && slices.ContainsFunc(names, func(n name) bool { return n.hash == h }) {
			return h
		}
	}
	return 0
}

// terms are the story's content words by weight: what the title and the first
// sentence say counts more, what all business news says less. Names and the
// words of claims are among them.
func terms(title, body []word, own map[string]bool, claims []string) []term {
	often := frequent()
	weight := map[string]float64{}
	var order []string
	add := func(w word, x float64) {
		if w.digit || stop[w.low] || own[w.low] || months[w.low] || !w.han && len(w.low) < 3 && !w.caps {
			return
		}
		if weight[w.stem] == 0 {
			order = append(order, w.stem)
		}
		if f, ok := often[w.stem]; ok {
			x *= f
		}
		weight[w.stem] = max(weight[w.stem], x) + min(weight[w.stem], x)*0.25
	}
	each := func(words []word, factor func(word) float64) {
		for i := range words {
			w := words[i]
			if w.han { // two characters in a row say something, one does not
				if i+1 >= len(words) || !words[i+1].han || words[i+1].sentence != w.sentence {
					continue
				}
				w.low += words[i+1].low
				w.stem = w.low
			}
			add(w, factor(w))
		}
	}
	each(title, func(word) float64 { return 1.6 })
	each(body, func(w word) float64 {
		switch w.sentence {
		case 0:
			return 1.5
		case 1:
			return 1
		}
		return 0.8
	})
	for _, c := range claims {
		each(cutWords(c), func(word) float64 { return 0.7 })
	}
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(weight[b], weight[a]) })
	out := make([]term, 0, termsMost)
	for _, w := range order[:min(len(order), termsMost)] {
		out = append(out, term{short(w), uint8(min(255, weight[w]*10))})
	}
	slices.SortFunc(out, func(a, b term) int { return cmp.Compare(a.hash, b.hash) })
	return slices.CompactFunc(out, func(a, b term) bool { return a.hash == b.hash })
}
