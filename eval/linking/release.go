package linking

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
)

// release is a line of prnewswire.jsonl.
type release struct {
	Title     string   `json:"title"`
	Published string   `json:"published"`
	Text      string   `json:"text"`
	Tickers   []string `json:"tickers"`
}

// Releases scores company -> ticker on press releases in which the issuer wrote
// its own ticker. Each ticker of a release that the master has on an American
// exchange is asked for once, but not one that the release marks as another
// exchange's only ("TSXV: CNC" is not Centene). All of its marks are taken out of the text first:
// "(NASDAQ: X)", "(X)", and X alone unless it is a word of the issuer's name (GE).
//
// Right: the release links a party that has a line with that ticker. Wrong: a
// listed party that is linked in the place of a mask, as the company whose
// ticker stood there, and has no line with it; and, for a ticker that was not
// found, the company that the release was read to be about. Missed: not found.
// Listed companies that a release names beside the issuer are no errors; their
// links stand in Beside to be read.
func Releases(path string, m *security.Master, l *link.Linker) (Score, error) {
	var s Score
	err := eachJSON(path, func(line int, r release) error {
		return s.release(line, r, m, l)
	})
	return s, err
}

func (s *Score) release(line int, r release, m *security.Master, l *link.Linker) error {
	var asked []string
	for _, code := range r.Tickers {
		if !slices.Contains(asked, code) && len(owners(m, code)) > 0 && !elsewhere(r, code) {
			asked = append(asked, code)
		}
	}
	if len(asked) == 0 {
		return nil
	}
	raw, masks := maskTickers(html.UnescapeString(r.Title)+"\n\n"+r.Text, asked, m)
	a, doc, got, err := read(raw, r.Published, l)
	if err != nil {
		return err
	}
	ours := func(e *security.Entity) bool {
		return slices.ContainsFunc(asked, func(code string) bool { return bears(e, code) })
	}
	s.N += len(asked)
	wrong := map[string]bool{}
	for _, at := range masks {
		if e := before(raw, at, a.Original, got); e != nil && !ours(e) && !wrong[e.ID] {
			wrong[e.ID] = true
			s.note("release %d: wrong: %s stands where %v was masked: %s", line, e.ID, asked, r.Title)
		}
	}
	for _, code := range asked {
		if slices.ContainsFunc(got.Parties, func(p link.Party) bool { return bears(p.Entity, code) }) {
			s.Right++
			continue
		}
		s.Missed++
		s.note("release %d: missed %s (%s): %s%s", line, code, registered(m, code), r.Title, refusals(got))
		i := slices.IndexFunc(got.Parties, func(p link.Party) bool { return p.Entity.Kind == security.Issuer && !ours(p.Entity) })
		if i >= 0 {
			wrong[got.Parties[i].Entity.ID] = true
			s.note("release %d: wrong: read to be about %s, not %s", line, got.Parties[i].Entity.ID, code)
		}
	}
	s.Wrong += len(wrong)
	seen := map[string]bool{}
	for _, x := range got.Mentions {
		if e := x.Entity; len(e.Listings) > 0 && !ours(e) && !seen[e.ID] {
			seen[e.ID] = true
			s.Beside = append(s.Beside, fmt.Sprintf("release %d: beside: %q is %s (%s): ...%s", line, x.Span.In(doc.Text), e.ID, x.Reason, around(doc.Text, x.Span)))
		}
	}
	return nil
}

// american are the exchanges of the SEC's table.
var american = []string{"XNYS", "XNAS", "ARCX", "XASE", "BATS", "OTCM"}

// elsewhere reports that the release marks the ticker, and never with an
// American exchange.
func elsewhere(r release, code string) bool {
	marks := regexp.MustCompile(`([\w.& -]+)[:]\s?`+regexp.QuoteMeta(code)+`\b`).FindAllStringSubmatch(r.Title+"\n"+r.Text, -1)
	for _, m := range marks {
		if usExchange.MatchString(m[1]) {
			return false
		}
	}
	return len(marks) > 0
}

var usExchange = regexp.MustCompile(`(?i)nyse|nasdaq|otc|amex|american|arca|cboe|bats|pink`)

func owners(m *security.Master, code string) []*security.Entity {
	var out []*security.Entity
	for _, l := range m.Ticker(code) {
		if slices.Contains(american, l.Listing.MIC) {
			out = append(out, l.Entity)
		}
	}
	return out
}

func registered(m *security.Master, code string) string {
	var out []string
	for _, e := range owners(m, code) {
		out = append(out, e.Name)
	}
	return strings.Join(out, "; ")
}

func bears(e *security.Entity, code string) bool {
	return slices.ContainsFunc(e.Listings, func(l security.Listing) bool {
		return l.Ticker == code && slices.Contains(american, l.MIC)
	})
}

// maskTickers takes the tickers out of a text and gives the places where
// brackets that held one were, as offsets into what is left.
func maskTickers(raw string, codes []string, m *security.Master) (string, []int) {
	var any, alone []string
	for _, code := range codes {
		any = append(any, regexp.QuoteMeta(code))
		if !named(m, code) {
			alone = append(alone, regexp.QuoteMeta(code))
		}
	}
	code := `(?:` + strings.Join(any, "|") + `)\b`
	pattern := `\s?([(\[])\s*(?:[\w ./&-]*:\s*|["“]?)` + code + `[^()\[\]]*[)\]]|(?:\w+:\s?|\$)` + code
	if len(alone) > 0 {
		pattern += `|\b(?:` + strings.Join(alone, "|") + `)\b`
	}
	var at []int
	var out strings.Builder
	last := 0
	for _, x := range regexp.MustCompile(pattern).FindAllStringSubmatchIndex(raw, -1) {
		out.WriteString(raw[last:x[0]])
		if x[2] >= 0 {
			at = append(at, out.Len())
		}
		last = x[1]
	}
	out.WriteString(raw[last:])
	return out.String(), at
}

// named reports that a ticker is itself a word of a name of its issuer: GE.
func named(m *security.Master, code string) bool {
	return slices.ContainsFunc(owners(m, code), func(e *security.Entity) bool {
		return slices.ContainsFunc(e.Aliases, func(a security.Alias) bool {
			return slices.Contains(strings.FieldsFunc(strings.ToUpper(a.Name), notLetter), code)
		})
	})
}

func notLetter(r rune) bool { return (r < 'A' || r > 'Z') && (r < '0' || r > '9') }

// before is the listed party whose mention stands last before a place, in the
// same stretch of text.
func before(raw string, at int, original func(receipt.Span) receipt.Span, got link.Result) *security.Entity {
	var out *security.Entity
	for _, x := range got.Mentions {
		span := original(x.Span)
		if span.End > at {
			break
		}
		if at-span.End <= 4 && !strings.ContainsAny(raw[span.End:at], "\n,;") {
			out = x.Entity
		}
	}
	if out == nil || out.Kind != security.Issuer {
		return nil
	}
	return out
}

func refusals(r link.Result) string {
	var out []string
	for _, x := range r.Refusals {
		out = append(out, x.Name+" "+x.Reason)
	}
	if len(out) == 0 {
		return ""
	}
	return " [refused: " + strings.Join(out, "; ") + "]"
}

// around shows a span in its surroundings.
func around(t string, span receipt.Span) string {
	from, to := max(0, span.Start-50), min(len(t), span.End+50)
	return strings.ToValidUTF8(strings.ReplaceAll(t[from:to], "\n", " / "), "")
}
