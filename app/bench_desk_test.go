package app

import (
	"slices"
	"strings"
	"testing"

	"newstape/config"
)

// A desk that is measured has the store that bench was given, whatever the
// user's own desk has.
func TestABenchmarkLeavesTheUsersOwnStoreAlone(t *testing.T) {
	own := []string{"HOME=/nowhere", "XDG_CONFIG_HOME=/nowhere", "NEWSTAPE_DATABASE=postgres://own/desk", "NEWSTAPE_NATS=nats://own"}
	for _, c := range []benchDeskCommand{{}, {Database: "postgres://bench/desk", NATS: "nats://bench", Cores: 1}} {
		all := c.environment(own)
		cfg := config.Default()
		err := config.Load(&cfg, "", func(name string) (string, bool) {
			for _, v := range slices.Backward(all) { // the last one counts, as in package os/exec
				if value, ok := strings.CutPrefix(v, name+"="); ok {
					return value, true
				}
			}
			return "", false
		})
		if err != nil || cfg.Desk.Database != c.Database || cfg.Desk.NATS != c.NATS {
			t.Errorf("%+v: store %q, streams %q, %v", c, cfg.Desk.Database, cfg.Desk.NATS, err)
		}
	}
}
