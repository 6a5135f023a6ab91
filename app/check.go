package app

import (
	"fmt"
	"io"

	"newstape/desk/ask"
	"newstape/dossier"
	"newstape/dossier/verdicts"
	"newstape/fault"
)

type checkCommand struct {
	Stories   []string `arg:"" optional:"" name:"story" help:"Files, '-' for standard input, or http(s) addresses."`
	Sentence  []string `help:"Check this sentence instead of a story; may be given again." placeholder:"TEXT" sep:"none"`
	Published *string  `help:"When they were published: 2025-11-15T04:58:00-05:00, '2025-11-15 04:58 ET', or a day." placeholder:"TIME"`
	Format    string   `help:"text, md, html, json or csv." enum:"text,md,html,json,csv" default:"text"`
	Chart     string   `help:"Draw the window of which statements: auto (those that do not hold, all of a sentence, all in html), all or none." enum:"auto,all,none" default:"auto"`
	Out       string   `help:"Write to a file instead of standard output." short:"o" placeholder:"FILE"`

	AllowPrivate bool `help:"Let an address lead to a private or loopback host."`
}

// Run reads and judges every story, and only then writes. Of several stories one
// that cannot be read is named and passed over.
func (c checkCommand) Run(s *session) error {
	if len(c.Stories)+len(c.Sentence) == 0 {
		return fault.New(fault.BadUsage, "check: no story and no sentence").Try("newstape check memo.txt, or newstape check --sentence 'Alibaba fell 3.8%% on Friday.' --published 2025-11-15")
	}
	facts, err := s.facts()
	if err != nil {
		return err
	}
	all, err := c.read(s, facts)
	if err != nil {
		return err
	}
	r := verdicts.New(all, facts.Tape)
	r.Charts = verdicts.Charts(c.Chart)
	if err := c.write(s, r); err != nil {
		return err
	}
	for _, story := range all {
		if missing, ok := story.Essential(); ok {
			s.incomplete = append(s.incomplete, fmt.Sprintf("a check of %s (%s)", story.Name, missing))
		}
	}
	return nil
}

func (c checkCommand) read(s *session, facts dossier.Facts) ([]*verdicts.Story, error) {
	var all []*verdicts.Story
	total := len(c.Stories) + len(c.Sentence)
	show := progress(s.Stderr, total)
	for n, path := range c.Stories {
		show(n, path)
		a, err := readCommand{Story: path, Published: c.Published, AllowPrivate: c.AllowPrivate}.article(s)
		if err != nil && total > 1 && fault.CodeOf(err) != fault.BadUsage {
			s.incomplete = append(s.incomplete, fmt.Sprintf("%s: %v", path, err))
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, ask.Judge(facts, path, a))
	}
	for n, words := range c.Sentence {
		show(len(c.Stories)+n, "sentence")
		name := fmt.Sprintf("sentence %d", n+1)
		if len(c.Sentence) == 1 {
			name = "sentence"
		}
		published := ""
		if c.Published != nil {
			if published = *c.Published; published == "" {
				return nil, fault.New(fault.BadUsage, "--published is empty").Try("the form 2025-11-15T04:58:00-05:00, or leave it out")
			}
		}
		a, err := ask.Sentence(name, words, published)
		if err != nil {
			return nil, err
		}
		one := ask.Judge(facts, name, a)
		one.Sentence = true
		all = append(all, one)
	}
	show(total, "")
	if len(all) == 0 {
		return nil, fault.New(fault.BadInput, "check: none of %d stories could be read: %s", total, s.incomplete[0])
	}
	return all, nil
}

// progress shows how far a run over several stories has come, on a terminal only.
func progress(w io.Writer, total int) func(done int, name string) {
	width, ok := terminal(w)
	if !ok || total < 2 {
		return func(int, string) {}
	}
	return func(done int, name string) {
		line := ""
		if done < total {
			line = fmt.Sprintf("checking %d of %d: %s", done+1, total, name)
			if short := []rune(line); width > 20 && len(short) >= width {
				line = string(short[:width-1])
			}
		}
		fmt.Fprintf(w, "\r\x1b[K%s", line)
	}
}

// write renders into memory first, so that a failure leaves no half page.
func (c checkCommand) write(s *session, r *verdicts.Report) error {
	render := func(w io.Writer) error {
		switch c.Format {
		case "md":
			return r.Markdown(w)
		case "html":
			return r.HTML(w)
		case "json":
			return r.JSON(w)
		case "csv":
			return r.CSV(w)
		}
		width, colour := terminal(s.Stdout)
		if c.Out != "" {
			width, colour = 0, false
		}
		return r.Text(w, verdicts.Terminal{Width: min(width, 100), Colour: colour})
	}
	if c.Out == "" {
		return render(s.Stdout)
	}
	return writeFile(c.Out, render)
}
