package export

import (
	"encoding/json"
	"io"
	"time"

	"newstape/ledger/claim"
	"newstape/names/security"
)

// The JSON-LD follows schema.org's Claim: text, author, datePublished,
// appearance and firstAppearance. schema.org knows no relation between claims and
// no standing of one; these stand under a name of our own. No ClaimReview is
// written: a review rates truth, which a ledger does not.
type ldGraph struct {
	Context ldContext `json:"@context"`
	Graph   []ldClaim `json:"@graph"`
}

type ldContext struct {
	Vocab    string `json:"@vocab"`
	Newstape string `json:"newstape"`
}

type ldClaim struct {
	Type            string   `json:"@type"`
	ID              string   `json:"@id"`
	Text            string   `json:"text"`
	Author          *ldParty `json:"author,omitempty"`
	DatePublished   string   `json:"datePublished,omitempty"`
	Appearance      []ldWork `json:"appearance"`
	FirstAppearance *ldWork  `json:"firstAppearance,omitempty"`
	Stance          string   `json:"newstape:stance,omitempty"`
	Status          string   `json:"newstape:status"`
	Why             string   `json:"newstape:why"`
	Answers         *ldRef   `json:"newstape:answers,omitempty"`
	Via             []string `json:"newstape:via,omitempty"`
}

type ldRef struct {
	ID string `json:"@id"`
}

type ldParty struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type ldWork struct {
	Type          string   `json:"@type"`
	Name          string   `json:"name"`
	Headline      string   `json:"headline,omitempty"`
	DatePublished string   `json:"datePublished,omitempty"`
	Publisher     *ldParty `json:"publisher,omitempty"`
	SHA256        string   `json:"newstape:sha256"`
}

// jsonld writes every claim of one story, or one Claim for each thread of several.
func (r report) jsonld(w io.Writer) error {
	out := ldGraph{Context: ldContext{"https://schema.org/", "urn:newstape:"}, Graph: []ldClaim{}}
	if len(r.Stories) == 1 {
		for i := range r.Stories[0].Ledger.Claims {
			out.Graph = append(out.Graph, r.ldOf(0, &r.Stories[0].Ledger.Claims[i]))
		}
	} else {
		out.Graph = append(out.Graph, r.ldThreads()...)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

func (r report) ldOf(story int, c *claim.Claim) ldClaim {
	out := ldClaim{
		Type: "Claim", ID: r.urn(story, c.ID), Text: r.words(story, c.Content), Author: ldAuthor(c.Speaker),
		DatePublished: r.ldDate(story), Appearance: []ldWork{r.ldStory(story)}, Stance: string(c.Stance), Status: string(c.Status), Why: c.Why,
	}
	if c.About != "" {
		out.Answers = &ldRef{r.urn(story, c.About)}
	}
	for _, v := range c.Via {
		out.Via = append(out.Via, v.Name)
	}
	return out
}

// ldThreads gives one Claim for each thread: its first wording and author, and
// every story that tells or answers it.
func (r report) ldThreads() []ldClaim {
	var out []ldClaim
	for i := range r.Threads.Threads {
		t := &r.Threads.Threads[i]
		for k := range t.Members {
			m := &t.Members[k]
			if m.Story != t.Wording.Story || m.Claim != t.Wording.Claim {
				continue
			}
			one := r.ldOf(m.Story, &m.Said)
			one.ID = r.urn(m.Story, t.Wording.Claim) + ":thread"
			one.Status, one.Why, one.Answers = string(t.Status), t.Why, nil
			first := one.Appearance[0]
			one.FirstAppearance, one.Appearance = &first, nil
			for s, last := 0, -1; s < len(t.Members); s++ {
				if t.Members[s].Story != last {
					last = t.Members[s].Story
					one.Appearance = append(one.Appearance, r.ldStory(last))
				}
			}
			out = append(out, one)
		}
	}
	return out
}

// urn names a claim by its story's bytes.
func (r report) urn(story int, id string) string {
	return "urn:newstape:claim:" + r.Stories[story].Article.Hash + ":" + id
}

func (r report) ldDate(story int) string {
	s := &r.Stories[story]
	at, known := s.When()
	switch {
	case !known:
		return ""
	case s.Article.Reference.DateOnly:
		return at.Format(time.DateOnly)
	}
	return at.Format(time.RFC3339)
}

func (r report) ldStory(story int) ldWork {
	s := &r.Stories[story]
	out := ldWork{Type: "NewsArticle", Name: s.ID, Headline: r.title(story), DatePublished: r.ldDate(story), SHA256: s.Article.Hash}
	if o := s.Outlet(); o != "" {
		out.Publisher = &ldParty{"Organization", o}
	}
	return out
}

// ldAuthor is who said it: a person or an organisation. Of people whom the story
// keeps unnamed it says what it says; nobody is no author.
func ldAuthor(s claim.Speaker) *ldParty {
	if s.Name == "" || s.Name == "(story)" {
		return nil
	}
	kind := "Organization"
	if s.Unnamed || s.Entity != nil && s.Entity.Kind == security.Person || s.Entity == nil && s.Document == "" {
		kind = "Person"
	}
	return &ldParty{kind, s.Name}
}
