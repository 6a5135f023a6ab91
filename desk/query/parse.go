package query

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"newstape/fault"
)

// Parse reads a query. An error names the byte where the fault begins, counted
// from 0, and what to try.
func Parse(text string) (Node, error) {
	if len(text) > MaxLength {
		return Node{}, fault.New(fault.BadUsage, "read query: it has %d bytes, at most %d are read", len(text), MaxLength).
			Try("fewer terms")
	}
	if i := badRune(text); i >= 0 {
		return Node{}, fault.New(fault.BadUsage, "read query: at byte %d: a byte that is no text", i).Try("UTF-8 without control characters")
	}
	p := &parser{text: text}
	args, err := p.list(0)
	if err != nil {
		return Node{}, err
	}
	if p.at < len(text) {
		return Node{}, p.bad(p.at, "a bracket closes that was never opened").Try("remove it")
	}
	var q Node
	switch len(args) {
	case 0:
		q = Node{Op: All}
	case 1:
		q = args[0]
	default:
		q = Node{Op: And, Args: args}
	}
	if q.depth() > MaxDepth {
		return Node{}, p.bad(0, "nested more than %d deep", MaxDepth).Try("a flatter query")
	}
	if n := len(q.String()); n > MaxLength {
		return Node{}, p.bad(0, "its canonical form has %d bytes, at most %d are read", n, MaxLength).Try("fewer terms")
	}
	return q, nil
}

func (n *Node) depth() int {
	deepest := 0
	for i := range n.Args {
		deepest = max(deepest, 1+n.Args[i].depth())
	}
	return deepest
}

// badRune is the place of the first byte that is not text, -1 when all is.
func badRune(text string) int {
	for i, r := range text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size <= 1 {
				return i
			}
		}
		if unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' {
			return i
		}
	}
	return -1
}

type parser struct {
	text  string
	at    int
	terms int
}

func (p *parser) bad(at int, format string, args ...any) *fault.Error {
	return fault.New(fault.BadUsage, "read query: at byte %d: "+format, slices.Insert(args, 0, any(at))...)
}

func (p *parser) skipSpace() {
	for p.at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.at:])
		if !unicode.IsSpace(r) {
			return
		}
		p.at += size
	}
}

// list reads terms up to a closing bracket or the end.
func (p *parser) list(depth int) ([]Node, error) {
	var out []Node
	for {
		p.skipSpace()
		if p.at == len(p.text) || p.text[p.at] == ')' {
			return out, nil
		}
		n, err := p.one(depth)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
}

func (p *parser) one(depth int) (Node, error) {
	if p.text[p.at] == '(' {
		return p.group(depth + 1)
	}
	start := p.at
	if p.terms++; p.terms > MaxTerms {
		return Node{}, p.bad(start, "more than %d terms", MaxTerms).Try("two queries")
	}
	if p.text[p.at] == '"' {
		s, err := p.quoted()
		if err != nil {
			return Node{}, err
		}
		return p.words(start, s)
	}
	bare := p.bare()
	switch {
	case bare == "*":
		return Node{Op: All}, nil
	case bare == "AND" || bare == "OR" || bare == "NOT":
		return Node{}, p.bad(start, "%s stands between terms", bare).Try("(%s a b), the operator first", strings.ToLower(bare))
	case strings.HasPrefix(bare, "-"):
		return Node{}, p.bad(start, "%q begins with a minus", bare).Try("(not ...)")
	}
	if i := strings.IndexAny(bare, ":<>="); i >= 0 {
		if bare[i] == ':' {
			return p.term(start, bare[:i], bare[i+1:])
		}
		return p.compare(start, bare[:i], bare[i:])
	}
	return p.words(start, bare)
}

// bare reads up to a space, a bracket or a quote.
func (p *parser) bare() string {
	start := p.at
	for i, r := range p.text[start:] {
		if ends(r) || r == '"' {
			p.at = start + i
			return p.text[start:p.at]
		}
	}
	p.at = len(p.text)
	return p.text[start:]
}

func (p *parser) quoted() (string, error) {
	start := p.at
	var b strings.Builder
	for p.at++; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; c {
		case '"':
			p.at++
			return b.String(), nil
		case '\\':
			if p.at++; p.at < len(p.text) && (p.text[p.at] == '"' || p.text[p.at] == '\\') {
				b.WriteByte(p.text[p.at])
				continue
			}
			return "", p.bad(p.at-1, "a backslash before neither quote nor backslash").Try(`\\ for a backslash`)
		default:
			b.WriteByte(c)
		}
	}
	return "", p.bad(start, "a quote that does not close").Try("a second quote at the end of the phrase")
}

func (p *parser) words(start int, s string) (Node, error) {
	w := Words(s)
	if len(w) == 0 {
		return Node{}, p.bad(start, "%q holds no word to look for", s).Try("letters or digits")
	}
	return Node{Op: Text, Words: w}, nil
}

func (p *parser) term(start int, name, value string) (Node, error) {
	key, err := p.key(start, name, Attribute)
	if err != nil {
		return Node{}, err
	}
	if value == "" && p.at < len(p.text) && p.text[p.at] == '"' {
		if value, err = p.quoted(); err != nil {
			return Node{}, err
		}
	}
	value = strings.ToLower(strings.Join(strings.Fields(value), " "))
	switch {
	case value == "":
		return Node{}, p.bad(start, "%s has no value", key.Name).Try("%s:value, without a space", key.Name)
	case key.Values != nil && !slices.Contains(key.Values, value):
		return Node{}, p.bad(start, "%s is never %q", key.Name, value).Try("%s", strings.Join(key.Values, ", "))
	case key.Name == "on":
		if _, err := time.Parse(time.DateOnly, value); err != nil {
			return Node{}, p.bad(start, "%q is not a day", value).Try("on:2025-11-14")
		}
	}
	return Node{Op: Term, Key: key.Name, Value: value}, nil
}

func (p *parser) compare(start int, name, rest string) (Node, error) {
	key, err := p.key(start, name, Number)
	if err != nil {
		return Node{}, err
	}
	cmp := rest[:1]
	if strings.HasPrefix(rest[1:], "=") && cmp != "=" {
		cmp = rest[:2]
	}
	digits := rest[len(cmp):]
	switch {
	case cmp == "=":
		return Node{}, p.bad(start, "figures are compared, not equalled").Try("%s>=a %s<=b", key.Name, key.Name)
	case digits == "":
		return Node{}, p.bad(start, "%s%s has no number", key.Name, cmp).Try("%s%s2, without spaces", key.Name, cmp)
	}
	if key.Name == dayKey {
		x, ok := dayOf(digits)
		if !ok {
			return Node{}, p.bad(start, "%q is not a day", digits).Try("%s%s2025-11-14", key.Name, cmp)
		}
		return Node{Op: Compare, Key: key.Name, Cmp: cmp, Number: x}, nil
	}
	x, err := number(digits)
	if err != nil {
		return Node{}, p.bad(start, "%q is not a number", digits).Try("digits with a point, such as %s%s-2.5", key.Name, cmp)
	}
	return Node{Op: Compare, Key: key.Name, Cmp: cmp, Number: x}, nil
}

var errNumber = errors.New("not a number")

// number reads a decimal; of the spellings of Go, those for programs (0x1p-2,
// 1_000, inf, nan) are left out.
func number(s string) (float64, error) {
	if strings.Trim(s, "0123456789+-.eE") != "" {
		return 0, errNumber
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(x, 0) {
		return 0, errNumber
	}
	return x + 0, nil // -0 is 0
}

// key finds a key of one kind, or says what is wrong with it.
func (p *parser) key(start int, name string, kind Kind) (Key, error) {
	if k, ok := keyOf(name, kind); ok {
		return k, nil
	}
	if kind == Attribute {
		if k, ok := keyOf(name, Number); ok {
			return Key{}, p.bad(start, "%s is a figure", k.Name).Try("%s<2 or %s>=2", k.Name, k.Name)
		}
	} else if k, ok := keyOf(name, Attribute); ok {
		return Key{}, p.bad(start, "%s is not a figure", k.Name).Try("%s:value", k.Name)
	}
	var known []string
	for _, k := range Keys() {
		if k.Kind == kind {
			known = append(known, k.Name)
		}
	}
	return Key{}, p.bad(start, "unknown key %q", name).Try("one of %s, or quotes around words that have a colon", strings.Join(known, ", "))
}

// group reads (op ...), the opening bracket being next.
func (p *parser) group(depth int) (Node, error) {
	start := p.at
	if depth > MaxDepth {
		return Node{}, p.bad(start, "nested more than %d deep", MaxDepth).Try("a flatter query")
	}
	p.at++
	p.skipSpace()
	op := Op(strings.ToLower(p.bare()))
	if !isOp(string(op)) {
		return Node{}, p.bad(start, "a bracket that begins with %q", op).Try("and, or, not or diff after the bracket: (or tt:a tt:b)")
	}
	args, err := p.list(depth)
	if err != nil {
		return Node{}, err
	}
	if p.at == len(p.text) {
		return Node{}, p.bad(start, "a bracket that does not close").Try(") at its end")
	}
	p.at++
	switch {
	case len(args) == 0:
		return Node{}, p.bad(start, "(%s) holds no terms", op).Try("(%s tt:a ...)", op)
	case op == Not && len(args) > 1:
		return Node{}, p.bad(start, "(not ...) holds %d terms", len(args)).Try("(not (or ...)), or one (not ...) for each")
	case op == Diff && len(args) < 2:
		return Node{}, p.bad(start, "(diff ...) holds one term").Try("(diff a b): a but not b")
	}
	return Node{Op: op, Args: args}, nil
}
