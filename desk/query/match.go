package query

import "slices"

// Match reports whether a story satisfies the query.
func (n Node) Match(d Doc) bool {
	return n.match(&d)
}

func (n *Node) match(d *Doc) bool {
	switch n.Op {
	case All:
		return true
	case And:
		for i := range n.Args {
			if !n.Args[i].match(d) {
				return false
			}
		}
		return true
	case Or:
		return matchesOne(n.Args, d)
	case Not:
		return len(n.Args) > 0 && !n.Args[0].match(d)
	case Diff:
		return len(n.Args) > 0 && n.Args[0].match(d) && !matchesOne(n.Args[1:], d)
	case Term:
		return slices.Contains(d.Attributes[n.Key], n.Value)
	case Compare:
		return slices.ContainsFunc(d.Numbers[n.Key], n.compares)
	case Text:
		if d.Words == nil {
			d.Words = Words(d.Text)
		}
		return sideBySide(n.Words, d.Words)
	}
	return false
}

func matchesOne(args []Node, d *Doc) bool {
	for i := range args {
		if args[i].match(d) {
			return true
		}
	}
	return false
}

func (n *Node) compares(x float64) bool {
	switch n.Cmp {
	case "<":
		return x < n.Number
	case "<=":
		return x <= n.Number
	case ">":
		return x > n.Number
	case ">=":
		return x >= n.Number
	}
	return false
}

// sideBySide reports whether phrase stands in words, unbroken and in order.
func sideBySide(phrase, words []string) bool {
	if len(phrase) == 0 {
		return false
	}
	for i := 0; i+len(phrase) <= len(words); i++ {
		if words[i] == phrase[0] && slices.Equal(words[i:i+len(phrase)], phrase) {
			return true
		}
	}
	return false
}
