package screen

import (
	"fmt"
	"slices"
	"strings"

	"newstape/names/lists"
	"newstape/names/match"
	"newstape/receipt"
)

// put adds a hit that was in force on the day asked about.
func (s *Screener) put(a *Answer, h match.Hit, st Status, confirm bool, why string) {
	e, err := s.book.Entry(int(h.Ref))
	if err != nil {
		return // checked when the book was opened
	}
	v, _ := s.book.Version(e.List)
	if slices.Contains(a.Query.Without, v.Country) {
		return
	}
	if e.Unlisted {
		s.putOwned(a, h, e, v)
		return
	}
	if !e.Holds(a.Query.AsOf) {
		return
	}
	hit := Hit{Entry: e, Version: v, Name: h.Name, Status: st, Score: h.Comparison.Score, Confirm: confirm, Why: why, Lay: h.Comparison}
	hit.receipt = receipt.New("screen/"+string(st), rowOf(e, v))
	a.Hits = append(a.Hits, hit)
}

// putOwned adds a party that is on no list itself but is owned by listed ones.
func (s *Screener) putOwned(a *Answer, h match.Hit, e lists.Entry, v lists.Version) {
	if s.holdings == nil {
		return
	}
	share, ok := s.holdings.Owned(e.Key, a.Query.AsOf)
	if !ok {
		return
	}
	hit := Hit{
		Entry: e, Version: v, Name: h.Name, Status: Owned, Score: h.Comparison.Score, Confirm: h.Comparison.Score < countFrom, Lay: h.Comparison,
		Why: fmt.Sprintf("listed parties own %g %%: %s", share.Percent, strings.Join(share.Through, ", ")),
	}
	hit.receipt = receipt.New("screen/owned", rowOf(e, v))
	a.Hits = append(a.Hits, hit)
}

func rowOf(e lists.Entry, v lists.Version) receipt.Fact {
	row := fmt.Sprintf("row %d: %s", e.Row, e.Name)
	if d := e.Began(); d != 0 {
		row += ", since " + d.String()
	}
	source := e.Citation
	if source == "" {
		source = v.File
	}
	return receipt.Fact{Table: "list/" + v.List + "@" + v.Hash[:min(12, len(v.Hash))], Row: row, Source: source}
}

// distinct keeps one of the hits that say the same of one entry in two files of
// its list: the best, with the earliest day.
func distinct(hits []Hit) []Hit {
	var out []Hit
	for _, h := range hits {
		i := slices.IndexFunc(out, func(o Hit) bool {
			return o.Entry.List == h.Entry.List && o.Status == h.Status && strings.EqualFold(o.Entry.Name, h.Entry.Name)
		})
		if i < 0 {
			out = append(out, h)
			continue
		}
		if d := h.Entry.Began(); d != 0 && (out[i].Entry.Began() == 0 || d < out[i].Entry.Began()) && out[i].Score == h.Score {
			out[i] = h
		}
	}
	return out
}
