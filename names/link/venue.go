package link

import (
	"slices"
	"strings"

	"newstape/names/security"
)

var american = []string{"XNYS", "XNAS", "ARCX", "XASE", "BATS", "OTCM"}

// exchanges are the names that stand before a colon and a ticker. A tag names
// an American exchange loosely (a line moves, a writer errs), so any American
// line serves.
var exchanges = []struct {
	name string
	mics []string
}{
	{"nyse", american},
	{"nyse american", american},
	{"nyse arca", american},
	{"nyse mkt", american},
	{"nasdaq", american},
	{"nasdaqgs", american},
	{"nasdaqgm", american},
	{"nasdaqcm", american},
	{"amex", american},
	{"cboe", american},
	{"bats", american},
	{"otc", american},
	{"otcqb", american},
	{"otcqx", american},
	{"otcmkts", american},
	{"otc markets", american},
	{"otc pink", american},
	{"xnys", []string{"XNYS"}},
	{"xnas", []string{"XNAS"}},
	{"arcx", []string{"ARCX"}},
	{"xase", []string{"XASE"}},
	{"xhkg", []string{"XHKG"}},
	{"xlon", []string{"XLON"}},
	{"xtks", []string{"XTKS"}},
	{"hkex", []string{"XHKG"}},
	{"sehk", []string{"XHKG"}},
	{"hkse", []string{"XHKG"}},
	{"hkg", []string{"XHKG"}},
	{"hk", []string{"XHKG"}},
	{"hong kong", []string{"XHKG"}},
	{"sse", []string{"XSHG"}},
	{"shanghai", []string{"XSHG"}},
	{"szse", []string{"XSHE"}},
	{"shenzhen", []string{"XSHE"}},
	{"twse", []string{"XTAI", "ROCO"}},
	{"tpe", []string{"XTAI", "ROCO"}},
	{"tse", []string{"XTKS", "XTSE", "XTAI"}},
	{"tyo", []string{"XTKS"}},
	{"tokyo", []string{"XTKS"}},
	{"krx", []string{"XKRX"}},
	{"lse", []string{"XLON"}},
	{"lon", []string{"XLON"}},
	{"london", []string{"XLON"}},
	{"tsx", []string{"XTSE"}},
	{"asx", []string{"XASX"}},
	{"euronext", []string{"XPAR", "XAMS", "XBRU"}},
	{"paris", []string{"XPAR"}},
	{"amsterdam", []string{"XAMS"}},
	{"xetra", []string{"XETR"}},
	{"etr", []string{"XETR"}},
	{"fra", []string{"XETR"}},
	{"frankfurt", []string{"XETR"}},
	{"six", []string{"XSWX"}},
	{"nse", []string{"XNSE"}},
	{"sgx", []string{"XSES"}},
}

// exchangeBefore reads the exchange at the end of the words before a colon.
func exchangeBefore(before string) (mics []string, name string) {
	low := strings.ToLower(before)
	best := 0
	for _, x := range exchanges {
		if len(x.name) <= best || !strings.HasSuffix(low, x.name) {
			continue
		}
		if at := len(low) - len(x.name); at > 0 && isLetter(low[at-1]) {
			continue
		}
		best, mics, name = len(x.name), x.mics, before[len(before)-len(x.name):]
	}
	return mics, name
}

// suffixes are the venues of codes such as 9988.HK; a single letter is one only
// in brackets.
var suffixes = map[string][]string{
	"N": {"XNYS"}, "O": {"XNAS"}, "OQ": {"XNAS"}, "K": {"XNYS"}, "P": {"ARCX"}, "PK": {"OTCM"},
	"HK": {"XHKG"}, "SS": {"XSHG"}, "SH": {"XSHG"}, "SZ": {"XSHE"}, "TW": {"XTAI"}, "TWO": {"ROCO"},
	"T": {"XTKS"}, "KS": {"XKRX"}, "L": {"XLON"}, "AS": {"XAMS"}, "PA": {"XPAR"}, "DE": {"XETR"}, "F": {"XETR"},
	"MI": {"XMIL"}, "ST": {"XSTO"}, "CO": {"XCSE"}, "SW": {"XSWX"}, "S": {"XSWX"}, "TO": {"XTSE"}, "AX": {"XASX"},
	"NS": {"XNSE"}, "SI": {"XSES"},
}

// linesOn finds the lines of a ticker on exchanges (any when nil) that were open
// at the story's date, else those that ever were.
func (s *story) linesOn(code string, mics []string) []security.Line {
	if isDigit(code[0]) && (mics == nil || slices.Contains(mics, "XHKG")) {
		code = hongKongCode(code)
	}
	var open, closed []security.Line
	for _, l := range s.master.Ticker(code) {
		switch {
		case mics != nil && !slices.Contains(mics, l.Listing.MIC):
		case l.Listing.Valid(s.date):
			open = append(open, l)
		default:
			closed = append(closed, l)
		}
	}
	if len(open) > 0 {
		return open
	}
	return closed
}

// hongKongCode gives a code its four digits: 700 and 00700 are 0700.
func hongKongCode(code string) string {
	if len(code) == 6 {
		return code // Shanghai, Shenzhen, Seoul
	}
	code = strings.TrimLeft(code, "0")
	for len(code) < 4 {
		code = "0" + code
	}
	return code
}
