package alert

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"newstape/desk/store"
	"newstape/fault"
)

// nasty is an alert in which everything tries to act.
func nasty(n int) store.Alert {
	return store.Alert{
		ID: fmt.Sprintf("%032d", n), Rule: "r1", Name: "held & <accused>", Query: "held:yes", Kind: store.KindStory, Subject: "s1", Story: "s1", At: noon,
		Title:  `<!channel> @everyone [click](http://evil.example/) *bold* </a><script>alert("x")</script> &amp; <https://evil.example|bank> 阿里`,
		Lines:  []string{"Subject: x\r\nBcc: everyone@example.com", "`code` ~~x~~ ||spoiler|| _i_", strings.Repeat("very long 阿里 & ", 300)},
		Outlet: `Wire "One" <b>`, URL: "https://example.com/a?b=1&c=2",
	}
}

func sendOne(t *testing.T, b *bench, channel string, alerts ...store.Alert) store.Delivery {
	t.Helper()
	b.rule(store.Rule{ID: "r1"})
	for i := range alerts {
		alerts[i].Channels = []string{channel}
		if len(alerts) > 1 {
			alerts[i].Digest = "r1"
		}
	}
	if _, err := b.st.PutAlerts(context.Background(), alerts); err != nil {
		t.Fatal(err)
	}
	b.once()
	return b.deliveries()[0]
}

func manyNasty() []store.Alert {
	var out []store.Alert
	for n := range 90 {
		out = append(out, nasty(n))
	}
	return out
}

// eachMessage sends a nasty alert, a digest of ninety of them, and a test
// message by a channel, and looks at what the service got.
func eachMessage(t *testing.T, kind string, settings func(url string) (map[string]string, store.Secrets), answer string, look func(t *testing.T, g got)) {
	t.Helper()
	for name, alerts := range map[string][]store.Alert{"one": {nasty(1)}, "digest": manyNasty(), "test": nil} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, sqlite(t))
			f := newFake(t, func(_ int, w http.ResponseWriter) { _, _ = io.WriteString(w, answer) })
			set, secrets := settings(f.URL)
			b.channel("a", kind, set, secrets)
			if name == "test" {
				if err := b.w.Test(context.Background(), "a"); err != nil {
					t.Fatal(err)
				}
			} else if d := sendOne(t, b, "a", alerts...); d.State != store.Sent {
				t.Fatalf("%+v", d)
			}
			if len(f.requests()) != 1 {
				t.Fatalf("%d requests", len(f.requests()))
			}
			g := f.requests()[0]
			if g.method != "POST" || !strings.HasPrefix(g.header.Get("Content-Type"), "application/json") || !utf8.Valid(g.body) {
				t.Errorf("%s %s", g.method, g.header)
			}
			look(t, g)
		})
	}
}

func decode[T any](t *testing.T, body []byte) T {
	t.Helper()
	var v T
	dec := json.NewDecoder(strings.NewReader(string(body)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&v); err != nil {
		t.Fatalf("%v\n%s", err, body)
	}
	return v
}

func chars(s string) int { return len(utf16.Encode([]rune(s))) }

func TestWebhook(t *testing.T) {
	t.Parallel()
	secrets := store.Secrets{"secret": testSecret, "old_secret": "the secret before this one"}
	eachMessage(t, "webhook", func(url string) (map[string]string, store.Secrets) {
		return map[string]string{"url": url + "/hook?x=1"}, secrets
	}, "", func(t *testing.T, g got) {
		for _, s := range secrets {
			if err := Verify(g.header, g.body, noon.Add(time.Minute), 5*time.Minute, s); err != nil {
				t.Errorf("a receiver with one of the secrets: %v", err)
			}
		}
		p := decode[Payload](t, g.body)
		if g.path != "/hook?x=1" || p.Schema != PayloadSchema || p.Delivery != g.header.Get("X-Newstape-Delivery") || p.Key != g.header.Get("Idempotency-Key") || len(p.Alerts) == 0 {
			t.Errorf("%s %+v", g.path, p)
		}
		if a := p.Alerts[0]; !p.Test && (a.Title != nasty(0).Title || a.Link != "https://desk.example.org/v1/stories/s1/dossier" || a.URL == "") {
			t.Errorf("%+v", a)
		}
	})
}

func TestVerify(t *testing.T) {
	body := []byte(`{"a":1}`)
	header := func(change func(http.Header)) http.Header {
		h := http.Header{}
		h.Set(HeaderTimestamp, fmt.Sprint(noon.Unix()))
		h.Set(HeaderSignature, Sign(testSecret, noon.Unix(), body))
		change(h)
		return h
	}
	// The value that "printf '1772452800.{"a":1}' | openssl dgst -sha256 -hmac key" gives.
	if got := Sign("key", noon.Unix(), body); got != "sha256=25092c2eb2b7ec2b1651b28b55773e4667631624941857b5440d3a5c21ac8d7a" {
		t.Error(got)
	}
	if err := Verify(header(func(http.Header) {}), body, noon.Add(-4*time.Minute), 5*time.Minute, "other secret", testSecret); err != nil {
		t.Error(err)
	}
	for name, c := range map[string]struct {
		change  func(http.Header)
		body    string
		at      time.Time
		secrets []string
	}{
		"other body":    {func(http.Header) {}, `{"a":2}`, noon, []string{testSecret}},
		"other secret":  {func(http.Header) {}, `{"a":1}`, noon, []string{"x"}},
		"no secret":     {func(http.Header) {}, `{"a":1}`, noon, nil},
		"empty secret":  {func(h http.Header) { h.Set(HeaderSignature, Sign("", noon.Unix(), body)) }, `{"a":1}`, noon, []string{""}},
		"late":          {func(http.Header) {}, `{"a":1}`, noon.Add(6 * time.Minute), []string{testSecret}},
		"early":         {func(http.Header) {}, `{"a":1}`, noon.Add(-6 * time.Minute), []string{testSecret}},
		"moved in time": {func(h http.Header) { h.Set(HeaderTimestamp, fmt.Sprint(noon.Unix()+1)) }, `{"a":1}`, noon, []string{testSecret}},
		"no time":       {func(h http.Header) { h.Del(HeaderTimestamp) }, `{"a":1}`, noon, []string{testSecret}},
		"no signature":  {func(h http.Header) { h.Del(HeaderSignature) }, `{"a":1}`, noon, []string{testSecret}},
	} {
		if err := Verify(header(c.change), []byte(c.body), c.at, 5*time.Minute, c.secrets...); fault.CodeOf(err) != fault.Refused || err == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSlack(t *testing.T) {
	t.Parallel()
	type object struct {
		Type            string
		Text            string
		Emoji, Verbatim *bool
	}
	eachMessage(t, "slack", func(url string) (map[string]string, store.Secrets) {
		return nil, store.Secrets{"url": url + "/services/T0/B0/xyz"}
	}, "ok", func(t *testing.T, g got) {
		m := decode[struct {
			Text   string
			Blocks []struct {
				Type string
				Text object
			}
			Links bool `json:"unfurl_links"`
			Media bool `json:"unfurl_media"`
		}](t, g.body)
		if g.path != "/services/T0/B0/xyz" || m.Text == "" || len(m.Blocks) != 2 {
			t.Fatalf("%s %+v", g.path, m)
		}
		head, body := m.Blocks[0], m.Blocks[1]
		if head.Type != "header" || head.Text.Type != "plain_text" || head.Text.Text == "" || chars(head.Text.Text) > 150 {
			t.Errorf("%+v", head)
		}
		if body.Type != "section" || body.Text.Type != "mrkdwn" || body.Text.Text == "" || chars(body.Text.Text) > 3000 || body.Text.Verbatim == nil || !*body.Text.Verbatim {
			t.Errorf("%d characters: %+v", chars(body.Text.Text), body)
		}
		// The only markup is our links.
		rest := regexp.MustCompile(`<https://desk\.example\.org(/v1/stories/s1/dossier)?\|[^<>|]*>`).ReplaceAllString(m.Text+body.Text.Text, "")
		if strings.ContainsAny(rest, "<>") || strings.Contains(rest, "*bold*") {
			t.Errorf("markup of the story's: %s", rest)
		}
	})
}

func TestDiscord(t *testing.T) {
	t.Parallel()
	eachMessage(t, "discord", func(url string) (map[string]string, store.Secrets) {
		return nil, store.Secrets{"url": url + "/api/webhooks/1/token"}
	}, `{"id":"1"}`, func(t *testing.T, g got) {
		m := decode[struct {
			Embeds []struct{ Title, Description, URL, Timestamp string }
			Allow  struct{ Parse []string } `json:"allowed_mentions"`
		}](t, g.body)
		if g.path != "/api/webhooks/1/token?wait=true" || len(m.Embeds) != 1 || m.Allow.Parse == nil || len(m.Allow.Parse) != 0 {
			t.Fatalf("%s %+v", g.path, m)
		}
		e := m.Embeds[0]
		if e.Title == "" || chars(e.Title) > 256 || e.Description == "" || chars(e.Description) > 4096 || chars(e.Title+e.Description) > 6000 {
			t.Errorf("%d and %d characters", chars(e.Title), chars(e.Description))
		}
		if _, err := time.Parse(time.RFC3339, e.Timestamp); err != nil {
			t.Error(err)
		}
		rest := regexp.MustCompile(`\]\(https://desk\.example\.org(/v1/stories/s1/dossier)?\)`).ReplaceAllString(e.Title+e.Description, "")
		rest = regexp.MustCompile(`\\[^\pL\pN\s]`).ReplaceAllString(rest, "")
		if strings.ContainsAny(strings.ReplaceAll(rest, "**", ""), "*_`~|<>()@") {
			t.Errorf("markup of the story's: %s", rest)
		}
	})
}

// visible is a text as Telegram shows it, and whether its markup is in order.
func visible(text string) (string, error) {
	dec := xml.NewDecoder(strings.NewReader("<m>" + text + "</m>"))
	var out strings.Builder
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return out.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch v := tok.(type) {
		case xml.CharData:
			out.Write(v)
		case xml.StartElement:
			if n := v.Name.Local; n != "m" && n != "b" && n != "a" {
				return "", fmt.Errorf("a tag %s", n)
			}
			if v.Name.Local == "a" && !strings.HasPrefix(v.Attr[0].Value, "https://desk.example.org") {
				return "", fmt.Errorf("a link to %s", v.Attr[0].Value)
			}
		}
	}
}

func TestTelegram(t *testing.T) {
	t.Parallel()
	token := "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"
	settings := func(url string) (map[string]string, store.Secrets) {
		return map[string]string{"chat": "-1001", "api": url}, store.Secrets{"token": token}
	}
	eachMessage(t, "telegram", settings, `{"ok":true,"result":{}}`, func(t *testing.T, g got) {
		m := decode[struct {
			ChatID  string `json:"chat_id"`
			Mode    string `json:"parse_mode"`
			Text    string `json:"text"`
			Preview struct {
				Off bool `json:"is_disabled"`
			} `json:"link_preview_options"`
		}](t, g.body)
		shown, err := visible(m.Text)
		if g.path != "/bot"+token+"/sendMessage" || m.ChatID != "-1001" || m.Mode != "HTML" || err != nil || chars(shown) > 4096 || shown == "" {
			t.Errorf("%s %d characters, %v\n%s", g.path, chars(shown), err, m.Text)
		}
	})
	b := newBench(t, sqlite(t))
	f := newFake(t, func(_ int, w http.ResponseWriter) {
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = io.WriteString(w, `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 90","parameters":{"retry_after":90}}`)
	})
	set, secrets := settings(f.URL)
	b.channel("a", "telegram", set, secrets)
	if d := sendOne(t, b, "a", nasty(1)); d.State != store.Pending || !d.Due.Equal(noon.Add(90*time.Second)) {
		t.Errorf("%+v", d)
	}
	f.Close()
	b.clock.pass(time.Hour)
	b.once()
	if d := b.deliveries()[0]; d.Tries != 2 || strings.Contains(d.Why, token) {
		t.Errorf("the token is told: %+v", d)
	}
}

func TestNtfy(t *testing.T) {
	t.Parallel()
	eachMessage(t, "ntfy", func(url string) (map[string]string, store.Secrets) {
		return map[string]string{"url": url, "priority": "2", "tags": "warning, chart"}, store.Secrets{"topic": "desk-1", "token": "tk_abc"}
	}, `{"id":"x"}`, func(t *testing.T, g got) {
		m := decode[struct {
			Topic, Title, Message, Click string
			Priority                     int
			Tags                         []string
		}](t, g.body)
		if g.path != "/" || m.Topic != "desk-1" || m.Title == "" || m.Message == "" || len(m.Message) > 4096 || m.Priority != 2 || !slices.Equal(m.Tags, []string{"warning", "chart"}) {
			t.Errorf("%s %d bytes, %+v", g.path, len(m.Message), m)
		}
		if !strings.HasPrefix(m.Click, "https://desk.example.org") || g.header.Get("Authorization") != "Bearer tk_abc" {
			t.Errorf("%s %s", m.Click, g.header)
		}
	})
	c := channel{secrets: store.Secrets{"topic": "x"}}
	m := newMessage(store.Delivery{Alerts: []store.Alert{{Title: "x", Urgent: true}}}, "")
	out, err := c.ntfy(&m)
	if err != nil || out.url != "https://ntfy.sh/" || !strings.Contains(string(out.body), `"priority":5`) || strings.Contains(string(out.body), "click") {
		t.Errorf("%s %s %v", out.url, out.body, err)
	}
}

func TestChannelsThatAreNone(t *testing.T) {
	type ch struct {
		kind     string
		settings map[string]string
		secrets  store.Secrets
		have     []string
	}
	good := map[string]ch{
		"webhook":  {"webhook", map[string]string{"url": "https://example.com/x"}, store.Secrets{"secret": testSecret}, nil},
		"kept":     {"webhook", map[string]string{"url": "https://example.com/x"}, nil, []string{"secret"}},
		"slack":    {"slack", nil, store.Secrets{"url": "https://hooks.slack.com/services/x"}, nil},
		"telegram": {"telegram", map[string]string{"chat": "@desk"}, store.Secrets{"token": "12:ABCDEFGHIJKLMN"}, nil},
		"ntfy":     {"ntfy", nil, store.Secrets{"topic": "a"}, nil},
		"smtp":     {"smtp", map[string]string{"host": "mail.example.com", "from": "Desk <desk@example.com>", "to": "a@example.com, B <b@example.com>"}, nil, nil},
	}
	for name, c := range good {
		if err := CheckChannel(store.Channel{Name: name, Kind: c.kind, Settings: c.settings, Secrets: c.have}, c.secrets, false); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, c := range map[string]ch{
		"kind":           {"pager", nil, nil, nil},
		"no url":         {"webhook", nil, store.Secrets{"secret": testSecret}, nil},
		"http":           {"webhook", map[string]string{"url": "http://example.com"}, store.Secrets{"secret": testSecret}, nil},
		"scheme":         {"webhook", map[string]string{"url": "file:///etc/passwd"}, store.Secrets{"secret": testSecret}, nil},
		"user":           {"webhook", map[string]string{"url": "https://a:b@example.com"}, store.Secrets{"secret": testSecret}, nil},
		"too short":      {"webhook", map[string]string{"url": "https://example.com"}, store.Secrets{"secret": "abcdefgh"}, nil},
		"no secret":      {"webhook", map[string]string{"url": "https://example.com"}, nil, nil},
		"removed":        {"webhook", map[string]string{"url": "https://example.com"}, store.Secrets{"secret": ""}, []string{"secret"}},
		"setting":        {"webhook", map[string]string{"url": "https://example.com", "proxy": "x"}, store.Secrets{"secret": testSecret}, nil},
		"secret as open": {"slack", map[string]string{"url": "https://hooks.slack.com/services/x"}, store.Secrets{"url": "https://hooks.slack.com/services/x"}, nil},
		"token":          {"telegram", map[string]string{"chat": "1"}, store.Secrets{"token": "12/../x:ABCDEFGHIJKLMN"}, nil},
		"topic":          {"ntfy", nil, store.Secrets{"topic": "a/b"}, nil},
		"priority":       {"ntfy", map[string]string{"priority": "9"}, store.Secrets{"topic": "a"}, nil},
		"tags":           {"ntfy", map[string]string{"tags": "a,,b"}, store.Secrets{"topic": "a"}, nil},
		"header":         {"smtp", map[string]string{"host": "h", "from": "a@example.com\r\nBcc: b@example.com", "to": "a@example.com"}, nil, nil},
		"no address":     {"smtp", map[string]string{"host": "h", "from": "a@example.com", "to": "nobody"}, nil, nil},
		"port":           {"smtp", map[string]string{"host": "h", "port": "99999", "from": "a@example.com", "to": "a@example.com"}, nil, nil},
		"plain":          {"smtp", map[string]string{"host": "h", "security": "none", "from": "a@example.com", "to": "a@example.com"}, nil, nil},
	} {
		err := CheckChannel(store.Channel{Name: name, Kind: c.kind, Settings: c.settings, Secrets: c.have}, c.secrets, false)
		if fault.CodeOf(err) != fault.BadInput || err == nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, s := range c.secrets {
			if len(s) > 3 && strings.Contains(err.Error(), s) {
				t.Errorf("%s tells a secret: %v", name, err)
			}
		}
	}
}
