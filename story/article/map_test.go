package article

import (
	"testing"
	"unicode/utf8"

	"newstape/receipt"
)

// checkMap checks what the map of an article promises: every word of the clean
// text decodes from its original range, and spans lie inside their texts.
func checkMap(t testing.TB, a *Article, raw []byte) {
	t.Helper()
	if !utf8.ValidString(a.Text) {
		t.Fatalf("text is not valid UTF-8")
	}
	end := 0
	for _, r := range a.source.runs {
		if r.clean < end || r.length <= 0 || r.width <= 0 || r.original < 0 || r.original+r.width > len(raw) || r.end() > len(a.Text) {
			t.Fatalf("run %+v does not fit (text %d bytes, raw %d, run before ends at %d)", r, len(a.Text), len(raw), end)
		}
		end = r.end()
		if r.length == r.width && a.Format == Plain && utf8.Valid(raw) {
			if got := string(raw[r.original : r.original+r.width]); got != a.Text[r.clean:r.end()] {
				t.Fatalf("run %+v: raw has %q, text %q", r, got, a.Text[r.clean:r.end()])
			}
		}
	}
	for i := 0; i < len(a.Text); {
		r, size := utf8.DecodeRuneInString(a.Text[i:])
		if !isSpace(r) && r != '|' {
			o := a.Original(receipt.Span{Start: i, End: i + size})
			if o.Empty() {
				t.Fatalf("%q at %d has no original", r, i)
			}
		}
		i += size
	}
	for _, s := range append([]receipt.Span{a.Title, a.Body()}, a.Opaque...) {
		if s.Start < 0 || s.End > len(a.Text) || s.Start > s.End {
			t.Fatalf("span %v outside the text of %d bytes", s, len(a.Text))
		}
	}
	for _, s := range a.Stripped {
		if s.Original.Start < 0 || s.Original.End > len(raw) || s.At < 0 || s.At > len(a.Text) {
			t.Fatalf("strip %+v outside", s)
		}
	}
}
