package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"time"

	"newstape/config"
	"newstape/desk/doctor"
	"newstape/desk/store"
	"newstape/desk/stream"
	"newstape/fault"
)

// doctorCommand says in plain words what is missing, stale or broken.
type doctorCommand struct {
	Data   string `help:"Folder of the desk's data (default: newstape in your data folder)." placeholder:"DIR"`
	Format string `help:"text or json." enum:"text,json" default:"text"`
	via
}

// Run examines and prints. The exit status is 3 when something is missing or
// stale, 1 when something is broken.
func (c doctorCommand) Run(s *session) error {
	desk := deskCommand{Data: c.Data}
	p := doctor.Patient{Version: programLine(), Now: time.Now(), Config: s.cfg, ConfigFile: s.cfgFile, ConfigErr: s.cfgErr}
	if file := config.File(s.Env); p.ConfigFile == "" && isFile(file) {
		p.ConfigFile = file
	}
	d := s.cfg.Desk
	if c.Data != "" {
		d.Data = c.Data
	}
	p.Data, p.DataErr = d.DataDir(s.Env)
	d.Data = p.Data
	if p.DataErr == nil {
		p.Running = runningOn(s.ctx, p.Data)
		c.lookInto(s, &p, d, &desk)
	}
	findings := doctor.Examine(s.ctx, p)
	if err := c.print(s.Stdout, findings); err != nil {
		return err
	}
	switch n := count(findings, doctor.Broken); {
	case n > 0:
		return fault.New(fault.Corrupt, "doctor: %d of %d things that were looked at will not work", n, len(findings))
	case doctor.Verdict(findings) == doctor.Missing:
		s.incomplete = append(s.incomplete, fmt.Sprintf("%d of %d things that were looked at are missing or stale", count(findings, doctor.Missing), len(findings)))
	}
	return nil
}

// lookInto says how the store and the dead letters of a desk are asked; nothing
// is asked of a desk that never ran.
func (c doctorCommand) lookInto(s *session, p *doctor.Patient, d config.Desk, desk *deskCommand) {
	if _, err := readRunning(d.Data); err != nil && d.Database == "" && d.NATS == "" && !isFile(filepath.Join(d.Data, "desk.db")) {
		return
	}
	p.Look = func(ctx context.Context) (*store.Store, error) {
		return store.Look(ctx, dsn(d), store.Options{Log: slog.New(slog.DiscardHandler), Now: time.Now})
	}
	p.Dead = func(ctx context.Context, limit int) ([]stream.Letter, error) {
		var letters []stream.Letter
		err := desk.letters(s, func(st *stream.Stream) (err error) {
			letters, err = st.Dead(ctx, limit)
			return err
		}, func(address string) error {
			var answer struct{ Items []stream.Letter }
			err := c.call(s, http.MethodGet, fmt.Sprintf("%s/v1/dead?limit=%d", address, limit), nil, &answer)
			letters = answer.Items
			return err
		})
		return letters, err
	}
}

// runningOn is the address of the desk that answers on a folder, "" when none
// does.
func runningOn(ctx context.Context, dir string) string {
	if r, err := readRunning(dir); err == nil && alive(ctx, r.Address) {
		return r.Address
	}
	return ""
}

func (c doctorCommand) print(w io.Writer, findings []doctor.Finding) error {
	if c.Format == "json" {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(struct {
			Verdict  doctor.Level     `json:"verdict"`
			Findings []doctor.Finding `json:"findings"`
		}{doctor.Verdict(findings), findings})
	}
	var errs []error
	for _, f := range findings {
		_, err := fmt.Fprintf(w, "%-8s%s: %s\n", map[doctor.Level]string{doctor.Fine: "ok", doctor.Missing: "look", doctor.Broken: "BROKEN"}[f.Level], f.Topic, cell(f.Text))
		errs = append(errs, err)
		if f.Try != "" {
			_, err = fmt.Fprintf(w, "        try: %s\n", cell(f.Try))
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func count(findings []doctor.Finding, level doctor.Level) int {
	n := 0
	for _, f := range findings {
		if f.Level == level {
			n++
		}
	}
	return n
}

func programLine() string {
	p := thisProgram()
	return fmt.Sprintf("%s (%s)", p.Version, p.Commit)
}
