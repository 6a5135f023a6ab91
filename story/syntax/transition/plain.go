package transition

// Plain is a sentence without its punctuation, which becomes a property of the
// words beside it (after Ma, Zhang and Zhu, 2014): the moves then decide between
// words alone, and marks are tied to the finished tree.
type Plain struct {
	Words []Word
	Tags  []uint8
	At    []int32 // position of each word in the whole sentence
}

// Set takes the words whose tag is no mark, or all when there is none.
func (p *Plain) Set(words []Word, tags []uint8, mark *[256]bool) {
	p.Words, p.Tags, p.At = p.Words[:0], p.Tags[:0], p.At[:0]
	before, count := uint32(0), uint32(0)
	for i := range words {
		if mark[tags[i]] {
			before = before*31 + words[i].Lower
			count++
			if n := len(p.Words); n > 0 {
				p.Words[n-1].After = before
			}
			continue
		}
		p.Words = append(p.Words, words[i])
		p.Tags = append(p.Tags, tags[i])
		p.At = append(p.At, int32(i)) // #nosec G115 -- a position in a sentence
		w := &p.Words[len(p.Words)-1]
		w.Before, w.After, w.Marks = before, 0, count
		before = 0
	}
	if len(p.Words) == 0 {
		for i := range words {
			p.At = append(p.At, int32(i)) // #nosec G115
		}
		p.Words = append(p.Words, words...)
		p.Tags = append(p.Tags, tags...)
	}
}
