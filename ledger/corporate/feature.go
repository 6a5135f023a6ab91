package corporate

import (
	"newstape/internal/linear"
	"newstape/story/text"
)

// kind is a template of features.
type kind uint8

const (
	wholeWord  kind = iota
	wordStem        // its stem
	wordEnd         // its first and last letters
	letterRun       // four or five letters in a row
	wordPair        // two stems in a row
	classOf         // a class of the table, or a shape, is there
	classTwice      // it is there twice
	classThrice
	classPair   // two classes are there
	classNear   // one comes up to three content words after the other
	classNext   // one is that of the next content word
	classTriple // three in a row of content words
	classWord   // a class and the content word before or after it
	kinds
)

const (
	maxFeatures = 1 << 14
	slots       = 2 * maxFeatures
)

// reader turns sentences into features. One reader reads one sentence after the
// other; what it gives is valid until the next.
type reader struct {
	lexicon *lexicon
	seed    [kinds]uint64
	words   []word
	letters []byte  // the words' lower-case letters
	classes []uint8 // the words' classes
	scratch []byte
	content []int // indexes of content words

	features []linear.Feature
	kindOf   []kind
	places   []place // of the features, when kept
	keep     bool

	slots []slot // a hash set of the keys that the sentence has
	round uint32
}

// slot holds a key of the sentence whose round it was put in.
type slot struct{ key, round uint32 }

// place is where a feature stands: from one word to another.
type place struct{ from, to int }

func newReader(l *lexicon) *reader {
	r := &reader{lexicon: l, slots: make([]slot, slots)}
	for k := range r.seed {
		r.seed[k] = linear.Mix(linear.Hash("corporate"), uint64(k))
	}
	return r
}

// read gives a sentence's features, each once.
func (r *reader) read(doc text.Document, s text.Sentence) []linear.Feature {
	r.features, r.kindOf, r.places = r.features[:0], r.kindOf[:0], r.places[:0]
	if r.round++; r.round == 0 { // a reader is used for years
		clear(r.slots)
		r.round = 1
	}
	r.wordsOf(doc, s)
	before := uint64(0)
	for i, w := range r.words {
		r.add(wholeWord, w.whole, i, i)
		r.add(wordStem, w.stem, i, i)
		r.add(wordPair, linear.Mix(before, w.stem), max(0, i-1), i)
		before = w.stem
		if w.kind == text.Word {
			r.inside(w, i)
		}
	}
	r.add(wordPair, linear.Mix(before, 0), max(0, len(r.words)-1), max(0, len(r.words)-1))
	r.classFeatures()
	return r.features
}

// inside reads the letters of a word.
func (r *reader) inside(w word, i int) {
	n := len(w.lower)
	if n > 5 {
		r.add(wordEnd, linear.Mix(1, linear.Hash(w.lower[:4])), i, i)
		r.add(wordEnd, linear.Mix(1, linear.Hash(w.lower[:5])), i, i)
		r.add(wordEnd, linear.Mix(2, linear.Hash(w.lower[n-3:])), i, i)
		r.add(wordEnd, linear.Mix(2, linear.Hash(w.lower[n-4:])), i, i)
	}
	r.scratch = append(append(append(r.scratch[:0], '<'), w.lower...), '>')
	for size := 4; size <= 5; size++ {
		for j := 0; j+size <= len(r.scratch); j++ {
			r.add(letterRun, linear.Hash(r.scratch[j:j+size]), i, i)
		}
	}
}

// classFeatures reads the classes: which are there, together and in which order.
func (r *reader) classFeatures() {
	var count [256]uint8
	var first [256]int
	var have []uint8
	r.content = r.content[:0]
	for i, w := range r.words {
		for _, c := range w.classes {
			if count[c] == 0 {
				have = append(have, c)
				first[c] = i
			}
			if count[c] < 3 {
				r.add(classOf+kind(count[c]), r.lexicon.hashes[c], i, i)
				count[c]++
			}
		}
		if w.content {
			r.content = append(r.content, i)
		}
	}
	for a, c := range have {
		for _, d := range have[a+1:] {
			if r.lexicon.pairs(c, d) {
				x, y := r.lexicon.hashes[c], r.lexicon.hashes[d]
				r.add(classPair, linear.Mix(min(x, y), max(x, y)), min(first[c], first[d]), max(first[c], first[d]))
			}
		}
	}
	for a, i := range r.content {
		for _, c := range r.words[i].classes {
			r.around(a, i, c)
		}
	}
}

// around reads what follows class c of word i, the a-th content word.
func (r *reader) around(a, i int, c uint8) {
	h := r.lexicon.hashes[c]
	for d := 1; d <= 3 && a+d < len(r.content); d++ {
		j := r.content[a+d]
		for _, e := range r.words[j].classes {
			if !r.lexicon.pairs(c, e) {
				continue
			}
			pair := linear.Mix(h, r.lexicon.hashes[e])
			r.add(classNear, pair, i, j)
			if d > 1 {
				continue
			}
			r.add(classNext, pair, i, j)
			if a+2 < len(r.content) {
				k := r.content[a+2]
				for _, f := range r.words[k].classes {
					if r.lexicon.pairs(c, f) {
						r.add(classTriple, linear.Mix(pair, r.lexicon.hashes[f]), i, k)
					}
				}
			}
		}
	}
	if a > 0 {
		j := r.content[a-1]
		r.add(classWord, linear.Mix(r.words[j].stem, h), j, i)
	}
	if a+1 < len(r.content) {
		j := r.content[a+1]
		r.add(classWord, linear.Mix(h, r.words[j].stem), i, j)
	}
}

// add keeps a feature that the sentence does not have yet.
func (r *reader) add(k kind, h uint64, from, to int) {
	if len(r.features) == maxFeatures {
		return
	}
	key := linear.Key(linear.Mix(r.seed[k], h))
	at := key % slots
	for r.slots[at].round == r.round {
		if r.slots[at].key == key {
			return
		}
		at = (at + 1) % slots
	}
	r.slots[at] = slot{key, r.round}
	r.features = append(r.features, linear.Feature{Key: key, Value: 1})
	if r.keep {
		r.kindOf = append(r.kindOf, k)
		r.places = append(r.places, place{from, to})
	}
}
