package app

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"newstape/dossier"
	"newstape/dossier/brief"
	"newstape/fault"
	"newstape/names/screen"
	"newstape/story/article"
	"newstape/story/source"
	"newstape/tape/bars"
	"newstape/tape/sample"
)

type readCommand struct {
	Story     string `arg:"" help:"A file, '-' for standard input, or an http(s) address."`
	Published string `help:"When the story was published: 2025-11-15T04:58:00-05:00, '2025-11-15 04:58 ET', or a day." placeholder:"TIME"`
	Outlet    string `help:"Who published it, when the text does not say." placeholder:"NAME"`
	Format    string `help:"text, md, html or json." enum:"text,md,html,json" default:"text"`
	Out       string `help:"Write to a file instead of standard output." short:"o" placeholder:"FILE"`

	AllowPrivate bool `help:"Let an address lead to a private or loopback host."`
}

// Run reads the story, composes its dossier whole, and only then writes.
func (c readCommand) Run(s *session) error {
	a, err := c.article(s)
	if err != nil {
		return err
	}
	facts, err := openFacts(s)
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

// openFacts opens the embedded tables and the tape: the reader's own data sets
// before the embedded sample.
func openFacts(s *session) (dossier.Facts, error) {
	tape, err := openTape(s.cfg.Tape)
	if err != nil {
		return dossier.Facts{}, err
	}
	master, linker, err := openNames(s.cfg.Master)
	if err != nil {
		return dossier.Facts{}, err
	}
	lists, err := screen.Open(master)
	if err != nil {
		return dossier.Facts{}, err
	}
	return dossier.Facts{Master: master, Linker: linker, Lists: lists, Tape: tape}, nil
}

func openTape(dir string) (*bars.Tape, error) {
	embedded, err := sample.Tape()
	if err != nil {
		return nil, err
	}
	if dir == "" {
		return embedded, nil
	}
	own, err := bars.Open(dir)
	if err != nil {
		return nil, err
	}
	return bars.Join(own, embedded), nil
}

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

// writeFile writes to a temporary name beside path and renames it.
func writeFile(path string, render func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".newstape-*")
	if err != nil {
		return fault.New(fault.BadInput, "write %s: %w", path, err).Try("a folder that exists and can be written")
	}
	defer os.Remove(f.Name())
	if err := render(f); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	// A report is for others to read; temporary files are private.
	if err := os.Chmod(f.Name(), 0o644); err != nil { // #nosec G302 -- see above
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
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
	return article.Read(raw.Bytes, article.Options{
		Name: raw.Name, Format: article.Format(raw.Format), Charset: raw.Charset,
		MaxBytes: int(s.cfg.Fetch.MaxBytes), Published: c.Published, Outlet: c.Outlet,
	})
}
