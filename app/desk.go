package app

import (
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"newstape/config"
	"newstape/desk/store"
	"newstape/fault"
)

// deskCommand keeps a desk's data. Its subcommands work beside a running desk
// and without one.
type deskCommand struct {
	Data     string `help:"Folder of the desk's data (default: newstape in your data folder)." placeholder:"DIR"`
	Database string `help:"PostgreSQL instead of the SQLite there; a password is better kept in NEWSTAPE_DATABASE." placeholder:"postgres://..."`

	Token   deskTokenCommand   `cmd:"" help:"Make, list and revoke the tokens of callers."`
	Feeds   deskFeedsCommand   `cmd:"" help:"Follow feeds; import and export their list."`
	Backup  deskBackupCommand  `cmd:"" help:"Copy the store into a new folder while the desk runs."`
	Restore deskRestoreCommand `cmd:"" help:"Fill an empty store, of either engine, from a backup."`
	Verify  deskVerifyCommand  `cmd:"" help:"Check everything that is stored against its sums and against itself."`
	Export  deskExportCommand  `cmd:"" help:"Write stories, claims, statements, events, reactions and alerts as Parquet or JSON lines."`
	Dead    deskDeadCommand    `cmd:"" help:"List the messages that a stage gave up, with the reason."`
	Retry   deskRetryCommand   `cmd:"" help:"Send dead letters to their stage again."`
}

// place is the configuration of the desk that a command is about.
func (c *deskCommand) place(s *session) (config.Desk, error) {
	d := s.cfg.Desk
	if c.Data != "" {
		d.Data = c.Data
	}
	if c.Database != "" {
		d.Database = c.Database
	}
	if err := d.Validate(); err != nil {
		return d, err
	}
	var err error
	d.Data, err = d.DataDir(s.Env)
	return d, err
}

// open opens the store that is there, beside whoever else has it open.
func (c *deskCommand) open(s *session) (*store.Store, error) {
	d, err := c.place(s)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(d.Data); err != nil && d.Database == "" {
		return nil, fault.New(fault.NotFound, "data folder %s: there is none", d.Data).Try("--data DIR with the folder of a desk")
	}
	return openShared(s, d)
}

// begin opens the store, a new one where there is none: what is set up before the
// first start.
func (c *deskCommand) begin(s *session) (*store.Store, error) {
	d, err := c.place(s)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(d.Data, 0o700); err != nil {
		return nil, fault.New(fault.BadUsage, "data folder %s: %w", d.Data, err).Try("--data DIR with a folder that can be written")
	}
	return openShared(s, d)
}

func openShared(s *session, d config.Desk) (*store.Store, error) {
	return store.Open(s.ctx, dsn(d), store.Options{Log: slog.New(slog.DiscardHandler), Now: time.Now, Share: true})
}

type deskTokenCommand struct {
	Add    deskTokenAddCommand    `cmd:"" help:"Make a token and print it, once."`
	List   deskTokenListCommand   `cmd:"" help:"List tokens."`
	Revoke deskTokenRevokeCommand `cmd:"" help:"End a token."`
}

type deskTokenAddCommand struct {
	Name  string        `arg:"" help:"Who or what will use it."`
	Scope []string      `help:"read, submit or admin; may be given several times." enum:"read,submit,admin" default:"read"`
	For   time.Duration `help:"How long it is good for, such as 2160h; 0 is for ever." default:"0s"`
}

// Run makes a token.
func (c deskTokenAddCommand) Run(s *session, desk *deskCommand) error {
	st, err := desk.begin(s)
	if err != nil {
		return err
	}
	defer st.Close()
	var expires time.Time
	switch {
	case c.For < 0:
		return fault.New(fault.BadUsage, "--for is %s", c.For).Try("a duration such as 2160h")
	case c.For > 0:
		expires = time.Now().Add(c.For)
	}
	token, secret, err := st.CreateToken(s.ctx, c.Name, c.Scope, expires)
	if err != nil {
		return err
	}
	if err := st.Append(s.ctx, store.Entry{Actor: "command line", Action: "create-token", Object: token.ID, Detail: strings.Join(c.Scope, " ")}); err != nil {
		return err
	}
	fmt.Fprintf(s.Stderr, "newstape: token %s of %s; it is not shown again\n", token.ID, token.Name)
	fmt.Fprintln(s.Stdout, secret)
	return nil
}

type deskTokenListCommand struct{}

// Run lists the tokens, never their secrets.
func (deskTokenListCommand) Run(s *session, desk *deskCommand) error {
	st, err := desk.open(s)
	if err != nil {
		return err
	}
	defer st.Close()
	tokens, err := st.Tokens(s.ctx)
	if err != nil {
		return err
	}
	w := newColumns(s.Stdout)
	w.row("id", "name", "scopes", "created", "last used", "expires", "revoked")
	for _, t := range tokens {
		w.row(t.ID, t.Name, strings.Join(t.Scopes, " "),
			dayOf(t.Created), dayOf(t.Used), dayOf(t.Expires), dayOf(t.Revoked))
	}
	return w.Flush()
}

// dayOf is a day for a table, "-" for none.
func dayOf(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format(time.DateOnly)
}

type deskTokenRevokeCommand struct {
	ID string `arg:"" help:"As listed."`
}

// Run ends a token.
func (c deskTokenRevokeCommand) Run(s *session, desk *deskCommand) error {
	st, err := desk.open(s)
	if err != nil {
		return err
	}
	defer st.Close()
	if err := st.RevokeToken(s.ctx, c.ID); err != nil {
		return err
	}
	return st.Append(s.ctx, store.Entry{Actor: "command line", Action: "revoke-token", Object: c.ID})
}
