package alert

import (
	"fmt"
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"newstape/desk/store"
	"newstape/fault"
)

// Field is a setting or a secret of a kind of channel.
type Field struct {
	Name     string `json:"name"`
	Help     string `json:"help"`
	Secret   bool   `json:"secret,omitempty"`
	Required bool   `json:"required,omitempty"`
	check    func(string, bool) error
}

// Kind is a kind of channel.
type Kind struct {
	Name   string  `json:"name"`
	Help   string  `json:"help"`
	Fields []Field `json:"fields"`

	pace time.Duration // between two messages, by what the service allows
	send func(*channel, *message) (call, error)
}

// Kinds are the kinds of channels with what each takes.
func Kinds() []Kind {
	return []Kind{
		{"webhook", "a program of yours: JSON, signed", []Field{
			{"url", "where it listens", false, true, webURL},
			{"secret", "signs the body; at least 16 bytes", true, true, longEnough},
			{"old_secret", "signs it too, while receivers change over", true, false, longEnough},
		}, 0, (*channel).webhook},
		{"slack", "an incoming webhook of Slack", []Field{
			{"url", "the webhook's address", true, true, webURL},
		}, time.Second, (*channel).slack},
		{"discord", "a webhook of Discord", []Field{
			{"url", "the webhook's address", true, true, webURL},
		}, 2 * time.Second, (*channel).discord},
		{"telegram", "a bot of Telegram", []Field{
			{"token", "of the bot", true, true, botToken},
			{"chat", "id of the chat, or @channel", false, true, oneWord},
			{"api", "address of the bot API; default https://api.telegram.org", false, false, webURL},
		}, 3 * time.Second, (*channel).telegram},
		{"ntfy", "a topic of ntfy", []Field{
			{"topic", "its name; who knows it can read it", true, true, topicName},
			{"url", "address of the server; default https://ntfy.sh", false, false, webURL},
			{"token", "access token", true, false, oneWord},
			{"priority", "1 to 5; default 3; urgent rules have 5", false, false, priority},
			{"tags", "tags or emoji names, with commas; default newspaper", false, false, tagList},
		}, time.Second, (*channel).ntfy},
		{"smtp", "email through a mail server", []Field{
			{"host", "of the mail server", false, true, oneWord},
			{"port", "default 587, with security tls 465", false, false, port},
			{"security", "starttls (default), tls, or none for a private relay", false, false, security},
			{"user", "to log in", false, false, plainLine},
			{"password", "to log in", true, false, plainLine},
			{"from", "address of the sender", false, true, oneAddress},
			{"to", "addresses, with commas; at most 20", false, true, addresses},
		}, time.Second, nil},
	}
}

func kindOf(name string) (Kind, bool) {
	all := Kinds()
	i := slices.IndexFunc(all, func(k Kind) bool { return k.Name == name })
	if i < 0 {
		return Kind{}, false
	}
	return all[i], true
}

// CheckChannel reports what is wrong with a channel before it is stored.
// secrets are those to be set; allowPrivate is the desk's own setting.
func CheckChannel(c store.Channel, secrets store.Secrets, allowPrivate bool) error {
	k, ok := kindOf(c.Kind)
	if !ok {
		var names []string
		for _, k := range Kinds() {
			names = append(names, k.Name)
		}
		return fault.New(fault.BadInput, "channel %q: kind is %.40q", c.Name, c.Kind).Try("%s", strings.Join(names, ", "))
	}
	for _, given := range []struct {
		what   string
		names  []string
		secret bool
	}{{"setting", keys(c.Settings), false}, {"secret", keys(secrets), true}} {
		for _, name := range given.names {
			if !slices.ContainsFunc(k.Fields, func(f Field) bool { return f.Name == name && f.Secret == given.secret }) {
				return fault.New(fault.BadInput, "channel %q: %s has no %s %.40q", c.Name, k.Name, given.what, name).Try("one of %s", fieldNames(k, given.secret))
			}
		}
	}
	for _, f := range k.Fields {
		value, given := c.Settings[f.Name], false
		if f.Secret {
			value, given = secrets[f.Name], slices.Contains(c.Secrets, f.Name)
			if v, named := secrets[f.Name]; named && v == "" {
				given = false // about to be removed
			}
		}
		if value == "" && (!f.Required || given) {
			continue
		}
		if value == "" {
			return fault.New(fault.BadInput, "channel %q: %s needs %s", c.Name, k.Name, f.Name).Try("%s: %s", f.Name, f.Help)
		}
		if err := f.check(value, allowPrivate); err != nil {
			return fault.New(fault.BadInput, "channel %q: %s: %w", c.Name, f.Name, err).Try("%s: %s", f.Name, f.Help)
		}
	}
	if c.Kind == "smtp" && c.Settings["security"] == "none" && !allowPrivate {
		return fault.New(fault.BadInput, "channel %q: security is none", c.Name).Try("starttls or tls, or allow private addresses for a relay of yours")
	}
	return nil
}

func keys[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func fieldNames(k Kind, secret bool) string {
	var names []string
	for _, f := range k.Fields {
		if f.Secret == secret {
			names = append(names, f.Name)
		}
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// The checks never repeat a value: it may be a secret.

func webURL(s string, allowPrivate bool) error {
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Host == "" || len(s) > 2000 || plainLine(s, false) != nil:
		return fmt.Errorf("that is no web address")
	case u.User != nil:
		return fmt.Errorf("it holds a user name or password")
	case u.Fragment != "":
		return fmt.Errorf("it has a fragment")
	case u.Scheme == "https", u.Scheme == "http" && allowPrivate:
		return nil
	case u.Scheme == "http":
		return fmt.Errorf("it does not begin with https://; plain http needs allow_private_webhooks = true under [desk]")
	}
	return fmt.Errorf("it does not begin with https://")
}

func longEnough(s string, _ bool) error {
	if len(s) < 16 || len(s) > 500 {
		return fmt.Errorf("it has %d bytes", len(s))
	}
	return nil
}

// plainLine refuses what could end a line of a protocol.
func plainLine(s string, _ bool) error {
	if len(s) > 2000 || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\uFFFD' }) {
		return fmt.Errorf("it is too long or holds control characters")
	}
	return nil
}

func oneWord(s string, _ bool) error {
	if len(s) > 500 || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return fmt.Errorf("it holds spaces or other than ASCII characters")
	}
	return nil
}

func botToken(s string, _ bool) error {
	id, rest, ok := strings.Cut(s, ":")
	if _, err := strconv.ParseUint(id, 10, 64); !ok || err != nil || len(rest) < 10 || len(rest) > 100 ||
		strings.ContainsFunc(rest, func(r rune) bool { return !wordRune(r) }) {
		return fmt.Errorf("it does not look like 123456:ABC-DEF")
	}
	return nil
}

func wordRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-'
}

func topicName(s string, _ bool) error {
	if len(s) > 64 || strings.ContainsFunc(s, func(r rune) bool { return !wordRune(r) }) {
		return fmt.Errorf("it is not 1 to 64 letters, digits, - and _")
	}
	return nil
}

func priority(s string, _ bool) error {
	if len(s) != 1 || s < "1" || s > "5" {
		return fmt.Errorf("it is not 1 to 5")
	}
	return nil
}

func tagList(s string, _ bool) error {
	for t := range strings.SplitSeq(s, ",") {
		if t == "" || topicName(strings.TrimSpace(t), false) != nil && !strings.HasPrefix(t, "+") {
			return fmt.Errorf("it is no list of tags")
		}
	}
	return nil
}

func port(s string, _ bool) error {
	if n, err := strconv.ParseUint(s, 10, 16); err != nil || n == 0 {
		return fmt.Errorf("it is no port")
	}
	return nil
}

func security(s string, _ bool) error {
	if s != "starttls" && s != "tls" && s != "none" {
		return fmt.Errorf("it is none of starttls, tls, none")
	}
	return nil
}

func oneAddress(s string, _ bool) error {
	if _, err := mail.ParseAddress(s); err != nil || plainLine(s, false) != nil {
		return fmt.Errorf("that is no mail address")
	}
	return nil
}

func addresses(s string, _ bool) error {
	list, err := mail.ParseAddressList(s)
	if err != nil || len(list) > 20 || plainLine(s, false) != nil {
		return fmt.Errorf("that is no list of up to 20 mail addresses")
	}
	return nil
}
