package link

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"newstape/names/security"
)

func TestProbe(t *testing.T) {
	p := os.Getenv("PROBE")
	if p == "" {
		t.Skip()
	}
	b, _ := os.ReadFile(p)
	l := New(security.Embedded())
	for _, s := range strings.Split(string(b), "\n") {
		if s == "" {
			continue
		}
		a, doc := plain(s)
		fmt.Printf("%s\n      %s\n", s, strings.Join(lines(l.Find(a, doc), doc), "; "))
	}
}
