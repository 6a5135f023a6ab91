package when

import (
	"time"

	"newstape/receipt"
	"newstape/story/text"
	"newstape/tape/calendar"
)

// hit is an expression in the making: pieces [start, end) of its sentence.
type hit struct {
	Expr
	start, end int
	needsDay   bool // a clock time or part of a day, whose day stands elsewhere
	clock      int  // minutes after midnight
	zone       *time.Location
	silent     bool // words that were read and denote no time, such as Feb. 30
}

// reader walks the sentences of a document.
type reader struct {
	*vocabulary
	ref   Reference
	today calendar.Date // zero when the published time is not known
	ps    []text.Piece

	// named is the last single day that the document named, for "the same day";
	// it is dropped at the end of the paragraph after the one that named it.
	named     Expr
	hasNamed  bool
	namedPara int
	paragraph int
}

func (r *reader) at(i int) text.Piece {
	if i < 0 || i >= len(r.ps) {
		return text.Piece{}
	}
	return r.ps[i]
}

func (r *reader) lower(i int) string { return r.at(i).Lower }

// glued reports whether no blank stands between pieces i-1 and i.
func (r *reader) glued(i int) bool { return i > 0 && i < len(r.ps) && !r.ps[i].Gap }

// noTime is what stands for an expression whose reference is not known.
func noTime() *receipt.Unavailable {
	return &receipt.Unavailable{
		Reason: receipt.NoTime,
		Detail: "when the story was published is not known; give --published",
	}
}

// relative fills e from f, which counts from today, or says that today is not
// known.
func (r *reader) relative(e Expr, f func(today calendar.Date) days) Expr {
	e.Relative = true
	if !r.ref.Known {
		e.Missing = noTime()
		return e
	}
	d := f(r.today)
	e.From, e.To = d.from, d.to
	return e
}

// day is an expression of one day that counts from today.
func (r *reader) day(f func(today calendar.Date) calendar.Date) Expr {
	e := r.relative(Expr{Kind: Day}, func(today calendar.Date) days {
		d := f(today)
		return days{d, d}
	})
	return e
}

// antecedent is the day that "the same day" means, if one was named nearby.
func (r *reader) antecedent() (Expr, bool) {
	return r.named, r.hasNamed && r.paragraph-r.namedPara <= 1
}

// remember keeps a day for later anaphors.
func (r *reader) remember(e Expr) {
	if e.Kind != Day && e.Kind != Clock && e.Kind != SessionOf || e.From != e.To {
		return
	}
	r.named, r.hasNamed, r.namedPara = e, true, r.paragraph
}

// future reports whether the words before piece i, in the same clause, look
// ahead.
func (r *reader) future(i int) bool {
	switch r.lower(i - 1) {
	case "by", "until", "till", "coming", "planned":
		return true
	}
	for k := i - 1; k >= max(0, i-8); k-- {
		switch r.lower(k) {
		case "will", "due", "scheduled", "upcoming", "expected", "must":
			return true
		case ",", ";", "and", "but":
			return false
		}
	}
	return false
}
