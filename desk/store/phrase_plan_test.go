package store

import (
	"strings"
	"testing"
)

// A long phrase is looked for once and not once for each story: eighty words in
// "(not ...)" took three milliseconds a story.
func TestLongPhraseIsLookedForOnce(t *testing.T) {
	s := openTest(t, "sqlite:"+t.TempDir()+"/desk.db")
	if c := s.text(strings.Fields("one two three four")); !strings.HasPrefix(c.sql, "s.n IN (SELECT") {
		t.Error(c.sql)
	}
	if c := s.text(strings.Fields("one two")); !strings.HasPrefix(c.sql, "EXISTS") {
		t.Error(c.sql)
	}
}
