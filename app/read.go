package app

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"newstape/desk/ask"
	"newstape/dossier"
	"newstape/dossier/brief"
	"newstape/fault"
	"newstape/story/article"
	"newstape/story/source"
)

type readCommand struct {
	Story     string  `arg:"" help:"A file, '-' for standard input, or an http(s) address."`
	Published *string `help:"When the story was published: 2025-11-15T04:58:00-05:00, '2025-11-15 04:58 ET', or a day." placeholder:"TIME"`
	Outlet    string  `help:"Who published it, when the text does not say." placeholder:"NAME"`
	Format    string  `help:"text, md, html or json." enum:"text,md,html,json" default:"text"`
	Out       string  `help:"Write to a file instead of standard output." short:"o" placeholder:"FILE"`

	AllowPrivate bool `help:"Let an address lead to a private or loopback host."`
}

// Run reads the story, composes its dossier whole, and only then writes.
func (c readCommand) Run(s *session) error {
	a, err := c.article(s)
	if err != nil {
		return err
	}
	facts, err := s.facts()
	if err != nil {
		return err
	}
	d := dossier.Compose(a, facts)
	page, err := brief.Compose(d)
	if err != nil {
		return err
	}
	if err := c.write(s, page); err != nil {
		return err
	}
	for _, g := range d.Essential() {
		s.incomplete = append(s.incomplete, g.Question+" ("+g.Missing.String()+")")
	}
	return nil
}

// facts opens what stories are read with; a command ends with its answer, so the
// files stay open.
func (s *session) facts() (dossier.Facts, error) { return ask.OpenFacts(s.cfg.Tape, s.cfg.Master) }

// write renders into memory first, so that a failure leaves no half page.
func (c readCommand) write(s *session, page *brief.Page) error {
	render := func(w io.Writer) error {
		switch c.Format {
		case "md":
			return brief.Markdown(w, page)
		case "html":
			return brief.HTML(w, page)
		case "json":
			return brief.JSON(w, page)
		}
		width, colour := terminal(s.Stdout)
		if c.Out != "" {
			width, colour = 0, false
		}
		return brief.Text(w, page, brief.Terminal{Width: min(width, 120), Colour: colour})
	}
	if c.Out == "" {
		return render(s.Stdout)
	}
	return writeFile(c.Out, render)
}

// writeFile writes to a temporary name beside path, syncs it and renames it. A
// link is followed; a device or pipe is written in place, since a rename would
// take its place.
func writeFile(path string, render func(io.Writer) error) error {
	if to, err := filepath.EvalSymlinks(path); err == nil {
		path = to
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return fault.New(fault.BadUsage, "write %s: it is a folder", path).Try("the name of a file in it")
	} else if err == nil && !info.Mode().IsRegular() {
		return writeInPlace(path, render)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".newstape-*")
	if err != nil {
		return fault.New(fault.BadUsage, "write %s: %w", path, err).Try("a folder that exists and can be written")
	}
	defer os.Remove(f.Name())
	// A report is for others to read; temporary files are private.
	for _, step := range []func() error{
		func() error { return render(f) }, f.Sync, func() error { return f.Chmod(0o644) }, f.Close,
		func() error { return os.Rename(f.Name(), path) },
	} {
		if err := step(); err != nil {
			_ = f.Close()
			return fmt.Errorf("write %s: %w", path, err)
		}
	}
	return nil
}

func writeInPlace(path string, render func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return fault.New(fault.BadUsage, "write %s: %w", path, err).Try("a file")
	}
	if err := errors.Join(render(f), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// article fetches the story and reads it.
func (c readCommand) article(s *session) (*article.Article, error) {
	raw, err := source.Read(s.ctx, c.Story, source.Limits{
		MaxBytes:     s.cfg.Fetch.MaxBytes,
		Timeout:      time.Duration(s.cfg.Fetch.Timeout),
		Redirects:    s.cfg.Fetch.Redirects,
		AllowPrivate: s.cfg.Fetch.AllowPrivate || c.AllowPrivate,
	}, source.From{Stdin: s.Stdin})
	if err != nil {
		return nil, err
	}
	stories, err := source.Unpack(raw)
	if err != nil {
		return nil, err
	}
	if len(stories) != 1 {
		return nil, fault.New(fault.BadInput, "read %s: %d stories in it; one is read at a time", raw.Name, len(stories)).Try("one of them in a file of its own")
	}
	raw = stories[0]
	published, outlet := raw.Published, raw.Outlet
	if c.Outlet != "" {
		outlet = c.Outlet
	}
	if c.Published != nil {
		if published = *c.Published; published == "" {
			return nil, fault.New(fault.BadUsage, "--published is empty").Try("the form 2025-11-15T04:58:00-05:00, or leave it out")
		}
	}
	return ask.Article(raw.Bytes, article.Options{
		Name: raw.Name, Format: article.Format(raw.Format), Charset: raw.Charset,
		MaxBytes: int(s.cfg.Fetch.MaxBytes), Published: published, Outlet: outlet,
	}, ask.MaxText)
}
