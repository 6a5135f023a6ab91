package stories

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"newstape/check"
	"newstape/dossier"
	"newstape/ledger/claim"
	"newstape/receipt"
	"newstape/story/article"
)

// TestUnseen reads stories that no rule was made for, on the embedded tape. Each
// has a list of what a reader would expect; a line that begins with "?" is what
// the product does not get yet. It fails when something that was right is not.
//
//	security | Nvidia | XNAS:NVDA                                   tagged as that issuer
//	not | Target                                                    tagged as nothing that trades
//	claim | Nvidia | asserts | asserted | words of the content      any status when it is left out
//	no claim | confirms                                             of that stance
//	event | REJECT | Alibaba | 2025-11-14                           a date or none
//	statement | XNAS:NVDA | return_close | down | 2.6 | holds
//	no statement | 7                                                of that value
//	statements | 4                                                  and no more
//	list | Alibaba | 1260H | not_listed
func TestUnseen(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "unseen", "*.expect"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories in testdata/unseen (%v)", err)
	}
	f := facts(t)
	names := newRoster(f.Master)
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".expect")
		t.Run(name, func(t *testing.T) {
			u := openUnseen(t, file, f, names)
			for n, line := range u.lines {
				known := strings.HasPrefix(line, "?")
				ok := u.fits(t, fields(strings.TrimPrefix(line, "?")))
				switch {
				case !ok && !known:
					t.Errorf("%s:%d: not so: %s", file, n+2, line)
				case ok && known:
					t.Logf("%s:%d: now right, take the mark away: %s", file, n+2, line)
				}
			}
			if t.Failed() || testing.Verbose() {
				t.Log("\n" + u.String())
			}
		})
	}
}

// unseen is a story with its dossier and what is expected of it.
type unseen struct {
	got   *dossier.Dossier
	names *roster
	lines []string
}

func fields(line string) []string {
	parts := strings.Split(line, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

func openUnseen(t *testing.T, file string, f dossier.Facts, names *roster) *unseen {
	t.Helper()
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(want)), "\n")
	first := fields(lines[0])
	if first[0] != "published" || len(first) != 2 {
		t.Fatalf("%s:1: %q, want published | TIME", file, lines[0])
	}
	story := strings.TrimSuffix(file, ".expect") + ".txt"
	raw, err := os.ReadFile(story)
	if err != nil {
		t.Fatal(err)
	}
	a, err := article.Read(raw, article.Options{Name: story, Published: first[1]})
	if err != nil {
		t.Fatal(err)
	}
	return &unseen{got: dossier.Compose(a, f), names: names, lines: lines[1:]}
}

func (u *unseen) fits(t *testing.T, want []string) bool {
	t.Helper()
	for len(want) < 6 {
		want = append(want, "")
	}
	switch want[0] {
	case "security":
		return u.tagged(want[1], want[2])
	case "not":
		return !u.tagged(want[1], "")
	case "claim":
		return u.claimed(want)
	case "no claim":
		return !slices.ContainsFunc(u.got.Ledger.Claims, func(c claim.Claim) bool { return string(c.Stance) == want[1] })
	case "event":
		for _, e := range u.got.Events {
			if e.Type == want[1] && u.names.actors(want[2], e.Actor) && (want[3] == "" || e.Date.String() == want[3]) {
				return true
			}
		}
		return false
	case "statement":
		return u.stated(want)
	case "no statement":
		value, _ := strconv.ParseFloat(want[1], 64)
		return !slices.ContainsFunc(u.got.Statements, func(s check.Statement) bool { return s.HasValue && s.Value == value })
	case "statements":
		return strconv.Itoa(len(u.got.Statements)) == want[1]
	case "list":
		c := scene{got: u.got, names: u.names}
		status, _ := c.standing(goldStanding{Party: want[1], List: want[2]})
		return status == want[3]
	}
	t.Fatalf("%q is no kind of line", want[0])
	return false
}

// tagged reports whether the words are tagged as the issuer of the listing, or
// as anything that trades when none is given.
func (u *unseen) tagged(words, listing string) bool {
	for _, m := range u.got.Names.Mentions {
		if m.Span.In(u.got.Doc.Text) != words || len(m.Entity.Listings) == 0 {
			continue
		}
		l, ok := u.names.master.Listing(listing)
		if listing == "" || ok && l.Entity == m.Entity {
			return true
		}
	}
	return false
}

func (u *unseen) claimed(want []string) bool {
	for _, c := range u.got.Ledger.Claims {
		if u.names.speakers(want[1], c.Speaker) && string(c.Stance) == want[2] && (want[3] == "" || string(c.Status) == want[3]) &&
			strings.Contains(c.Content.In(u.got.Doc.Text), want[4]) {
			return true
		}
	}
	return false
}

func (u *unseen) stated(want []string) bool {
	value, _ := strconv.ParseFloat(want[4], 64)
	for _, s := range u.got.Statements {
		if listingID(s) == want[1] && string(s.Measure) == want[2] && (string(s.Direction) == want[3] || !signed(want[2])) &&
			(want[4] == "" && !s.HasValue || s.HasValue && math.Abs(s.Value-value) < 1e-9) && string(s.Verdict) == want[5] {
			return true
		}
	}
	return false
}

// String is what the product made of the story.
func (u *unseen) String() string {
	var b strings.Builder
	words := func(s receipt.Span) string { return s.In(u.got.Doc.Text) }
	for _, m := range u.got.Names.Mentions {
		fmt.Fprintf(&b, "name       %q %s %v\n", words(m.Span), m.Entity.ID, m.Listing)
	}
	for _, x := range u.got.Names.Refusals {
		fmt.Fprintf(&b, "refused    %q %s\n", x.Name, x.Reason)
	}
	for _, c := range u.got.Ledger.Claims {
		fmt.Fprintf(&b, "claim      %s %s %s %s about %q via %s: %q\n", c.ID, c.Speaker.Name, c.Stance, c.Status, c.About, via(c), words(c.Content))
	}
	for _, e := range u.got.Events {
		fmt.Fprintf(&b, "event      %s background %v: %q\n", eventWords(e)+" "+e.Date.String(), e.Background, words(e.Sentence))
	}
	for _, s := range u.got.Statements {
		fmt.Fprintf(&b, "statement  %q %s\n", words(s.Span), ourWords(s))
	}
	for _, x := range u.got.Article.Stripped {
		fmt.Fprintf(&b, "stripped   %s %q\n", x.Kind, x.Text)
	}
	if r, ok := u.got.MainReaction(); ok {
		fmt.Fprintf(&b, "reaction   %s %s %s %v\n", r.Listing.ID(), r.Session.Date, r.Why, r.Return.Void())
	}
	for _, n := range u.got.Gaps {
		fmt.Fprintf(&b, "gap        %s: %s\n", n.Question, n.Missing)
	}
	return b.String()
}

func via(c claim.Claim) string {
	var names []string
	for _, v := range c.Via {
		names = append(names, v.Name)
	}
	return strings.Join(names, ", ")
}
