package link

import (
	"slices"
	"strings"

	"newstape/receipt"
)

// enough is the number of points from which a run names an organisation.
const enough = 3

// unknownNames are the organisations that the story names and the master does
// not have. What a run of capitals is, is told by its last word (Bank,
// University), its shape (acronyms, &), what follows (shares, CEO, announced) and
// what stands before (shares of, analyst at); once a name is told, it is one
// wherever the story repeats it.
func (s *story) unknownNames() []Refusal {
	s.markCodes()
	runs := s.runs()
	people := map[string]bool{}
	heard := s.hear(runs)
	for i := range runs {
		r := &runs[i]
		s.judge(r, heard[s.key(r.from, r.to)])
		if r.person {
			people[s.low(r.sentence, r.to-1)] = true
		}
	}
	told := s.told(runs)
	var out []Refusal
	for _, r := range runs {
		low := s.low(r.sentence, r.from)
		if r.person || r.to-r.from == 1 && people[low] {
			continue
		}
		why := r.why
		if r.points < enough {
			if why = told[s.key(r.from, r.to)]; why == "" {
				continue
			}
		}
		span := receipt.Span{Start: s.words[r.from].start, End: s.words[r.to-1].end}
		for i := r.from; i < r.to; i++ {
			if o := s.owner[i]; o != nil && o.entity == nil {
				o.refused, o.dropped = "", true
			}
		}
		x := s.refusal(span, unknownName, nil)
		x.Why = why
		out = append(out, x)
	}
	return out
}

// hearing is what the whole story says of the words of a run.
type hearing struct {
	times, inPlaces int  // how often they stand there, and behind in, near, across
	surname         bool // a longer run ends in the word, and none begins with it
}

func (s *story) hear(runs []run) map[string]hearing {
	out := make(map[string]hearing, len(runs))
	first, last := map[string]bool{}, map[string]bool{}
	for _, r := range runs {
		k := s.key(r.from, r.to)
		h := out[k]
		h.times++
		if s.locative(r.sentence, r.from-1) && s.gapAt(r.sentence, r.from) == spaced {
			h.inPlaces++
		}
		out[k] = h
		if n := r.to - r.from; n == 2 || n == 3 {
			first[s.key(r.from, r.from+1)] = true
			if s.class(r.sentence, r.to-1)&(orgWord|orgHead|affiliateWord) == 0 && !isEnglish(s.low(r.sentence, r.to-1)) {
				last[s.key(r.to-1, r.to)] = true
			}
		}
	}
	for k, h := range out {
		h.surname = last[k] && !first[k]
		out[k] = h
	}
	return out
}

func (s *story) locative(sentence, i int) bool {
	switch s.low(sentence, i) {
	case "in", "near", "across", "around", "outside":
		return true
	}
	return false
}

// told gives the names that the story tells by evidence, with their short forms:
// the first word, unless it is an ordinary one, and the acronym in brackets.
func (s *story) told(runs []run) map[string]string {
	out := map[string]string{}
	put := func(key, why string) {
		if key != "" && out[key] == "" {
			out[key] = why
		}
	}
	for _, r := range runs {
		if r.points < enough || r.person {
			continue
		}
		put(s.key(r.from, r.to), "named so elsewhere in the story")
		if r.to-r.from < 2 {
			continue
		}
		name := s.doc.Text[s.words[r.from].start:s.words[r.to-1].end]
		legal := legalForm(s.low(r.sentence, r.to-1))
		for n := r.to - 1; n > r.from; n-- {
			dropped := s.class(r.sentence, n)
			if !legal && dropped&(orgWord|affiliateWord) == 0 {
				break
			}
			low := s.low(r.sentence, n-1)
			if low == "&" || low == "of" || low == "for" || s.isPlace(n-1) ||
				n-r.from == 1 && (s.lexicon.ordinary(low) || s.class(r.sentence, r.from)&given != 0 || s.owner[r.from] != nil) {
				continue
			}
			put(s.key(r.from, n), "short for "+name)
		}
	}
	return out
}

// key is a stretch of words as it is written, apart from what stands between.
func (s *story) key(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		b.WriteString(s.doc.Text[s.words[i].start:s.words[i].end])
		b.WriteByte(' ')
	}
	return b.String()
}

func innerCapital(t string) bool {
	if strings.HasPrefix(t, "Mc") || strings.HasPrefix(t, "Mac") {
		return false
	}
	for k := 1; k < len(t); k++ {
		if isUpper(t[k]) && 'a' <= t[k-1] && t[k-1] <= 'z' {
			return true
		}
	}
	return false
}

func (s *story) classes(in, from, to int) class {
	var out class
	for i := from; i < to; i++ {
		out |= s.class(in, i)
	}
	return out
}

func (s *story) allOrdinary(r run) bool {
	return !slices.ContainsFunc(s.words[r.from:r.to], func(w word) bool {
		return !s.lexicon.ordinary(strings.ToLower(s.doc.Text[w.start:w.end]))
	})
}
