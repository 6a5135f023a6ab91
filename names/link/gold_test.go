package link

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newstape/internal/shared"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/text"
)

// goldStory is the part of a gold dossier that names are measured by.
type goldStory struct {
	ID         string `json:"id"`
	Published  string `json:"published"`
	Securities []struct {
		Text, Listing, Role string
		Start, End          int
	} `json:"securities"`
	Not []struct {
		Text, Reason string
		Start, End   int
	} `json:"not_securities"`
}

// The gold is exhaustive for mentions of listed parties, so both misses and
// extra mentions count. Spans are compared by overlap, parties by issuer.
func TestGoldStories(t *testing.T) {
	dir := shared.Dir(t, "data", "gold", "stories")
	files, err := filepath.Glob(filepath.Join(dir, "*.gold.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no gold stories in %s (%v)", dir, err)
	}
	m := security.Embedded()
	l := New(m)
	var sum tally
	for _, f := range files {
		g, raw := loadGold(t, f)
		a, err := article.Read(raw, article.Options{Name: g.ID, Published: g.Published})
		if err != nil {
			t.Fatal(err)
		}
		sum.add(scoreStory(t, m, g, string(raw), a, l.Find(a, text.Parse(a.Text))))
	}
	p, r := ratio(sum.right, sum.right+sum.extra), ratio(sum.right, sum.right+sum.missed)
	t.Logf("securities: precision %.3f, recall %.3f over %d; exact spans %.3f, exact listings %.3f, roles %.3f; traps taken for securities %d of %d",
		p, r, sum.right+sum.missed, ratio(sum.exact, sum.right), ratio(sum.listing, sum.right), ratio(sum.role, sum.right), sum.trapped, sum.traps)
	if p < 0.97 || r < 0.97 || sum.trapped > 0 {
		t.Errorf("below 0.97, or a trap was taken")
	}
}

type tally struct{ right, missed, extra, exact, listing, role, traps, trapped int }

func (a *tally) add(b tally) {
	a.right += b.right
	a.missed += b.missed
	a.extra += b.extra
	a.exact += b.exact
	a.listing += b.listing
	a.role += b.role
	a.traps += b.traps
	a.trapped += b.trapped
}

func ratio(a, b int) float64 { return float64(a) / float64(max(1, b)) }

func loadGold(t *testing.T, file string) (goldStory, []byte) {
	t.Helper()
	var g goldStory
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &g); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	raw, err := os.ReadFile(strings.TrimSuffix(file, ".gold.json") + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	return g, raw
}

// found is a mention with its place in the original bytes.
type found struct {
	span    receipt.Span
	entity  *security.Entity
	listing *security.Listing
	used    bool
}

func scoreStory(t *testing.T, m *security.Master, g goldStory, raw string, a *article.Article, r Result) tally {
	t.Helper()
	var n tally
	var all []*found
	for _, x := range r.Mentions {
		if len(x.Entity.Listings) > 0 {
			all = append(all, &found{span: a.Original(x.Span), entity: x.Entity, listing: x.Listing})
		}
	}
	for _, d := range r.Debris {
		all = append(all, &found{span: d.Original, entity: d.Entity, listing: d.Listing})
	}
	roles := map[*security.Entity]Role{}
	for _, p := range r.Parties {
		roles[p.Entity] = p.Role
	}
	offsets := byteOffsets(raw)
	for _, s := range g.Securities {
		want, ok := m.Listing(s.Listing)
		if !ok {
			t.Logf("%s: the master lacks %s (%s)", g.ID, s.Listing, s.Text)
			n.missed++
			continue
		}
		span := receipt.Span{Start: offsets[s.Start], End: offsets[s.End]}
		f := pick(all, span, want.Entity)
		if f == nil {
			n.missed++
			t.Logf("%s: missed %q at %d (%s)%s", g.ID, s.Text, s.Start, s.Listing, refusalAt(a, r, span))
			continue
		}
		n.right++
		if f.span == span {
			n.exact++
		} else {
			t.Logf("%s: span %q for %q", g.ID, f.span.In(raw), s.Text)
		}
		if f.listing != nil && f.listing.ID() == s.Listing {
			n.listing++
		} else {
			t.Logf("%s: line of %q at %d: got %v, want %s", g.ID, s.Text, s.Start, f.listing, s.Listing)
		}
		if string(roles[f.entity]) == s.Role {
			n.role++
		}
	}
	n.traps, n.trapped, n.extra = wrongOnes(t, g, raw, offsets, all)
	return n
}

// wrongOnes counts the mentions that the gold does not have, and the traps among
// them.
func wrongOnes(t *testing.T, g goldStory, raw string, offsets []int, all []*found) (traps, trapped, extra int) {
	t.Helper()
	for _, x := range g.Not {
		traps++
		span := receipt.Span{Start: offsets[x.Start], End: offsets[x.End]}
		for _, f := range all {
			if f.span.Overlaps(span) && !f.used {
				trapped++
				t.Logf("%s: trap %q (%s) taken for %s", g.ID, x.Text, x.Reason, f.entity.ID)
			}
		}
	}
	for _, f := range all {
		if !f.used {
			extra++
			t.Logf("%s: extra %q at byte %d taken for %s", g.ID, f.span.In(raw), f.span.Start, f.entity.ID)
		}
	}
	return traps, trapped, extra
}

// pick takes the unused mention of the entity that overlaps the span most.
func pick(all []*found, span receipt.Span, e *security.Entity) *found {
	for _, f := range all {
		if !f.used && f.span.Overlaps(span) && f.entity == e {
			f.used = true
			return f
		}
	}
	return nil
}

func refusalAt(a *article.Article, r Result, span receipt.Span) string {
	for _, x := range r.Refusals {
		if a.Original(x.Span).Overlaps(span) {
			return ": refused as " + x.Reason
		}
	}
	return ""
}

// byteOffsets maps code points to bytes.
func byteOffsets(s string) []int {
	var out []int
	for i := range s {
		out = append(out, i)
	}
	return append(out, len(s))
}
