package brief

import (
	"fmt"
	"strings"

	"newstape/check"
	"newstape/dossier"
	"newstape/dossier/chart"
)

// statements is the table of what the story says about prices, with verdicts.
func (b *builder) statements(d *dossier.Dossier) {
	b.section("statements", "Is it true of the tape?")
	t := Table{Header: []string{"", "the story says", "of", "verdict", "what the tape says"}}
	for _, s := range d.Statements {
		of := "not known"
		if s.Listing != nil {
			of = s.Listing.ID()
		}
		t.Rows = append(t.Rows, b.row(s.Receipt(), verdictClass(s.Verdict), s.ID,
			"“"+clip(s.Span.In(d.Article.Text), 90)+"”", of, verdictWord(s.Verdict), s.Why))
	}
	b.table(t)
}

func verdictWord(v check.Verdict) string {
	return map[check.Verdict]string{
		check.Holds: "holds", check.HoldsIntraday: "holds only intraday", check.HoldsElsewhere: "holds elsewhere",
		check.Fails: "fails", check.CannotCheck: "cannot check",
	}[v]
}

func verdictClass(v check.Verdict) string {
	return map[check.Verdict]string{
		check.Holds: "ok", check.HoldsIntraday: "caution", check.HoldsElsewhere: "caution", check.Fails: "warn",
	}[v]
}

// reaction shows the main reaction in words, charts and tables, then the other
// listings and the peers.
func (b *builder) reaction(d *dossier.Dossier) {
	b.section("reaction", "Market reaction")
	if main, ok := d.MainReaction(); ok {
		b.mainReaction(d, main)
	}
	b.listings(d.Reactions)
	b.peers(d)
}

func (b *builder) mainReaction(d *dossier.Dossier, r dossier.Reaction) {
	if r.Return.Void() {
		return
	}
	currency := r.Listing.Currency
	out := []Sentence{b.say(r.Return.Receipt(), "%s closed at %s %.2f on %s against %.2f the session before: %s.", r.Listing.ID(),
		currency, r.Close.Value(), day(r), r.PriorClose.Value(), dossier.Signed(r.Return.Value()))}
	if !r.Low.Void() && r.Return.Value() < 0 {
		at := ""
		if r.LowAt != "" {
			at = fmt.Sprintf(" in the bar from %s", r.LowAt)
		}
		out = append(out, b.say(r.LowReturn.Receipt(), "The low was %.2f, %s%s.", r.Low.Value(), dossier.Signed(r.LowReturn.Value()), at))
	}
	if !r.Volume.Void() {
		out = append(out, b.say(r.Volume.Receipt(), "Volume was %.1f times the median of the 20 sessions before.", r.Volume.Value()))
	}
	if !r.VolumeT.Void() {
		out = append(out, b.say(r.VolumeT.Receipt(), "Against its own 240-session standard that volume has t %.2f, p %s.", r.VolumeT.Value(), dossier.Probability(r.VolumeP.Value())))
	}
	b.paragraph(out...)
	b.intraday(d, r)
	b.dailyChart(r)
	b.abnormal(r)
}

func day(r dossier.Reaction) string { return r.Session.Date.Time().Format("Mon 2 January 2006") }

func (b *builder) intraday(d *dossier.Dossier, r dossier.Reaction) {
	in := r.Intraday
	if in == nil {
		return
	}
	out := []Sentence{b.say(in.Return.Receipt(), "The largest bar of the session starts at %s %s: %.2f to %.2f, %s.",
		in.At, in.Zone, in.From.Value(), in.To.Value(), dossier.Signed(in.Return.Value()))}
	if !in.VolumeMultiple.Void() {
		out = append(out, b.say(in.VolumeMultiple.Receipt(), "It traded %.1f times the session's median bar.", in.VolumeMultiple.Value()))
	}
	if !in.Before.Void() {
		out = append(out, b.say(in.Before.Receipt(), "Up to then the day's move was %s.", dossier.Signed(in.Before.Value())))
	}
	parts := []string{fmt.Sprintf("%s %s", r.Listing.Ticker, dossier.Signed(in.Since.Value()))}
	rest := in.Since.Receipt()
	for _, m := range in.Benchmarks {
		kind := "market"
		if m.Peer {
			kind = "peers"
		}
		parts = append(parts, fmt.Sprintf("%s (%s) %s", ticker(m.Listing), kind, dossier.Signed(m.Since.Value())))
		for _, c := range m.Since.Receipt().Cells() {
			rest = rest.With(c)
		}
	}
	out = append(out, b.say(rest, "From then to the last bar: %s.", strings.Join(parts, "; ")))
	b.paragraph(out...)
	b.sessionChart(d, r)
}

func ticker(listing string) string {
	if _, t, ok := strings.Cut(listing, ":"); ok {
		return t
	}
	return listing
}

// sessionChart draws the session in per cent against the prior close with the
// figures that the story states for it.
func (b *builder) sessionChart(d *dossier.Dossier, r dossier.Reaction) {
	in := r.Intraday
	if len(in.Subject) == 0 {
		return
	}
	c := chart.Lines{
		Title: fmt.Sprintf("%s on %s, per cent against the prior close", r.Listing.ID(), day(r)), Unit: "%",
		Points: in.Times, Mark: -1,
		Series: []chart.Series{{Name: r.Listing.Ticker, Class: "subject", Values: in.Subject}},
	}
	for k, t := range in.Times {
		if t == in.At {
			c.Mark, c.MarkLabel = k, in.At+" "+in.Zone
		}
	}
	for _, m := range in.Benchmarks {
		if m.Path == nil {
			continue
		}
		class := "market"
		if m.Peer {
			class = "peer"
		}
		c.Series = append(c.Series, chart.Series{Name: ticker(m.Listing), Class: class, Values: m.Path})
	}
	drawn := map[float64]bool{}
	for _, s := range d.Statements {
		v := signedValue(s)
		if s.Listing == nil || s.Listing.ID() != r.Listing.ID() || s.Unit != "pct" || !s.HasValue || s.Window.To != r.Session.Date || drawn[v] {
			continue
		}
		drawn[v] = true
		c.Levels = append(c.Levels, chart.Level{Label: fmt.Sprintf("story: %+.1f%%", v), Class: "stated", Value: v})
	}
	b.add(Block{Chart: &Chart{
		SVG: c.SVG(), Blocks: chart.Blocks(in.Subject, 78),
		Caption: b.say(in.Since.Receipt(), "%s through the session of %s, %s to %s %s.", r.Listing.ID(), r.Session.Date,
			in.Times[0], in.Times[len(in.Times)-1], in.Zone),
	}})
}

func signedValue(s check.Statement) float64 {
	if s.Direction == check.Down {
		return -s.Value
	}
	return s.Value
}

func (b *builder) dailyChart(r dossier.Reaction) {
	if len(r.Path) < 3 {
		return
	}
	c := chart.Lines{Title: fmt.Sprintf("%s closes to %s", r.Listing.ID(), r.Session.Date), Mark: len(r.Path) - 1, MarkLabel: r.Session.Date.String()}
	values := make([]float64, len(r.Path))
	for k, p := range r.Path {
		values[k] = p.Close
		c.Points = append(c.Points, p.Date.String())
	}
	c.Series = []chart.Series{{Name: r.Listing.Ticker, Class: "subject", Values: values}}
	b.add(Block{Chart: &Chart{
		SVG: c.SVG(), Blocks: chart.Blocks(values, 78),
		Caption: b.say(r.Close.Receipt(), "%s closes, %s to %s, in %s.", r.Listing.ID(), r.Path[0].Date, r.Session.Date, r.Listing.Currency),
	}})
}

// abnormal is the table of abnormal returns of the session and its windows.
func (b *builder) abnormal(r dossier.Reaction) {
	t := Table{
		Header: []string{"against", "beta", "window", "abnormal", "95 % interval", "t", "AR/s", "p", "detects", "below", "days"},
		Right:  []bool{false, true, true, true, true, true, true, true, true, true, true},
	}
	for _, a := range r.Abnormal {
		beta := ""
		if !a.Beta.Void() {
			beta = fmt.Sprintf("%.2f", a.Beta.Value())
		}
		rest := a.AR.Receipt()
		detects, below := "", ""
		if !a.Detectable.Void() {
			detects = fmt.Sprintf("%.1f %%", a.Detectable.Value())
		}
		if !a.Percentile.Void() {
			below = fmt.Sprintf("%.1f %%", a.Percentile.Value())
		}
		interval := ""
		if !a.Low.Void() {
			interval = fmt.Sprintf("%+.2f to %+.2f", a.Low.Value(), a.High.Value())
		}
		t.Rows = append(t.Rows, b.row(rest, "", against(a), beta, "0", dossier.Signed(a.AR.Value()), interval,
			dossier.Statistic(a.T.Value()), dossier.Statistic(a.PlainT.Value()), dossier.Probability(a.P.Value()), detects, below, fmt.Sprint(a.Days)))
		for _, w := range a.Windows {
			t.Rows = append(t.Rows, b.row(w.CAR.Receipt(), "", against(a), "",
				fmt.Sprintf("%+d..%+d", w.First, w.Last), dossier.Signed(w.CAR.Value()), "",
				dossier.Statistic(w.T.Value()), "", dossier.Probability(w.P.Value()), "", "", fmt.Sprint(a.Days)))
		}
	}
	b.table(t)
	if len(r.Abnormal) > 0 {
		b.paragraph(b.say(r.Abnormal[0].AR.Receipt(), "Windows that go past day 0 say what came of it, not what the story could know."))
	}
}

// against names a benchmark and how it was used: "SPY", or "SPY, difference"
// for the plain market-adjusted return.
func against(a dossier.Abnormal) string {
	if a.Model == dossier.MarketModel {
		return ticker(a.Benchmark)
	}
	return ticker(a.Benchmark) + ", difference"
}

// listings compares the lines of the main party.
func (b *builder) listings(all []dossier.Reaction) {
	t := Table{
		Header: []string{"listing", "session", "open", "low", "high", "close", "stands as"},
		Right:  []bool{false, false, true, true, true, true, false},
	}
	for _, r := range all {
		if r.Return.Void() {
			continue
		}
		t.Rows = append(t.Rows, b.row(r.Return.Receipt(), "", r.Listing.ID(), r.Session.Date.String(),
			percentOr(r.OpenReturn), percentOr(r.LowReturn), percentOr(r.HighReturn), dossier.Signed(r.Return.Value()), r.Why))
	}
	b.table(t)
}

func percentOr(f dossier.Figure) string {
	if f.Void() {
		return ""
	}
	return dossier.Signed(f.Value())
}

// peers is the table of what peers did in the same session.
func (b *builder) peers(d *dossier.Dossier) {
	t := Table{Header: []string{"peer", "listing", "same session", "in the story"}, Right: []bool{false, false, true, false}}
	for _, p := range d.Peers {
		named := "not named"
		if p.Named {
			named = "named"
		}
		t.Rows = append(t.Rows, b.row(p.Return.Receipt(), "", p.Entity.Name, p.Listing.ID(), dossier.Signed(p.Return.Value()), named))
	}
	b.table(t)
}
