// Package app is the command line: one Main built from a Config, one file for
// each subcommand. It parses, wires the rooms together, prints, and turns
// errors into an exit status; it decides nothing about stories.
//
//	m := app.Main{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Env: os.LookupEnv}
//	os.Exit(m.Run(ctx, os.Args[1:]))
//
// Exit status: 0 done, 1 failed, 2 bad usage or input, 3 done but something
// could not be had (stderr says what).
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"newstape/config"
	"newstape/fault"
)

// Main is one run of the program.
type Main struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Env            func(string) (string, bool)

	// patient is set by a command that has work in hand when it is told to stop.
	patient atomic.Bool
}

// Grace is how long the command may take to end after a signal, such as to leave
// a data set whole, before the process ends by itself.
func (m *Main) Grace() time.Duration {
	if m.patient.Load() {
		return 25 * time.Second // more than a stage waits for its handlers
	}
	return 2 * time.Second
}

type commands struct {
	Config string `help:"Configuration file (default: newstape/config.toml in your configuration folder)." placeholder:"FILE"`
	Tape   string `help:"Folder of prices made by 'newstape pull prices' (default: the embedded sample)." placeholder:"DIR"`
	Master string `help:"Folder of names made by 'newstape pull securities' (default: the embedded table)." placeholder:"DIR"`

	Read    readCommand    `cmd:"" help:"Read one story and print its dossier."`
	Claims  claimsCommand  `cmd:"" help:"Tell who says what in stories, how firmly, and how claims that stories share stand."`
	Events  eventsCommand  `cmd:"" help:"Tell who did what to whom in stories, and when the market could know."`
	Check   checkCommand   `cmd:"" help:"Check what stories or sentences say about the market against prices."`
	Screen  screenCommand  `cmd:"" help:"Ask restriction lists about names."`
	Watch   watchCommand   `cmd:"" help:"Follow feeds and print their stories as they come."`
	Study   studyCommand   `cmd:"" help:"Measure events against prices, with the tests of the literature."`
	Serve   serveCommand   `cmd:"" help:"Run the desk: stories in, dossiers kept, questions answered."`
	Desk    deskCommand    `cmd:"" help:"Keep a desk: tokens, feeds, backups, exports, dead letters."`
	MCP     mcpCommand     `cmd:"" name:"mcp" help:"Answer language models over the standard streams (Model Context Protocol)."`
	Doctor  doctorCommand  `cmd:"" help:"Say what is missing, stale or misconfigured, and what to do."`
	Eval    evalCommand    `cmd:"" help:"Measure this program against gold."`
	Pull    pullCommand    `cmd:"" help:"Bring prices in."`
	Bench   benchCommand   `cmd:"" help:"Measure this program on this machine."`
	Train   trainCommand   `cmd:"" hidden:"" help:"Make the embedded models again from their sources."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

// session is what a subcommand gets: the streams and the checked Config.
type session struct {
	*Main
	ctx context.Context
	cfg config.Config
	// cfgFile is the configuration file that was named, and cfgErr what was wrong
	// with the configuration: nil for every command but the doctor.
	cfgFile string
	cfgErr  error
	// incomplete collects what could not be had; the exit status is then 3.
	incomplete []string
}

// errUsage is returned by the parser's exit hook, which must not end the
// process.
var errUsage = errors.New("usage printed")

// Run runs one command line and gives the exit status.
func (m *Main) Run(ctx context.Context, args []string) int {
	s, err := m.run(ctx, args)
	switch {
	case errors.Is(err, errUsage):
		return fault.ExitDone
	case err != nil:
		fmt.Fprintf(m.Stderr, "newstape: %v\n", err)
		return fault.CodeOf(err).Exit()
	case len(s.incomplete) > 0:
		for _, line := range s.incomplete {
			fmt.Fprintf(m.Stderr, "newstape: could not be had: %s\n", line)
		}
		return fault.ExitIncomplete
	}
	return fault.ExitDone
}

func (m *Main) run(ctx context.Context, args []string) (s *session, err error) {
	var cmd commands
	parser, err := kong.New(&cmd,
		kong.Name("newstape"),
		kong.Description("Reads the news and checks the tape: what a story says, who says it, and whether the prices agree. Every line has a receipt."),
		kong.Writers(m.Stdout, m.Stderr),
		// Help and version end the run by this hook; a panic unwinds the parser.
		kong.Exit(func(int) { panic(errUsage) }),
		kong.UsageOnError(),
	)
	if err != nil {
		return nil, fmt.Errorf("command line: %w", err)
	}
	defer func() {
		if r := recover(); r != nil {
			if r != any(errUsage) {
				panic(r)
			}
			err = errUsage
		}
	}()
	parsed, err := parser.Parse(args)
	if err != nil {
		return nil, fault.New(fault.BadUsage, "%w", err).Try("newstape --help")
	}
	cfg := config.Default()
	cfgErr := config.Load(&cfg, cmd.Config, m.Env)
	if cfgErr != nil {
		if parsed.Command() != "doctor" {
			return nil, cfgErr
		}
		cfg = config.Default() // the doctor says what is wrong with it
	}
	if cmd.Tape != "" {
		cfg.Tape = cmd.Tape
	}
	if cmd.Master != "" {
		cfg.Master = cmd.Master
	}
	s = &session{Main: m, ctx: ctx, cfg: cfg, cfgFile: cmd.Config, cfgErr: cfgErr}
	return s, parsed.Run(s)
}

// terminal gives the width of w when it is a terminal.
func terminal(w io.Writer) (width int, ok bool) {
	f, isFile := w.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	return width, err == nil
}
