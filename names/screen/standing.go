package screen

import (
	"newstape/receipt"
	"newstape/tape/calendar"
)

// List is a restriction list.
type List string

// The lists of the embedded table.
const (
	List1260H  List = "1260H"      // DoD Chinese military companies, section 1260H
	EntityList List = "EntityList" // BIS, 15 CFR 744 Supp. 4
	NSCMIC     List = "NS-CMIC"    // OFAC Chinese military-industrial complex companies
	FCC        List = "FCC"        // FCC Covered List
)

// Status is how a party stands on a list on a date.
type Status string

// The statuses.
const (
	Listed       Status = "listed"
	ParentListed Status = "parent_listed"
	Affiliate    Status = "affiliate"
	CategoryRule Status = "category"
	NotListed    Status = "not_listed"
	// Owned is a party that listed ones own by half or more.
	Owned Status = "owned"
	// SameName is a name in common, and no more.
	SameName Status = "same_name"
)

// Period is one stretch of time on a list.
type Period struct {
	List      List
	EntityID  string
	Name      string        // as the list spells it
	Published calendar.Date // press release or posting
	Effective calendar.Date
	Withdrawn calendar.Date // a posting taken back: the period never took effect
	Removed   calendar.Date // zero: still on at the edge of our knowledge
	Citation  string        // 91 FR 35189
	Note      string
}

// Standing answers one question.
type Standing struct {
	EntityID string
	List     List
	AsOf     calendar.Date
	Status   Status
	Since    calendar.Date // when listed
	Period   *Period       // the period that decides, nil when not listed
	Later    []Period      // changes after AsOf, shown apart
	Earlier  []Period      // postings withdrawn, and periods ended, by AsOf
	Edge     calendar.Date // the table knows nothing after this day
	receipt  receipt.Receipt
}

// Receipt is the rows of the list table that the answer rests on.
func (s Standing) Receipt() receipt.Receipt { return s.receipt }
