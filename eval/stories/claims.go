package stories

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newstape/ledger/claim"
	"newstape/receipt"
)

// overlapping is the share of the shorter content that two claims must have in
// common to be about one thing; strictOverlap is the share of their union that
// makes them one claim.
const (
	overlapping   = 0.5
	strictOverlap = 0.5
)

// our is a claim of the product with its places in the story's file.
type our struct {
	claim.Claim
	content, source, cue receipt.Span
}

// narrator reports whether nobody but the story itself says it.
func (g goldClaim) narrator() bool {
	return g.source.Empty() && (g.Speaker == "" || g.Speaker == "(story)")
}

func (o our) narrator() bool {
	return o.source.Empty() && (o.Speaker.Name == "" || o.Speaker.Name == "(story)")
}

// claims scores who says what.
func (c *scene) claims() {
	ours := make([]our, 0, len(c.got.Ledger.Claims))
	for _, x := range c.got.Ledger.Claims {
		ours = append(ours, our{x, c.original(x.Content), c.original(x.Source), c.original(x.Cue)})
	}
	match := c.matchClaims(ours)
	for i, g := range c.gold.Claims {
		if g.narrator() {
			continue
		}
		k := match[i]
		c.check("claims_recall", k >= 0, g.content, describe(g), "no claim there")
		c.report.count("claim_content_overlap_recall", k >= 0)
		c.denialLinks(g, k, ours, match)
		if k >= 0 {
			c.compareClaim(g, ours[k], ours, match)
		}
	}
	c.claimPrecision(ours, match)
	c.strictClaims(ours)
}

// matchClaims gives each gold claim the one of ours that overlaps it best. One
// of ours may answer two, for a coordinated sentence is one claim or two.
func (c *scene) matchClaims(ours []our) []int {
	match := slices.Repeat([]int{-1}, len(c.gold.Claims))
	used := make([]bool, len(ours))
	for i, g := range c.gold.Claims {
		most := 0.0
		for k, o := range ours {
			fit := union(g.content, o.content)
			if used[k] {
				fit /= 2 // one each is better
			}
			if covers(g.content, o.content) >= overlapping && fit > most {
				match[i], most = k, fit
			}
		}
		if match[i] >= 0 {
			used[match[i]] = true
		}
	}
	return match
}

// strictClaims counts claims that pair one to one and agree on most of their
// content.
func (c *scene) strictClaims(ours []our) {
	match := pairs(len(c.gold.Claims), len(ours), func(i, k int) float64 {
		if u := union(c.gold.Claims[i].content, ours[k].content); u >= strictOverlap {
			return u
		}
		return 0
	})
	paired := map[int]bool{}
	for i, g := range c.gold.Claims {
		if match[i] >= 0 {
			paired[match[i]] = true
		}
		if !g.narrator() {
			c.report.count("claims_recall_strict", match[i] >= 0)
		}
	}
	for k, o := range ours {
		if !o.narrator() && !c.narrated(o) {
			c.report.count("claims_precision_strict", paired[k])
		}
	}
}

// narrated reports whether a claim of ours repeats one of the narrator's alone,
// which counts neither way.
func (c *scene) narrated(o our) bool {
	only := false
	for _, g := range c.gold.Claims {
		if covers(g.content, o.content) >= overlapping {
			if !g.narrator() {
				return false
			}
			only = true
		}
	}
	return only
}

// claimPrecision asks of each of our claims whether gold has one there.
func (c *scene) claimPrecision(ours []our, match []int) {
	for k, o := range ours {
		if o.narrator() || c.narrated(o) {
			continue
		}
		ok := slices.Contains(match, k)
		for _, g := range c.gold.Claims {
			ok = ok || covers(g.content, o.content) >= overlapping
		}
		c.report.count("claim_content_overlap_precision", ok)
		c.check("claims_precision", ok, o.content, "no claim", fmt.Sprintf("%s %s: %q", o.Speaker.Name, o.Stance, o.content.In(c.gold.Text)))
	}
}

func describe(g goldClaim) string {
	return fmt.Sprintf("%s %s %s", g.ID, g.Speaker, g.Stance)
}

// compareClaim scores the parts of a claim that was found.
func (c *scene) compareClaim(g goldClaim, o our, ours []our, match []int) {
	say := func(metric string, ok bool, want, got string) {
		c.check(metric, ok, g.content, fmt.Sprintf("%s %q (%s)", g.ID, want, g.Speaker), fmt.Sprintf("%q (%s)", got, o.Why))
	}
	stance, status := string(o.Stance), string(o.Status)
	say("stance_accuracy", g.stanceFits(stance, c.gold.Text), g.Stance, stance)
	c.report.count("stance_exact", g.Stance == stance)
	say("status_accuracy", g.Status == status || g.Status == "asserted" && status == "unverified" && g.unnamed(), g.Status, status)
	c.report.count("status_exact", g.Status == status)
	say("speaker_accuracy", c.names.speakers(g.Speaker, o.Speaker), g.Speaker, o.Speaker.Name)
	c.report.count("whole_claim_accuracy", g.stanceFits(stance, c.gold.Text) && g.Status == status && c.names.speakers(g.Speaker, o.Speaker) && (!g.answers() || c.aboutFits(g, o, ours, match)))
	if g.answers() {
		say("about_accuracy", c.aboutFits(g, o, ours, match), g.About, aboutName(o.About, c.gold.Claims, ours, match))
	}
	if !g.cue.Empty() {
		say("cue_overlap", g.cue.Overlaps(o.cue), g.cue.In(c.gold.Text), o.cue.In(c.gold.Text))
	}
	if !g.source.Empty() {
		say("source_overlap", g.source.Overlaps(o.source), g.source.In(c.gold.Text), o.source.In(c.gold.Text))
	}
	if len(g.Via) > 0 {
		ok, names := false, []string{}
		for _, v := range o.Via {
			names = append(names, v.Name)
			ok = ok || c.names.speakers(strings.Join(g.Via, "; "), v)
		}
		say("via_accuracy", ok, strings.Join(g.Via, "; "), strings.Join(names, "; "))
	}
}

// answers reports whether the claim is one whose target is scored.
func (g goldClaim) answers() bool { return g.Stance == "denies" || g.Stance == "could_not_verify" }

// denialLinks counts the link of a denial or a check: recall over the gold's
// links, precision over ours that stand at a claim of the gold.
func (c *scene) denialLinks(g goldClaim, k int, ours []our, match []int) {
	if g.answers() && g.About != "" {
		c.report.count("denial_links_recall", k >= 0 && c.aboutFits(g, ours[k], ours, match))
	}
	if k < 0 {
		return
	}
	if o := ours[k]; (o.Stance == claim.Denies || o.Stance == claim.CouldNotVerify) && o.About != "" {
		c.report.count("denial_links_precision", g.About != "" && c.aboutFits(g, o, ours, match))
	}
}

// aboutFits reports whether our claim points where the gold's does: at the same
// claim, or at another member of the bundle that is denied.
func (c *scene) aboutFits(g goldClaim, o our, ours []our, match []int) bool {
	if g.About == "" || o.About == "" {
		return g.About == o.About
	}
	at := slices.IndexFunc(c.gold.Claims, func(x goldClaim) bool { return x.ID == g.About })
	if at < 0 {
		return false
	}
	target := c.gold.Claims[at]
	for i, x := range c.gold.Claims {
		if k := match[i]; k >= 0 && ours[k].ID == o.About && (i == at || c.bundled(target, x)) {
			return true
		}
	}
	return false
}

// bundled reports whether two charges are made by one speaker in one sentence.
func (c *scene) bundled(a, b goldClaim) bool {
	return a.Speaker == b.Speaker && a.Stance == b.Stance && c.sentence(a.content) == c.sentence(b.content)
}

// aboutName gives our target by the gold's ID where it has one.
func aboutName(about string, gold []goldClaim, ours []our, match []int) string {
	for i, k := range match {
		if k >= 0 && ours[k].ID == about {
			return gold[i].ID
		}
	}
	if about == "" {
		return "nothing"
	}
	return "our " + about + ", which the gold has not"
}

// stanceFits accepts the stance and the pairs that the guide lets pass.
func (g goldClaim) stanceFits(got, text string) bool {
	pair := func(a, b claim.Stance) bool {
		return g.Stance == string(a) && got == string(b) || g.Stance == string(b) && got == string(a)
	}
	switch {
	case g.Stance == got:
		return true
	case pair(claim.Asserts, claim.Predicts): // an actor's own promise, plan or threat
		return looksAhead(g.content.In(text))
	case pair(claim.Alleges, claim.Questions): // a remark on motive
		return true
	case pair(claim.Asserts, claim.Confirms): // an admission
		return g.Status == string(claim.Confirmed) || g.Stance == string(claim.Confirms)
	}
	return false
}

// looksAhead reports whether the words promise, plan or threaten.
func looksAhead(content string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(content)) {
		switch strings.Trim(w, ",.;:\"'") {
		case "will", "would", "to", "plans", "plan", "planned", "intends", "expects", "aims", "may", "could", "shall", "should", "going", "ready":
			return true
		}
	}
	return false
}

// unnamed reports whether the gold's speaker is people without a name.
func (g goldClaim) unnamed() bool {
	first, _ := utf8.DecodeRuneInString(g.Speaker)
	return unicode.IsLower(first) || strings.HasSuffix(g.Speaker, " official") || strings.HasSuffix(g.Speaker, " officials")
}
