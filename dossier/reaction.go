package dossier

import (
	"time"

	"newstape/names/security"
	"newstape/receipt"
	"newstape/tape/calendar"
)

// Stand says how a session's move relates to the news.
type Stand string

// The stands.
const (
	Reacts     Stand = "reaction"    // the session could react to the news
	BeforeNews Stand = "before_news" // the session ended before the news: never a reaction
	Later      Stand = "after_story" // a session after the story's publication, shown apart
	Unplaced   Stand = "unplaced"    // when the news came is not known well enough to say
)

// Reaction is what one listing did in one session around the main event.
type Reaction struct {
	Entity  *security.Entity
	Listing *security.Listing
	Session calendar.Session
	Stand   Stand
	Why     string // why it stands so, in words

	PriorClose, Open, High, Low, Close Figure
	Return                             Figure // close against the prior close
	OpenReturn, LowReturn, HighReturn  Figure // against the prior close
	LowAt                              string // the bar of the low, HH:MM, when bars exist
	Volume                             Figure // against the median of the sessions before, as a multiple
	VolumeT, VolumeP                   Figure // abnormal volume, in logarithms, against the estimation window

	Abnormal []Abnormal // market first, then peers; only for Stand Reacts
	Intraday *Intraday  // nil without bars
	Path     []PathPoint
	Missing  []Gap
}

// PathPoint is one close of the stretch that a chart shows.
type PathPoint struct {
	Date  calendar.Date
	Close float64
}

// Abnormal is the session's abnormal return against one benchmark.
type Abnormal struct {
	Model     string // market_model, market_adjusted
	Benchmark string // listing
	Peer      bool   // a benchmark of peers rather than the market
	Beta      Figure // void for market-adjusted
	AR        Figure // per cent
	// T has the exact forecast error of the abnormal return in its denominator;
	// PlainT is AR / s, as many programs print it. P is two-sided, of T.
	T, PlainT, P Figure
	Low, High    Figure // 95 % interval of AR, per cent
	Days         int    // estimation days used
	// Detectable is the smallest move, in per cent, that this design finds with
	// 80 % power at 5 % two-sided.
	Detectable Figure
	// Percentile is the share of History days of the security itself whose
	// abnormal return was below this one, in per cent. InSample: those days are
	// the estimation days, for want of enough earlier ones.
	Percentile Figure
	History    int
	InSample   bool
	Windows    []Window
}

// Window is a cumulative abnormal return over sessions around the event.
type Window struct {
	First, Last int // sessions relative to the event
	CAR, T, P   Figure
}

// Intraday is the session at the grain of its bars.
type Intraday struct {
	At             string // start of the break bar, HH:MM in the venue's zone
	Zone           string // ET, HKT
	From, To       Figure // prices
	Return         Figure // of the break bar, per cent
	Usual          Figure // multiple of the session's usual bar
	VolumeMultiple Figure // of the session's median bar
	Before         Figure // the day's move up to the break, against the prior close, per cent
	Since          Figure // from the break to the last bar, per cent
	Benchmarks     []BenchmarkMove
	Marked         bool // the break stands out enough to be read as the news
	Times          []string
	Subject        []float64 // per cent against the prior close, by bar
	start          time.Time // of the break bar
}

// BenchmarkMove is a benchmark's move over the same bars.
type BenchmarkMove struct {
	Listing string
	Peer    bool
	Since   Figure
	// Path is the benchmark in per cent against its prior close, on the
	// subject's bars; nil when bars do not match.
	Path []float64
}

// PeerMove is what another listing did in the same session.
type PeerMove struct {
	Entity  *security.Entity
	Listing *security.Listing
	Return  Figure
	Named   bool // the story names it
}

// Standings is where one party stood on every list on the story's date.
type Standings struct {
	Entity *security.Entity
	Lists  []Standing
}

// Standing is one answer, with the rows behind it.
type Standing struct {
	List     string
	Status   string
	AsOf     calendar.Date
	Since    calendar.Date
	Citation string
	Later    []ListChange
	Earlier  []ListChange // what was over by the story's date
	Edge     calendar.Date
	receipt  receipt.Receipt
}

// Receipt is what the answer rests on.
func (s Standing) Receipt() receipt.Receipt { return s.receipt }

// ListChange is something that happened to a listing after the story.
type ListChange struct {
	Date     calendar.Date
	What     string // listed, removed, posted and withdrawn
	Citation string
}
