// Package fault is how Newstape fails: each error that reaches a person has a
// code, says what was read and where, what was wrong, and what to try.
//
//	return fault.New(fault.BadInput, "read %s: row %d: column %q: %q is not a number", path, row, col, cell).
//		Try("remove the row, or name the columns with --columns")
//
// One table maps codes to exit status and HTTP status ([Code.Exit],
// [Code.HTTP]). Packages below the command line return these or plain wrapped
// errors; only cmd and the HTTP service turn them into a status. Return or
// handle, never both.
package fault

import (
	"errors"
	"fmt"
)

// Code classes an error by what its reader can do about it.
type Code string

// The codes.
const (
	BadUsage    Code = "bad_usage"   // the command line is wrong
	BadInput    Code = "bad_input"   // what was given cannot be read
	NotFound    Code = "not_found"   // the named thing is not there
	Corrupt     Code = "corrupt"     // a file of ours fails its checks
	TooLarge    Code = "too_large"   // over a stated limit
	Refused     Code = "refused"     // not allowed, such as a private address
	Unreachable Code = "unreachable" // the network or a service did not answer
	Busy        Code = "busy"        // more waits than may wait; later it will pass
	Internal    Code = "internal"    // our defect
)

var table = map[Code]struct{ exit, http int }{
	BadUsage:    {2, 400},
	BadInput:    {2, 422},
	NotFound:    {2, 404},
	Corrupt:     {1, 500},
	TooLarge:    {2, 413},
	Refused:     {2, 403},
	Unreachable: {1, 502},
	Busy:        {1, 503},
	Internal:    {1, 500},
}

// Exit statuses beyond those of the codes.
const (
	ExitDone       = 0
	ExitIncomplete = 3 // done, but something could not be had
)

// Exit is the process's exit status for c.
func (c Code) Exit() int {
	if row, ok := table[c]; ok {
		return row.exit
	}
	return 1
}

// HTTP is the response status for c.
func (c Code) HTTP() int {
	if row, ok := table[c]; ok {
		return row.http
	}
	return 500
}

// Error is an error with a code and, often, a hint.
type Error struct {
	Code Code
	What string
	Hint string // what to try; a clause without a full stop
	Err  error  // the cause, may be nil
}

// New makes an Error; %w wraps a cause as in [fmt.Errorf].
func New(code Code, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	return &Error{Code: code, What: err.Error(), Err: errors.Unwrap(err)}
}

// Try returns e with a hint.
func (e *Error) Try(format string, args ...any) *Error {
	out := *e
	out.Hint = fmt.Sprintf(format, args...)
	return &out
}

// Error is one line: what, then the hint.
func (e *Error) Error() string {
	if e.Hint == "" {
		return e.What
	}
	return e.What + "; try: " + e.Hint
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf finds the code of the first [Error] in err's chain, else [Internal].
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}
