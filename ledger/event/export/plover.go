package export

import (
	"encoding/json"
	"fmt"
	"io"

	"newstape/ledger/claim"
	"newstape/ledger/event"
	"newstape/receipt"
)

// The field names are those of the codebook's chapter on JSON; fields of our own
// begin with "newstape_".
type ploverEvent struct {
	ID        string         `json:"id"`
	Date      string         `json:"date,omitempty"`
	Time      string         `json:"time,omitempty"`
	Source    []ploverActor  `json:"source"`
	Recipient []ploverActor  `json:"recipient,omitempty"`
	Event     []string       `json:"event"`
	Mode      string         `json:"mode,omitempty"`
	Context   []string       `json:"context,omitempty"`
	Quad      int            `json:"quad_code"`
	Place     *ploverPlace   `json:"event_loc,omitempty"`
	EventText []string       `json:"event_text"`
	TextInfo  ploverText     `json:"text_info"`
	Cite      ploverCitation `json:"cite_info"`
	Type      string         `json:"newstape_type"`
	Word      string         `json:"newstape_word"`
	CAMEO     string         `json:"newstape_cameo,omitempty"`
	Rank      int            `json:"newstape_rank"`
}

type ploverActor struct {
	Code   string `json:"code,omitempty"`
	Sector string `json:"sector,omitempty"`
	ID     string `json:"identifier_id"`
	Name   string `json:"identifier_text"`
	Office string `json:"office,omitempty"`
}

type ploverPlace struct {
	Name    string `json:"name"`
	Country string `json:"country,omitempty"`
}

type ploverText struct {
	Sequence int `json:"sequence"`
	Start    int `json:"start"` // characters, as the codebook counts
	End      int `json:"end"`
}

type ploverCitation struct {
	Publication string `json:"publication,omitempty"`
	Title       string `json:"title,omitempty"`
	Date        string `json:"date,omitempty"`
	Story       string `json:"newstape_story"`
}

func writePLOVER(w io.Writer, stories []Story) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, s := range stories {
		for i, e := range s.Events {
			root, cameo, ok := e.PLOVER()
			if !ok {
				continue
			}
			out := ploverEvent{
				ID: eventID(s, i), Date: day(e.Date), Source: ploverActors(e.Actors, e.By), Recipient: ploverActors(e.Recipients, ""),
				Event: []string{root}, Mode: e.Mode, Context: e.Contexts, Quad: e.Quad(), EventText: []string{s.words(e.Trigger)},
				TextInfo: s.textInfo(e.Sentence), Cite: ploverCitation{s.outlet(), s.title(), s.Article.Published.Value, storyID(s)},
				Type: e.Type, Word: e.Word, CAMEO: cameo, Rank: i + 1,
			}
			if t := s.timing(i); !t.Information.IsZero() {
				out.Time = t.Information.Format("15:04:05Z07:00")
			}
			if e.Place != nil {
				out.Place = &ploverPlace{e.Place.Name, event.CountryCodes(e.Place.Country).ISO3}
			}
			if err := enc.Encode(out); err != nil {
				return fmt.Errorf("write events: %w", err)
			}
		}
	}
	return nil
}

// ploverActors gives a country's code to its bodies, firms and people; a body of
// several nations is IGO.
func ploverActors(who []claim.Speaker, by string) []ploverActor {
	var out []ploverActor
	for _, w := range who {
		p := event.ProfileOf(w)
		a := ploverActor{Code: p.ISO3, Sector: p.Sector, ID: partyID(w), Name: w.Name, Office: by}
		if p.Sector == "IGO" || p.ISO == "EU" {
			a.Code = "IGO"
		}
		if p.Sector == "IGO" {
			a.Sector = ""
		}
		out = append(out, a)
	}
	return out
}

func (s Story) textInfo(at receipt.Span) ploverText {
	i, _ := s.Doc.SentenceAt(at.Start)
	runes := func(b int) int { return len([]rune(s.Article.Text[:b])) }
	return ploverText{Sequence: i, Start: runes(at.Start), End: runes(at.End)}
}
