package receipt

// Reason says why something could not be had. The list is closed; product
// pages and the JSON schema show these words.
type Reason string

// The reasons.
const (
	NoTime      Reason = "no_time"             // the moment is not known
	NoSecurity  Reason = "no_security"         // no listing could be named
	NoPrices    Reason = "no_prices"           // the tape has no figures for it
	NoBars      Reason = "no_bars"             // daily figures only, no intraday bars
	TooFewDays  Reason = "too_few_days"        // fewer sessions than the method needs
	NotTraded   Reason = "not_traded"          // the listing did not trade then
	Unsupported Reason = "unsupported_measure" // no rule checks this kind
	Ambiguous   Reason = "ambiguous"           // more than one reading, none better
	NotKnown    Reason = "not_known"           // outside the embedded tables' knowledge
	Language    Reason = "language"            // written in a language that is not parsed
	TooLong     Reason = "too_long"            // longer than the limit of the method
)

// Unavailable stands where a value would, and says why it is not there.
type Unavailable struct {
	Reason Reason `json:"reason"`
	// Detail is one plain sentence for people: what is missing and what to try.
	Detail string `json:"detail"`
}

// String gives "no_time: when the story was published is not known; give --published".
func (u Unavailable) String() string {
	if u.Detail == "" {
		return string(u.Reason)
	}
	return string(u.Reason) + ": " + u.Detail
}
