//go:build unix

package faults

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"newstape/desk/stream/streamtest"
	"newstape/internal/pgtest"
)

// TestWorkersScale measures one, two and three workers of one core each on
// PostgreSQL and a NATS cluster of three, each with the same stories. It asserts
// nothing about speed: it prints what docs/performance.md says.
func TestWorkersScale(t *testing.T) {
	if !strings.Contains(os.Getenv("NEWSTAPE_REQUIRE"), "scale") {
		t.Skip("measures for minutes; NEWSTAPE_REQUIRE=scale runs it")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for workers := 1; workers <= 3; workers++ {
		t.Run(fmt.Sprintf("%d workers", workers), func(t *testing.T) {
			cluster := streamtest.Start(t, 3)
			dsn := pgtest.New(t, "fsync=on").Database(t)
			cmd := exec.CommandContext(t.Context(), self, "bench", "desk", "--stories", "1200", "--for", "10s", "--rate", "10",
				"--workers", fmt.Sprint(workers), "--cores", "1", "--database", dsn, "--nats", cluster.URL(), "--replicas", "3")
			cmd.Env = append(os.Environ(), "NEWSTAPE_FAULTS_CHILD=1")
			out, err := cmd.CombinedOutput()
			t.Logf("%s", out)
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}
