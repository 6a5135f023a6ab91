//go:build unix

package faults

import (
	"os"
	"os/exec"
	"strconv"
	"testing"

	"newstape/desk/stream/streamtest"
	"newstape/internal/pgtest"
)

// BenchmarkWorkers measures one, two and three workers of one core each on
// PostgreSQL and a NATS cluster of three, each with the same stories. Its output
// is what "newstape bench desk" says; the time of the benchmark itself means
// nothing.
func BenchmarkWorkers(b *testing.B) {
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	for workers := 1; workers <= 3; workers++ {
		b.Run(strconv.Itoa(workers), func(b *testing.B) {
			cluster := streamtest.Start(b, 3)
			dsn := pgtest.New(b, "fsync=on").Database(b)
			for b.Loop() {
				cmd := exec.CommandContext(b.Context(), self, "bench", "desk", "--stories", "1200", "--for", "10s", "--rate", "10",
					"--workers", strconv.Itoa(workers), "--cores", "1", "--database", dsn, "--nats", cluster.URL(), "--replicas", "3")
				cmd.Env = append(os.Environ(), "NEWSTAPE_FAULTS_CHILD=1")
				out, err := cmd.CombinedOutput()
				b.Logf("%s", out)
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
