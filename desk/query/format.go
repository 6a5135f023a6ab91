package query

import (
	"strconv"
	"strings"
	"unicode"
)

// String is the query in its canonical form. Reading it again gives an equal
// tree, for a tree that [Parse] gave.
func (n Node) String() string {
	var b strings.Builder
	n.write(&b)
	return b.String()
}

func (n *Node) write(b *strings.Builder) {
	switch n.Op {
	case All, "":
		b.WriteByte('*')
	case Term:
		b.WriteString(n.Key)
		b.WriteByte(':')
		if needsQuotes(n.Value) {
			quote(b, n.Value)
		} else {
			b.WriteString(n.Value)
		}
	case Compare:
		value := strconv.FormatFloat(n.Number, 'g', -1, 64)
		if s, ok := dayText(n.Number); ok && n.Key == dayKey {
			value = s
		}
		b.WriteString(n.Key + n.Cmp + value)
	case Text:
		if len(n.Words) == 1 && !isOp(n.Words[0]) {
			b.WriteString(n.Words[0])
		} else {
			quote(b, strings.Join(n.Words, " "))
		}
	default:
		b.WriteByte('(')
		b.WriteString(string(n.Op))
		for i := range n.Args {
			b.WriteByte(' ')
			n.Args[i].write(b)
		}
		b.WriteByte(')')
	}
}

func isOp(word string) bool {
	switch Op(word) {
	case And, Or, Not, Diff:
		return true
	}
	return false
}

// needsQuotes reports whether a value would not be read back as it stands.
func needsQuotes(value string) bool {
	return value == "" || strings.ContainsFunc(value, func(r rune) bool {
		return ends(r) || r == '"' || r == '\\'
	})
}

// ends reports whether a rune ends a bare word.
func ends(r rune) bool {
	return r == '(' || r == ')' || unicode.IsSpace(r)
}

func quote(b *strings.Builder, s string) {
	b.WriteByte('"')
	for i := range len(s) {
		if s[i] == '"' || s[i] == '\\' {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	b.WriteByte('"')
}
