// Package record is what a study leaves behind so that anybody can do it again:
// every choice that was made, the SHA-256 of everything that was read and of
// what was written, and the version of the program.
//
//	r := record.New(program, design, reading, inputs)
//	r.Seal("json", "", output)
//	err := r.Write(w)
//
//	r, err := record.Read(f, "study.record.json")
//	err = r.Inputs[0].Check(bytes)     // refuses what is no longer the same
//	same := r.Output.Is(output)
//
// In: a design as the engine filled it in, and the bytes of the inputs. Out: one
// JSON object, drawn in docs/study-json.md.
//
// Limits: a record holds no data. It names files by the paths that were given,
// and a replay needs those files, or files of the same bytes, in the same place
// or beside the record.
package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	"newstape/fault"
	"newstape/study"
)

// Schema names the form of a record; the number rises with any change that an
// older reader could misunderstand.
const Schema = "newstape.study-record/1"

// Record is one study's set-up and the prints of its data.
type Record struct {
	Schema  string       `json:"schema"`
	Program Program      `json:"program"`
	Reading Reading      `json:"reading"`
	Inputs  []Input      `json:"inputs"`
	Design  study.Design `json:"design"`
	// Conventions is every test with the formula that was used.
	Conventions []Convention `json:"conventions"`
	Output      Output       `json:"output"`
}

// Program is what ran.
type Program struct {
	Version string `json:"version"`
	Commit  string `json:"commit"`
}

// String gives "newstape 1.0 (abc)".
func (p Program) String() string { return fmt.Sprintf("newstape %s (%s)", p.Version, p.Commit) }

// Reading is how the inputs were understood.
type Reading struct {
	Values  string `json:"values"`            // prices, returns or percent
	Log     bool   `json:"log"`               // log returns of prices
	CRSP    bool   `json:"crsp,omitempty"`    // a negative price is a midpoint of quotes
	Bridge  bool   `json:"bridge,omitempty"`  // the day after a gap has the return since the last price
	Slashes string `json:"slashes,omitempty"` // mdy, dmy, or found out
	Basis   string `json:"basis,omitempty"`   // of a price data set: raw, adjusted or auto
	Group   string `json:"group,omitempty"`   // column of the events
	Weight  string `json:"weight,omitempty"`  // column of the events
	// Factors are the columns used of the factor files.
	Factors []string `json:"factors,omitempty"`
}

// Role says what an input was read as.
type Role string

// The roles.
const (
	Events  Role = "events"
	Prices  Role = "prices"
	Market  Role = "market"
	Factors Role = "factors"
	Tape    Role = "tape" // a price data set: the print is of the series used
)

// Input is one thing that was read.
type Input struct {
	Role   Role   `json:"role"`
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// Of makes the Input of some bytes.
func Of(role Role, path string, b []byte) Input {
	return Input{Role: role, Path: path, SHA256: sum(b), Bytes: int64(len(b))}
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// Check refuses bytes that are not those of the input.
func (in Input) Check(b []byte) error {
	if got := sum(b); got != in.SHA256 {
		return fault.New(fault.BadInput, "replay: %s %s has changed: its SHA-256 is %s (%d bytes), the record has %s (%d bytes)",
			in.Role, in.Path, got, len(b), in.SHA256, in.Bytes).
			Try("bring back the file that was used, or run the study anew")
	}
	return nil
}

// Convention is one test's formula.
type Convention struct {
	Test       string `json:"test"`
	Convention string `json:"convention"`
	Source     string `json:"source"`
}

// Output is what was written.
type Output struct {
	Format string `json:"format"`
	Table  string `json:"table,omitempty"` // of CSV
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// Is reports whether b is what was written.
func (o Output) Is(b []byte) bool { return sum(b) == o.SHA256 }

// New makes a record. The design's tests are written out with their
// conventions, so that a later default changes nothing.
func New(p Program, d study.Design, reading Reading, inputs []Input) (*Record, error) {
	r := &Record{Schema: Schema, Program: p, Reading: reading, Inputs: inputs, Design: d}
	if err := d.Validate(); err != nil {
		return nil, err
	}
	tests, err := study.ChooseTests(d.Tests)
	if err != nil {
		return nil, err
	}
	r.Design.Tests = nil
	for _, t := range tests {
		r.Design.Tests = append(r.Design.Tests, t.String())
		r.Conventions = append(r.Conventions, Convention{t.Name, t.Convention, t.Source})
	}
	return r, nil
}

// Seal notes what was written.
func (r *Record) Seal(format, table string, output []byte) {
	r.Output = Output{Format: format, Table: table, SHA256: sum(output), Bytes: int64(len(output))}
}

// Write writes the record as indented JSON.
func (r *Record) Write(w io.Writer) error {
	b, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("write study record: %w", err)
	}
	_, err = w.Write(append(b, '\n'))
	return err
}

// Read reads a record and refuses what is none. A field that it does not know is
// an error: to pass over a choice would be to replay another study.
func Read(in io.Reader, name string) (*Record, error) {
	b, err := io.ReadAll(in)
	if err != nil {
		return nil, fault.New(fault.BadInput, "read record %s: %w", name, err)
	}
	var head struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(b, &head); err != nil {
		return nil, fault.New(fault.BadInput, "read record %s: %w", name, err).Try("a file made by newstape study --record")
	}
	if head.Schema != Schema {
		return nil, fault.New(fault.BadInput, "read record %s: its schema is %q, this program reads %q", name, head.Schema, Schema).
			Try("the version of newstape that made it")
	}
	r := &Record{}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(r); err != nil {
		return nil, fault.New(fault.BadInput, "read record %s: %w", name, err).Try("the version of newstape that made it")
	}
	if len(r.Inputs) == 0 {
		return nil, fault.New(fault.BadInput, "read record %s: it names no inputs", name).Try("a file made by newstape study --record")
	}
	return r, r.Design.Validate()
}
