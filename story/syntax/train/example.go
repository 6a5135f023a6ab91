package train

import (
	"cmp"
	"slices"

	"newstape/story/syntax"
	"newstape/story/syntax/conllu"
	"newstape/story/syntax/transition"
)

// example is a sentence as the learners see it.
type example struct {
	words []transition.Word
	fine  []uint8 // gold fine tags
	tags  []uint8 // tags to parse with: predicted by a tagger that did not see the sentence
	gold  *transition.Gold
	// Of an example without its punctuation: where each word stands in the whole.
	at    []int32
	whole *example
}

// rareTag is how often a fine tag must stand in the training files.
const rareTag = 20

// fineTags lists the pairs of universal and own tags that are common enough, and
// each universal tag alone for the rest.
func fineTags(sentences []conllu.Sentence) []transition.Fine {
	count := map[transition.Fine]int{}
	for _, s := range sentences {
		for _, t := range s.Tokens {
			count[transition.Fine{Universal: uint8(t.Tag), Own: t.XPOS}]++
			count[transition.Fine{Universal: uint8(t.Tag)}] = rareTag
		}
	}
	var all []transition.Fine
	for f, n := range count {
		if n >= rareTag {
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(a, b transition.Fine) int {
		return cmp.Or(cmp.Compare(a.Universal, b.Universal), cmp.Compare(a.Own, b.Own))
	})
	for i, f := range all {
		all[i].Mark = syntax.Tag(f.Universal) == syntax.PUNCT
		all[i].Kind = kind(syntax.Tag(f.Universal))
	}
	return all
}

// kind is the bit that the arbiter sees when such a word stands between two others.
func kind(t syntax.Tag) uint32 {
	switch t {
	case syntax.VERB:
		return 1
	case syntax.AUX:
		return 2
	case syntax.NOUN, syntax.PROPN, syntax.PRON:
		return 4
	case syntax.CCONJ:
		return 8
	case syntax.SCONJ:
		return 16
	case syntax.ADP:
		return 32
	}
	return 0
}

func makeExamples(sentences []conllu.Sentence, fine []transition.Fine) []example {
	id := map[transition.Fine]uint8{}
	for i, f := range fine {
		id[transition.Fine{Universal: f.Universal, Own: f.Own}] = uint8(i) // #nosec G115 -- fewer than 256
	}
	all := make([]example, len(sentences))
	for i, s := range sentences {
		e := example{words: wordsOf(s)}
		heads := make([]int32, len(s.Tokens))
		labels := make([]uint8, len(s.Tokens))
		for k, t := range s.Tokens {
			tag, ok := id[transition.Fine{Universal: uint8(t.Tag), Own: t.XPOS}]
			if !ok {
				tag = id[transition.Fine{Universal: uint8(t.Tag)}]
			}
			e.fine = append(e.fine, tag)
			heads[k] = int32(t.Head) // #nosec G115 -- sentences are short
			if t.Head < 0 {
				heads[k] = int32(len(s.Tokens)) // #nosec G115
			}
			labels[k] = uint8(t.Rel)
		}
		lift(heads)
		e.tags = slices.Clone(e.fine)
		e.gold = transition.NewGold(heads, labels)
		all[i] = e
	}
	return all
}

// wordsOf are the words of a treebank sentence.
func wordsOf(s conllu.Sentence) []transition.Word {
	forms := make([]string, len(s.Tokens))
	for i, t := range s.Tokens {
		forms[i] = t.Form
	}
	caps := transition.CapitalsOf(forms)
	words := make([]transition.Word, len(forms))
	for i, f := range forms {
		words[i] = transition.MakeWord(f, i == 0, caps)
	}
	return words
}

// lift makes a tree projective: while an arc crosses another, the shortest such
// arc is tied to its head's head.
func lift(heads []int32) {
	n := int32(len(heads)) // #nosec G115 -- sentences are short
	for {
		worst, length := int32(-1), n+2
		for d := range n {
			h := heads[d]
			if h == n {
				continue
			}
			lo, hi := min(d, h), max(d, h)
			if hi-lo >= length {
				continue
			}
			for k := lo + 1; k < hi; k++ {
				if g := heads[k]; g < lo || g > hi {
					worst, length = d, hi-lo
					break
				}
			}
		}
		if worst < 0 {
			return
		}
		heads[worst] = heads[heads[worst]]
	}
}

// labelNames are what the parser must know of labels.
type labelNames struct {
	Root, Punct, Count uint8
}

var names = labelNames{Root: uint8(syntax.Root), Punct: uint8(syntax.Punct), Count: uint8(syntax.XComp) + 1}
