package link

import (
	"newstape/names/security"
	"newstape/receipt"
)

// Role is what the story has a party do.
type Role string

// The roles.
const (
	Subject   Role = "subject"
	Accused   Role = "accused"
	Accuser   Role = "accuser"
	Peer      Role = "peer"
	Mentioned Role = "mentioned"
)

// Mention is a span that names an entity.
type Mention struct {
	Span    receipt.Span
	Entity  *security.Entity
	Listing *security.Listing // the line that the words mean; nil when the entity has none
	// Via says what decided it: alias, exchange_tag, cashtag, ticker,
	// ticker_debris, coreference.
	Via     string
	Reason  string // one plain sentence
	receipt receipt.Receipt
}

// Receipt is what the link rests on: the span and the row of the master.
func (m Mention) Receipt() receipt.Receipt { return m.receipt }

// Refusal is a span that looks like a name and was not linked.
type Refusal struct {
	Span    receipt.Span
	Name    string
	Reason  string   // ordinary_word, ambiguous, unknown_name, publication ...
	Senses  []string // the competing readings, entity IDs or plain words
	Why     string   // for unknown_name: what says that an organisation is named
	receipt receipt.Receipt
}

// Receipt is what the refusal rests on.
func (r Refusal) Receipt() receipt.Receipt { return r.receipt }

// Debris is a ticker that a rewriting site had glued to a name. It no longer
// stands in the clean text, so it has a place in the original bytes only.
type Debris struct {
	Original receipt.Span
	Ticker   string
	Entity   *security.Entity
	Listing  *security.Listing
	receipt  receipt.Receipt
}

// Receipt is the name that the ticker was glued to and the row of the master.
func (d Debris) Receipt() receipt.Receipt { return d.receipt }

// Party is an entity with all its mentions in one story.
type Party struct {
	Entity    *security.Entity
	Listing   *security.Listing // the line the story is about; nil when none
	Mentions  []int             // indexes into Result.Mentions
	Relevance int               // 0-100
	Role      Role
	RoleWhy   string
}

// Result is everything the linker says about a story.
type Result struct {
	Mentions []Mention // in order of place
	Refusals []Refusal
	Debris   []Debris
	Parties  []Party // by falling relevance
}
