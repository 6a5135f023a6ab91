package link

import (
	"strings"
	"testing"
)

func TestEveryEnglishWordIsFound(t *testing.T) {
	n := 0
	for line := range strings.Lines(englishTable) {
		if w := strings.TrimSpace(line); w != "" && w[0] != '#' {
			n++
			if !isEnglish(w) {
				t.Fatalf("%q is in the list and not found", w)
			}
		}
	}
	if n < 10000 {
		t.Fatalf("%d words", n)
	}
	for _, w := range []string{"", "a-", "#", "zzz", "nvidia", "copyright 2000-2011 kevin atkinson:", "\n", "aardvarkx"} {
		if isEnglish(w) {
			t.Errorf("%q is found", w)
		}
	}
}

func TestRegularForms(t *testing.T) {
	l := readLexicon()
	for w, want := range map[string]bool{"planned": true, "cities": true, "making": true, "quickly": true, "infosys": false, "ranbaxy": false, "is": true} {
		if got := l.ordinary(w); got != want {
			t.Errorf("%q: %v, want %v", w, got, want)
		}
	}
}
