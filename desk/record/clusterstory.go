package record

import (
	"strconv"
	"strings"
	"time"

	"newstape/desk/cluster"
	"newstape/dossier"
	"newstape/ledger/claim"
	"newstape/names/security"
	"newstape/story/quantity"
)

// ClusterStory is the story as package cluster compares it. id is that of its
// submission, received the time that counts when the story states none.
func ClusterStory(d *dossier.Dossier, id string, received time.Time) cluster.Story {
	a := d.Article
	s := cluster.Story{ID: id, Title: a.Title.In(a.Text), Text: a.Text, When: received.UTC(), Figures: figures(d)}
	if a.Outlet != nil {
		s.Outlet = a.Outlet.Value
	}
	if a.Reference.Known {
		s.When = a.Reference.Published.UTC()
	}
	for _, p := range d.Names.Parties {
		s.Parties = append(s.Parties, cluster.Party{ID: p.Entity.ID, Name: p.Entity.Name, Kind: string(p.Entity.Kind), Country: p.Entity.Country, Role: string(p.Role), Relevance: p.Relevance})
	}
	s.Parties = append(s.Parties, makers(d)...)
	for _, e := range d.Events {
		s.Events = append(s.Events, cluster.Event{
			Type: e.Type, Actor: idOrName(e.Actor), Recipient: idOrName(e.Recipient), Date: e.Date.String(), Background: e.Background,
		})
	}
	for _, c := range d.Ledger.Claims {
		s.Claims = append(s.Claims, c.Content.In(a.Text))
	}
	return s
}

// makers are the makers of the products that the story names, where it does not
// name them too: a story about an iPhone is one about Apple.
func makers(d *dossier.Dossier) []cluster.Party {
	seen := map[string]bool{}
	for _, p := range d.Names.Parties {
		seen[p.Entity.ID] = true
	}
	var out []cluster.Party
	for _, p := range d.Names.Parties {
		maker := p.Entity.Parent
		if p.Entity.Kind != security.Product || maker == "" || seen[maker] {
			continue
		}
		seen[maker] = true
		out = append(out, cluster.Party{ID: maker, Name: strings.ReplaceAll(maker, "-", " "), Kind: string(security.Issuer), Role: string(p.Role), Relevance: p.Relevance})
	}
	return out
}

func idOrName(s claim.Speaker) string {
	if s.Entity != nil {
		return s.Entity.ID
	}
	return s.Name
}

// figures are the amounts that the text states, each once, in order of place:
// percentages ("4.7pct"), money ("153.8USD"), points, shares and multiples. Bare
// numbers and counts of things are left out: they tell stories apart by chance.
func figures(d *dossier.Dossier) []string {
	var out []string
	seen := map[string]bool{}
	for _, q := range quantity.Find(d.Doc) {
		unit := string(q.Unit)
		switch q.Unit {
		case quantity.Money:
			unit = q.Currency
		case quantity.Percent, quantity.Points, quantity.BasisPoints, quantity.Shares, quantity.Times:
		default:
			continue
		}
		f := strconv.FormatFloat(q.Value, 'f', -1, 64) + unit
		if !seen[f] {
			seen[f] = true
			out = append(out, f)
		}
	}
	return out
}
