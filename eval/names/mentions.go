package names

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"newstape/fault"
	"newstape/names/lists"
	"newstape/names/screen"
)

// Mention is one case of mentions: a name as news writes it. Key and Regex say
// which party's entry it must find; kinds neg and negperson must find none, and
// affil none that counts as the party itself.
type Mention struct {
	Mention string `json:"mention"`
	Schema  string `json:"schema"`
	Kind    string `json:"kind"`
	Key     string `json:"key"`
	Regex   string `json:"regex"`
}

// ReadMentions reads mentions, one JSON object a line.
func ReadMentions(path string) ([]Mention, error) { return readLines[Mention](path) }

// Mentions are the figures of the mentions set.
type Mentions struct {
	N, ChineseN           int
	Precision, Recall, F1 float64
	ChineseF1             float64
	FalseHits             int // unlisted companies with a hit that counts
	Unlisted              int // unlisted companies asked about
	Wrong                 []string
}

// ScoreMentions asks about every mention. A mention of a listed party is found
// when an entry with its name counts as listed; a mention of another is a false
// hit when any entry does. The counter-lists of China are not asked: they name
// Lockheed Martin, and the set means lists of those who act on them here.
func ScoreMentions(s *screen.Screener, mentions []Mention) (Mentions, error) {
	var all, chinese counts
	out := Mentions{N: len(mentions)}
	for i, m := range mentions {
		re, err := regexp.Compile("(?i)" + m.Regex)
		if err != nil {
			return out, fault.New(fault.BadInput, "read gold: mention %d: %w", i+1, err)
		}
		a, err := s.Screen(screen.Query{Name: m.Mention, Kind: kindOf(m.Schema), Without: []string{"CN"}})
		if err != nil {
			return out, fmt.Errorf("mention %q: %w", m.Mention, err)
		}
		right, counted := found(a, re, m.Key != "")
		said, truth := right, m.Key != "" && m.Kind != "affil"
		if m.Key == "" {
			said = counted
			if m.Schema == "Company" {
				out.Unlisted++
				if counted {
					out.FalseHits++
				}
			}
		}
		all.add(said, truth)
		if truth && !right && counted {
			all.wrong++ // another party's entry instead
		}
		if strings.ContainsFunc(m.Mention, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			chinese.add(said, truth)
			out.ChineseN++
		}
		if said != truth {
			out.Wrong = append(out.Wrong, fmt.Sprintf("mentions %s %s (%s): %s", m.Kind, m.Mention, m.Key, describe(a)))
		}
	}
	out.Precision, out.Recall, out.F1 = all.figures()
	_, _, out.ChineseF1 = chinese.figures()
	return out, nil
}

// found reports whether an entry that counts has a name that re finds, and
// whether any entry counts.
func found(a *screen.Answer, re *regexp.Regexp, named bool) (right, counted bool) {
	for _, s := range a.Standings {
		if a.Brand || s.Status != screen.Listed {
			continue
		}
		counted = true
		right = right || named && re.MatchString(s.Period.Name)
	}
	for _, h := range a.Hits {
		if h.Status != screen.Listed && h.Status != screen.Owned {
			continue
		}
		counted = true
		right = right || named && (re.MatchString(h.Entry.Name) || matchesAlias(h.Entry, re))
	}
	return right, counted
}

func matchesAlias(e lists.Entry, re *regexp.Regexp) bool {
	for _, a := range e.Aliases {
		if re.MatchString(a.Name) {
			return true
		}
	}
	return false
}

func describe(a *screen.Answer) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s", a.Status())
	if a.Entity != nil {
		fmt.Fprintf(&b, "; linked to %s (%s)", a.Entity.ID, a.Linked)
	}
	for i, h := range a.Hits {
		if i == 3 {
			break
		}
		fmt.Fprintf(&b, "; %s %s %s %.2f (%s)", h.Status, h.Entry.List, h.Name, h.Score, h.Why)
	}
	return b.String()
}
