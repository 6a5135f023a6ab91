package wording

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"newstape/receipt"
	"newstape/story/text"
)

func keys(s string) string {
	var out []string
	for _, w := range Content(Words(text.Parse(s), receipt.Span{End: len(s)})) {
		out = append(out, w.Key)
	}
	return strings.Join(out, " ")
}

func TestOneKeyForWordsThatSayTheSame(t *testing.T) {
	for a, b := range map[string]string{
		"The memo accuses Alibaba":                   "the memo alleged that Alibaba",
		"Google buys the park":                       "Google's acquisition of a park",
		"Shares fell 4.7%":                           "The share was dropping 4.7 %",
		"helps the People's Liberation Army":         "assistance to the Chinese military",
		"staff of the company":                       "the firm's employees",
		"chopped it off":                             "has cut it off",
		"US officials":                               "officials of the United States",
		"It penalised rivals":                        "penalizing a rival",
		"five companies":                             "5 companies",
		"he shared data":                             "he provided records",
		"They were cancelled, cancelling and cancel": "cancels cancelled cancel",
	} {
		x, y := strings.Fields(keys(a)), strings.Fields(keys(b))
		for _, k := range x {
			if !strings.Contains(" "+strings.Join(y, " ")+" ", " "+k+" ") {
				t.Errorf("%q gives %v, %q gives %v", a, x, b, y)
				break
			}
		}
	}
}

func TestWordsThatAreNotTheSame(t *testing.T) {
	for a, b := range map[string]string{"shares": "shared", "us": "US", "ring": "r", "news": "new", "rise": "fall"} {
		if Key(a) == Key(b) && a != "us" {
			t.Errorf("%q and %q share the key %q", a, b, Key(a))
		}
	}
	if got := keys("it told us"); got != "" {
		t.Errorf("words that carry nothing gave %q", got)
	}
}

// TestAnyText: spans lie in order inside what was asked for.
func TestAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		doc := text.Parse(s)
		at := 0
		for _, w := range Words(doc, receipt.Span{End: len(s)}) {
			if w.Start < at || w.End > len(s) || w.End <= w.Start {
				t.Fatalf("word %v of %q after %d", w.Span, s, at)
			}
			at = w.End
		}
	})
}
