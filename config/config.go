// Package config is the one place that says how Newstape is set up: a struct
// with defaults, read from a TOML file and NEWSTAPE_ variables, checked once.
//
//	cfg := config.Default()
//	err := config.Load(&cfg, path, os.LookupEnv)
//
// Precedence, lowest first: defaults, file, environment, command line. Nothing
// else in the repository reads the environment.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"newstape/fault"
)

// Config is everything that can be set.
type Config struct {
	// Tape is a folder of price data sets made by "newstape pull prices".
	// Default and zero "": the embedded sample alone.
	Tape string `toml:"tape"`
	// Master is a folder of names made by "newstape pull securities", or its index
	// file. Default and zero "": the embedded master alone.
	Master string `toml:"master"`
	// Fetch bounds the reading of stories.
	Fetch Fetch `toml:"fetch"`
	// Desk is the running service.
	Desk Desk `toml:"desk"`
}

// Fetch bounds what may be read and from where.
type Fetch struct {
	// MaxBytes is the largest story in bytes. Default 8 MiB; must be positive.
	MaxBytes int64 `toml:"max_bytes"`
	// Timeout bounds one fetch. Default 20 s; must be positive.
	Timeout Duration `toml:"timeout"`
	// Redirects is how many are followed. Default 5; zero means none.
	Redirects int `toml:"redirects"`
	// AllowPrivate permits private and loopback addresses. Default false.
	AllowPrivate bool `toml:"allow_private"`
}

// Duration is a [time.Duration] written like "20s".
type Duration time.Duration

// UnmarshalText reads "20s".
func (d *Duration) UnmarshalText(b []byte) error {
	v, err := time.ParseDuration(string(b))
	if err != nil {
		return fmt.Errorf("duration %q is not of the form 20s or 1m30s", b)
	}
	*d = Duration(v)
	return nil
}

// Default is the set-up of a fresh machine.
func Default() Config {
	return Config{Fetch: Fetch{MaxBytes: 8 << 20, Timeout: Duration(20 * time.Second), Redirects: 5}, Desk: defaultDesk()}
}

// Validate reports the first field that cannot be.
func (c Config) Validate() error {
	switch {
	case c.Fetch.MaxBytes <= 0:
		return fault.New(fault.BadUsage, "config: fetch.max_bytes is %d", c.Fetch.MaxBytes).Try("a positive number of bytes, such as 8388608")
	case c.Fetch.Timeout <= 0:
		return fault.New(fault.BadUsage, "config: fetch.timeout is %s", time.Duration(c.Fetch.Timeout)).Try("a duration such as 20s")
	case c.Fetch.Redirects < 0 || c.Fetch.Redirects > 20:
		return fault.New(fault.BadUsage, "config: fetch.redirects is %d", c.Fetch.Redirects).Try("a number from 0 to 20")
	}
	return c.Desk.Validate()
}

// Load fills c from the file at path and then from the environment. An empty
// path means the default place, which need not exist; a named file must.
func Load(c *Config, path string, env func(string) (string, bool)) error {
	named := path != ""
	if !named {
		path = defaultPath(env)
	}
	if path != "" {
		if err := loadFile(c, path); err != nil && (named || !errors.Is(err, fs.ErrNotExist)) {
			return err
		}
	}
	if v, ok := env("NEWSTAPE_TAPE"); ok {
		c.Tape = v
	}
	if v, ok := env("NEWSTAPE_MASTER"); ok {
		c.Master = v
	}
	if v, ok := env("NEWSTAPE_ALLOW_PRIVATE"); ok {
		switch strings.ToLower(v) {
		case "1", "true", "yes":
			c.Fetch.AllowPrivate = true
		case "0", "false", "no", "":
			c.Fetch.AllowPrivate = false
		default:
			return fault.New(fault.BadUsage, "NEWSTAPE_ALLOW_PRIVATE is %q", v).Try("true or false")
		}
	}
	c.loadDesk(env)
	return c.Validate()
}

func loadFile(c *Config, path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return fault.New(fault.NotFound, "read config %s: %w", path, err).Try("name an existing file with --config")
	}
	meta, err := toml.Decode(string(b), c)
	if err != nil {
		return fault.New(fault.BadInput, "read config %s: %w", path, err).Try("see docs/operations.md for the fields")
	}
	if extra := meta.Undecoded(); len(extra) > 0 {
		return fault.New(fault.BadInput, "read config %s: unknown field %q", path, extra[0].String()).
			Try("see docs/operations.md for the fields")
	}
	return nil
}

func defaultPath(env func(string) (string, bool)) string {
	if dir, ok := env("XDG_CONFIG_HOME"); ok && dir != "" {
		return filepath.Join(dir, "newstape", "config.toml")
	}
	if home, ok := env("HOME"); ok && home != "" {
		return filepath.Join(home, ".config", "newstape", "config.toml")
	}
	return ""
}
