package check

import "testing"

// Rules walk along a sentence until an item is not of their kind, so what lies
// beyond either end must be of no kind: else a walk never ends.
func TestBeyondTheEndsIsOfNoKind(t *testing.T) {
	s := &sentence{items: []item{{raw: "high", text: "high"}}}
	for _, k := range []int{-2, -1, 1, 2} {
		it := s.at(k)
		if it.plain() || it.capital() || it.mark || it.name != nil || it.amount != nil || it.time != nil || it.roles != 0 {
			t.Errorf("item %d: %+v", k, it)
		}
		if s.phraseAt(k) != nil {
			t.Errorf("item %d is in a phrase", k)
		}
	}
}
