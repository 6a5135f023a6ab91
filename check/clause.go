package check

import "newstape/story/syntax"

// subjects finds who the verb, noun or adverb at item i is about. A list gives
// several; nil when nothing fits. What stands beside it decides ([sentence.beside]);
// where that names nobody with a price, the tree of the sentence is asked.
func (s *sentence) subjects(i int, verb bool) []*phrase {
	who := s.beside(i, verb)
	if len(who) == 1 && (who[0].class == listedName || who[0].class == anaphor) || len(who) > 1 {
		return who
	}
	if p := s.clauseSubject(i); p != nil && (p.class == listedName || p.class == anaphor && p.shares) {
		return s.group(p)
	}
	return who
}

// clauseSubject is the subject that the tree gives to the word at item i: that of
// its verb, of the verb that governs this one, or the noun that its clause says more
// of. nil when the tree has none, or one that is no phrase here.
func (s *sentence) clauseSubject(i int) *phrase {
	if s.tree.Missing != nil || len(s.tree.Nodes) == 0 {
		return nil
	}
	v := s.tree.At(s.items[i].Start)
	for steps := 0; v >= 0 && steps < 10; steps++ {
		if c, ok := s.tree.Child(v, syntax.NSubj, syntax.NSubjPass); ok {
			return s.phraseOf(c)
		}
		switch s.tree.Nodes[v].Rel {
		case syntax.ACL, syntax.ACLRelCl:
			return s.phraseOf(s.tree.Nodes[v].Head)
		case syntax.CComp, syntax.CSubj, syntax.Root:
			return nil
		}
		v = s.tree.Nodes[v].Head
	}
	return nil
}

// phraseOf is the phrase over a node of the tree.
func (s *sentence) phraseOf(node int) *phrase {
	if node < 0 {
		return nil
	}
	at := s.tree.Nodes[node].Start
	for n := range s.phrases {
		p := &s.phrases[n]
		if span := s.span(p.from, p.to-1); span.Start <= at && at < span.End {
			return p
		}
	}
	return nil
}
