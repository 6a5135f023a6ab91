package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newstape/fault"
)

func env(pairs ...string) func(string) (string, bool) {
	return func(k string) (string, bool) {
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == k {
				return pairs[i+1], true
			}
		}
		return "", false
	}
}

func TestFileThenEnvironment(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.toml")
	if err := os.WriteFile(path, []byte("tape = \"a\"\n[fetch]\ntimeout = \"3s\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := Default()
	if err := Load(&c, path, env("NEWSTAPE_TAPE", "b")); err != nil {
		t.Fatal(err)
	}
	if c.Tape != "b" || time.Duration(c.Fetch.Timeout) != 3*time.Second || c.Fetch.Redirects != 5 {
		t.Errorf("got %+v", c)
	}
}

func TestMistakesAreNamed(t *testing.T) {
	dir := t.TempDir()
	write := func(name, body string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	for _, tc := range []struct {
		path, want string
		env        func(string) (string, bool)
	}{
		{write("unknown.toml", "tapes = 1\n"), "unknown field \"tapes\"", env()},
		{write("bad.toml", "tape = \n"), "bad.toml", env()},
		{write("neg.toml", "[fetch]\nmax_bytes = -1\n"), "max_bytes is -1", env()},
		{filepath.Join(dir, "absent.toml"), "absent.toml", env()},
		{write("open.toml", "[desk]\nlisten = \"0.0.0.0:80\"\n"), "desk.listen is \"0.0.0.0:80\"", env()},
		{write("proxy.toml", "[desk]\ntrusted_proxies = [\"ten\"]\n"), "desk.trusted_proxies is \"ten\"", env()},
		{write("base.toml", "[desk]\nbase_url = \"desk\"\n"), "desk.base_url is \"desk\"", env()},
		{"", "desk.database is no PostgreSQL address", env("NEWSTAPE_DATABASE", "mysql://root:secret@host/x")},
		{"", "NEWSTAPE_ALLOW_PRIVATE is \"maybe\"", env("NEWSTAPE_ALLOW_PRIVATE", "maybe")},
	} {
		c := Default()
		err := Load(&c, tc.path, tc.env)
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want mention of %s", tc.path, err, tc.want)
		}
		if err != nil && fault.CodeOf(err) == fault.Internal {
			t.Errorf("%s: no code on %v", tc.path, err)
		}
	}
}

func TestDefaultPlaceNeedNotExist(t *testing.T) {
	c := Default()
	if err := Load(&c, "", env("HOME", t.TempDir())); err != nil {
		t.Fatal(err)
	}
}

func TestAnOpenAddressNeedsTokensOrAProxy(t *testing.T) {
	for _, tc := range []struct {
		desk Desk
		fine bool
	}{
		{Desk{Listen: "127.0.0.1:0"}, true},
		{Desk{Listen: "[::1]:8474"}, true},
		{Desk{Listen: "localhost:8474"}, true},
		{Desk{Listen: ":8474"}, false},
		{Desk{Listen: "192.168.1.4:8474"}, false},
		{Desk{Listen: ":8474", Tokens: true}, true},
		{Desk{Listen: ":8474", TrustedProxies: []string{"10.0.0.0/8"}}, true},
	} {
		c := Default()
		c.Desk.Listen, c.Desk.Tokens, c.Desk.TrustedProxies = tc.desk.Listen, tc.desk.Tokens, tc.desk.TrustedProxies
		if err := c.Validate(); (err == nil) != tc.fine {
			t.Errorf("%+v: got %v", tc.desk, err)
		}
	}
}
