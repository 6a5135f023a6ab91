package link

import (
	"slices"
	"strings"

	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/text"
)

// Antecedent is the party that a description means: "the company", "its
// shares", "the Chinese e-commerce giant", "the newspaper".
type Antecedent struct {
	Mention int // index into Result.Mentions of the mention it goes back to
	Party   int // index into Result.Parties
	Reason  string
	receipt receipt.Receipt
}

// Receipt is the description and the mention it goes back to.
func (a Antecedent) Receipt() receipt.Receipt { return a.receipt }

// Company finds whom a description at span means, or false when no party is
// clear. The nearest sentence with a fitting mention before it decides: in the
// description's own sentence the first fitting party, since it is most often the
// subject; in a sentence before it, up to three back, likewise. Two different
// fitting parties make the nearest sentence unclear, unless one of them is the
// party that the story is about. Last comes that party itself.
//
// What fits is told by the head of the description: a newspaper is a press
// party, a ministry a state body, a chipmaker an issuer of that trade.
func (r Result) Company(doc text.Document, span receipt.Span) (Antecedent, bool) {
	want, ok := describe(span.In(doc.Text))
	if !ok {
		return Antecedent{}, false
	}
	at, ok := doc.SentenceAt(span.Start)
	if !ok {
		return Antecedent{}, false
	}
	main := r.main(want)
	for k := at; k >= max(0, at-3); k-- {
		end := doc.Sentences[k].End
		if k == at {
			end = span.Start
		}
		found := r.fitting(want, doc.Sentences[k].Start, end)
		switch {
		case len(found) == 0:
			continue
		case r.oneParty(found):
			return r.antecedent(span, found[0], "the only fitting party of the nearest sentence before it"), true
		case r.holds(found, main):
			return r.antecedent(span, r.first(found, main), "of the fitting parties before it, the one the story is about"), true
		case k < at || want.trade != "":
			return r.antecedent(span, found[0], "the first fitting party of the sentence before it"), true
		}
		return Antecedent{}, false
	}
	if main >= 0 {
		return r.antecedent(span, r.Parties[main].Mentions[0], "the party that the story is about"), true
	}
	return Antecedent{}, false
}

func (r Result) antecedent(span receipt.Span, mention int, why string) Antecedent {
	m := r.Mentions[mention]
	return Antecedent{
		Mention: mention, Party: r.party(m.Entity), Reason: why,
		receipt: receipt.New("link/coreference", span, m.Span, fact(m.Entity)),
	}
}

func (r Result) party(e *security.Entity) int {
	return slices.IndexFunc(r.Parties, func(p Party) bool { return p.Entity == e })
}

// main is the most relevant fitting party of the story, -1 when there is none or
// when the next is as relevant.
func (r Result) main(want description) int {
	best := -1
	for i, p := range r.Parties {
		if !want.fits(p.Entity) {
			continue
		}
		if best < 0 {
			best = i
			continue
		}
		if r.Parties[best].Relevance == p.Relevance {
			return -1
		}
		break
	}
	return best
}

func (r Result) fitting(want description, from, to int) []int {
	var out []int
	i, _ := slices.BinarySearchFunc(r.Mentions, from, func(m Mention, at int) int { return m.Span.Start - at })
	for ; i < len(r.Mentions) && r.Mentions[i].Span.End <= to; i++ {
		if want.fits(r.Mentions[i].Entity) {
			out = append(out, i)
		}
	}
	return out
}

func (r Result) oneParty(mentions []int) bool {
	for _, i := range mentions[1:] {
		if r.Mentions[i].Entity != r.Mentions[mentions[0]].Entity {
			return false
		}
	}
	return true
}

func (r Result) holds(mentions []int, party int) bool { return r.first(mentions, party) >= 0 }

func (r Result) first(mentions []int, party int) int {
	if party < 0 {
		return -1
	}
	for _, i := range mentions {
		if r.Mentions[i].Entity == r.Parties[party].Entity {
			return i
		}
	}
	return -1
}

// description is what a phrase asks of its party.
type description struct {
	kinds   []security.Kind
	trade   string // parts of sector names, one of which must fit: "chip|semiconductor"; "" for any
	country string // "" for any
}

func (d description) fits(e *security.Entity) bool {
	return slices.Contains(d.kinds, e.Kind) &&
		(d.trade == "" || slices.ContainsFunc(strings.Split(d.trade, "|"), func(t string) bool { return strings.Contains(e.Sector, t) })) &&
		(d.country == "" || e.Country == "" || e.Country == d.country)
}

var companies = []security.Kind{security.Issuer, security.Private}

// heads are the words that a description may end in, with what they ask for.
var heads = []struct {
	word  string
	kinds []security.Kind
	trade string
}{
	{"company", companies, ""},
	{"firm", companies, ""},
	{"group", companies, ""},
	{"giant", companies, ""},
	{"corporation", companies, ""},
	{"business", companies, ""},
	{"start-up", companies, ""},
	{"startup", companies, ""},
	{"conglomerate", companies, ""},
	{"manufacturer", companies, ""},
	{"supplier", companies, ""},
	{"maker", companies, ""},
	{"titan", companies, ""},
	{"heavyweight", companies, ""},
	{"operator", companies, ""},
	{"developer", companies, ""},
	{"stock", companies[:1], ""},
	{"shares", companies[:1], ""},
	{"share", companies[:1], ""},
	{"adrs", companies[:1], ""},
	{"adr", companies[:1], ""},
	{"it", companies, ""},
	{"its", companies, ""},
	{"chipmaker", companies, "chip|semiconductor"},
	{"automaker", companies, "car|electric vehicles"},
	{"carmaker", companies, "car|electric vehicles"},
	{"airline", companies, "airline"},
	{"carrier", companies, "airline"},
	{"planemaker", companies, "aerospace"},
	{"retailer", companies, "retail|internet"},
	{"lender", companies, "bank"},
	{"bank", companies, "bank"},
	{"drugmaker", companies, "pharma"},
	{"insurer", companies, "insurance"},
	{"miner", companies, "mining"},
	{"streamer", companies, "media|stream"},
	{"newspaper", []security.Kind{security.Press}, ""},
	{"paper", []security.Kind{security.Press}, ""},
	{"outlet", []security.Kind{security.Press}, ""},
	{"agency", []security.Kind{security.State}, ""},
	{"department", []security.Kind{security.State}, ""},
	{"ministry", []security.Kind{security.State}, ""},
	{"regulator", []security.Kind{security.State}, ""},
	{"embassy", []security.Kind{security.State}, ""},
	{"administration", []security.Kind{security.State}, ""},
	{"bureau", []security.Kind{security.State}, ""},
	{"watchdog", []security.Kind{security.State}, ""},
	{"fund", []security.Kind{security.Fund}, ""},
	{"index", []security.Kind{security.Index}, ""},
	{"gauge", []security.Kind{security.Index}, ""},
	{"benchmark", []security.Kind{security.Index}, ""},
}

// describe reads the phrase: its last word, and the trade and nationality before
// it.
func describe(phrase string) (description, bool) {
	words := strings.Fields(strings.ToLower(strings.NewReplacer("’s", "", "'s", "", ",", "", ".", "").Replace(phrase)))
	if len(words) == 0 || len(words) > 8 {
		return description{}, false
	}
	var d description
	found := false
	// "the company's shares" asks for a company: the first head decides, but for
	// a compound such as "chip maker", where the last does.
	for _, w := range words {
		for _, h := range heads {
			if h.word == w && (!found || d.kinds == nil) {
				d.kinds, d.trade, found = h.kinds, h.trade, true
			}
		}
		if c, ok := nationality[w]; ok {
			d.country = c
		}
		if t, ok := trades[w]; ok && d.trade == "" {
			d.trade = t
		}
	}
	return d, found
}

var nationality = map[string]string{
	"chinese": "CN", "american": "US", "us": "US", "japanese": "JP", "korean": "KR", "taiwanese": "TW", "dutch": "NL",
	"german": "DE", "french": "FR", "british": "GB", "indian": "IN", "swedish": "SE", "finnish": "FI", "swiss": "CH",
}

var trades = map[string]string{
	"e-commerce": "internet", "internet": "internet", "search": "internet", "chip": "chip|semiconductor", "drone": "drone",
	"ride-hailing": "ride hailing", "battery": "batter", "memory": "memory", "gaming": "game", "games": "game",
	"video-game": "game", "oil": "oil", "cybersecurity": "cybersecurity", "streaming": "stream",
}
