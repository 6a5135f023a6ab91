package dossier

import (
	"fmt"
	"time"

	"newstape/check"
	"newstape/ledger/claim"
	"newstape/ledger/event"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/text"
	"newstape/story/when"
	"newstape/tape/calendar"
)

// Compose runs the rooms over a and joins their answers. It does not fail: what
// the story or the tape lacks becomes gaps.
func Compose(a *article.Article, f Facts) *Dossier {
	d := &Dossier{Article: a, Doc: text.Parse(a.Text)}
	trees := f.Syntax.Document(d.Doc)
	d.Names = f.Linker.Find(a, d.Doc)
	d.Ledger = claim.Read(a, d.Doc, trees, d.Names)
	times := when.Find(d.Doc, a.Reference)
	d.Events = event.FindTimed(a, d.Doc, trees, d.Names, d.Ledger, times)
	d.Statements = check.StoryTimed(a, d.Doc, trees, d.Names, f.Tape, times)
	d.react(f)
	d.markPreceding()
	d.Standings = standings(f.Lists, d.Names.Parties, d.AsOf())
	d.Trust = trust(d)
	d.collectGaps()
	return d
}

// AsOf is the day of the story, on which lists and listings are asked; zero when
// it is not known.
func (d *Dossier) AsOf() calendar.Date {
	if !d.Article.Reference.Known {
		return 0
	}
	return calendar.DateOf(d.Article.Reference.Published)
}

// react measures the lines of the main party around the main event.
func (d *Dossier) react(f Facts) {
	party, ok := mainParty(d.Names)
	if !ok {
		d.gap("the market's reaction", receipt.NoSecurity, "no listed company is the subject of the story")
		return
	}
	if party.Listing == nil {
		d.gap("the market's reaction", receipt.NoSecurity, "which line of "+party.Entity.Name+" the story means is not clear")
		return
	}
	cal, err := calendar.For(party.Listing.MIC)
	if err != nil {
		d.gap("the market's reaction", receipt.NotKnown, err.Error())
		return
	}
	timing := d.timing(cal)
	d.Timing = &timing
	if timing.Missing != nil {
		d.Gaps = append(d.Gaps, Gap{"the session that could react", *timing.Missing})
		return
	}
	main := measure(f.Tape, party.Entity, party.Listing, timing.Session)
	main.Stand, main.Why = Reacts, "could react to the news"
	if !d.hasEvent() {
		main.Stand, main.Why = Unplaced, "the session of the story's own time; it tells of no event"
	}
	if ref := d.Article.Reference; ref.Known && !ref.DateOnly && ref.Published.Before(timing.Session.Close) {
		main.Why += fmt.Sprintf("; it closed %s, after the story was published", clock(timing.Session.Close))
	}
	marks := benchmarks(f, party.Entity, party.Listing)
	if !main.Return.Void() {
		measureIntraday(f.Tape, &main, marks)
		measureAbnormal(f.Tape, &main, marks)
	}
	d.Reactions = append(d.Reactions, main)
	d.Reactions = append(d.Reactions, d.otherLines(f, party, main)...)
	d.Peers = peerMoves(f, d.Names, party, main)
}

// timing places the main event in market time; a story without an event is
// placed by its own publication.
func (d *Dossier) timing(cal *calendar.Calendar) event.Timing {
	if d.hasEvent() {
		return event.Time(d.Events[0], d.Article, cal)
	}
	return event.Time(event.Event{}, d.Article, cal)
}

// hasEvent reports whether the story tells of something that was done.
func (d *Dossier) hasEvent() bool { return len(d.Events) > 0 && !d.Events[0].Background }

// information is when the market could first know, as well as the dossier can
// tell: as the text says, else the break of the main session when it stands
// out. The second answer says whether anything better than the day is known.
func (d *Dossier) information(main Reaction) (time.Time, bool) {
	if !d.Timing.Information.IsZero() {
		return d.Timing.Information, true
	}
	if in := main.Intraday; d.dates(in) {
		return in.start, true
	}
	return time.Time{}, false
}

// dates reports whether a break may be read as the moment of the news: it stands
// out, there is an event to date, and it came before the story did.
func (d *Dossier) dates(in *Intraday) bool {
	if in == nil || !in.Marked || !d.hasEvent() {
		return false
	}
	ref := d.Article.Reference
	return !ref.Known || ref.DateOnly || in.start.Before(ref.Published)
}

// otherLines measures the party's lines on exchanges that keep other days: the
// session of the same date, placed before or after the news, and the next one
// when that was too early.
func (d *Dossier) otherLines(f Facts, party link.Party, main Reaction) []Reaction {
	var out []Reaction
	for i := range party.Entity.Listings {
		l := &party.Entity.Listings[i]
		if !l.Valid(main.Session.Date) || sameDays(l.MIC, party.Listing.MIC) {
			continue
		}
		cal, err := calendar.For(l.MIC)
		if err != nil {
			continue
		}
		if _, ok := daily(f.Tape, l.ID()); !ok {
			d.gap("the reaction of "+l.ID(), receipt.NoPrices, "the tape has no prices of that line")
			continue
		}
		out = append(out, d.otherLine(f, party.Entity, l, cal, main)...)
	}
	return out
}

func (d *Dossier) otherLine(f Facts, e *security.Entity, l *security.Listing, cal *calendar.Calendar, main Reaction) []Reaction {
	same, ok := cal.AtOrAfter(main.Session.Date)
	if !ok {
		return nil
	}
	r := measure(f.Tape, e, l, same)
	known, exact := d.information(main)
	if !exact {
		// Without a moment only a session that ended before the main one began
		// on the same date is surely too early to have followed it.
		known = main.Session.Open
	}
	if same.Date != main.Session.Date || same.Close.After(known) {
		r.Stand, r.Why = d.standAfter(same, exact)
		return []Reaction{r}
	}
	if !exact {
		r.Stand, r.Why = Unplaced, fmt.Sprintf("ended %s, before %s opened; when the news came is not known to the hour",
			clock(same.Close), main.Session.MIC)
		return []Reaction{r}
	}
	r.Stand, r.Why = BeforeNews, fmt.Sprintf("ended %s, before the news (%s, %s)", clock(same.Close), clock(known), d.knownBy())
	out := []Reaction{r}
	if next, ok := cal.Next(same.Date); ok {
		n := measure(f.Tape, e, l, next)
		n.Stand, n.Why = d.standAfter(next, exact)
		out = append(out, n)
	}
	return out
}

// knownBy says how the moment of the news is known.
func (d *Dossier) knownBy() string {
	if !d.Timing.Information.IsZero() {
		return "as the text says"
	}
	return "read off the largest bar"
}

// standAfter says how a session that could react stands to the story itself.
func (d *Dossier) standAfter(s calendar.Session, exact bool) (Stand, string) {
	if d.Article.Reference.Known && s.Open.After(d.Article.Reference.Published) {
		return Later, "the first session there after the news; it opened after the story was published"
	}
	if !exact {
		return Unplaced, "when the news came is not known to the hour"
	}
	return Reacts, "the first session there after the news"
}

// clock writes a moment with its zone.
func clock(t time.Time) string { return t.Format("2 Jan 15:04 ") + shortZone(t) }

// peerMoves is what the party's peers did in the main session, those of the
// tape only.
func peerMoves(f Facts, names link.Result, party link.Party, main Reaction) []PeerMove {
	named := map[string]bool{}
	for _, p := range names.Parties {
		named[p.Entity.ID] = true
	}
	var out []PeerMove
	for _, id := range party.Entity.Peers {
		e, ok := f.Master.Issuer(id)
		if !ok {
			continue
		}
		l, ok := LineOn(f.Tape, e, party.Listing.MIC)
		if !ok {
			continue
		}
		r := measure(f.Tape, e, l, main.Session)
		if !r.Return.Void() {
			out = append(out, PeerMove{Entity: e, Listing: l, Return: r.Return, Named: named[id]})
		}
	}
	return out
}

// markPreceding flags statements about a session that was over when the news
// came.
func (d *Dossier) markPreceding() {
	for _, r := range d.Reactions {
		if r.Stand != BeforeNews {
			continue
		}
		for i := range d.Statements {
			s := &d.Statements[i]
			if s.Listing != nil && s.Listing.ID() == r.Listing.ID() && s.Window.To == r.Session.Date {
				s.Flags = append(s.Flags, FlagPrecedes)
			}
		}
	}
}

func (d *Dossier) gap(question string, reason receipt.Reason, detail string) {
	d.Gaps = append(d.Gaps, Gap{question, receipt.Unavailable{Reason: reason, Detail: detail}})
}

// collectGaps gathers what the parts could not have.
func (d *Dossier) collectGaps() {
	for _, r := range d.Reactions {
		d.Gaps = append(d.Gaps, r.Missing...)
	}
	at := map[receipt.Unavailable]int{}
	for _, s := range d.Statements {
		if s.Verdict != check.CannotCheck || s.Missing == nil {
			continue
		}
		// Statements that lack the same thing are one question.
		if i, ok := at[*s.Missing]; ok {
			d.Gaps[i].Question += ", " + s.ID
			continue
		}
		at[*s.Missing] = len(d.Gaps)
		d.Gaps = append(d.Gaps, Gap{"whether the story's figures hold: " + s.ID, *s.Missing})
	}
}

// Essential are the gaps that leave a main question of the story open: when it
// was published, and what the market did.
func (d *Dossier) Essential() []Gap {
	var out []Gap
	if !d.Article.Reference.Known {
		out = append(out, Gap{"when the story was published", receipt.Unavailable{Reason: receipt.NoTime, Detail: "give --published"}})
	}
	main, ok := d.MainReaction()
	if ok && main.Return.Void() {
		out = append(out, main.Missing...)
	}
	return out
}

// claimsOf is the claims that answer the one with id.
func (d *Dossier) claimsOf(id string) []claim.Claim {
	var out []claim.Claim
	for _, c := range d.Ledger.Claims {
		if c.About == id {
			out = append(out, c)
		}
	}
	return out
}
