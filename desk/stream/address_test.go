package stream

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"newstape/fault"
)

// An address that cannot be read is told without what stands in it: half a
// password may be taken for a port.
func TestPasswordsOfNATSAreNotTold(t *testing.T) {
	for _, url := range []string{
		"nats://u:hunter2secret@127.0.0.1:bad", "nats://u:hunter2/secret@127.0.0.1:1", "nats://u:x@hunter2secret@127.0.0.1:1",
		"nats://u:hunter2secret@[::1", "nats://127.0.0.1:1,nats://u:hunter2%zz@127.0.0.1:1",
	} {
		start := time.Now()
		_, err := Open(context.Background(), Config{URL: url, PublishWait: time.Second, Stages: []string{"a"}, Log: slog.New(slog.DiscardHandler)})
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", url, err)
		}
		if fault.CodeOf(err) == fault.BadUsage && time.Since(start) > 500*time.Millisecond {
			t.Errorf("%s was tried again and again", url)
		}
	}
}
