package security

import "strings"

// AddRegistered gives e the names that follow from a registered name which
// nobody has looked at: the name itself, and the same with one word of its legal
// form after the other taken away. A single word is marked as ordinary, whatever
// it is: among a hundred thousand firms there is one for most words, and the
// linker must ask for more than the word.
func (e *Entity) AddRegistered(name string) {
	for {
		e.addAlias(Alias{Name: name, Kind: kindOf(name), Common: !strings.Contains(name, " ")})
		shorter := lessForm(name)
		if shorter == name {
			return
		}
		name = shorter
	}
}

// AddAlias adds a name unless the entity has it already.
func (e *Entity) AddAlias(a Alias) { e.addAlias(a) }

// Slug turns a name into an ID: lower-case letters and digits with hyphens.
func Slug(name string) string { return slug(name) }

// Plain takes a name as the SEC registers it out of capitals and drops the mark
// of the state or of a re-registration at its end: "NVIDIA CORP" becomes "Nvidia
// Corp".
func Plain(name string) string { return plain(name) }

// Derivative reports a ticker, with dots, of preferred shares, units, rights or
// warrants rather than of common shares.
func Derivative(ticker string) bool { return derivative.MatchString(ticker) }

// Currency is what lines of an exchange trade in, "" when it is not known here.
func Currency(mic string) string { return currency(mic) }

// InUS reports an exchange of the United States.
func InUS(mic string) bool { return inUS(mic) }
