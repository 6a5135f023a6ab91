package security

import (
	"newstape/tape/calendar"
)

// Kind is what an entity is.
type Kind string

// The kinds.
const (
	Issuer    Kind = "issuer"  // has listed shares
	Fund      Kind = "fund"    // ETF
	Index     Kind = "index"   // S&P 500, Hang Seng
	Private   Kind = "private" // company without listed shares: Huawei, ByteDance
	State     Kind = "state"   // government, agency, ministry, armed force
	Press     Kind = "press"   // outlet; a publication even if its owner is listed
	Person    Kind = "person"
	Product   Kind = "product" // brand or product: TikTok, ChatGPT; Parent names its maker
	Place     Kind = "place"
	OtherKind Kind = "other"
)

// AliasKind says how a name is used.
type AliasKind string

// The alias kinds.
const (
	Legal   AliasKind = "legal"   // Alibaba Group Holding Limited
	Short   AliasKind = "short"   // Alibaba
	Brand   AliasKind = "brand"   // Google for Alphabet
	Former  AliasKind = "former"  // Facebook
	Chinese AliasKind = "chinese" // 阿里巴巴
	Acronym AliasKind = "acronym" // SMIC
	Ticker  AliasKind = "ticker"  // NVDA, bare
	// Demonym is a people or its adjective: Chinese for China. It names no
	// party, but tells the linker that a word has that sense.
	Demonym AliasKind = "demonym"
)

// Alias is a name that news uses for an entity.
type Alias struct {
	Name string
	Kind AliasKind
	// Common marks a name that is also an ordinary word, place or given name
	// (Target, Apple, Gap): the linker asks for more before it accepts one.
	Common   bool
	From, To calendar.Date // validity; zero is open
}

// Listing is a line of shares on an exchange.
type Listing struct {
	MIC      string // XNYS, XNAS, ARCX, XHKG, OTCM, INDEX ...
	Ticker   string // HK codes have four digits: 0700
	Currency string // ISO 4217
	Primary  bool   // the line that US-market news means when it names none
	Relation string // "", "ADR", "class B", "H share", "A share"
	ISIN     string
	FIGI     string
	From, To calendar.Date // valid on From and up to the day before To
	// Source is where the line comes from when that is not the entity's source:
	// the name of a pulled file.
	Source string
}

// ID is MIC:ticker.
func (l Listing) ID() string { return l.MIC + ":" + l.Ticker }

// Entity is a party that news names.
type Entity struct {
	ID       string // stable slug: alibaba, huawei, white-house
	Kind     Kind
	Name     string // as people write it: Alibaba Group
	Country  string // ISO 3166 alpha-2 of domicile or seat
	Sector   string // plain words: "internet", "semiconductors"
	Parent   string // entity ID
	CIK      int    // SEC; 0 when none
	LEI      string
	Aliases  []Alias
	Listings []Listing
	// Peers are entity IDs that move with it, for peer-adjusted returns; a fund
	// may stand for a sector (KWEB).
	Peers []string
	// Rank is the place in the SEC's table, which is ordered by size; 0 for an
	// entity written by hand because news names it.
	Rank   int
	Source string // where the facts come from
}
