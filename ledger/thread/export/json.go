package export

import (
	"encoding/json"
	"io"
	"time"

	"newstape/ledger/claim"
	"newstape/ledger/thread"
	"newstape/receipt"
)

// Schema names the form of the JSON; docs/claims-json.md describes it. The number
// after the slash rises with any change that could break a reader.
const Schema = "newstape.claims/1"

type jsonReport struct {
	Schema  string       `json:"schema"`
	Stories []jsonStory  `json:"stories"`
	Twice   []string     `json:"given_twice,omitempty"`
	Threads []jsonThread `json:"threads"`
	Loose   []jsonCite   `json:"loose"`
}

type jsonStory struct {
	ID        string      `json:"id"`
	Name      string      `json:"name"`
	Title     string      `json:"title,omitempty"`
	Outlet    string      `json:"outlet,omitempty"`
	Published string      `json:"published,omitempty"`
	DateOnly  bool        `json:"published_date_only,omitempty"`
	How       string      `json:"published_how,omitempty"`
	Language  string      `json:"language,omitempty"`
	SHA256    string      `json:"sha256"`
	Claims    []jsonClaim `json:"claims"`
}

// jsonSpan gives a span in both texts: bytes of the clean text and bytes of the
// input as it was read.
type jsonSpan struct {
	Story         string `json:"story,omitempty"`
	Start         int    `json:"start"`
	End           int    `json:"end"`
	OriginalStart int    `json:"original_start"`
	OriginalEnd   int    `json:"original_end"`
	Text          string `json:"text"`
}

type jsonReceipt struct {
	Rule  string     `json:"rule"`
	Spans []jsonSpan `json:"spans"`
}

type jsonClaim struct {
	ID          string      `json:"id"`
	Content     jsonSpan    `json:"content"`
	Source      *jsonSpan   `json:"source,omitempty"`
	Cue         *jsonSpan   `json:"cue,omitempty"`
	Quotes      []jsonSpan  `json:"quotes,omitempty"`
	Speaker     string      `json:"speaker,omitempty"`
	Party       string      `json:"party,omitempty"`
	Document    string      `json:"document,omitempty"`
	Unnamed     bool        `json:"unnamed,omitempty"`
	Via         []string    `json:"via,omitempty"`
	Stance      string      `json:"stance"`
	About       string      `json:"about,omitempty"`
	Negated     bool        `json:"negated,omitempty"`
	Modal       string      `json:"modal,omitempty"`
	Conditional bool        `json:"conditional,omitempty"`
	Predicted   bool        `json:"predicted,omitempty"`
	Status      string      `json:"status"`
	Why         string      `json:"why"`
	Origins     int         `json:"origins,omitempty"`
	Objects     []jsonSpan  `json:"objects,omitempty"`
	Receipt     jsonReceipt `json:"receipt"`
}

type jsonCite struct {
	Story   string      `json:"story"`
	Claim   string      `json:"claim"`
	Receipt jsonReceipt `json:"receipt"`
}

type jsonThread struct {
	ID            string             `json:"id"`
	Text          string             `json:"text"`
	Wording       jsonCite           `json:"wording"`
	Subject       string             `json:"subject,omitempty"`
	Status        string             `json:"status"`
	Why           string             `json:"why"`
	Stories       int                `json:"stories"`
	Independent   int                `json:"independent_origins"`
	Members       []jsonMember       `json:"members"`
	History       []jsonChange       `json:"history"`
	Origins       []jsonOrigin       `json:"origins"`
	Disagreements []jsonDisagreement `json:"disagreements"`
}

type jsonMember struct {
	jsonCite
	Side string `json:"side"`
	How  string `json:"how"`
}

type jsonChange struct {
	Story string     `json:"story"`
	At    string     `json:"at,omitempty"`
	Known bool       `json:"time_known"`
	From  string     `json:"from,omitempty"`
	To    string     `json:"to"`
	Why   string     `json:"why"`
	Cites []jsonCite `json:"cites"`
}

type jsonOrigin struct {
	Name  string     `json:"name"`
	Own   bool       `json:"own_word"`
	Why   string     `json:"why"`
	Cites []jsonCite `json:"cites"`
}

type jsonDisagreement struct {
	Kind  string     `json:"kind"`
	What  string     `json:"what"`
	Sides []jsonView `json:"sides"`
}

type jsonView struct {
	Says  string     `json:"says"`
	Spans []jsonSpan `json:"spans"`
	Cites []jsonCite `json:"cites"`
}

// json writes everything, indented, in a fixed order of keys.
func (r report) json(w io.Writer) error {
	out := jsonReport{Schema: Schema, Stories: []jsonStory{}, Twice: r.Twice, Threads: []jsonThread{}, Loose: r.jsonCites(r.Loose)}
	for i := range r.Stories {
		out.Stories = append(out.Stories, r.jsonStory(i))
	}
	for i := range r.Threads.Threads {
		out.Threads = append(out.Threads, r.jsonThread(&r.Threads.Threads[i]))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

func (r report) jsonStory(i int) jsonStory {
	s := &r.Stories[i]
	out := jsonStory{
		ID: short(i), Name: s.ID, Title: r.words(i, s.Article.Title), Outlet: s.Outlet(), Published: r.ldDate(i), DateOnly: s.Article.Reference.Known && s.Article.Reference.DateOnly,
		How: s.Article.Published.How, Language: s.Article.Language, SHA256: s.Article.Hash, Claims: []jsonClaim{},
	}
	for k := range s.Ledger.Claims {
		out.Claims = append(out.Claims, r.jsonClaim(i, &s.Ledger.Claims[k]))
	}
	return out
}

func (r report) jsonClaim(i int, c *claim.Claim) jsonClaim {
	out := jsonClaim{
		ID: c.ID, Content: r.span(i, c.Content), Source: r.optional(i, c.Source), Cue: r.optional(i, c.Cue), Quotes: r.spans(i, c.Quotes),
		Speaker: c.Speaker.Name, Document: c.Speaker.Document, Unnamed: c.Speaker.Unnamed, Stance: string(c.Stance), About: c.About,
		Negated: c.Negated, Modal: string(c.Modal), Conditional: c.Conditional, Predicted: c.Predicted,
		Status: string(c.Status), Why: c.Why, Origins: c.Origins, Objects: r.spans(i, c.Objects), Receipt: r.receipt(i, c.Receipt()),
	}
	if c.Speaker.Entity != nil {
		out.Party = c.Speaker.Entity.ID
	}
	for _, v := range c.Via {
		out.Via = append(out.Via, v.Name)
	}
	return out
}

func (r report) span(i int, s receipt.Span) jsonSpan {
	o := r.Stories[i].Article.Original(s)
	return jsonSpan{Start: s.Start, End: s.End, OriginalStart: o.Start, OriginalEnd: o.End, Text: s.In(r.Stories[i].Article.Text)}
}

func (r report) optional(i int, s receipt.Span) *jsonSpan {
	if s.Empty() {
		return nil
	}
	out := r.span(i, s)
	return &out
}

func (r report) spans(i int, in []receipt.Span) []jsonSpan {
	var out []jsonSpan
	for _, s := range in {
		out = append(out, r.span(i, s))
	}
	return out
}

func (r report) receipt(i int, x receipt.Receipt) jsonReceipt {
	return jsonReceipt{Rule: x.Rule(), Spans: r.spans(i, x.Spans())}
}

func (r report) jsonCite(c thread.Cite) jsonCite {
	return jsonCite{short(c.Story), c.Claim, r.receipt(c.Story, c.Receipt())}
}

func (r report) jsonCites(in []thread.Cite) []jsonCite {
	out := []jsonCite{}
	for _, c := range in {
		out = append(out, r.jsonCite(c))
	}
	return out
}

func (r report) jsonThread(t *thread.Thread) jsonThread {
	out := jsonThread{
		ID: t.ID, Text: r.wording(t), Wording: r.jsonCite(t.Wording), Subject: t.Subject, Status: string(t.Status), Why: t.Why,
		Stories: t.Stories, Independent: t.Independent, Members: []jsonMember{}, History: []jsonChange{}, Origins: []jsonOrigin{}, Disagreements: []jsonDisagreement{},
	}
	for _, m := range t.Members {
		out.Members = append(out.Members, jsonMember{r.jsonCite(m.Cite), string(m.Side), m.How})
	}
	for _, h := range t.History {
		c := jsonChange{Story: short(h.Story), Known: h.Known, From: string(h.From), To: string(h.To), Why: h.Why, Cites: r.jsonCites(h.Cites)}
		if h.Known {
			c.At = h.At.Format(time.RFC3339)
		}
		out.History = append(out.History, c)
	}
	for _, o := range t.Origins {
		out.Origins = append(out.Origins, jsonOrigin{o.Name, o.Own, o.Why, r.jsonCites(o.Cites)})
	}
	for _, d := range t.Disagreements {
		row := jsonDisagreement{Kind: d.Kind, What: d.What, Sides: []jsonView{}}
		for _, v := range d.Sides {
			view := jsonView{Says: v.Says, Spans: []jsonSpan{}, Cites: r.jsonCites(v.Cites)}
			for k, s := range v.Spans {
				one := r.span(v.Cites[k].Story, s)
				one.Story = short(v.Cites[k].Story)
				view.Spans = append(view.Spans, one)
			}
			row.Sides = append(row.Sides, view)
		}
		out.Disagreements = append(out.Disagreements, row)
	}
	return out
}
