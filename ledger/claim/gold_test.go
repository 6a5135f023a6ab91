package claim

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newstape/internal/shared"
	"newstape/receipt"
	"newstape/story/article"
)

type goldStory struct {
	ID        string
	Published string
	Claims    []goldClaim
	text      string
	bytes     []int // byte offset of each code point
	art       *article.Article
}

type goldClaim struct {
	ID      string
	Content []int
	Source  []int
	Speaker string
	Via     []string
	Stance  Stance
	About   *string
	Status  Status
}

func loadGold(t testing.TB, dir, id string) goldStory {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, id+".gold.json"))
	if err != nil {
		t.Fatal(err)
	}
	var g goldStory
	if err := json.Unmarshal(raw, &g); err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	story, err := os.ReadFile(filepath.Join(dir, id+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	g.text = string(story)
	for i := range g.text {
		g.bytes = append(g.bytes, i)
	}
	g.bytes = append(g.bytes, len(g.text))
	return g
}

func (g goldStory) span(s []int) receipt.Span {
	if len(s) != 2 {
		return receipt.Span{}
	}
	return receipt.Span{Start: g.bytes[s[0]], End: g.bytes[s[1]]}
}

// tally counts by the Scoring section of the stories' guide.
type tally struct {
	found, gold, right, got      int
	stance, status, speaker      int
	links, linksRight, strictIoU int
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func TestStoriesOfTheGuide(t *testing.T) {
	dir := shared.Dir(t, "data", "gold", "stories")
	files, _ := filepath.Glob(filepath.Join(dir, "*.gold.json"))
	var all tally
	var wrong strings.Builder
	for _, f := range files {
		g := loadGold(t, dir, strings.TrimSuffix(filepath.Base(f), ".gold.json"))
		var l Ledger
		g.art, l = throughRooms(t, []byte(g.text), g.Published)
		for i := range l.Claims { // back to the offsets of the file
			l.Claims[i].Content = g.art.Original(l.Claims[i].Content)
		}
		score(g, l, &all, &wrong)
	}
	t.Logf("claims recall %.3f (%d of %d) precision %.3f (%d of %d), IoU>=0.5 %.3f", ratio(all.found, all.gold), all.found, all.gold,
		ratio(all.right, all.got), all.right, all.got, ratio(all.strictIoU, all.gold))
	t.Logf("stance %.3f status %.3f speaker %.3f links %.3f (%d of %d)", ratio(all.stance, all.found), ratio(all.status, all.found),
		ratio(all.speaker, all.found), ratio(all.linksRight, all.links), all.linksRight, all.links)
	if testing.Verbose() {
		t.Log("\n" + wrong.String())
	}
	if ratio(all.found, all.gold) < 0.85 || ratio(all.right, all.got) < 0.75 {
		t.Errorf("claims are found worse than before")
	}
}

func counted(speaker string) bool { return speaker != "" && speaker != "(story)" }

func score(g goldStory, l Ledger, all *tally, wrong *strings.Builder) {
	match := map[string]*Claim{} // gold ID to ours
	used := map[string]bool{}
	fmt.Fprintf(wrong, "== %s\n", g.ID)
	for _, gc := range g.Claims {
		if c := bestFor(g, gc, l, used); c != nil {
			match[gc.ID] = c
			used[c.ID] = true
		}
	}
	for _, gc := range g.Claims {
		c := match[gc.ID]
		if c == nil {
			if counted(gc.Speaker) {
				all.gold++
				fmt.Fprintf(wrong, "  missed %s: %s\n", gc.ID, g.span(gc.Content).In(g.text))
			}
			continue
		}
		if !counted(gc.Speaker) {
			continue
		}
		all.gold++
		all.found++
		if iou(g.span(gc.Content), c.Content) >= 0.5 {
			all.strictIoU++
		} else {
			fmt.Fprintf(wrong, "  loose %s: gold %q ours %q\n", gc.ID, g.span(gc.Content).In(g.text), c.Content.In(g.text))
		}
		all.stance += hit(wrong, gc, c, "stance", string(gc.Stance), string(c.Stance), stanceFits(gc, *c))
		all.status += hit(wrong, gc, c, "status", string(gc.Status), string(c.Status), statusFits(gc, *c))
		all.speaker += hit(wrong, gc, c, "speaker", gc.Speaker, c.Speaker.Name, speakerFits(gc.Speaker, c.Speaker.Name) || goesUnder(gc.Speaker, c.Speaker))
		if gc.Stance == Denies || gc.Stance == CouldNotVerify {
			all.links++
			want := ""
			if gc.About != nil {
				want = *gc.About
			}
			all.linksRight += hit(wrong, gc, c, "about", want, c.About, aboutFits(want, c.About, match))
		}
		if len(gc.Via) > 0 && (len(c.Via) == 0 || !speakerFits(gc.Via[0], c.Via[0].Name)) {
			fmt.Fprintf(wrong, "  via %s: want %v got %v\n", gc.ID, gc.Via, c.Via)
		}
	}
	for _, c := range l.Claims {
		if !counted(c.Speaker.Name) && !used[c.ID] {
			continue
		}
		all.got++
		if used[c.ID] || touches(g, c) {
			all.right++
			continue
		}
		fmt.Fprintf(wrong, "  extra %s: [%s] by %s, %s\n", c.ID, c.Content.In(g.text), c.Speaker.Name, c.Stance)
	}
}

func hit(wrong *strings.Builder, gc goldClaim, c *Claim, what, want, got string, ok bool) int {
	if ok {
		return 1
	}
	fmt.Fprintf(wrong, "  %s %s (%s): want %q got %q (%s)\n", what, gc.ID, c.ID, want, got, c.Why)
	return 0
}

func bestFor(g goldStory, gc goldClaim, l Ledger, used map[string]bool) *Claim {
	want := g.span(gc.Content)
	var best *Claim
	most := 0.0
	for i := range l.Claims {
		c := &l.Claims[i]
		s := iou(want, c.Content)
		if used[c.ID] {
			s /= 2 // two gold claims may be one of ours, but one each is better
		}
		if covers(want, c.Content) >= 0.5 && s > most {
			best, most = c, s
		}
	}
	return best
}

// covers is the share of the shorter span that both have.
func covers(a, b receipt.Span) float64 {
	both := min(a.End, b.End) - max(a.Start, b.Start)
	return ratio(max(0, both), max(1, min(a.Len(), b.Len())))
}

func iou(a, b receipt.Span) float64 {
	both := max(0, min(a.End, b.End)-max(a.Start, b.Start))
	return ratio(both, a.Len()+b.Len()-both)
}

func touches(g goldStory, c Claim) bool {
	for _, gc := range g.Claims {
		if covers(g.span(gc.Content), c.Content) >= 0.5 {
			return true
		}
	}
	return false
}

func stanceFits(gc goldClaim, c Claim) bool {
	pair := func(a, b Stance) bool {
		return gc.Stance == a && c.Stance == b || gc.Stance == b && c.Stance == a
	}
	return gc.Stance == c.Stance || pair(Asserts, Predicts) || pair(Alleges, Questions) || pair(Asserts, Confirms)
}

func statusFits(gc goldClaim, c Claim) bool {
	return gc.Status == c.Status || c.Speaker.Unnamed && gc.Status == Asserted && c.Status == Unverified
}

func speakerFits(want, got string) bool {
	have := map[string]bool{}
	for w := range strings.FieldsSeq(strings.ToLower(strings.NewReplacer("'s", "", ",", "", ";", "").Replace(got))) {
		have[w] = true
	}
	for w := range strings.FieldsSeq(strings.ToLower(strings.ReplaceAll(want, ";", ""))) {
		if have[w] && w != "u.s." && w != "of" && w != "the" && w != "unnamed" {
			return true
		}
	}
	return strings.EqualFold(want, got)
}

// goesUnder: one of the names of the speaker's entity is the wanted one.
func goesUnder(want string, s Speaker) bool {
	if s.Entity == nil {
		return false
	}
	for _, a := range s.Entity.Aliases {
		if strings.EqualFold(a.Name, want) {
			return true
		}
	}
	return false
}

func aboutFits(want, got string, match map[string]*Claim) bool {
	if want == "" {
		return got == ""
	}
	c := match[want]
	return c != nil && c.ID == got
}
