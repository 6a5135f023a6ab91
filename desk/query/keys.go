package query

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// Kind is how a key is asked.
type Kind string

// The kinds.
const (
	Attribute Kind = "attribute" // key:value
	Number    Kind = "number"    // key<3
)

// Key is something that a story is known by.
type Key struct {
	Name   string   `json:"name"`
	Kind   Kind     `json:"kind"`
	Help   string   `json:"help"`             // one line
	Values []string `json:"values,omitempty"` // all that there are, where they are few and fixed
}

// Keys are the known keys, in the order in which people should read them.
func Keys() []Key {
	verdicts := []string{"holds", "holds_intraday", "holds_elsewhere", "fails", "cannot_check"}
	return []Key{
		{"tt", Attribute, "ticker of a named party, baba or xnys:baba", nil},
		{"T", Attribute, "event type: accuse, coerce, earnings ...", nil},
		{"party", Attribute, "id of a named party in the security master", nil},
		{"role", Attribute, "role of a named party", []string{"subject", "accused", "accuser", "peer", "mentioned"}},
		{"subject", Attribute, "id of the party that the story is about", nil},
		{"accused", Attribute, "id of a party that is accused", nil},
		{"accuser", Attribute, "id of a party that accuses", nil},
		{"s", Attribute, "outlet", nil},
		{"lang", Attribute, "language: en, zh ...", nil},
		{"on", Attribute, "day of publication: 2025-11-14", nil},
		{"claim", Attribute, "status of a claim it carries", []string{"asserted", "alleged", "denied", "disputed", "unverified", "corroborated", "confirmed", "retracted"}},
		{"stance", Attribute, "stance of a claim it carries", []string{"asserts", "alleges", "denies", "confirms", "questions", "declines_comment", "could_not_verify", "predicts"}},
		{"speaker", Attribute, "who says it, in the words of the story", nil},
		{"verdict", Attribute, "verdict of a market statement", verdicts},
		{"headline", Attribute, "verdict of a statement in the title", verdicts},
		{"list", Attribute, "list on which a named party stood: 1260h", nil},
		{"listed", Attribute, "id of a party that stood on a list", nil},
		{"held", Attribute, "whether a holding is named", []string{"yes"}},
		{"kind", Attribute, "what it is about", []string{"story", "cluster", "list_change", "measurement"}},
		{"change", Attribute, "what a list change did", []string{"added", "removed"}},
		{"stage", Attribute, "how far its reaction is measured", []string{"breaking", "developing", "settled"}},
		{"feed", Attribute, "id of the feed through which it came", nil},
		{"cluster", Attribute, "id of its cluster", nil},
		{"day", Number, "day of publication, as day>=2025-11-01 day<2025-12-01", nil},
		{"ar", Number, "abnormal return of the session, per cent", nil},
		{"t", Number, "t of the abnormal return", nil},
		{"p", Number, "p of the abnormal return, 0 to 1", nil},
		{"return", Number, "return of the session, close to close, per cent", nil},
		{"car", Number, "cumulative abnormal return, per cent", nil},
		{"volume", Number, "volume as a multiple of the usual session", nil},
		{"horizon", Number, "last session of a measured window: 0, 1, 5, 20", nil},
		{"relevance", Number, "how much the story is about a named party, 0 to 100", nil},
		{"outlets", Number, "independent outlets in the cluster", nil},
	}
}

// dayKey is the one figure that is written as a date. Its number is the digits
// of the date, 20251114.
const dayKey = "day"

// Day is the figure of a date for the key day.
func Day(year, month, day int) float64 { return float64(year*10000 + month*100 + day) }

// dayOf reads a date as a figure.
func dayOf(s string) (float64, bool) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return 0, false
	}
	return Day(t.Year(), int(t.Month()), t.Day()), true
}

// dayText writes such a figure as a date, if it is one.
func dayText(x float64) (string, bool) {
	if x != math.Trunc(x) || x < 10101 || x > 99991231 {
		return "", false
	}
	n := int(x)
	s := fmt.Sprintf("%04d-%02d-%02d", n/10000, n/100%100, n%100)
	_, ok := dayOf(s)
	return s, ok
}

// keyOf finds a key as people write it: as it stands, or in lower case where
// that is meant beyond doubt.
func keyOf(name string, kind Kind) (Key, bool) {
	var near Key
	for _, k := range Keys() {
		if k.Kind != kind {
			continue
		}
		if k.Name == name {
			return k, true
		}
		if k.Name != "T" && k.Name != "t" && k.Name == strings.ToLower(name) {
			near = k
		}
	}
	return near, near.Name != ""
}
