package dossier

import (
	"fmt"
	"slices"
	"strings"

	"newstape/check"
	"newstape/ledger/claim"
	"newstape/names/link"
	"newstape/names/screen"
	"newstape/receipt"
	"newstape/story/article"
)

// trust writes the panel: what a reader must know before anything else, the
// cautions first.
func trust(d *Dossier) []Note {
	var notes []Note
	notes = append(notes, timeNotes(d)...)
	notes = append(notes, languageNotes(d)...)
	notes = append(notes, statementNotes(d.Statements)...)
	notes = append(notes, sourcingNotes(d)...)
	notes = append(notes, reactionNotes(d)...)
	notes = append(notes, peerNotes(d)...)
	notes = append(notes, listNotes(d)...)
	notes = append(notes, debrisNotes(d)...)
	var out []Note
	for _, level := range []Level{Caution, Remark, Fine} {
		for _, n := range notes {
			if n.Level == level {
				out = append(out, n)
			}
		}
	}
	return out
}

func timeNotes(d *Dossier) []Note {
	a := d.Article
	if !a.Reference.Known {
		return []Note{NewNote(Caution, "time", "When the story was published is not known: days named in it are not resolved and nothing that depends on them is checked. Give --published.",
			receipt.New("story/published", a.Title))}
	}
	r := receipt.New("story/published", receipt.Fact{Table: "story/published", Row: a.Published.Value, Source: a.Published.How})
	if !a.Published.Span.Empty() {
		r = receipt.New("story/published", a.Published.Span)
	}
	text := fmt.Sprintf("Published %s (%s).", a.Reference.Published.Format("Mon 2 January 2006 15:04 -07:00"), a.Published.How)
	if a.Reference.DateOnly {
		return []Note{NewNote(Remark, "time", fmt.Sprintf("Published on %s, hour not known (%s).",
			a.Reference.Published.Format("Mon 2 January 2006"), a.Published.How), r)}
	}
	return []Note{NewNote(Fine, "time", text, r)}
}

// statementNotes says which printed figures do not stand as printed.
func statementNotes(statements []check.Statement) []Note {
	var notes []Note
	held, checked := 0, 0
	for _, s := range statements {
		if s.Verdict == check.CannotCheck {
			if s.Missing != nil && s.Missing.Reason == receipt.NotTraded {
				notes = append(notes, NewNote(Caution, "statement", fmt.Sprintf("Statement %s speaks of a day without trading: %s.", s.ID, s.Missing.Detail), s.Receipt()))
			}
			continue
		}
		checked++
		if s.Verdict == check.Holds {
			held++
		}
		if s.Headline && s.Verdict != check.Holds && !slices.Contains(s.Flags, check.Retracted) {
			notes = append(notes, NewNote(Caution, "headline", "The headline's figure does not stand as printed: "+s.Why, s.Receipt()))
		}
	}
	for _, s := range statements {
		if slices.Contains(s.Flags, FlagPrecedes) {
			notes = append(notes, NewNote(Caution, "other_listing", fmt.Sprintf(
				"Statement %s is about %s, whose session of %s was over when the news came: its move cannot be a reaction.", s.ID, s.Listing.ID(), s.Window.To), s.Receipt()))
		}
	}
	if len(statements) == 0 {
		return notes
	}
	rest := receipt.New("check/summary", statements[0].Span)
	for _, s := range statements[1:] {
		rest = rest.With(s.Span)
	}
	text := fmt.Sprintf("Of %s about prices %s could be checked; %s as printed.",
		count(len(statements), "statement"), number(checked), verb(held, "holds", "hold"))
	level := Remark
	if held == len(statements) {
		level = Fine
	}
	switch {
	case checked == 0 && len(statements) == 1:
		text = "The one statement about prices could not be checked."
	case checked == 0:
		text = fmt.Sprintf("None of %s about prices could be checked.", count(len(statements), "statement"))
	}
	return append(notes, NewNote(level, "statement", text, rest))
}

// FlagPrecedes marks a statement about a session that ended before the news it
// is said to react to.
const FlagPrecedes = "precedes_event"

// sourcingNotes says how the main claim stands.
func sourcingNotes(d *Dossier) []Note {
	c, ok := d.MainClaim()
	if !ok {
		return nil
	}
	r := c.Receipt()
	who := c.Speaker.Name
	if who == "" {
		who = "the story itself"
	}
	text := fmt.Sprintf("The main claim is made by %s", who)
	if len(c.Via) > 0 {
		names := make([]string, len(c.Via))
		for i, v := range c.Via {
			names[i] = v.Name
		}
		text += ", through " + strings.Join(names, " and ")
	}
	text += fmt.Sprintf(", and stands as %s", statusWord(c.Status))
	level := Remark
	var answers []string
	for _, a := range d.claimsOf(c.ID) {
		what, ok := Answer(a)
		if !ok {
			continue
		}
		answers = append(answers, what)
		for _, s := range a.Receipt().Spans() {
			r = r.With(s)
		}
		level = Caution
	}
	if len(answers) > 0 {
		text += ": " + strings.Join(answers, "; ")
	}
	return []Note{NewNote(level, "sourcing", text+".", r)}
}

// Answer says in words how a claim answers another; false for one that neither
// denies, confirms nor doubts it.
func Answer(c claim.Claim) (string, bool) {
	if c.Speaker.Name == "" {
		return "the story says that it is not established", c.Stance == claim.CouldNotVerify
	}
	verb, ok := map[claim.Stance]string{
		claim.Denies: "denies it", claim.CouldNotVerify: "could not verify it", claim.Confirms: "confirms it",
		claim.Questions: "questions it",
	}[c.Stance]
	return c.Speaker.Name + " " + verb, ok
}

func statusWord(s claim.Status) string {
	return strings.ReplaceAll(string(s), "_", " ")
}

// reactionNotes says what the main reaction can and cannot show.
func reactionNotes(d *Dossier) []Note {
	var notes []Note
	for _, r := range d.Reactions {
		if r.Stand == BeforeNews && !r.Return.Void() && !d.flagged(r) {
			notes = append(notes, NewNote(Caution, "other_listing",
				fmt.Sprintf("%s moved %s on %s too, but that session had closed before the news: no reaction to it.",
					r.Listing.ID(), Signed(r.Return.Value()), r.Session.Date), r.Return.Receipt()))
		}
	}
	main, ok := d.MainReaction()
	if !ok || main.Stand != Reacts {
		return notes
	}
	for _, a := range main.Abnormal {
		if a.Peer || a.Model != MarketModel {
			continue
		}
		notes = append(notes, powerNote(main, a))
	}
	if in := main.Intraday; d.dates(in) {
		notes = append(notes, NewNote(Fine, "moment",
			fmt.Sprintf("The move has a minute: in the bar from %s %s %s went %s on %.1f times the median volume.",
				in.At, in.Zone, main.Listing.ID(), Signed(in.Return.Value()), in.VolumeMultiple.Value()), in.Return.Receipt()))
	}
	return notes
}

// flagged reports whether a statement about r's session is flagged already.
func (d *Dossier) flagged(r Reaction) bool {
	return slices.ContainsFunc(d.Statements, func(s check.Statement) bool {
		return s.Listing != nil && s.Listing.ID() == r.Listing.ID() && s.Window.To == r.Session.Date && slices.Contains(s.Flags, FlagPrecedes)
	})
}

func powerNote(r Reaction, a Abnormal) Note {
	if a.P.Value() > 0.05 {
		return NewNote(Caution, "power", fmt.Sprintf(
			"On daily closes the move of %s is not distinguishable from a usual day: %s beyond the market, t %s, p %.2f. This design finds moves of %.1f %% or more (80 %% power).",
			r.Listing.ID(), Signed(a.AR.Value()), Statistic(a.T.Value()), a.P.Value(), a.Detectable.Value()), a.T.Receipt())
	}
	return NewNote(Fine, "power", fmt.Sprintf(
		"On daily closes the move of %s stands out from a usual day: %s beyond the market, t %.2f, p %s.",
		r.Listing.ID(), Signed(a.AR.Value()), a.T.Value(), Probability(a.P.Value())), a.T.Receipt())
}

// peerShare is how much of the main move a peer must have made, the same way,
// to count as having moved with it.
const peerShare = 0.25

// peerNotes says whether peers moved the same way and whether the story says so.
func peerNotes(d *Dossier) []Note {
	peers := d.Peers
	main, ok := d.MainReaction()
	if !ok || len(peers) == 0 || main.Stand != Reacts || main.Return.Void() {
		return nil
	}
	same, named := 0, 0
	var list []string
	r := main.Return.Receipt()
	for _, p := range peers {
		// A peer that hardly moved says nothing about a sector.
		if p.Return.Value()*main.Return.Value() <= 0 || abs(p.Return.Value()) < peerShare*abs(main.Return.Value()) {
			continue
		}
		same++
		if p.Named {
			named++
		}
		list = append(list, fmt.Sprintf("%s %s", p.Listing.Ticker, Signed(p.Return.Value())))
		for _, c := range p.Return.Receipt().Cells() {
			r = r.With(c)
		}
	}
	if 2*same <= len(peers) {
		return nil
	}
	text := fmt.Sprintf("Peers moved the same way in the session: %s.", strings.Join(list, ", "))
	level := Remark
	if named == 0 {
		text = strings.TrimSuffix(text, ".") + "; the story names none of them."
		level = Caution
	}
	return []Note{NewNote(level, "peers", text, r)}
}

// listNotes says how the accused or subject party stands, and what came later.
func listNotes(d *Dossier) []Note {
	if len(d.Standings) == 0 {
		return nil
	}
	main := d.Standings[0]
	var notes []Note
	for _, s := range main.Lists {
		if s.Status == string(screen.NotListed) && len(s.Earlier) > 0 {
			notes = append(notes, NewNote(Remark, "lists", fmt.Sprintf("%s was not on the %s on %s. Before: %s.",
				main.Entity.Name, ListName(s.List), s.AsOf, changeWords(s.Earlier)), s.receipt))
		}
		switch {
		case s.Status == string(screen.NotListed) && len(s.Later) > 0:
			notes = append(notes, NewNote(Remark, "lists", fmt.Sprintf("%s was not on the %s on %s. Later: %s.",
				main.Entity.Name, ListName(s.List), s.AsOf, changeWords(s.Later)), s.receipt))
		case s.Status == string(screen.Listed):
			notes = append(notes, NewNote(Remark, "lists", fmt.Sprintf("%s stood on the %s on %s, since %s.",
				main.Entity.Name, ListName(s.List), s.AsOf, s.Since), s.receipt))
		}
	}
	return notes
}

// changeWords writes "posted, then withdrawn on 2026-02-13 (citation); ...".
func changeWords(changes []ListChange) string {
	words := make([]string, len(changes))
	for i, c := range changes {
		words[i] = fmt.Sprintf("%s on %s (%s)", c.What, c.Date, c.Citation)
	}
	return strings.Join(words, "; ")
}

// ListName is a list's name as people write it.
func ListName(list string) string {
	switch screen.List(list) {
	case screen.EntityList:
		return "Entity List"
	case screen.FCC:
		return "FCC Covered List"
	}
	return list + " list"
}

func debrisNotes(d *Dossier) []Note {
	if len(d.Article.Stripped) == 0 {
		return nil
	}
	kinds := map[string]int{}
	var order []string
	var r receipt.Receipt
	for i, s := range d.Article.Stripped {
		if kinds[s.Kind] == 0 {
			order = append(order, s.Kind)
		}
		kinds[s.Kind]++
		f := receipt.Fact{Table: "story/raw", Row: fmt.Sprintf("bytes %d-%d", s.Original.Start, s.Original.End), Source: s.Kind}
		if i == 0 {
			r = receipt.New("article/strip", f)
		} else {
			r = r.With(f)
		}
	}
	parts := make([]string, len(order))
	for i, k := range order {
		parts[i] = fmt.Sprintf("%s (%d)", strings.ReplaceAll(k, "_", " "), kinds[k])
	}
	level, text := Remark, "Taken out of the text before reading: "+strings.Join(parts, ", ")+"."
	if taken, kept := strippedBytes(d.Article.Stripped), len(d.Article.Text); taken > largeStrip && 4*taken > kept {
		level = Caution
		text += fmt.Sprintf(" That is %d bytes beside %d that were read: look whether some of it belongs to the story.", taken, kept)
	}
	return []Note{NewNote(level, "debris", text, r)}
}

// largeStrip is how many bytes may go as debris without a caution; a comment
// footer with a few comments is smaller.
const largeStrip = 1000

func strippedBytes(stripped []article.Strip) int {
	n := 0
	for _, s := range stripped {
		n += s.Original.Len()
	}
	return n
}

// languageNotes says when the text is in a language that is read in part only.
func languageNotes(d *Dossier) []Note {
	if l := d.Article.Language; l != "" && l != "en" {
		return []Note{NewNote(Caution, "language", fmt.Sprintf("The text is in another language (%s): names are found, but claims and figures are read in English only, so what is not shown may well be there.", l),
			receipt.New("story/language", d.Article.Body()))}
	}
	return nil
}

// mainParty is the listed party that the story is about: accused first, else subject.
func mainParty(names link.Result) (link.Party, bool) {
	for _, role := range []link.Role{link.Accused, link.Subject} {
		for _, p := range names.Parties {
			if p.Role == role && len(p.Entity.Listings) > 0 {
				return p, true
			}
		}
	}
	return link.Party{}, false
}
