package app

import (
	"strings"
	"testing"
)

// Names and titles come from OPML lists, feeds and callers: a table gives each
// one line, and none of them commands a terminal.
func TestCellsActOnNothing(t *testing.T) {
	for in, want := range map[string]string{
		"Example Wire":                      "Example Wire",
		"阿里 & <b>":                          "阿里 & <b>",
		"a\x1b]0;pwn\x07\x1b[2J\nfake\trow": "a]0;pwn[2J fake row",
		"c1 \u009b31m x":                    "c1 31m x",
		"turned \u202egnp.exe":              "turned gnp.exe",
		"bad \xff byte":                     "bad \uFFFD byte",
	} {
		if got := cell(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	var b strings.Builder
	w := newColumns(&b)
	w.row("id", "name", "n")
	w.row("1", "x\x1b[31m\ny", 2)
	if err := w.Flush(); err != nil || b.String() != "id  name     n\n1   x[31m y  2\n" {
		t.Errorf("%q %v", b.String(), err)
	}
}
