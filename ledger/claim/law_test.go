package claim

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"newstape/internal/patience"
	"newstape/names/link"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/text"
)

// lawful checks what holds of every ledger: spans lie in the text on whole
// characters, IDs count up, answers exist and are not circular, receipts are
// not void, and nothing comes from text addressed to machines.
func lawful(t interface{ Fatalf(string, ...any) }, s string, opaque []receipt.Span, g Ledger) {
	seen := map[string]Claim{}
	for _, c := range g.Claims {
		seen[c.ID] = c
	}
	if len(seen) != len(g.Claims) {
		t.Fatalf("%d claims have %d IDs", len(g.Claims), len(seen))
	}
	for _, c := range g.Claims {
		spans := append([]receipt.Span{c.Content, c.Source, c.Cue}, c.Quotes...)
		for _, sp := range append(spans, c.Objects...) {
			if sp.Start < 0 || sp.End > len(s) || sp.Start > sp.End || !utf8.ValidString(sp.In(s)) && utf8.ValidString(s) {
				t.Fatalf("%s: span %v does not lie in the text", c.ID, sp)
			}
		}
		for _, o := range opaque {
			if o.Contains(c.Content) {
				t.Fatalf("%s: %q comes from text addressed to machines", c.ID, c.Content.In(s))
			}
		}
		switch {
		case c.Content.Empty() || c.Receipt().Void() || c.Stance == "" || c.Status == "" || c.Why == "":
			t.Fatalf("%s lacks content, receipt, stance, status or reason: %+v", c.ID, c)
		case c.About == c.ID:
			t.Fatalf("%s answers itself", c.ID)
		case c.About != "" && seen[c.About].ID == "":
			t.Fatalf("%s answers %s, which is not there", c.ID, c.About)
		case c.Status == Denied && c.Stance != Denies, c.Status == Alleged && c.Stance != Alleges:
			t.Fatalf("%s: stance %s cannot have status %s", c.ID, c.Stance, c.Status)
		}
	}
}

// TestLaws reads texts glued from pieces that the rules look at.
func TestLaws(t *testing.T) {
	names := loadRoster(t)
	pieces := []string{
		"Alibaba", "the company", "it", "a White House memo", "said", "that", "accused", "of", "spying", "denied", "the claims", ",", ".", "\n", `"`, "“", "”",
		"''", "and", "but", "could not verify", "declined to comment", "according to", "who", "which", "was", "by", "calling", "false", "(", ")", ":", "—", "on Friday", "told",
		"Reuters", "including", "chips", "added", "to the Pentagon's list", "withdrawn", "would", "not", "阿里巴巴", "否认", "'s", "claim", "None", "push", "pushed back",
	}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "pieces"), " ")
		a := names.read(s)
		lawful(t, s, nil, a)
		if b := names.read(s); !cmp.Equal(a.Claims, b.Claims, cmp.AllowUnexported(Claim{}, receipt.Receipt{})) {
			t.Fatalf("two readings differ")
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add(`The White House accused Alibaba of spying. "It is false," Alibaba said, "and always was."`)
	f.Add("\"\xff''“said, according to , by that")
	f.Add("none of would comment\nA: B said C: D")
	f.Fuzz(func(t *testing.T, s string) {
		doc := text.Parse(s)
		opaque := machineNotes(s)
		lawful(t, s, opaque, Read(&article.Article{Text: s, Opaque: opaque}, doc, parse(doc), link.Result{}))
	})
}

// TestLongSentences reads 5,000 words without a full stop, and as many of the
// worst kind, in well under a second.
func TestLongSentences(t *testing.T) {
	for _, unit := range []string{"shares of the firm ", "Alibaba said that it ", "said ", "and the memo claims that ", "who ", ", said X, ", `"a" `, "could not verify ", "( ", "according to X ", ", which it denies ", "allegations by X that ", ", citing Reuters, ", "it is not false and ", "quoted as saying "} {
		s := strings.Repeat(unit, 5000/len(strings.Fields(unit)))
		doc := text.Parse(s)
		start := time.Now()
		Read(&article.Article{Text: s}, doc, parse(doc), link.Result{})
		if d := time.Since(start); d > patience.Limit(2*time.Second) {
			t.Errorf("5000 words of %q took %v", unit, d)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	names := loadRoster(b)
	s := strings.Repeat("The White House has accused Alibaba of helping the army, according to the Financial Times. Alibaba called the claims \"false\" and said it would sue. "+
		"Analysts expect the shares to fall. The stock closed 3.8% lower on Friday at $153.80 in heavy trading.\n", 10)
	doc := text.Parse(s)
	linked, trees := names.link(s), parse(doc)
	b.ReportAllocs()
	for b.Loop() {
		Read(&article.Article{Text: s}, doc, trees, linked)
	}
}
