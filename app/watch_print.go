package app

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"newstape/story/source/follow"
)

// storyLine is one story in JSON.
type storyLine struct {
	Kind      string `json:"kind"` // story
	Feed      string `json:"feed"`
	Outlet    string `json:"outlet"`
	Title     string `json:"title"`
	URL       string `json:"url,omitempty"`
	Published string `json:"published,omitempty"`
	Updated   string `json:"updated,omitempty"`
	Language  string `json:"language,omitempty"`
	Summary   string `json:"summary,omitempty"`
	Whole     bool   `json:"whole"` // the feed carries the story itself
	Revision  bool   `json:"revision"`
}

func (w *watch) print(f *watched, it follow.Item) error {
	if w.command.Format == "json" {
		return json.NewEncoder(w.s.Stdout).Encode(storyLine{
			Kind: "story", Feed: f.State.URL, Outlet: it.Outlet, Title: it.Title, URL: it.URL, Published: it.Published.String(),
			Updated: it.Updated.String(), Language: it.Language, Summary: it.Summary, Whole: it.Whole, Revision: it.Revision,
		})
	}
	at := "undated"
	switch {
	case it.Published.Dated() && it.Published.Day:
		at = it.Published.String()
	case it.Published.Dated():
		at = it.Published.Time.Format("2006-01-02 15:04 -0700")
	}
	title := it.Title
	if title == "" {
		title = "(without a title)"
	}
	if it.Revision {
		title += " (revised)"
	}
	_, err := fmt.Fprintf(w.s.Stdout, "%s\n", strings.Join(nonEmpty(at, it.Outlet, title, it.URL), "  "))
	return err
}

func nonEmpty(parts ...string) []string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}

// feedLine is the health of one feed in JSON.
type feedLine struct {
	Kind      string           `json:"kind"` // feed
	Given     string           `json:"given"`
	URL       string           `json:"url"`
	Title     string           `json:"title,omitempty"`
	Condition follow.Condition `json:"condition"`
	Since     time.Time        `json:"since,omitzero"`
	Why       string           `json:"why,omitempty"`
	Next      time.Time        `json:"next,omitzero"`
}

// end prints the health of every feed; one that could not be had makes the run
// incomplete.
func (w *watch) end() error {
	if w.command.Format == "text" {
		fmt.Fprintln(w.s.Stdout)
	}
	for i, f := range w.feeds {
		st, h := f.State, f.State.Health
		var err error
		if w.command.Format == "json" {
			err = json.NewEncoder(w.s.Stdout).Encode(feedLine{
				Kind: "feed", Given: w.names[i], URL: st.URL, Title: st.Title, Condition: h.Condition, Since: h.Since.UTC().Truncate(time.Second),
				Why: h.Why, Next: st.Next.UTC().Truncate(time.Second),
			})
		} else {
			condition := string(h.Condition)
			if h.Condition == follow.Unread {
				condition = "not polled"
			}
			_, err = fmt.Fprintf(w.s.Stdout, "%-8s since %s  %s\n", condition, h.Since.UTC().Format(time.RFC3339), strings.Join(nonEmpty(st.Title, st.URL, h.Why), "  "))
		}
		if err != nil {
			return fmt.Errorf("watch: %w", err)
		}
		if !h.Well() {
			w.s.incomplete = append(w.s.incomplete, h.Why)
		}
	}
	return nil
}
