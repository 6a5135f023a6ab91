// Package record is one story as the desk keeps it: what was submitted, what
// reading it gave, and the rows by which it is searched, alerted on and joined
// with others.
//
//	sub := record.Submission{Body: raw, URL: "https://example.com/a", Received: now}
//	sub.Seal()                        // gives it its ID
//	st, err := record.From(sub, d, page, version, now) // d: its dossier, page: laid out from it
//	st.Attributes                     // tt:baba, T:accuse, verdict:fails, list:1260h ...
//	b, err := st.Encode()             // for a stream; record.Decode reads it back
//	record.Doc(&st, record.Attribute{Key: "held", Value: "yes"}) // for alert rules
//
// In: a [Submission] and its dossier. Out: a [Story] of plain values that any
// store can keep and that JSON can carry. The dossier itself is kept whole, as
// the JSON of docs/dossier-json.md, so every row can be led back to its
// receipt: a row has the ID that its claim, statement or event has there. A row
// without a receipt makes [From] fail.
//
// Limits: nothing here is computed from prices or clocks; a Story says what was
// known when it was read. What is measured later is a [Measurement].
package record

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Submission is a story as it came in. Equal content has an equal ID, however
// often and from wherever it comes.
type Submission struct {
	ID        string    `json:"id"` // 32 hex digits, see Seal
	Body      []byte    `json:"body"`
	Name      string    `json:"name,omitempty"` // file name or address, for messages and for what its ending tells
	URL       string    `json:"url,omitempty"`
	Format    string    `json:"format,omitempty"`    // text, markdown, html; "" is told by content
	Charset   string    `json:"charset,omitempty"`   // as the sender said
	Outlet    string    `json:"outlet,omitempty"`    // as given; "" is looked for
	Published string    `json:"published,omitempty"` // as given, see article.ParsePublished
	Feed      string    `json:"feed,omitempty"`      // ID of the feed it came through
	By        string    `json:"by,omitempty"`        // who submitted it: a token's name, "feed", "folder"
	Received  time.Time `json:"received"`            // when; no part of the ID
}

// Seal sets the ID: the first half of the SHA-256 of what the reader is given,
// each part with its length before it.
func (s *Submission) Seal() {
	h := sha256.New()
	for _, part := range [][]byte{s.Body, []byte(s.URL), []byte(s.Format), []byte(s.Charset), []byte(s.Outlet), []byte(s.Published)} {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(part)))
		h.Write(n[:])
		h.Write(part)
	}
	s.ID = hex.EncodeToString(h.Sum(nil)[:16])
}

// bodySum is the SHA-256 of a body in hex, as dossiers have it.
func bodySum(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// Story is one story after reading.
type Story struct {
	Submission Submission `json:"submission"`

	SHA256    string    `json:"sha256"` // of the body, hex, as in the dossier
	Title     string    `json:"title"`
	Outlet    string    `json:"outlet,omitempty"`
	Language  string    `json:"language,omitempty"`
	Text      string    `json:"text"` // clean text, title first
	Published time.Time `json:"published,omitzero"`
	DateOnly  bool      `json:"published_date_only,omitempty"`
	Read      time.Time `json:"read"`    // when the reader finished
	Program   string    `json:"program"` // version that read it

	// Dossier is the story's dossier, newstape.dossier/1.
	Dossier json.RawMessage `json:"dossier"`

	Parties    []Party     `json:"parties,omitempty"`
	Claims     []Claim     `json:"claims,omitempty"`
	Statements []Statement `json:"statements,omitempty"`
	Events     []Event     `json:"events,omitempty"`
	Reactions  []Reaction  `json:"reactions,omitempty"`
	Standings  []Standing  `json:"standings,omitempty"`
	Trust      string      `json:"trust,omitempty"` // the first trust note in words

	// Attributes and Numbers are what queries ask, see package query.
	Attributes []Attribute `json:"attributes,omitempty"`
	Numbers    []Number    `json:"numbers,omitempty"`

	// Signature is what package cluster compares, in its own binary form.
	Signature []byte `json:"signature,omitempty"`
}

// When is the time by which the story stands among others: when it was
// published, else when it came in.
func (s *Story) When() time.Time {
	if !s.Published.IsZero() {
		return s.Published
	}
	return s.Submission.Received
}

// Party is a company or institution that the story names.
type Party struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Kind      string `json:"kind"`
	Country   string `json:"country,omitempty"`
	Listing   string `json:"listing,omitempty"` // MIC:ticker that the story means
	Role      string `json:"role"`
	Relevance int    `json:"relevance"` // 0 to 100
}

// Claim is one claim of the story; Receipt as in the dossier.
type Claim struct {
	ID      string          `json:"id"`
	Text    string          `json:"text"` // the words of its content
	Speaker string          `json:"speaker"`
	Party   string          `json:"party,omitempty"` // of the master
	Via     []string        `json:"via,omitempty"`
	Stance  string          `json:"stance"`
	Status  string          `json:"status"`
	Why     string          `json:"why"`
	About   string          `json:"about,omitempty"` // ID of the claim it answers
	Receipt json.RawMessage `json:"receipt"`
}

// Statement is one market statement of the story with its verdict.
type Statement struct {
	ID        string          `json:"id"`
	Text      string          `json:"text"`
	Listing   string          `json:"listing,omitempty"`
	Measure   string          `json:"measure"`
	Direction string          `json:"direction,omitempty"`
	Value     *float64        `json:"value,omitempty"`
	Unit      string          `json:"unit,omitempty"`
	Verdict   string          `json:"verdict"`
	Truth     *float64        `json:"truth,omitempty"` // in Unit
	Session   string          `json:"session,omitempty"`
	Headline  bool            `json:"headline,omitempty"`
	Why       string          `json:"why"`
	Reason    string          `json:"reason,omitempty"` // of cannot_check
	Receipt   json.RawMessage `json:"receipt"`
}

// Event is one event of the story.
type Event struct {
	ID         string          `json:"id"` // e1, e2 ... the main one first
	Type       string          `json:"type"`
	CAMEO      string          `json:"cameo,omitempty"`
	Word       string          `json:"word"`
	Actor      string          `json:"actor,omitempty"`
	ActorID    string          `json:"actor_id,omitempty"`
	Recipient  string          `json:"recipient,omitempty"`
	TargetID   string          `json:"recipient_id,omitempty"`
	Date       string          `json:"date,omitempty"` // 2025-11-14
	Background bool            `json:"background,omitempty"`
	Receipt    json.RawMessage `json:"receipt"`
}

// Reaction is what one listing did in one session, as known when it was read.
type Reaction struct {
	Party     string   `json:"party"`
	Listing   string   `json:"listing"`
	Session   string   `json:"session"`          // 2025-11-14
	Stand     string   `json:"stand"`            // reaction, before_news, after_story, unplaced
	Return    *float64 `json:"return,omitempty"` // per cent, close to close
	Benchmark string   `json:"benchmark,omitempty"`
	AR        *float64 `json:"abnormal_return,omitempty"` // per cent, market model
	T         *float64 `json:"t,omitempty"`
	P         *float64 `json:"p,omitempty"`
}

// Standing is where a party stood on one list on the story's day.
type Standing struct {
	Party  string `json:"party"`
	List   string `json:"list"`
	Status string `json:"status"`
	Since  string `json:"since,omitempty"`
}

// Measurement is a reaction measured again once later sessions were there.
type Measurement struct {
	Story    string    `json:"story"`
	Listing  string    `json:"listing"`
	Event    string    `json:"event_session"` // day 0, 2025-11-14
	Horizon  int       `json:"horizon"`       // last session of the window, relative to day 0: 0, 1, 5, 20
	Stage    string    `json:"stage"`         // breaking, developing, settled
	Measured time.Time `json:"measured"`
	CAR      *float64  `json:"car,omitempty"` // per cent, sessions 0 to Horizon
	T        *float64  `json:"t,omitempty"`
	P        *float64  `json:"p,omitempty"`
	Model    string    `json:"model"`
	Against  string    `json:"benchmark"`
	Missing  string    `json:"missing,omitempty"` // why there is no figure
	// Receipt is that of the figure, as in the dossier.
	Receipt json.RawMessage `json:"receipt,omitempty"`
}

// Attribute is one thing a story is known by, such as {tt BABA}.
type Attribute struct {
	Key   string `json:"key"`
	Value string `json:"value"` // lower case
}

// Number is one figure a story is known by, such as {ar -4.03}. A story may
// have several of one key; a comparison holds when one of them satisfies it.
type Number struct {
	Key   string  `json:"key"`
	Value float64 `json:"value"`
}
