package security

import (
	"strings"
	"unicode"

	"newstape/tape/calendar"
)

// handColumns are the columns of the tables written by hand.
//
//	listings  first the primary line; "; " between lines; each MIC:ticker, then
//	          relation, =CUR and validity in any order:
//	          "XNYS:BABA ADR =USD 2014-09-19..; XHKG:9988 2019-11-26.."
//	aliases   "; " between names. Marks: "b:" a brand, "f:" a former name,
//	          "d:" a demonym; a trailing "?" marks an ordinary word, "!" denies that
//	          it is one though the word list has it
//	peers     entity IDs, closest first
const handColumns = "id name kind country sector parent listings aliases peers"

// handRow adds one entity. The name itself is an alias, and so is what is left
// of it without its legal form.
func (m *Master) handRow(r row) error {
	e := &Entity{
		ID: r.cells[0], Name: r.cells[1], Kind: Kind(r.cells[2]), Country: r.cells[3],
		Sector: r.cells[4], Parent: r.cells[5], Source: r.file,
	}
	if e.ID == "" || e.ID != slug(e.ID) {
		return r.bad(0, "%q is not an ID: lower-case words with hyphens", e.ID)
	}
	if m.byID[e.ID] != nil {
		return r.bad(0, "the ID %q stands twice", e.ID)
	}
	for i, s := range fields(r.cells[6]) {
		l, err := parseListing(s)
		if err != "" {
			return r.bad(6, "%q: %s", s, err)
		}
		l.Primary = i == 0 || l.Primary
		e.Listings = append(e.Listings, l)
	}
	name := strings.TrimRight(e.Name, "?!")
	m.addName(e, e.Name)
	e.Name = name
	for _, s := range fields(r.cells[7]) {
		m.addName(e, s)
	}
	e.Peers = strings.Fields(r.cells[8])
	m.add(e)
	return nil
}

func fields(cell string) []string {
	if cell == "" {
		return nil
	}
	out := strings.Split(cell, ";")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// addName adds a name with its marks, and the same with one word of its legal
// form after the other taken away.
func (m *Master) addName(e *Entity, s string) {
	a := Alias{Kind: kindOf(s)}
	switch {
	case strings.HasPrefix(s, "b:"):
		a.Kind, s = Brand, s[2:]
	case strings.HasPrefix(s, "f:"):
		a.Kind, s = Former, s[2:]
	case strings.HasPrefix(s, "d:"):
		a.Kind, s = Demonym, s[2:]
	}
	a.Name = strings.TrimRight(s, "?!")
	a.Common = strings.HasSuffix(s, "?") ||
		!strings.HasSuffix(s, "!") && a.Kind != Acronym && e.trades() && m.common[strings.ToLower(a.Name)]
	e.addAlias(a)
	if a.Kind == Demonym {
		return
	}
	for name := a.Name; ; {
		shorter := lessForm(name)
		if shorter == name {
			return
		}
		name = shorter
		// One ordinary word is left of many a name ("News" of News Corp.): a
		// table written by hand lists it where news uses it.
		common := m.common[strings.ToLower(name)]
		if !common || e.Rank != 0 {
			e.addAlias(Alias{Name: name, Kind: kindOf(name), Common: common})
		}
	}
}

// trades reports a company or product, whose name may be an ordinary word. China
// and the Senate are ordinary words of the list too, but in capitals only they
// are meant.
func (e *Entity) trades() bool { return e.Kind == Issuer || e.Kind == Private || e.Kind == Product }

// addAlias adds a unless the entity has the name already.
func (e *Entity) addAlias(a Alias) {
	for i := range e.Aliases {
		if e.Aliases[i].Name == a.Name {
			return
		}
	}
	e.Aliases = append(e.Aliases, a)
}

// kindOf guesses how a name is used from how it is written.
func kindOf(name string) AliasKind {
	name = strings.TrimRight(name, "?!")
	upper, letters := 0, 0
	for _, r := range name {
		switch {
		case unicode.Is(unicode.Han, r):
			return Chinese
		case unicode.IsUpper(r):
			upper++
			letters++
		case unicode.IsLetter(r):
			letters++
		}
	}
	switch {
	case Core(name) != name:
		return Legal
	case upper == letters && letters > 1 && letters <= 6 && !strings.Contains(name, " "):
		return Acronym
	}
	return Short
}

// parseListing reads one line; the second result says what is wrong.
func parseListing(s string) (Listing, string) {
	parts := strings.Fields(s)
	if len(parts) == 0 {
		return Listing{}, "empty"
	}
	mic, ticker, ok := strings.Cut(parts[0], ":")
	if !ok || ticker == "" {
		return Listing{}, "not MIC:ticker"
	}
	l := Listing{MIC: mic, Ticker: ticker, Currency: currency(mic)}
	var relation []string
	for _, p := range parts[1:] {
		from, to, dated := strings.Cut(p, "..")
		switch {
		case p == "primary":
			l.Primary = true
		case strings.HasPrefix(p, "="):
			l.Currency = p[1:]
		case dated:
			if err := l.validity(from, to); err != nil {
				return l, err.Error()
			}
		default:
			relation = append(relation, p)
		}
	}
	l.Relation = strings.Join(relation, " ")
	if l.Currency == "" {
		return l, "no currency is known for the exchange: add one as =CUR"
	}
	return l, ""
}

func (l *Listing) validity(from, to string) error {
	var err error
	if from != "" {
		if l.From, err = calendar.ParseDate(from); err != nil {
			return err
		}
	}
	if to != "" {
		l.To, err = calendar.ParseDate(to)
	}
	return err
}

// currency is what lines of an exchange trade in, unless a row says otherwise.
func currency(mic string) string {
	switch mic {
	case "XNYS", "XNAS", "ARCX", "XASE", "BATS", "OTCM":
		return "USD"
	case "XHKG":
		return "HKD"
	case "XSHG", "XSHE":
		return "CNY"
	case "XTAI", "ROCO":
		return "TWD"
	case "XTKS":
		return "JPY"
	case "XKRX", "XKOS":
		return "KRW"
	case "XAMS", "XPAR", "XETR", "XMIL", "XMAD", "XHEL", "XBRU", "XDUB", "XLIS":
		return "EUR"
	case "XLON":
		return "GBX"
	case "XSWX":
		return "CHF"
	case "XSTO":
		return "SEK"
	case "XCSE":
		return "DKK"
	case "XOSL":
		return "NOK"
	case "XNSE", "XBOM":
		return "INR"
	case "XASX":
		return "AUD"
	case "XTSE":
		return "CAD"
	case "XSES":
		return "SGD"
	case "INDEX":
		return "PTS"
	}
	return ""
}
