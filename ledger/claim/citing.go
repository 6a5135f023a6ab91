package claim

// cite gives ", citing a draft order" and ", quoting a source," to the
// attribution nearest before or around it, as the way the story has it. What is
// cited as a reason ("citing the tariffs") is no way.
func (l *line) cite(list []*attribution) []*attribution {
	for i := 1; i+1 < len(l.words); i++ {
		if w := l.low(i); w != "citing" && w != "quoting" || l.words[i].quoted {
			continue
		}
		to := l.sourceEnd(i + 1)
		if to <= i+1 || !l.party(i+1, to) {
			continue
		}
		var best *attribution
		for _, a := range list {
			if a.at < i || best == nil && a.sourceAt >= 0 && a.sourceAt < i {
				best = a
			}
		}
		if best != nil && best.fixed != DeclinesComment {
			best.via = append(best.via, [2]int{i + 1, to})
		}
	}
	return list
}

// party: the words [from, to) can have said something: a linked or capitalised
// name, a document, or people.
func (l *line) party(from, to int) bool {
	if l.namedOrSpeaks(from, to) {
		return true
	}
	head := l.head(from, to)
	_, ok := kindOf(l.low(head))
	return ok || l.upper(head) && !l.isDay(head)
}
