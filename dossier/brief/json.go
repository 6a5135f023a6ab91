package brief

import (
	"bytes"
	"encoding/json"
	"io"

	"newstape/dossier"
	"newstape/fault"
	"newstape/receipt"
)

// Schema names the form of the JSON; docs/dossier-json.md describes it. The
// number after the slash rises with any change that could break a reader.
const Schema = "newstape.dossier/1"

// JSON writes the dossier as one JSON object, indented, in a fixed order of
// keys.
func JSON(w io.Writer, p *Page) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(view(p))
}

type jsonDossier struct {
	Schema     string          `json:"schema"`
	Story      jsonStory       `json:"story"`
	Trust      []jsonNote      `json:"trust"`
	Names      jsonNames       `json:"names"`
	Claims     []jsonClaim     `json:"claims"`
	Unread     []jsonUnread    `json:"unread,omitempty"`
	Events     []jsonEvent     `json:"events"`
	Timing     *jsonTiming     `json:"timing,omitempty"`
	Statements []jsonStatement `json:"statements"`
	Reactions  []jsonReaction  `json:"reactions"`
	Peers      []jsonPeer      `json:"peers"`
	Lists      []jsonStanding  `json:"lists"`
	Gaps       []jsonGap       `json:"gaps"`
	Brief      []jsonSection   `json:"brief"`
}

type jsonReceipt struct {
	Rule  string         `json:"rule"`
	Spans []jsonSpan     `json:"spans,omitempty"`
	Cells []receipt.Cell `json:"cells,omitempty"`
	Facts []receipt.Fact `json:"facts,omitempty"`
}

// jsonSpan gives a span in both texts: bytes of the clean text and bytes of
// the input as it was read.
type jsonSpan struct {
	Start         int    `json:"start"`
	End           int    `json:"end"`
	OriginalStart int    `json:"original_start"`
	OriginalEnd   int    `json:"original_end"`
	Text          string `json:"text"`
}

type jsonStory struct {
	Name      string      `json:"name"`
	Format    string      `json:"format"`
	SHA256    string      `json:"sha256"`
	Title     string      `json:"title"`
	Outlet    *jsonKnown  `json:"outlet,omitempty"`
	Published *jsonKnown  `json:"published,omitempty"`
	DateOnly  bool        `json:"published_date_only,omitempty"`
	Language  string      `json:"language,omitempty"`
	Text      string      `json:"text"`
	Stripped  []jsonStrip `json:"stripped"`
	Opaque    []jsonSpan  `json:"opaque,omitempty"`
}

type jsonKnown struct {
	Value string `json:"value"`
	How   string `json:"how"`
}

type jsonStrip struct {
	Kind          string `json:"kind"`
	Text          string `json:"text"`
	OriginalStart int    `json:"original_start"`
	OriginalEnd   int    `json:"original_end"`
}

type jsonNote struct {
	Level   string      `json:"level"`
	Topic   string      `json:"topic"`
	Text    string      `json:"text"`
	Receipt jsonReceipt `json:"receipt"`
}

type jsonNames struct {
	Parties  []jsonParty   `json:"parties"`
	Mentions []jsonMention `json:"mentions"`
	Refusals []jsonRefusal `json:"refusals"`
}

type jsonParty struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Kind      string   `json:"kind"`
	Country   string   `json:"country,omitempty"`
	Listing   string   `json:"listing,omitempty"`
	Listings  []string `json:"listings"`
	CIK       int      `json:"cik,omitempty"`
	Role      string   `json:"role"`
	RoleWhy   string   `json:"role_why"`
	Relevance int      `json:"relevance"`
	Mentions  []int    `json:"mentions"`
}

type jsonMention struct {
	Span    jsonSpan    `json:"span"`
	Party   string      `json:"party"`
	Listing string      `json:"listing,omitempty"`
	Via     string      `json:"via"`
	Reason  string      `json:"reason"`
	Receipt jsonReceipt `json:"receipt"`
}

type jsonRefusal struct {
	Span    jsonSpan    `json:"span"`
	Name    string      `json:"name"`
	Reason  string      `json:"reason"`
	Senses  []string    `json:"senses,omitempty"`
	Receipt jsonReceipt `json:"receipt"`
}

// jsonClaim has the keys of newstape.claims/1.
type jsonClaim struct {
	ID          string      `json:"id"`
	Content     jsonSpan    `json:"content"`
	Source      *jsonSpan   `json:"source"`
	Cue         *jsonSpan   `json:"cue"`
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

// jsonUnread is a sentence that was not read for claims.
type jsonUnread struct {
	Span    jsonSpan            `json:"span"`
	Missing receipt.Unavailable `json:"unavailable"`
}

type jsonEvent struct {
	Type       string      `json:"type"`
	CAMEO      string      `json:"cameo,omitempty"`
	Word       string      `json:"word"`
	Actor      string      `json:"actor,omitempty"`
	Recipient  string      `json:"recipient,omitempty"`
	Date       string      `json:"date,omitempty"`
	Claims     []string    `json:"claims,omitempty"`
	Background bool        `json:"background"`
	Receipt    jsonReceipt `json:"receipt"`
}

type jsonTiming struct {
	Information string               `json:"information,omitempty"`
	Session     string               `json:"session,omitempty"`
	MIC         string               `json:"mic,omitempty"`
	Phase       string               `json:"phase,omitempty"`
	How         string               `json:"how,omitempty"`
	Missing     *receipt.Unavailable `json:"unavailable,omitempty"`
}

type jsonGap struct {
	Question string              `json:"question"`
	Missing  receipt.Unavailable `json:"unavailable"`
}

type jsonSection struct {
	ID        string         `json:"id"`
	Title     string         `json:"title"`
	Sentences []jsonSentence `json:"sentences"`
}

type jsonSentence struct {
	Text    string      `json:"text"`
	Receipt jsonReceipt `json:"receipt"`
}

// viewer turns the dossier's parts into their JSON forms.
type viewer struct {
	d    *dossier.Dossier
	text string
}

func view(p *Page) jsonDossier {
	v := viewer{d: p.dossier, text: p.dossier.Article.Text}
	out := jsonDossier{
		Schema: Schema, Story: v.story(), Names: v.names(), Timing: v.timing(),
		Trust: []jsonNote{}, Claims: []jsonClaim{}, Events: []jsonEvent{}, Statements: []jsonStatement{},
		Reactions: []jsonReaction{}, Peers: []jsonPeer{}, Lists: []jsonStanding{}, Gaps: []jsonGap{}, Brief: []jsonSection{},
	}
	for _, n := range p.dossier.Trust {
		out.Trust = append(out.Trust, jsonNote{string(n.Level), n.Topic, n.Text, v.receipt(n.Receipt())})
	}
	out.Claims = append(out.Claims, v.claims()...)
	for _, u := range p.dossier.Ledger.Unread {
		out.Unread = append(out.Unread, jsonUnread{v.span(u.Span), u.Why})
	}
	out.Events = append(out.Events, v.events()...)
	out.Statements = append(out.Statements, v.statements()...)
	out.Reactions = append(out.Reactions, v.reactions()...)
	out.Peers = append(out.Peers, v.peers()...)
	out.Lists = append(out.Lists, v.standings()...)
	for _, g := range p.dossier.Gaps {
		out.Gaps = append(out.Gaps, jsonGap(g))
	}
	for _, s := range p.Sections {
		out.Brief = append(out.Brief, v.section(p, s))
	}
	return out
}

func (v viewer) section(p *Page, s Section) jsonSection {
	out := jsonSection{ID: s.ID, Title: s.Title, Sentences: []jsonSentence{}}
	add := func(s Sentence) {
		out.Sentences = append(out.Sentences, jsonSentence{s.text, v.receipt(p.Receipts[s.ref-1])})
	}
	for _, b := range s.Blocks {
		for _, s := range b.Paragraph {
			add(s)
		}
		for _, n := range b.Notes {
			add(n.Sentence)
		}
	}
	return out
}

func (v viewer) span(s receipt.Span) jsonSpan {
	o := v.d.Article.Original(s)
	return jsonSpan{s.Start, s.End, o.Start, o.End, s.In(v.text)}
}

func (v viewer) spans(in []receipt.Span) []jsonSpan {
	var out []jsonSpan
	for _, s := range in {
		out = append(out, v.span(s))
	}
	return out
}

// optional is nil for an empty span.
func (v viewer) optional(s receipt.Span) *jsonSpan {
	if s.Empty() {
		return nil
	}
	out := v.span(s)
	return &out
}

// ReceiptJSON is one receipt of the dossier as [JSON] has it, on one line. A void
// receipt is an error: nothing stands behind what carries it.
func ReceiptJSON(d *dossier.Dossier, r receipt.Receipt) (json.RawMessage, error) {
	if r.Void() {
		return nil, fault.New(fault.Internal, "write a receipt as JSON: it is void")
	}
	return oneLine(viewer{d: d, text: d.Article.Text}.receipt(r))
}

// Compact gives the object that [JSON] writes on one line, without the line's end.
func Compact(p *Page) ([]byte, error) { return oneLine(view(p)) }

func oneLine(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

func (v viewer) receipt(r receipt.Receipt) jsonReceipt {
	return jsonReceipt{Rule: r.Rule(), Spans: v.spans(r.Spans()), Cells: r.Cells(), Facts: r.Facts()}
}
