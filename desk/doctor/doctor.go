// Package doctor looks at an installation and says in plain words what is
// missing, stale or broken, and what to do about it.
//
//	findings := doctor.Examine(ctx, doctor.Patient{Config: cfg, Data: dir, Now: time.Now(), Look: look, Dead: dead})
//	for _, f := range findings { fmt.Println(f.Level, f.Topic, f.Text, f.Try) }
//	doctor.Verdict(findings)      // Fine, Missing or Broken
//
// In: a [Patient]: the configuration, where the data are, and what else can be
// asked. Out: one finding for each thing looked at, in a fixed order: program,
// configuration, zones, models, prices, names, lists, calendars, data folder,
// store, streams, feeds, alerts, tokens, listening, limits of the system.
//
// Nothing is changed: a data folder that is not there is not made, tables are
// not brought up to date, prices are opened and closed again. Beside a running
// desk it only reads.
//
// Limits: the check of the store is a light one, bounded in time; "newstape desk
// verify" does it whole. What takes the network is not tried.
package doctor

import (
	"context"
	"errors"
	"fmt"
	"time"

	"newstape/config"
	"newstape/desk/store"
	"newstape/desk/stream"
	"newstape/fault"
	"newstape/tape/calendar"
)

// Level is how bad a finding is.
type Level string

// The levels.
const (
	Fine    Level = "fine"
	Missing Level = "missing" // something is missing or stale; what there is works
	Broken  Level = "broken"  // something will not work
)

// Finding is one thing that was looked at.
type Finding struct {
	Level Level  `json:"level"`
	Topic string `json:"topic"` // prices, store, feeds ...
	Text  string `json:"text"`
	Try   string `json:"try,omitempty"` // what to do
}

// Patient is what is examined.
type Patient struct {
	Version string // of the program, with its commit
	Now     time.Time

	Config     config.Config
	ConfigFile string // "" when there is none
	ConfigErr  error  // of reading it; Config is then the default

	// Data is the desk's folder; "" is not looked at, as for a machine that only
	// reads stories on the command line.
	Data string
	// DataErr says why there is no Data.
	DataErr error
	// Running is the address of the desk that answers on Data, "" when none does.
	Running string
	// Look opens the store to be read. It is called when there is one.
	Look func(ctx context.Context) (*store.Store, error)
	// Dead lists dead letters, from the running desk or the stream itself; nil
	// when they cannot be asked for.
	Dead func(ctx context.Context, limit int) ([]stream.Letter, error)
}

// visit is one examination: the findings so far.
type visit struct {
	Patient
	today    calendar.Date
	findings []Finding
}

// Examine looks at everything. It ends early only when ctx does.
func Examine(ctx context.Context, p Patient) []Finding {
	v := &visit{Patient: p, today: calendar.DateOf(p.Now.UTC())}
	for _, look := range []func(context.Context){
		v.program, v.configuration, v.zones, v.models, v.prices, v.names, v.lists, v.calendars,
		v.folder, v.store, v.streams, v.listening, v.limits,
	} {
		if ctx.Err() != nil {
			v.broken("doctor", "not finished: "+ctx.Err().Error(), "once more, with more time")
			break
		}
		look(ctx)
	}
	return v.findings
}

// Verdict is the worst level among findings.
func Verdict(findings []Finding) Level {
	out := Fine
	for _, f := range findings {
		if f.Level == Broken {
			return Broken
		}
		if f.Level == Missing {
			out = Missing
		}
	}
	return out
}

func (v *visit) fine(topic, format string, args ...any) {
	v.findings = append(v.findings, Finding{Fine, topic, fmt.Sprintf(format, args...), ""})
}

func (v *visit) missing(topic, text, try string) {
	v.findings = append(v.findings, Finding{Missing, topic, text, try})
}

func (v *visit) broken(topic, text, try string) {
	v.findings = append(v.findings, Finding{Broken, topic, text, try})
}

// failed turns an error into a finding: what the error says to try, or else what
// is said here.
func (v *visit) failed(level Level, topic string, err error, otherwise string) {
	f := Finding{Level: level, Topic: topic, Text: err.Error(), Try: otherwise}
	if e, ok := errors.AsType[*fault.Error](err); ok {
		f.Text = e.What
		if e.Hint != "" {
			f.Try = e.Hint
		}
	}
	v.findings = append(v.findings, f)
}

func (v *visit) program(context.Context) { v.fine("program", "newstape %s", v.Version) }

func (v *visit) configuration(context.Context) {
	switch {
	case v.ConfigErr != nil:
		v.failed(Broken, "configuration", v.ConfigErr, "see docs/operations.md for the fields")
	case v.ConfigFile == "":
		v.fine("configuration", "no file, the defaults")
	default:
		v.fine("configuration", "%s", v.ConfigFile)
	}
}

// zones asks for the zones of the exchanges; the tables are in the binary, so
// that this fails only on a broken build or a broken ZONEINFO.
func (v *visit) zones(context.Context) {
	for _, name := range []string{"America/New_York", "Asia/Hong_Kong", "Europe/London"} {
		if _, err := time.LoadLocation(name); err != nil {
			v.broken("time zones", err.Error(), "unset ZONEINFO, or install the system's tzdata")
			return
		}
	}
	v.fine("time zones", "known")
}

// plural is "1 feed", "2 feeds".
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}
