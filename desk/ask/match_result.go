package ask

import (
	"strings"

	"newstape/names/lists"
	"newstape/names/screen"
)

// results are the findings of one answer that the request wants.
func results(a *screen.Answer, how matching) []MatchResult {
	var out []MatchResult
	for _, st := range a.Standings {
		if st.Status != screen.NotListed && (how.list == "" || how.list == string(st.List)) {
			out = append(out, tableResult(a, st))
		}
	}
	for _, h := range a.Hits {
		if how.list != "" && how.list != h.Entry.List {
			continue
		}
		m := bookResult(h)
		m.Match = h.Status == screen.Listed && (how.threshold == 0 && !h.Confirm || how.threshold > 0 && m.Score >= how.threshold)
		if m.Score >= how.cutoff {
			out = append(out, m)
		}
	}
	return out
}

// tableResult is a standing by the embedded table, which knows the party by its
// identity.
func tableResult(a *screen.Answer, st screen.Standing) MatchResult {
	f := fromTable(st)
	m := MatchResult{
		ID: "table/" + f.List + "/" + st.EntityID, Caption: f.Entry, Schema: "LegalEntity", Datasets: []string{f.List}, Referents: []string{},
		Target: true, Score: 1, Match: st.Status == screen.Listed && !a.Brand, Features: map[string]float64{"identity": 1},
		Standing: st.Status, Why: a.Linked, Receipt: f.Receipt,
		Properties: properties("name", f.Entry, "startDate", f.Since, "notes", f.Citation, "topics", "sanction"),
	}
	if m.Caption == "" {
		m.Caption = a.Entity.Name
		m.Properties["name"] = []string{a.Entity.Name}
	}
	return m
}

func bookResult(h screen.Hit) MatchResult {
	f := fromBook(h)
	m := MatchResult{
		ID: h.Entry.List + "/" + h.Entry.Key, Caption: h.Entry.Name, Schema: schemaOf(h.Entry.Kind), Datasets: []string{h.Entry.List}, Referents: []string{},
		Target: !h.Entry.Unlisted, Score: f.Score, Features: map[string]float64{"name": f.Score},
		Standing: h.Status, Why: h.Why, Tokens: f.Tokens, Receipt: f.Receipt,
		Properties: properties("name", h.Entry.Name, "startDate", f.Since, "program", h.Entry.Program, "notes", h.Entry.Note, "topics", "sanction"),
	}
	for _, a := range h.Entry.Aliases {
		m.Properties["alias"] = append(m.Properties["alias"], a.Name)
	}
	if len(h.Entry.Countries) > 0 {
		m.Properties["country"] = h.Entry.Countries
	}
	if len(h.Entry.Births) > 0 {
		m.Properties["birthDate"] = h.Entry.Births
	}
	if strings.HasPrefix(h.Entry.Citation, "http") {
		m.Properties["sourceUrl"] = []string{h.Entry.Citation}
	}
	if h.Entry.Removed != 0 {
		m.Properties["endDate"] = []string{h.Entry.Removed.String()}
	}
	for _, id := range h.Entry.Identifiers {
		if p := propertyOf(id.Type); p != "" {
			m.Properties[p] = append(m.Properties[p], id.Value)
		}
	}
	return m
}

// properties pairs names with single values and leaves out empty ones.
func properties(pairs ...string) map[string][]string {
	out := map[string][]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out[pairs[i]] = []string{pairs[i+1]}
		}
	}
	return out
}

func schemaOf(k lists.Kind) string {
	switch k {
	case lists.Person:
		return "Person"
	case lists.Organisation:
		return "Organization"
	case lists.Vessel:
		return "Vessel"
	case lists.Aircraft:
		return "Airplane"
	}
	return "LegalEntity"
}

// propertyOf is FollowTheMoney's property for a kind of number.
func propertyOf(kind string) string {
	switch kind {
	case "LEI":
		return "leiCode"
	case "ISIN":
		return "isin"
	case "IMO":
		return "imoNumber"
	case "USCC":
		return "uscCode"
	case "CIK":
		return "cik"
	case "ticker":
		return "ticker"
	}
	return ""
}
