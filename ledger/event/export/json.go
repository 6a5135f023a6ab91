package export

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"time"

	"newstape/ledger/claim"
	"newstape/ledger/event"
	"newstape/receipt"
)

// Schema names the form of the JSON output; a change that a reader must know of
// raises its number.
const Schema = "newstape.events/1"

type jsonFile struct {
	Schema  string      `json:"schema"`
	Stories []jsonStory `json:"stories"`
}

type jsonStory struct {
	Name      string      `json:"name"`
	SHA256    string      `json:"sha256"`
	Title     string      `json:"title"`
	Outlet    string      `json:"outlet,omitempty"`
	Published string      `json:"published,omitempty"`
	Events    []jsonEvent `json:"events"`
}

type jsonEvent struct {
	ID         string        `json:"id"`
	Rank       int           `json:"rank"`
	Salience   int           `json:"salience"`
	Because    string        `json:"because"`
	Background bool          `json:"background"`
	Type       string        `json:"type"`
	Mode       string        `json:"mode,omitempty"`
	Contexts   []string      `json:"contexts,omitempty"`
	CAMEO      string        `json:"cameo,omitempty"`
	PLOVER     *jsonPLOVER   `json:"plover,omitempty"`
	Word       string        `json:"word"`
	Actors     []jsonParty   `json:"actors"`
	Inferred   bool          `json:"actors_inferred,omitempty"`
	By         string        `json:"by,omitempty"`
	Recipients []jsonParty   `json:"recipients,omitempty"`
	Place      *jsonPlace    `json:"place,omitempty"`
	Date       string        `json:"date,omitempty"`
	Dated      string        `json:"dated,omitempty"`
	Timing     *jsonTiming   `json:"timing,omitempty"`
	Claims     []string      `json:"claims,omitempty"`
	Tellings   int           `json:"tellings"`
	Words      string        `json:"words"`
	Trigger    receipt.Span  `json:"trigger"`
	Sentence   receipt.Span  `json:"sentence"`
	Original   receipt.Span  `json:"original"` // bytes of the input, before it was cleaned
	Learned    []jsonLearned `json:"learned,omitempty"`
	Receipt    jsonReceipt   `json:"receipt"`
}

type jsonLearned struct {
	Type        string  `json:"type"`
	Probability float64 `json:"probability"`
}

type jsonPLOVER struct {
	Event string `json:"event"`
	CAMEO string `json:"cameo,omitempty"`
	Quad  int    `json:"quad_code"`
}

type jsonParty struct {
	Name   string `json:"name"`
	ID     string `json:"id"`
	ISO    string `json:"iso,omitempty"`
	ISO3   string `json:"iso3,omitempty"`
	FIPS   string `json:"fips,omitempty"`
	Sector string `json:"sector,omitempty"`
}

type jsonPlace struct {
	Name string       `json:"name"`
	ISO  string       `json:"iso,omitempty"`
	FIPS string       `json:"fips,omitempty"`
	Span receipt.Span `json:"span"`
}

type jsonTiming struct {
	Information string               `json:"information,omitempty"`
	MIC         string               `json:"mic,omitempty"`
	Session     string               `json:"session,omitempty"`
	Phase       string               `json:"phase,omitempty"`
	How         string               `json:"how,omitempty"`
	Unavailable *receipt.Unavailable `json:"unavailable,omitempty"`
}

type jsonReceipt struct {
	Rule  string         `json:"rule"`
	Spans []receipt.Span `json:"spans"`
}

func writeJSON(w io.Writer, stories []Story) error {
	out := make([]jsonStory, len(stories))
	for n, s := range stories {
		out[n] = jsonStory{s.Article.Name, s.Article.Hash, s.title(), s.outlet(), s.Article.Published.Value, make([]jsonEvent, len(s.Events))}
		for i, e := range s.Events {
			out[n].Events[i] = s.jsonEvent(i, e)
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(jsonFile{Schema, out}); err != nil {
		return fmt.Errorf("write events: %w", err)
	}
	return nil
}

func (s Story) jsonEvent(i int, e event.Event) jsonEvent {
	j := jsonEvent{
		ID: eventID(s, i), Rank: i + 1, Salience: e.Salience, Because: e.Because, Background: e.Background, Type: e.Type, Mode: e.Mode, Contexts: e.Contexts,
		CAMEO: e.CAMEO, Word: e.Word, Actors: jsonParties(e.Actors), Inferred: e.ActorInferred && len(e.Actors) > 0, By: e.By, Recipients: jsonParties(e.Recipients), Date: day(e.Date), Dated: e.Dated,
		Claims: e.Claims, Tellings: e.Tellings, Words: s.words(e.Sentence), Trigger: e.Trigger, Sentence: e.Sentence, Original: s.Article.Original(e.Sentence),
		Receipt: jsonReceipt{e.Receipt().Rule(), e.Receipt().Spans()},
	}
	for _, k := range e.Kinds {
		j.Learned = append(j.Learned, jsonLearned{string(k.Type), math.Round(k.Probability*1000) / 1000})
	}
	if root, cameo, ok := e.PLOVER(); ok {
		j.PLOVER = &jsonPLOVER{root, cameo, e.Quad()}
	}
	if p := e.Place; p != nil {
		j.Place = &jsonPlace{p.Name, p.Country, event.CountryCodes(p.Country).FIPS, p.Span}
	}
	if t := s.timing(i); t.Missing != nil {
		j.Timing = &jsonTiming{Unavailable: t.Missing}
	} else if t.Session.Date != 0 {
		j.Timing = &jsonTiming{MIC: t.Session.MIC, Session: day(t.Session.Date), Phase: string(t.Phase), How: t.How}
		if !t.Information.IsZero() {
			j.Timing.Information = t.Information.Format(time.RFC3339)
		}
	}
	return j
}

func jsonParties(who []claim.Speaker) []jsonParty {
	var out []jsonParty
	for _, w := range who {
		p := event.ProfileOf(w)
		out = append(out, jsonParty{w.Name, partyID(w), p.ISO, p.ISO3, p.FIPS, p.Sector})
	}
	return out
}
