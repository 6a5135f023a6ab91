package receipt

import "fmt"

// Span is a half-open range [Start, End) of bytes in a story's clean text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

func (Span) evidence() {}

// String gives "bytes 14-24".
func (s Span) String() string { return fmt.Sprintf("bytes %d-%d", s.Start, s.End) }

// In gives the words that the span covers, or "" when the span does not lie in
// text.
func (s Span) In(text string) string {
	if s.Start < 0 || s.End > len(text) || s.Start > s.End {
		return ""
	}
	return text[s.Start:s.End]
}

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span covers nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether o lies wholly in s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether the two share a byte.
func (s Span) Overlaps(o Span) bool {
	return max(s.Start, o.Start) < min(s.End, o.End)
}

// Cover is the smallest span that holds both; an empty span is ignored.
func (s Span) Cover(o Span) Span {
	if s.Empty() {
		return o
	}
	if o.Empty() {
		return s
	}
	return Span{Start: min(s.Start, o.Start), End: max(s.End, o.End)}
}
