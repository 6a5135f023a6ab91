package alert

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// PayloadSchema names the form of a webhook's body. Its number rises with any
// change that could break a reader.
const PayloadSchema = "newstape.alert/1"

// Payload is the body of a webhook.
type Payload struct {
	Schema   string         `json:"schema"`
	Delivery string         `json:"delivery"` // as in X-Newstape-Delivery
	Key      string         `json:"key"`      // as in Idempotency-Key
	Sent     time.Time      `json:"sent"`
	Test     bool           `json:"test,omitempty"`
	Alerts   []PayloadAlert `json:"alerts"` // several in a digest
}

// PayloadAlert is one alert.
type PayloadAlert struct {
	ID      string    `json:"id"`
	Rule    string    `json:"rule"`
	Name    string    `json:"name"` // of the rule
	Query   string    `json:"query"`
	Kind    string    `json:"kind"` // story, cluster, list_change, measurement
	Subject string    `json:"subject"`
	Story   string    `json:"story,omitempty"`
	Cluster string    `json:"cluster,omitempty"`
	At      time.Time `json:"at"`
	Urgent  bool      `json:"urgent,omitempty"`
	Title   string    `json:"title"`
	Lines   []string  `json:"lines"`
	Outlet  string    `json:"outlet,omitempty"`
	URL     string    `json:"url,omitempty"`  // where the story was published
	Link    string    `json:"link,omitempty"` // to the desk
}

func (c *channel) webhook(m *message) (call, error) {
	p := Payload{Schema: PayloadSchema, Delivery: m.attempt, Key: m.key, Sent: m.sent.UTC(), Test: m.test}
	for _, it := range m.items {
		a := it.Alert
		if a.Lines == nil {
			a.Lines = []string{}
		}
		p.Alerts = append(p.Alerts, PayloadAlert{
			ID: a.ID, Rule: a.Rule, Name: a.Name, Query: a.Query, Kind: a.Kind, Subject: a.Subject, Story: a.Story, Cluster: a.Cluster,
			At: a.At, Urgent: a.Urgent, Title: a.Title, Lines: a.Lines, Outlet: a.Outlet, URL: a.URL, Link: it.link,
		})
	}
	body, err := json.Marshal(p)
	if err != nil {
		return call{}, err
	}
	stamp := m.sent.Unix()
	signatures := []string{Sign(c.secrets["secret"], stamp, body)}
	if old := c.secrets["old_secret"]; old != "" {
		signatures = append(signatures, Sign(old, stamp, body))
	}
	return call{url: c.Settings["url"], body: body, header: http.Header{
		HeaderSignature: {strings.Join(signatures, ",")},
		HeaderTimestamp: {strconv.FormatInt(stamp, 10)},
		HeaderDelivery:  {m.attempt},
		HeaderKey:       {m.key},
	}}, nil
}
