package table

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRows(t *testing.T) {
	got := Rows("# what it is\nverb\tcode\n\nadd\t1\n# aside\nban\t\r\nlast\t2")
	want := [][]string{{"add", "1"}, {"ban", ""}, {"last", "2"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
