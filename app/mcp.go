package app

import (
	"log/slog"

	"newstape/desk/ask"
	"newstape/desk/mcp"
	"newstape/fault"
)

// mcpCommand answers language models over the standard streams.
type mcpCommand struct {
	Index string `help:"Index file of lists made by 'newstape screen --list DIR --index FILE' (default: the embedded table of periods alone)." placeholder:"FILE"`
}

// Run opens the rooms and speaks until the input ends. The standard output is the
// protocol's; what goes wrong inside is told on standard error.
func (c mcpCommand) Run(s *session) error {
	program := thisProgram()
	rooms, err := ask.Open(ask.Options{Tape: s.cfg.Tape, Master: s.cfg.Master, ListIndex: c.Index, Program: program})
	if err != nil {
		return err
	}
	defer rooms.Close()
	server := mcp.New(mcp.Options{
		Rooms: func() *ask.Rooms { return rooms }, Version: program.Version, Log: slog.New(slog.NewTextHandler(s.Stderr, nil)),
	})
	if err := mcp.Serve(s.ctx, s.Stdin, s.Stdout, server); err != nil {
		return fault.New(fault.BadInput, "mcp: %w", err).Try("a client of the Model Context Protocol on the standard streams")
	}
	return nil
}
