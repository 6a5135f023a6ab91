package store

import (
	"strings"

	"newstape/desk/record"
)

// StoryRow is a line of stories.parquet and stories.jsonl.
type StoryRow struct {
	ID        string `json:"id" parquet:"id"`
	SHA256    string `json:"sha256" parquet:"sha256"`
	Title     string `json:"title" parquet:"title"`
	Outlet    string `json:"outlet" parquet:"outlet"`
	Language  string `json:"language" parquet:"language"`
	URL       string `json:"url" parquet:"url"`
	Published int64  `json:"published" parquet:"published"`
	DateOnly  bool   `json:"published_date_only" parquet:"published_date_only"`
	Received  int64  `json:"received" parquet:"received"`
	Read      int64  `json:"read" parquet:"read"`
	Program   string `json:"program" parquet:"program"`
	Cluster   string `json:"cluster" parquet:"cluster"`
	Relation  string `json:"relation" parquet:"relation"`
	Origin    string `json:"origin" parquet:"origin"`
	Trust     string `json:"trust" parquet:"trust"`
	Text      string `json:"text" parquet:"text"`
}

func storyRow(x *batched) StoryRow {
	st := &x.story
	return StoryRow{
		ID: x.id, SHA256: st.SHA256, Title: st.Title, Outlet: st.Outlet, Language: st.Language, URL: st.Submission.URL,
		Published: micros(st.Published), DateOnly: st.DateOnly, Received: micros(st.Submission.Received), Read: micros(st.Read),
		Program: st.Program, Cluster: x.cluster, Relation: x.relation, Origin: x.orig, Trust: st.Trust, Text: st.Text,
	}
}

// ClaimRow is a line of claims.parquet and claims.jsonl.
type ClaimRow struct {
	Story   string `json:"story" parquet:"story"`
	At      int64  `json:"at" parquet:"at"`
	Cluster string `json:"cluster" parquet:"cluster"`
	ID      string `json:"id" parquet:"id"`
	Text    string `json:"text" parquet:"text"`
	Speaker string `json:"speaker" parquet:"speaker"`
	Party   string `json:"party" parquet:"party"`
	Via     string `json:"via" parquet:"via"` // "; " between
	Stance  string `json:"stance" parquet:"stance"`
	Status  string `json:"status" parquet:"status"`
	Why     string `json:"why" parquet:"why"`
	About   string `json:"about" parquet:"about"`
	Receipt string `json:"receipt" parquet:"receipt"` // JSON
}

func claimRow(x *batched, c record.Claim) ClaimRow {
	return ClaimRow{
		Story: x.id, At: x.at, Cluster: x.cluster, ID: c.ID, Text: c.Text, Speaker: c.Speaker, Party: c.Party, Via: strings.Join(c.Via, "; "),
		Stance: c.Stance, Status: c.Status, Why: c.Why, About: c.About, Receipt: string(c.Receipt),
	}
}

// StatementRow is a line of statements.parquet and statements.jsonl.
type StatementRow struct {
	Story     string   `json:"story" parquet:"story"`
	At        int64    `json:"at" parquet:"at"`
	Cluster   string   `json:"cluster" parquet:"cluster"`
	ID        string   `json:"id" parquet:"id"`
	Text      string   `json:"text" parquet:"text"`
	Listing   string   `json:"listing" parquet:"listing"`
	Measure   string   `json:"measure" parquet:"measure"`
	Direction string   `json:"direction" parquet:"direction"`
	Value     *float64 `json:"value" parquet:"value,optional"`
	Unit      string   `json:"unit" parquet:"unit"`
	Verdict   string   `json:"verdict" parquet:"verdict"`
	Truth     *float64 `json:"truth" parquet:"truth,optional"`
	Session   string   `json:"session" parquet:"session"`
	Headline  bool     `json:"headline" parquet:"headline"`
	Why       string   `json:"why" parquet:"why"`
	Reason    string   `json:"reason" parquet:"reason"`
	Receipt   string   `json:"receipt" parquet:"receipt"` // JSON
}

func statementRow(x *batched, c record.Statement) StatementRow {
	return StatementRow{
		Story: x.id, At: x.at, Cluster: x.cluster, ID: c.ID, Text: c.Text, Listing: c.Listing, Measure: c.Measure, Direction: c.Direction,
		Value: c.Value, Unit: c.Unit, Verdict: c.Verdict, Truth: c.Truth, Session: c.Session, Headline: c.Headline,
		Why: c.Why, Reason: c.Reason, Receipt: string(c.Receipt),
	}
}

// EventRow is a line of events.parquet and events.jsonl.
type EventRow struct {
	Story       string `json:"story" parquet:"story"`
	At          int64  `json:"at" parquet:"at"`
	Cluster     string `json:"cluster" parquet:"cluster"`
	ID          string `json:"id" parquet:"id"`
	Type        string `json:"type" parquet:"type"`
	CAMEO       string `json:"cameo" parquet:"cameo"`
	Word        string `json:"word" parquet:"word"`
	Actor       string `json:"actor" parquet:"actor"`
	ActorID     string `json:"actor_id" parquet:"actor_id"`
	Recipient   string `json:"recipient" parquet:"recipient"`
	RecipientID string `json:"recipient_id" parquet:"recipient_id"`
	Date        string `json:"date" parquet:"date"`
	Background  bool   `json:"background" parquet:"background"`
	Receipt     string `json:"receipt" parquet:"receipt"` // JSON
}

func eventRow(x *batched, c record.Event) EventRow {
	return EventRow{
		Story: x.id, At: x.at, Cluster: x.cluster, ID: c.ID, Type: c.Type, CAMEO: c.CAMEO, Word: c.Word, Actor: c.Actor, ActorID: c.ActorID,
		Recipient: c.Recipient, RecipientID: c.TargetID, Date: c.Date, Background: c.Background, Receipt: string(c.Receipt),
	}
}

// ReactionRow is a line of reactions.parquet and reactions.jsonl.
type ReactionRow struct {
	Story     string   `json:"story" parquet:"story"`
	At        int64    `json:"at" parquet:"at"`
	Cluster   string   `json:"cluster" parquet:"cluster"`
	Party     string   `json:"party" parquet:"party"`
	Listing   string   `json:"listing" parquet:"listing"`
	Session   string   `json:"session" parquet:"session"`
	Stand     string   `json:"stand" parquet:"stand"`
	Return    *float64 `json:"return" parquet:"return,optional"`
	Benchmark string   `json:"benchmark" parquet:"benchmark"`
	AR        *float64 `json:"abnormal_return" parquet:"abnormal_return,optional"`
	T         *float64 `json:"t" parquet:"t,optional"`
	P         *float64 `json:"p" parquet:"p,optional"`
}

func reactionRow(x *batched, c record.Reaction) ReactionRow {
	return ReactionRow{
		Story: x.id, At: x.at, Cluster: x.cluster, Party: c.Party, Listing: c.Listing, Session: c.Session, Stand: c.Stand,
		Return: c.Return, Benchmark: c.Benchmark, AR: c.AR, T: c.T, P: c.P,
	}
}

// MeasurementRow is a line of measurements.parquet and measurements.jsonl.
type MeasurementRow struct {
	Story     string   `json:"story" parquet:"story"`
	Listing   string   `json:"listing" parquet:"listing"`
	Event     string   `json:"event_session" parquet:"event_session"`
	Horizon   int64    `json:"horizon" parquet:"horizon"`
	Stage     string   `json:"stage" parquet:"stage"`
	Measured  int64    `json:"measured" parquet:"measured"`
	CAR       *float64 `json:"car" parquet:"car,optional"`
	T         *float64 `json:"t" parquet:"t,optional"`
	P         *float64 `json:"p" parquet:"p,optional"`
	Model     string   `json:"model" parquet:"model"`
	Benchmark string   `json:"benchmark" parquet:"benchmark"`
	Missing   string   `json:"missing" parquet:"missing"`
	Receipt   string   `json:"receipt" parquet:"receipt"` // JSON
}

func scanMeasurementRow(r row) (MeasurementRow, error) {
	m, err := scanMeasurement(r)
	return MeasurementRow{
		Story: m.Story, Listing: m.Listing, Event: m.Event, Horizon: int64(m.Horizon), Stage: m.Stage, Measured: micros(m.Measured),
		CAR: m.CAR, T: m.T, P: m.P, Model: m.Model, Benchmark: m.Against, Missing: m.Missing, Receipt: string(m.Receipt),
	}, err
}

// AlertRow is a line of alerts.parquet and alerts.jsonl.
type AlertRow struct {
	ID      string `json:"id" parquet:"id"`
	Rule    string `json:"rule" parquet:"rule"`
	Kind    string `json:"kind" parquet:"kind"`
	Subject string `json:"subject" parquet:"subject"`
	Story   string `json:"story" parquet:"story"`
	Cluster string `json:"cluster" parquet:"cluster"`
	At      int64  `json:"at" parquet:"at"`
	Body    string `json:"body" parquet:"body"` // JSON of the alert
}

func scanAlertRow(r row) (AlertRow, error) {
	var a AlertRow
	return a, r.Scan(&a.ID, &a.Rule, &a.Kind, &a.Subject, &a.Story, &a.Cluster, &a.At, &a.Body)
}
