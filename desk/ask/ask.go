// Package ask answers questions that need no store: read a story, check what it
// says about prices, screen names, match them as yente does, measure events, show
// the prices of a listing and what is known of a party.
//
//	rooms, err := ask.Open(ask.Options{Tape: "prices", ListIndex: "lists.idx"})
//	d, page, err := rooms.Read(raw, article.Options{Name: "memo.txt"})
//	report, err := rooms.Check(ask.CheckRequest{Sentences: []string{"Alibaba fell 3.8% on Friday."}, Published: "2025-11-15"})
//	answers, err := rooms.Screen(ask.ScreenRequest{Names: []ask.Name{{Name: "Hikvison"}}, AsOf: "2025-11-15"})
//	match, err := rooms.Match("default", ask.MatchRequest{Queries: map[string]ask.MatchExample{...}})
//	prices, err := rooms.Daily(ask.DailyRequest{Listing: "XNYS:BABA"})
//	party, err := rooms.Party(ask.PartyRequest{ID: "alibaba", AsOf: "2025-11-15"})
//	study, err := rooms.Study(ctx, ask.StudyRequest{Events: []ask.StudyEvent{{Security: "XNYS:BABA", Date: "2025-11-14"}}})
//
// In: text, names, events. Out: what the rooms below say, every line with its
// receipt: a dossier's and a check's own, rows of lists for names, and for a
// study its design, its tests with their sources and the prints of its inputs.
// [Render] writes a stored dossier for people.
//
// [Rooms] hold everything that is opened once: parser, master, linker, lists,
// matcher, tape. They do not change and are safe for concurrent use. A [Source]
// keeps the current Rooms and opens new ones when a file has changed.
//
// Limits: no clock and no network. What one question may ask is bounded by
// [Bounds]; more is fault.TooLarge.
package ask

import (
	"errors"
	"slices"
	"sync"

	"newstape/dossier"
	"newstape/fault"
	"newstape/names/match"
	"newstape/names/screen"
	"newstape/study/record"
	"newstape/tape/bars"
	"newstape/tape/sample"
)

// Options say what the rooms are opened from.
type Options struct {
	// Tape is a folder of prices made by "newstape pull prices"; "" is the
	// embedded sample alone.
	Tape string
	// Master is a folder of names made by "newstape pull securities", or its
	// index file; "" is the embedded table alone.
	Master string
	// ListIndex is a file made by "newstape screen --list DIR --index FILE"; ""
	// asks the embedded table of periods alone.
	ListIndex string
	// Bounds is what one question may ask; zero fields have defaults.
	Bounds Bounds
	// Program is named in studies.
	Program record.Program
}

// Bounds is what one question may ask.
type Bounds struct {
	Text      int // bytes of clean text of a story; 0 means MaxText
	Sentences int // sentences to check; 0 means 100
	Names     int // names to screen or match; 0 means 500
	NameBytes int // bytes of one name; 0 means 1000
	Events    int // events of a study; 0 means 1000
	Draws     int // draws and placebo samples of a study; 0 means 9999
}

// MaxText bounds the clean text of one story in bytes: a hundred thousand words.
// A page may be much larger than the story in it.
const MaxText = 1 << 20

func (b Bounds) filled() Bounds {
	for _, f := range []struct {
		field *int
		usual int
	}{
		{&b.Text, MaxText}, {&b.Sentences, 100}, {&b.Names, 500}, {&b.NameBytes, 1000}, {&b.Events, 1000}, {&b.Draws, 9999},
	} {
		if *f.field == 0 {
			*f.field = f.usual
		}
	}
	return b
}

// Rooms answer questions.
type Rooms struct {
	facts    dossier.Facts
	screener *screen.Screener
	book     *screen.Book // nil without an index of lists
	bounds   Bounds
	tapeDir  string
	program  record.Program
	// What the tape holds, and parties by their names: read at the first question.
	shelf  func() *shelf
	finder func() *finder

	// open is held for reading by every question and for writing by Close, since
	// the tape and the indexes are mapped files.
	open   sync.RWMutex
	closed bool
	close  []func() error
}

// Open opens everything. What it had opened is closed again when something
// fails.
func Open(o Options) (*Rooms, error) {
	r := &Rooms{bounds: o.Bounds.filled(), tapeDir: o.Tape, program: o.Program}
	if err := r.fill(o); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

func (r *Rooms) fill(o Options) error {
	var err error
	if r.facts, r.close, err = openFacts(o.Tape, o.Master); err != nil {
		return err
	}
	m := match.New()
	if o.ListIndex != "" {
		if r.book, err = screen.OpenBook(m, o.ListIndex); err != nil {
			return err
		}
		r.close = append(r.close, r.book.Close)
	}
	r.shelf = sync.OnceValue(r.readShelf)
	r.finder = sync.OnceValue(func() *finder { return newFinder(m, r.facts.Master, r.shelf().lines, r.facts.Lists.Parties()) })
	r.screener, err = screen.NewScreener(m, r.facts.Lists, r.book, screen.NewDirectory(m, r.facts.Master).Link)
	return err
}

// Close waits for the questions that are being answered and gives the files
// back. Whoever asks afterwards gets an error.
func (r *Rooms) Close() error {
	r.open.Lock()
	defer r.open.Unlock()
	if r.closed {
		return nil
	}
	r.closed = true
	var errs []error
	for _, c := range r.close {
		errs = append(errs, c())
	}
	return errors.Join(errs...)
}

// enter holds the rooms open until leave is called.
func (r *Rooms) enter() (leave func(), err error) {
	r.open.RLock()
	if r.closed {
		r.open.RUnlock()
		return nil, fault.New(fault.Internal, "ask: these rooms are closed").Try("Source.Current for the ones in use")
	}
	return r.open.RUnlock, nil
}

// Facts are what stories are read with. They must not be used once the rooms
// are closed.
func (r *Rooms) Facts() dossier.Facts { return r.facts }

// Tape is where prices come from. It must not be used once the rooms are
// closed.
func (r *Rooms) Tape() *bars.Tape { return r.facts.Tape }

// SampleTape tells whether all prices are those of the embedded sample.
func (r *Rooms) SampleTape() bool {
	leave, err := r.enter()
	if err != nil {
		return false
	}
	defer leave()
	return slices.Equal(r.facts.Tape.Sources(), []string{sample.Source})
}

// Lists are the versions of the lists in the index, none without one.
func (r *Rooms) Lists() []ListVersion {
	if r.book == nil {
		return nil
	}
	out := make([]ListVersion, 0, len(r.book.Versions))
	for _, v := range r.book.Versions {
		one := ListVersion{List: v.List, Title: v.Title, Authority: v.Authority, Country: v.Country, Hash: v.Hash}
		if v.AsOf != 0 {
			one.AsOf = v.AsOf.String()
		}
		out = append(out, one)
	}
	return out
}

// ListVersion is one list as the index has it.
type ListVersion struct {
	List      string `json:"list"`
	Title     string `json:"title"`
	Authority string `json:"authority"`
	Country   string `json:"country"`
	AsOf      string `json:"as_of,omitempty"`
	Hash      string `json:"sha256"`
}
