package thread

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"newstape/ledger/claim"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/text"
	"newstape/story/when"
)

// madeUp gives stories of n claims each. A third of the claims tell one of a few
// hundred matters in varying words, the rest are told once; names and words are
// as uneven as in news.
func madeUp(stories, n int) []Story {
	rng := rand.New(rand.NewPCG(7, 7))
	zipf := rand.NewZipf(rng, 1.3, 4, 1999)
	word := func() string {
		k := int(zipf.Uint64())
		return string(rune('a'+k%26)) + string(rune('a'+k/26%26)) + "or" + string(rune('a'+k/676%26)) + "ek"
	}
	var parties []*security.Entity
	for i := range 300 {
		name := fmt.Sprintf("Firm%d", i)
		parties = append(parties, &security.Entity{ID: name, Name: name, Kind: security.Issuer})
	}
	type matter struct {
		party *security.Entity
		words []string
	}
	var matters []matter
	for range 400 {
		m := matter{party: parties[min(int(zipf.Uint64()), 299)]}
		for range 9 {
			m.words = append(m.words, word())
		}
		matters = append(matters, m)
	}
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	var out []Story
	for s := range stories {
		var b strings.Builder
		var claims []claim.Claim
		var names link.Result
		for i := range n {
			m := matter{parties[min(int(zipf.Uint64()), 299)], nil}
			for range 9 {
				m.words = append(m.words, word())
			}
			if i%3 == 0 {
				m = matters[int(zipf.Uint64())%len(matters)]
			}
			at := b.Len()
			fmt.Fprintf(&b, "%s", m.party.Name)
			names.Mentions = append(names.Mentions, link.Mention{Span: receipt.Span{Start: at, End: b.Len()}, Entity: m.party})
			for _, w := range m.words {
				if rng.IntN(5) > 0 {
					b.WriteString(" " + w)
				} else {
					b.WriteString(" " + word())
				}
			}
			claims = append(claims, claim.Claim{ID: fmt.Sprintf("c%d", i+1), Content: receipt.Span{Start: at, End: b.Len()}, Stance: claim.Asserts, Status: claim.Asserted, Speaker: claim.Speaker{Name: fmt.Sprintf("Speaker No%d", rng.IntN(500))}})
			b.WriteString(".\n")
		}
		a := &article.Article{Text: b.String(), Reference: when.Reference{Published: start.Add(time.Duration(rng.IntN(60*24)) * time.Hour), Known: true}}
		out = append(out, Story{ID: fmt.Sprint(s), Article: a, Doc: text.Parse(a.Text), Names: names, Ledger: claim.Ledger{Claims: claims}})
	}
	return out
}

func BenchmarkJoin(b *testing.B) {
	for _, n := range []int{100, 1000} {
		in := madeUp(n, 20)
		b.Run(fmt.Sprintf("claims=%d", n*20), func(b *testing.B) {
			threads := 0
			for b.Loop() {
				threads = len(Join(in).Threads)
			}
			b.ReportMetric(float64(threads), "threads")
			b.ReportMetric(float64(n*20*b.N)/b.Elapsed().Seconds(), "claims/s")
		})
	}
}

// TestManyCopies: a wire story that a thousand outlets carry is no quadratic case.
func TestManyCopies(t *testing.T) {
	one := madeUp(1, 20)[0]
	var in []Story
	for i := range 1000 {
		a := *one.Article
		a.Outlet = &article.Known{Value: fmt.Sprint("Outlet ", i)}
		s := one
		s.Article = &a
		in = append(in, s)
	}
	start := time.Now()
	all := Join(in)
	if d := time.Since(start); d > 30*time.Second {
		t.Errorf("took %v", d)
	}
	for _, x := range all.Threads {
		if x.Independent != 1 || x.Stories != 1000 {
			t.Fatalf("%s: %d stories, %d independent origins of one copy", x.ID, x.Stories, x.Independent)
		}
	}
}
