package ask

import (
	"slices"

	"newstape/fault"
	"newstape/study"
)

// StudyBounds is what one study may ask. Zero fields are those of a request that
// is answered at once.
type StudyBounds struct {
	Events   int // events; 0 means 1000
	Draws    int // draws of the resampling tests; 0 means 9999
	Placebos int // placebo samples; 0 means 9999
	// Work bounds events times draws, and events times placebo samples times a
	// hundred; 0 means 3 million, which is half a minute.
	Work int
	// Figures bounds the figures of the result: of each event one a day and a
	// window, and of each sample and group one a test of those; 0 means 200,000,
	// which are some 30 MB as JSON.
	Figures int
}

// LongStudy are the bounds of a study that nobody waits for: its work may take
// a quarter of an hour.
func LongStudy() StudyBounds {
	return StudyBounds{Events: 2000, Draws: 99_999, Work: 60_000_000}.filled()
}

func (b StudyBounds) filled() StudyBounds {
	for _, f := range []struct {
		field *int
		usual int
	}{
		{&b.Events, 1000}, {&b.Draws, 9999}, {&b.Placebos, 9999}, {&b.Work, 3_000_000}, {&b.Figures, 200_000},
	} {
		if *f.field == 0 {
			*f.field = f.usual
		}
	}
	return b
}

func (b Bounds) study() StudyBounds {
	return StudyBounds{Events: b.Events, Draws: b.Draws, Placebos: b.Draws}
}

// Bounds of every study.
const (
	maxStudyCSV     = 1 << 20 // bytes
	maxStudyWindow  = 3000    // days
	maxStudyWindows = 50
	maxStudyTests   = 100
	maxStudyFactors = 50
	maxStudyName    = 128 // bytes of the name of a model, a listing, a test ...
)

// bound refuses a design that would take too long, before anything is read.
func (q StudyRequest) bound(b StudyBounds) error {
	d := q.design()
	for _, n := range []struct {
		what    string
		n, most int
	}{
		{"events", len(q.Events), b.Events},
		{"draws", d.Draws, b.Draws},
		{"placebo samples", d.Placebo, b.Placebos},
		{"windows", len(d.Windows), maxStudyWindows},
		{"tests", len(d.Tests), maxStudyTests},
		{"factors", len(q.Factors), maxStudyFactors},
	} {
		if n.n > n.most {
			return tooMany(n.what, n.n, n.most)
		}
	}
	for _, name := range slices.Concat([]string{q.Model, q.Market, q.Basis, q.Slashes, q.Missing, q.Dates, q.Exchange, q.Adjust}, q.Factors, q.Tests) {
		if len(name) > maxStudyName {
			return fault.New(fault.BadInput, "study: the name %q has %d bytes, at most %d are taken", short(name), len(name), maxStudyName)
		}
	}
	for _, w := range append([]study.Window{d.Estimation, d.Event}, d.Windows...) {
		// Each end is bounded first, so that the length cannot overflow.
		if w.From < -10*maxStudyWindow || w.To > 10*maxStudyWindow || w.From > w.To || w.Len() > maxStudyWindow {
			return fault.New(fault.BadInput, "study: the window %d..%d is empty, or longer than %d days", w.From, w.To, maxStudyWindow).Try("{\"from\": -1, \"to\": 1}")
		}
	}
	return nil
}

// work refuses what the events, the draws and the groups take together.
func (b StudyBounds) work(d study.Design, events []study.Event) error {
	b = b.filled()
	n := len(events)
	for _, w := range []struct {
		what    string
		n, most int
	}{
		{"events", n, b.Events},
		{"draws times events", n * d.Draws, b.Work},
		{"placebo samples times events", n * d.Placebo, b.Work / 100},
		{"figures", resultFigures(d, events), b.Figures},
	} {
		if w.n > w.most {
			return tooMany(w.what, w.n, w.most)
		}
	}
	return nil
}

// resultFigures is how many figures a study's result has.
func resultFigures(d study.Design, events []study.Event) int {
	groups := map[string]bool{}
	for _, e := range events {
		if e.Group != "" {
			groups[e.Group] = true
		}
	}
	sums := len(d.Windows)
	if d.Path {
		sums += d.Event.Len()
	}
	tests := len(d.Tests)
	if tests == 0 || tests == 1 && d.Tests[0] == "all" {
		tests = len(study.Battery())
	}
	places, g := d.Event.Len()+sums, len(groups)
	const ofDifference = 2 // tests
	return places*len(events) + places*tests*(1+g) + ofDifference*sums*g*(g-1)/2
}

func tooMany(what string, n, most int) error {
	return fault.New(fault.TooLarge, "study: %d %s; a request has at most %d", n, what, most).Try("several requests, or newstape study on the command line")
}
