package verdicts

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"newstape/check"
	"newstape/receipt"
)

var verdictWords = map[check.Verdict]string{
	check.Holds: "holds", check.HoldsIntraday: "only intraday", check.HoldsElsewhere: "elsewhere", check.Fails: "fails", check.CannotCheck: "cannot check",
}

var verdictClasses = map[check.Verdict]string{
	check.Holds: "ok", check.HoldsIntraday: "caution", check.HoldsElsewhere: "caution", check.Fails: "warn",
}

var measureWords = map[check.Measure]string{
	check.ReturnClose: "move to the close", check.ReturnOpen: "move to the open", check.ReturnExtreme: "largest move of the session",
	check.ReturnAsOf: "move so far in the session", check.ReturnMulti: "move over several sessions", check.ReturnIntraday: "move within the session",
	check.ReturnPremarket: "move before the open", check.ReturnAfterHours: "move after the close", check.PointChange: "move in points or money",
	check.LevelClose: "closing price", check.LevelOpen: "opening price", check.LevelHigh: "high", check.LevelLow: "low", check.LevelAsOf: "price at a moment",
	check.Volume: "shares traded", check.VolumeMultiple: "volume against its average", check.Extreme: "record", check.ExtremeSince: "most extreme since",
	check.Streak: "sessions in a row", check.OfferPremium: "premium of an offer", check.MarketValue: "market value", check.MarketCapChange: "change of market value",
	check.Spread: "move beside another's", check.Rank: "rank among others",
}

func measured(s *check.Statement) string {
	if s.Against != nil {
		return "move beside that of " + s.Against.ID()
	}
	if w, ok := measureWords[s.Measure]; ok {
		return w
	}
	return strings.ReplaceAll(string(s.Measure), "_", " ")
}

// window says between which sessions a statement measures.
func window(s *check.Statement) string {
	w := s.Window
	if w.To == 0 {
		return ""
	}
	out := w.To.String()
	if w.From != 0 && w.From != w.To {
		out = w.From.String() + " to " + out
	}
	if w.AsOf != "" {
		out += " " + w.AsOf
	}
	return out
}

// stated is the figure of the text: "-4.7 %", "~$154.00", ">5 %", "2020-03".
func stated(s *check.Statement) string {
	if s.Measure == check.ExtremeSince || s.Measure == check.Extreme {
		if s.Since != "" {
			return s.Since
		}
		return string(s.Direction)
	}
	if !s.HasValue {
		return string(s.Direction)
	}
	sign := ""
	switch {
	case !moves(s):
	case s.Direction == check.Down:
		sign = "-"
	case s.Direction == check.Up:
		sign = "+"
	}
	loose := map[string]string{"about": "~", "more_than": ">", "less_than": "<", "as_much_as": "max "}[s.Qualifier]
	before, after := unitOf(s)
	out := loose + sign + before + amount(s.Value, max(s.Decimals, 0))
	if s.UpTo != 0 {
		out += ".." + amount(s.UpTo, max(s.Decimals, 0))
	}
	return out + after
}

// moves reports a measure with a sign.
func moves(s *check.Statement) bool {
	switch s.Measure {
	case check.LevelClose, check.LevelOpen, check.LevelHigh, check.LevelLow, check.LevelAsOf, check.Volume, check.VolumeMultiple, check.Streak, check.MarketValue, check.OfferPremium:
		return false
	}
	return true
}

// trueFigure is what the tape has in the stated one's place; "" when it has none.
func trueFigure(s *check.Statement) string {
	switch {
	case s.Measure == check.ExtremeSince || s.Measure == check.Extreme:
		if s.TruthDate != 0 {
			return s.TruthDate.String()
		}
		return ""
	case !s.HasTruth:
		return ""
	}
	decimals, sign := 2, ""
	switch s.Unit {
	case "sessions":
		decimals = 0
	case "million_shares":
		decimals = max(1, s.Decimals)
	}
	switch {
	case s.Truth < 0:
		sign = "-"
	case moves(s) && s.Truth > 0:
		sign = "+"
	}
	before, after := unitOf(s)
	return sign + before + amount(math.Abs(s.Truth), decimals) + after
}

// unitOf is what stands before and after a figure.
func unitOf(s *check.Statement) (before, after string) {
	switch s.Unit {
	case "pct":
		return "", " %"
	case "million_shares":
		return "", " m"
	case "times":
		return "", " x"
	case "pct_points":
		return "", " pp"
	case "sessions", "index", "date":
		return "", ""
	}
	currency, billion := strings.CutSuffix(s.Unit, "_billion")
	if billion {
		after = " bn"
	}
	switch currency {
	case "USD":
		return "$", after
	case "HKD":
		return "HK$", after
	}
	return "", after + " " + currency
}

// amount prints a number with its decimals, and commas between thousands.
func amount(v float64, decimals int) string {
	out := strconv.FormatFloat(v, 'f', decimals, 64)
	whole, rest, _ := strings.Cut(out, ".")
	digits := strings.TrimPrefix(whole, "-")
	for k := len(digits) - 3; k > 0; k -= 3 {
		digits = digits[:k] + "," + digits[k:]
	}
	if strings.HasPrefix(whole, "-") {
		digits = "-" + digits
	}
	if rest != "" {
		digits += "." + rest
	}
	return digits
}

// cellWords lists cells, those of one listing and basis together.
func cellWords(cells []receipt.Cell, most int) string {
	var out []string
	last := ""
	for n, c := range cells {
		if n == most {
			out = append(out, fmt.Sprintf("and %d more", len(cells)-n))
			break
		}
		head := c.Listing + " " + c.Basis
		one := fmt.Sprintf("%s %s %s", strings.Replace(c.At, "T", " ", 1), c.Field, strconv.FormatFloat(c.Value, 'f', -1, 64))
		if head != last {
			one = head + ": " + one
		}
		last = head
		out = append(out, one)
	}
	return strings.Join(out, "; ")
}

// sources are the sources of all cells, each once.
func (r *Report) sources() []string {
	var out []string
	seen := map[string]bool{}
	for _, c := range r.Stories {
		for i := range c.Statements {
			for _, cell := range c.Statements[i].Receipt().Cells() {
				if !seen[cell.Source] {
					seen[cell.Source] = true
					out = append(out, cell.Source)
				}
			}
		}
	}
	return out
}

// tally counts the verdicts: "8 statements: 5 hold, 2 only intraday, 1 cannot be
// checked".
func (c *Story) tally() string {
	if len(c.Statements) == 0 {
		return "no statement about the market was found"
	}
	n := map[check.Verdict]int{}
	for i := range c.Statements {
		n[c.Statements[i].Verdict]++
	}
	var parts []string
	for _, v := range []struct {
		verdict   check.Verdict
		one, many string
	}{
		{check.Holds, "holds", "hold"},
		{check.HoldsIntraday, "holds only intraday", "hold only intraday"},
		{check.HoldsElsewhere, "holds elsewhere", "hold elsewhere"},
		{check.Fails, "fails", "fail"},
		{check.CannotCheck, "cannot be checked", "cannot be checked"},
	} {
		switch k := n[v.verdict]; k {
		case 0:
		case 1:
			parts = append(parts, "1 "+v.one)
		default:
			parts = append(parts, fmt.Sprintf("%d %s", k, v.many))
		}
	}
	noun := "statements"
	if len(c.Statements) == 1 {
		noun = "statement"
	}
	return fmt.Sprintf("%d %s: %s", len(c.Statements), noun, strings.Join(parts, ", "))
}

// title is the headline of a story, or the sentence itself.
func (c *Story) title() string {
	if !c.Article.Title.Empty() {
		return c.Article.Title.In(c.Article.Text)
	}
	line, _, _ := strings.Cut(c.Article.Text, "\n")
	return line
}

// published is the time of publication in words.
func (c *Story) published() string {
	ref := c.Article.Reference
	switch {
	case !ref.Known:
		return "time of publication not known"
	case ref.DateOnly:
		return "published " + ref.Published.Format("Mon 2 January 2006")
	}
	return "published " + ref.Published.Format("Mon 2 January 2006 15:04 -07:00")
}

// wide counts terminal columns the same on every machine.
var wide = runewidth.Condition{StrictEmojiNeutral: true}

// clip cuts text to a number of columns.
func clip(s string, width int) string { return wide.Truncate(s, width, "…") }

// fold cuts text at blanks into lines of at most width columns.
func fold(s string, width int) []string {
	var out []string
	line := ""
	for word := range strings.FieldsSeq(s) {
		for wide.StringWidth(word) > width {
			head := wide.Truncate(word, width, "")
			if line != "" {
				out = append(out, line)
				line = ""
			}
			if head == "" {
				break
			}
			out, word = append(out, head), word[len(head):]
		}
		switch {
		case line == "":
			line = word
		case wide.StringWidth(line)+1+wide.StringWidth(word) <= width:
			line += " " + word
		default:
			out, line = append(out, line), word
		}
	}
	if line != "" || len(out) == 0 {
		out = append(out, line)
	}
	return out
}
