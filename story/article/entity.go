package article

import (
	"strings"

	"newstape/receipt"

	"golang.org/x/net/html"
)

// unescape writes src.text[from:to] with its character references decoded; each
// reference becomes one run.
func (w *weaver) unescape(src mapped, from, to int) {
	start := from
	for i := from; i < to; {
		if src.text[i] != '&' {
			i++
			continue
		}
		decoded, size := entity(src.text[i:to])
		if size == 0 {
			i++
			continue
		}
		w.copy(src, start, i)
		was := src.original(receipt.Span{Start: i, End: i + size})
		w.put(decoded, was.Start, was.Len())
		i += size
		start = i
	}
	w.copy(src, start, to)
}

// entity decodes the character reference that s begins with and gives the bytes
// it takes; 0 when it is none.
func entity(s string) (string, int) {
	const longest = 40
	end := 1
	for end < len(s) && end < longest && (s[end] == '#' || isAlphanumeric(s[end])) {
		end++
	}
	if end < len(s) && s[end] == ';' {
		end++
	}
	ref := s[:end]
	decoded := html.UnescapeString(ref)
	if decoded == ref {
		return "", 0
	}
	// A reference without a semicolon may be only the head of what was read:
	// "&copy2020" gives "©2020".
	if ref[end-1] != ';' {
		for len(decoded) > 0 && end > 1 && decoded[len(decoded)-1] == s[end-1] {
			decoded, end = decoded[:len(decoded)-1], end-1
		}
	}
	return strings.ToValidUTF8(decoded, "\ufffd"), end
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
