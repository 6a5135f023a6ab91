package config

import (
	"net"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"newstape/fault"
)

// Desk is how "newstape serve" runs.
type Desk struct {
	// Data is the folder of the store, the streams and what is pulled. Default
	// and zero "": newstape in your data folder.
	Data string `toml:"data"`
	// Listen is the address of the HTTP service. Default 127.0.0.1:8474; port 0
	// takes a free one. An address that is not loopback needs Tokens or TrustedProxies.
	Listen string `toml:"listen"`
	// Tokens demands a token of every caller, on loopback too. Default false.
	Tokens bool `toml:"tokens"`
	// TrustedProxies are networks whose UserHeader is believed; with one, callers
	// on this machine need a token or its header too. Default none.
	TrustedProxies []string `toml:"trusted_proxies"`
	// UserHeader is the header in which a trusted proxy names the user. Default "X-Forwarded-User".
	UserHeader string `toml:"user_header"`
	// BaseURL begins links in alerts and feeds, as https://desk.example.org.
	// Default and zero "": the address that is listened on.
	BaseURL string `toml:"base_url"`

	// Database is postgres://... Default and zero "": SQLite in Data.
	Database string `toml:"database"`
	// NATS is the addresses of an outside NATS with JetStream, comma separated.
	// Default and zero "": embedded.
	NATS string `toml:"nats"`
	// Replicas is how many nodes of an outside NATS keep each message. Default 1.
	Replicas int `toml:"replicas"`
	// Pending bounds the messages that wait in one stage; beyond it submissions
	// are answered "busy". Default 20000.
	Pending int64 `toml:"pending"`

	// Readers is how many stories are read at once. Default and zero: the cores.
	Readers int `toml:"readers"`
	// Memory is what the garbage collector aims to stay under, bytes. Default 400 MB; zero is no aim.
	Memory int64 `toml:"memory"`
	// Folders are watched for story files. Default none.
	Folders []string `toml:"folders"`
	// Contact is an address that sites which are polled may write to. Default "".
	Contact string `toml:"contact"`
	// ListIndex is a screening index made by "newstape screen --list DIR --index FILE". Default "": the embedded lists.
	ListIndex string `toml:"list_index"`
	// Remeasure is how often it is looked whether new sessions have come. Default 10m.
	Remeasure Duration `toml:"remeasure"`
	// AllowPrivateWebhooks permits alerts to private and loopback addresses. Default false.
	AllowPrivateWebhooks bool `toml:"allow_private_webhooks"`
	// Telemetry is an OTLP/HTTP endpoint for traces. Default and zero "": none.
	Telemetry string `toml:"telemetry"`
	// Retain bounds what is kept.
	Retain Retain `toml:"retain"`
}

// Retain is how long things are kept; zero keeps them for ever.
type Retain struct {
	Stories Duration `toml:"stories"` // default 0
	Raw     Duration `toml:"raw"`     // the submitted bytes; default 0
	Changes Duration `toml:"changes"` // what SSE can replay; default 720h
}

func defaultDesk() Desk {
	return Desk{
		Listen: "127.0.0.1:8474", UserHeader: "X-Forwarded-User", Replicas: 1, Pending: 20000,
		Memory: 400 << 20, Remeasure: Duration(10 * time.Minute),
		Retain: Retain{Changes: Duration(30 * 24 * time.Hour)},
	}
}

// Loopback reports whether only this machine can reach the address.
func (d Desk) Loopback() bool {
	host, _, err := net.SplitHostPort(d.Listen)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// Validate reports the first field that cannot be.
func (d Desk) Validate() error {
	bad := func(field, value, try string) error {
		return fault.New(fault.BadUsage, "config: desk.%s is %q", field, value).Try("%s", try)
	}
	if _, _, err := net.SplitHostPort(d.Listen); err != nil {
		return bad("listen", d.Listen, "host:port, such as 127.0.0.1:8474")
	}
	if !d.Loopback() && !d.Tokens && len(d.TrustedProxies) == 0 {
		return bad("listen", d.Listen, "a loopback address, or set desk.tokens = true (then newstape desk token add), or desk.trusted_proxies")
	}
	for _, p := range d.TrustedProxies {
		if _, err := netip.ParsePrefix(p); err != nil {
			return bad("trusted_proxies", p, "networks such as 10.0.0.0/8")
		}
	}
	if !webAddress(d.BaseURL) {
		return bad("base_url", d.BaseURL, "an address such as https://desk.example.org")
	}
	if !webAddress(d.Telemetry) {
		return bad("telemetry", d.Telemetry, "an address such as http://127.0.0.1:4318")
	}
	if d.Database != "" && !strings.HasPrefix(d.Database, "postgres://") && !strings.HasPrefix(d.Database, "postgresql://") {
		// Not the value: it may hold a password.
		return fault.New(fault.BadUsage, "config: desk.database is no PostgreSQL address").Try("postgres://user@host/name, or leave it out for SQLite")
	}
	switch {
	case d.Replicas != 1 && d.Replicas != 3 && d.Replicas != 5:
		return fault.New(fault.BadUsage, "config: desk.replicas is %d", d.Replicas).Try("1, 3 or 5")
	case d.Pending < 1, d.Readers < 0, d.Memory < 0, d.Remeasure <= 0:
		return fault.New(fault.BadUsage, "config: desk.pending, readers, memory and remeasure must be positive").Try("leave them out for the defaults")
	case d.Retain.Stories < 0, d.Retain.Raw < 0, d.Retain.Changes < 0:
		return fault.New(fault.BadUsage, "config: desk.retain has a negative time").Try("0 to keep for ever")
	}
	return nil
}

// webAddress reports whether s is empty or an http or https address.
func webAddress(s string) bool {
	u, err := url.Parse(s)
	return s == "" || err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

// DataDir is the folder that the desk keeps its data in.
func (d Desk) DataDir(env func(string) (string, bool)) (string, error) {
	if d.Data != "" {
		return d.Data, nil
	}
	if dir, ok := env("XDG_DATA_HOME"); ok && dir != "" {
		return filepath.Join(dir, "newstape"), nil
	}
	if home, ok := env("HOME"); ok && home != "" {
		return filepath.Join(home, ".local", "share", "newstape"), nil
	}
	return "", fault.New(fault.BadUsage, "no folder for the desk's data is known").Try("--data DIR")
}

// loadDesk takes what the environment says of the desk: addresses that carry
// passwords are better kept out of a file.
func (c *Config) loadDesk(env func(string) (string, bool)) {
	for name, field := range map[string]*string{
		"NEWSTAPE_DATA": &c.Desk.Data, "NEWSTAPE_LISTEN": &c.Desk.Listen,
		"NEWSTAPE_DATABASE": &c.Desk.Database, "NEWSTAPE_NATS": &c.Desk.NATS, "NEWSTAPE_TELEMETRY": &c.Desk.Telemetry,
	} {
		if v, ok := env(name); ok {
			*field = v
		}
	}
}
