package article

import (
	"regexp"
	"strings"
	"time"

	"newstape/receipt"
	"newstape/story/when"
)

// dateline is the opening of a wire story: "NEW YORK, Nov 14 (Reuters) - ".
type dateline struct {
	date      receipt.Span // "Nov 14" or "December 5, 2025", empty when there is none
	agency    receipt.Span // "Reuters", empty when there is none
	reference when.Reference
	how       string
}

const monthWords = `(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)`

// datelineForm has the groups place, date, agency in brackets, agency between
// slashes. All parts may be absent; the dash may not.
var datelineForm = regexp.MustCompile(
	`^(?:([A-Z][A-Z .'’-]{2,30}(?:/[A-Z][A-Z .'’-]{2,30})?(?:, (?:[A-Z][A-Za-z]*\.? ?){1,3})?),? ?)?` +
		`(?:,? ?(` + monthWords + ` \d{1,2}(?:, \d{4})?|\d{1,2} ` + monthWords + `(?: \d{4})?|\d{4}-\d\d-\d\d),? ?)?` +
		`(?:\(([A-Z][A-Za-z .&'’-]{1,40})\)|/([A-Z][A-Za-z .]{1,40})/)?` +
		` ?(?:--?|–|—)\s`)

// printedTime is a line that holds nothing but the time of publication.
var printedTime = regexp.MustCompile(`^(?i:(?:first |originally )?(?:published|posted|date|dated)(?: on)?:?\s+)?(.*\d.*)$`)

// findDateline reads the dateline of the body's first lines. Its time is known
// only when the dateline states its year, or when a line near the top prints the
// full date.
func findDateline(s string, body receipt.Span) dateline {
	var d dateline
	at := body.Start
	for i := 0; i < 5 && at < body.End; i++ {
		line := s[at:body.End]
		if n := strings.IndexByte(line, '\n'); n >= 0 {
			line = line[:n]
		}
		if m := datelineForm.FindStringSubmatchIndex(line); m != nil && (m[4] >= 0 || m[6] >= 0 || m[8] >= 0) {
			return d.or(fillDateline(line, at, m))
		}
		if m := printedTime.FindStringSubmatchIndex(line); m != nil && len(line) < 80 && !d.reference.Known {
			if ref, _ := parseTime(line[m[2]:m[3]]); ref.Known {
				d = dateline{date: receipt.Span{Start: at + m[2], End: at + m[3]}, reference: ref, how: "date printed above the story"}
			}
		}
		at += len(line) + 1
	}
	return d
}

// or keeps a full date printed above a dateline that states no year.
func (d dateline) or(below dateline) dateline {
	if d.reference.Known && !below.reference.Known {
		d.agency = below.agency
		return d
	}
	return below
}

// fillDateline reads the groups that datelineForm found in a line.
func fillDateline(line string, at int, m []int) dateline {
	group := func(i int) receipt.Span {
		if m[2*i] < 0 {
			return receipt.Span{}
		}
		return receipt.Span{Start: at + m[2*i], End: at + m[2*i+1]}
	}
	d := dateline{date: group(2), agency: group(3), how: "dateline"}
	if d.agency.Empty() {
		d.agency = group(4)
	}
	if m[4] < 0 {
		return d
	}
	ref, _ := parseTime(line[m[4]:m[5]])
	if !ref.Known {
		return d // no year
	}
	if m[2] >= 0 {
		if loc := datelineZone(line[m[2]:m[3]]); loc != nil {
			ref = dayAlone(ref.Published, loc)
		}
	}
	d.reference = ref
	return d
}

// datelineZone is the zone of a dateline's place, or of its state; nil when the
// table does not know it.
func datelineZone(place string) *time.Location {
	for _, part := range strings.FieldsFunc(place, func(r rune) bool { return r == ',' || r == '/' }) {
		if loc := zones()[[2]string{"dateline", strings.ToUpper(strings.TrimSpace(part))}]; loc != nil {
			return loc
		}
	}
	return nil
}

var addressDate = regexp.MustCompile(`^https?://[^?#]*[/-](20\d\d|19\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?:[/.?#-]|$)`)

// dateInAddress reads the day that many outlets put in a story's address.
func dateInAddress(name string) when.Reference {
	m := addressDate.FindStringSubmatch(name)
	if m == nil {
		return when.Reference{}
	}
	t, err := time.Parse(time.DateOnly, m[1]+"-"+m[2]+"-"+m[3])
	if err != nil {
		return when.Reference{}
	}
	return dayAlone(t, newYork())
}
