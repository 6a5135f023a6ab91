package article

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// buttons are the texts of share bars, in lower case, longest first.
type buttons struct {
	invitations [][2]string // "auf * teilen": what stands before and after the network
	networks    []string
	beside      []string // bare words beside those: "copy link"
}

var shareButtons = sync.OnceValue(func() buttons {
	var b buttons
	for _, phrase := range longestFirst(maps.Keys(furniture()["share"])) {
		before, after, _ := strings.Cut(phrase, "*")
		b.invitations = append(b.invitations, [2]string{before, after})
	}
	b.networks = longestFirst(maps.Keys(furniture()["net"]))
	words := maps.Clone(furniture()["word"])
	for phrase, kind := range furniture()["line"] {
		if kind == "share_bar" {
			words[phrase] = kind
		}
	}
	b.beside = longestFirst(maps.Keys(words))
	return b
})

func longestFirst(phrases func(func(string) bool)) []string {
	return slices.SortedFunc(phrases, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
}

// isShareBar reports whether s is nothing but the buttons of a share bar, one of
// them an invitation such as "Teilen auf Facebook". A sentence never is, for its
// full stop is none.
func isShareBar(s string) bool {
	b := shareButtons()
	invited := false
	for rest := afterMarks(strings.ToLower(s)); rest != ""; rest = afterMarks(rest) {
		n := b.invitation(rest)
		if n > 0 {
			invited = true
		} else if n = max(lead(rest, b.networks), lead(rest, b.beside)); n == 0 {
			return false
		}
		rest = rest[n:]
	}
	return invited
}

// invitation is the length of the invitation that s begins with, 0 for none.
func (b buttons) invitation(s string) int {
	longest := 0
	for _, phrase := range b.invitations {
		rest, ok := strings.CutPrefix(s, phrase[0])
		if !ok {
			continue
		}
		for _, network := range b.networks {
			tail, ok := strings.CutPrefix(rest, network)
			if !ok || !strings.HasPrefix(tail, phrase[1]) {
				continue
			}
			if n := len(s) - len(tail) + len(phrase[1]); n > longest && wordEnds(s, n) {
				longest = n
			}
		}
	}
	return longest
}

// lead is the length of the first of the phrases that s begins with.
func lead(s string, phrases []string) int {
	for _, phrase := range phrases {
		if strings.HasPrefix(s, phrase) && wordEnds(s, len(phrase)) {
			return len(phrase)
		}
	}
	return 0
}

func wordEnds(s string, i int) bool { return i == len(s) || !isWordRune(s, i) }

// afterMarks cuts what parts buttons off the start of s.
func afterMarks(s string) string {
	return strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("|·•/,:：、–—-", r) })
}

// shareTail finds a share bar that runs on after a sentence to the end of a line
// and gives where the white space before it begins; 0 when there is none.
func shareTail(line string) int {
	end := strings.LastIndexAny(line, ".!?。！？…")
	if end < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(line[end:])
	end += size
	end += len(line[end:]) - len(strings.TrimLeft(line[end:], `"'”’»」』)）`))
	if !isShareBar(line[end:]) {
		return 0
	}
	return end
}
