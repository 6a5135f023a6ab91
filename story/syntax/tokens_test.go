package syntax_test

import (
	"os"
	"strings"
	"testing"

	"newstape/receipt"
)

func TestTokens(t *testing.T) {
	data, err := os.ReadFile("testdata/tokens.case")
	if err != nil {
		t.Fatal(err)
	}
	p := open(t)
	_, body, _ := strings.Cut(string(data), "\n\n")
	for block := range strings.SplitSeq(strings.TrimSpace(body), "\n\n") {
		lines := strings.Split(block, "\n")
		if len(lines) != 3 {
			t.Fatalf("case %q has %d lines, want a name, a text and its tokens", lines[0], len(lines))
		}
		t.Run(lines[0], func(t *testing.T) {
			var got []string
			for _, span := range p.Tokens(lines[1], receipt.Span{End: len(lines[1])}) {
				got = append(got, span.In(lines[1]))
			}
			if s := strings.Join(got, " "); s != lines[2] {
				t.Errorf("\n got %s\nwant %s", s, lines[2])
			}
		})
	}
}
