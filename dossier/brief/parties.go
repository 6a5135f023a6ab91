package brief

import (
	"fmt"
	"slices"
	"strings"

	"newstape/dossier"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/tape/calendar"
)

// names is the table of parties, and of what was not linked and why.
func (b *builder) names(d *dossier.Dossier) {
	b.section("names", "Who is named")
	t := Table{Header: []string{"party", "kind", "listings", "role", "relevance", "mentions"}, Right: []bool{false, false, false, false, true, true}}
	for _, p := range d.Names.Parties {
		r := d.Names.Mentions[p.Mentions[0]].Receipt()
		for _, i := range p.Mentions[1:] {
			r = r.With(d.Names.Mentions[i].Span)
		}
		t.Rows = append(t.Rows, b.row(r, "", p.Entity.Name, string(p.Entity.Kind), listings(p, d.AsOf()), string(p.Role),
			fmt.Sprint(p.Relevance), fmt.Sprint(len(p.Mentions))))
	}
	b.table(t)
	b.table(b.refusals(d.Names.Refusals))
}

// refusals is the table of names that were not linked; a name that comes again
// for the same reason is one row with all its places.
func (b *builder) refusals(all []link.Refusal) Table {
	t := Table{Header: []string{"not linked", "reason", "could be"}}
	type key struct{ name, reason string }
	rest := map[key]receipt.Receipt{}
	var order []link.Refusal
	for _, r := range all {
		k := key{r.Name, r.Reason}
		if before, seen := rest[k]; seen {
			rest[k] = before.With(r.Span)
			continue
		}
		rest[k] = r.Receipt()
		order = append(order, r)
	}
	for _, r := range order {
		t.Rows = append(t.Rows, b.row(rest[key{r.Name, r.Reason}], "", r.Name, words(r.Reason), strings.Join(r.Senses, ", ")))
	}
	return t
}

// mostListings bounds how many lines of a party the page lists; JSON has all.
const mostListings = 6

// listings writes the lines of a party on the story's day, the one the story
// means first.
func listings(p link.Party, day calendar.Date) string {
	if len(p.Entity.Listings) == 0 {
		return "none"
	}
	var out []string
	if p.Listing != nil {
		out = append(out, p.Listing.ID())
	}
	for _, l := range p.Entity.Listings {
		if (day == 0 || l.Valid(day)) && (p.Listing == nil || l.ID() != p.Listing.ID()) {
			out = append(out, l.ID())
		}
	}
	if len(out) > mostListings {
		out = append(out[:mostListings], fmt.Sprintf("and %d more", len(out)-mostListings))
	}
	return strings.Join(out, ", ")
}

// lists shows where parties stood on the story's date; parties that stand
// nowhere and never did are one line together.
func (b *builder) lists(d *dossier.Dossier) {
	b.section("lists", "Restriction lists on the story's date")
	t := Table{Header: []string{"party", "list", "on the date", "since", "citation", "before and after"}}
	var clear []dossier.Standings
	for _, row := range d.Standings {
		shown := false
		for _, s := range row.Lists {
			if s.Status == "not_listed" && len(s.Later)+len(s.Earlier) == 0 {
				continue
			}
			shown = true
			class := ""
			if s.Status != "not_listed" {
				class = "caution"
			}
			t.Rows = append(t.Rows, b.row(s.Receipt(), class, row.Entity.Name, dossier.ListName(s.List), words(s.Status), s.Since.String(), s.Citation, changes(slices.Concat(s.Earlier, s.Later))))
		}
		if !shown && len(row.Lists) > 0 {
			clear = append(clear, row)
		}
	}
	b.table(t)
	if len(clear) > 0 {
		names, rest := clearOf(clear)
		b.paragraph(b.say(rest, "On none of the lists that were asked, then or later: %s.", names))
	}
}

// changes writes "2026-02-13 posted, then withdrawn (citation); ...".
func changes(in []dossier.ListChange) string {
	out := make([]string, len(in))
	for i, c := range in {
		out[i] = fmt.Sprintf("%s %s (%s)", c.Date, c.What, c.Citation)
	}
	return strings.Join(out, "; ")
}

// clearOf names parties that stand on no list, with one fact for each list that
// was asked.
func clearOf(rows []dossier.Standings) (string, receipt.Receipt) {
	names := make([]string, len(rows))
	for i, r := range rows {
		names[i] = r.Entity.Name
	}
	joined := strings.Join(names, ", ")
	var facts []receipt.Evidence
	for _, s := range rows[0].Lists {
		for _, f := range s.Receipt().Facts()[:1] {
			facts = append(facts, receipt.Fact{Table: f.Table, Row: fmt.Sprintf("no entry for %s in force on %s", joined, s.AsOf), Source: f.Source})
		}
	}
	return joined, receipt.New("screen/not-listed", facts[0], facts[1:]...)
}

// implications are the last sections that readers know: each sentence restates
// a checked fact for one kind of reader, or is not written.
func (b *builder) implications(d *dossier.Dossier) {
	b.section("broader", "Broader implications")
	b.paragraph(b.broader(d)...)
	b.section("investors", "What it means for investors")
	b.paragraph(b.investors(d)...)
	b.section("regulators", "What it means for regulators")
	b.paragraph(b.regulators(d)...)
}

func (b *builder) broader(d *dossier.Dossier) []Sentence {
	main, ok := d.MainReaction()
	if !ok {
		return nil
	}
	var out []Sentence
	for _, a := range main.Abnormal {
		if a.Peer && a.Model == dossier.MarketModel {
			rest := ""
			if own, all := a.AR.Value(), main.Return.Value(); own*all > 0 && own/all < 1 {
				rest = ": the rest is shared with the sector"
			}
			out = append(out, b.say(a.AR.Receipt(), "Beyond its peers (%s) %s moved %s, against %s in all%s.",
				ticker(a.Benchmark), main.Listing.ID(), dossier.Signed(a.AR.Value()), dossier.Signed(main.Return.Value()), rest))
		}
	}
	return out
}

func (b *builder) investors(d *dossier.Dossier) []Sentence {
	main, ok := d.MainReaction()
	if !ok {
		return nil
	}
	var out []Sentence
	for _, a := range main.Abnormal {
		if a.Peer || a.Model != dossier.MarketModel {
			continue
		}
		if !a.Percentile.Void() {
			of := "earlier sessions, each judged by its own window,"
			if a.InSample {
				of = "sessions that set the standard,"
			}
			out = append(out, b.say(a.Percentile.Receipt(), "Of the %d %s %.1f %% had an abnormal return below this one.", a.History, of, a.Percentile.Value()))
		}
	}
	for _, r := range d.Reactions {
		if r.Stand == dossier.Later && !r.Return.Void() {
			out = append(out, b.say(r.Return.Receipt(), "After the story, in the session of %s, %s opened %s and closed %s.", r.Session.Date,
				r.Listing.ID(), percentOr(r.OpenReturn), dossier.Signed(r.Return.Value())))
		}
	}
	return out
}

func (b *builder) regulators(d *dossier.Dossier) []Sentence {
	var out []Sentence
	if c, ok := d.MainClaim(); ok {
		out = append(out, b.say(c.Receipt(), "The main claim stands as %s: %s.", words(string(c.Status)), c.Why))
	}
	for _, row := range d.Standings {
		if row.Entity.Kind == security.Product {
			continue
		}
		var on []string
		var rest receipt.Receipt
		for _, s := range row.Lists {
			if s.Status != "listed" {
				continue
			}
			on = append(on, fmt.Sprintf("the %s since %s", dossier.ListName(s.List), s.Since))
			if rest.Void() {
				rest = s.Receipt()
			} else {
				rest = rest.With(s.Receipt().Facts()[0])
			}
		}
		if len(on) > 0 {
			out = append(out, b.say(rest, "%s stood, on the story's date, on %s.", row.Entity.Name, strings.Join(on, ", ")))
		}
	}
	return out
}
