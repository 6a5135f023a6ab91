package record

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"newstape/check"
	"newstape/desk/query"
	"newstape/dossier"
	"newstape/names/screen"
	"newstape/names/security"
)

// corporatePrefix stands before the types of company news in a dossier; queries
// leave it out.
const corporatePrefix = "corporate:"

// attributes is what the story is known by, sorted, each pair once. Events of
// the background count for nothing here: a story that mentions last year's
// sanctions is not one about sanctions.
func attributes(d *dossier.Dossier, feed string) []Attribute {
	var b bag
	b.add("kind", "story")
	b.add("feed", feed)
	b.add("lang", d.Article.Language)
	if d.Article.Outlet != nil {
		b.add("s", d.Article.Outlet.Value)
	}
	b.add("on", d.AsOf().String())
	b.named(d)
	b.said(d)
	for _, e := range d.Events {
		if !e.Background {
			b.add("T", strings.TrimPrefix(e.Type, corporatePrefix))
		}
	}
	for _, s := range d.Statements {
		if slices.Contains(s.Flags, check.Retracted) {
			continue
		}
		b.add("verdict", string(s.Verdict))
		if s.Headline {
			b.add("headline", string(s.Verdict))
		}
	}
	for _, row := range d.Standings {
		for _, s := range row.Lists {
			if stands(s.Status) {
				b.add("list", s.List)
				b.add("listed", row.Entity.ID)
			}
		}
	}
	return b.sorted()
}

// stands reports whether a party is on a list itself, or through its parent or
// owners.
func stands(status string) bool {
	switch screen.Status(status) {
	case screen.Listed, screen.ParentListed, screen.Owned:
		return true
	}
	return false
}

// bag collects attributes.
type bag []Attribute

// add puts a pair in, its value in lower case with single spaces; nothing without one.
func (b *bag) add(key, value string) {
	value = strings.ToLower(strings.Join(strings.Fields(value), " "))
	if value != "" {
		*b = append(*b, Attribute{Key: key, Value: value})
	}
}

// sorted is what was collected in order of key and value, each pair once.
func (b bag) sorted() []Attribute {
	slices.SortFunc(b, func(x, y Attribute) int { return cmp.Or(cmp.Compare(x.Key, y.Key), cmp.Compare(x.Value, y.Value)) })
	return slices.Compact(b)
}

func (b *bag) named(d *dossier.Dossier) {
	for _, p := range d.Names.Parties {
		b.add("party", p.Entity.ID)
		role := string(p.Role)
		b.add("role", role)
		switch role {
		case "accused", "accuser", "subject":
			b.add(role, p.Entity.ID)
		}
		if p.Listing != nil {
			b.line(p.Listing)
		}
		for i := range p.Entity.Listings {
			if l := &p.Entity.Listings[i]; l.Valid(d.AsOf()) {
				b.line(l)
			}
		}
	}
}

// line makes a line of shares be found by its ticker, with and without its market.
func (b *bag) line(l *security.Listing) {
	b.add("tt", l.Ticker)
	b.add("tt", l.ID())
}

// said is the claims: how they stand, and who says them, down the whole chain.
func (b *bag) said(d *dossier.Dossier) {
	for _, c := range d.Ledger.Claims {
		b.add("claim", string(c.Status))
		b.add("stance", string(c.Stance))
		b.add("speaker", c.Speaker.Name)
		for _, v := range c.Via {
			b.add("speaker", v.Name)
		}
	}
}

// numbers is the figures of the main reaction against the market, the day of
// publication, and how much the story is about the party it is most about. car
// is that of the session alone, which is ar: what later sessions add comes as a
// [Measurement], never by reading.
func numbers(d *dossier.Dossier) []Number {
	var out []Number
	add := func(key string, f dossier.Figure) {
		if !f.Void() {
			out = append(out, Number{Key: key, Value: f.Value()})
		}
	}
	if main, ok := d.MainReaction(); ok {
		add("return", main.Return)
		add("volume", main.Volume)
		if a, ok := marketModel(main); ok {
			add("ar", a.AR)
			add("t", a.T)
			add("p", a.P)
			add("car", a.AR)
		}
	}
	if on := d.AsOf(); on != 0 {
		y, m, day := on.Time().Date()
		out = append(out, Number{Key: "day", Value: query.Day(y, int(m), day)})
	}
	if len(d.Names.Parties) > 0 {
		out = append(out, Number{Key: "relevance", Value: float64(d.Names.Parties[0].Relevance)})
	}
	slices.SortFunc(out, func(x, y Number) int { return cmp.Compare(x.Key, y.Key) })
	return out
}

// Doc is the story as queries and alert rules see it, with what the caller knows
// besides, such as {held yes} or {cluster ID}.
func Doc(s *Story, extra ...Attribute) query.Doc {
	doc := query.Doc{Attributes: map[string][]string{}, Numbers: map[string][]float64{}, Text: s.Text}
	for _, list := range [][]Attribute{s.Attributes, extra} {
		for _, a := range list {
			if v := strings.ToLower(a.Value); !slices.Contains(doc.Attributes[a.Key], v) {
				doc.Attributes[a.Key] = append(doc.Attributes[a.Key], v)
			}
		}
	}
	for _, n := range s.Numbers {
		doc.Numbers[n.Key] = append(doc.Numbers[n.Key], n.Value)
	}
	return doc
}

func eventID(n int) string { return "e" + strconv.Itoa(n+1) }
