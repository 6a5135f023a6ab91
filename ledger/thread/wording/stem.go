package wording

import "strings"

// stem takes the endings of inflection off an English word: plurals, -ed, -ing
// and -ly. A final e and the second of a doubled consonant go too, so that
// "chop" and "chopped", "accuse" and "accusing" meet.
func stem(w string) string {
	if len(w) <= 3 {
		return w
	}
	w = strings.TrimSuffix(w, "'s")
	switch {
	case cut(&w, "ies", 2), cut(&w, "ied", 2):
		return w + "y"
	case cut(&w, "sses", 1):
		w += "ss"
	case cut(&w, "xes", 1):
		w += "x"
	case cut(&w, "ches", 1):
		w += "ch"
	case cut(&w, "shes", 1):
		w += "sh"
	case w == "news", strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), strings.HasSuffix(w, "is"):
	default:
		cut(&w, "s", 3)
	}
	if cutVerb(&w, "ing") || cutVerb(&w, "ed") {
		return bare(w)
	}
	cut(&w, "ly", 4)
	return bare(w)
}

// cut takes an ending off when at least least bytes stay.
func cut(w *string, end string, least int) bool {
	base, ok := strings.CutSuffix(*w, end)
	if ok && len(base) >= least {
		*w = base
		return true
	}
	return false
}

// cutVerb takes a verb's ending off when a vowel stays: "falling", not "ring".
func cutVerb(w *string, end string) bool {
	base, ok := strings.CutSuffix(*w, end)
	if !ok || len(base) < 2 || !strings.ContainsAny(base, "aeiouy") || strings.HasSuffix(base, "e") {
		return false
	}
	*w = base
	return true
}

func bare(w string) string {
	w = strings.TrimSuffix(w, "e")
	if base, ok := strings.CutSuffix(w, "is"); ok && len(base) > 3 {
		w = base + "iz" // penalise and penalize
	}
	if n := len(w); n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("aeiou", rune(w[n-1])) {
		w = w[:n-1]
	}
	return w
}
