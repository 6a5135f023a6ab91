package app

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"newstape/fault"
)

// benchDeskCommand measures a desk from outside, over HTTP, in processes of its
// own and a folder that is removed afterwards.
type benchDeskCommand struct {
	Stories     int           `help:"Stories submitted as fast as the desk takes them." default:"3000"`
	Words       int           `help:"Words of one story." default:"600"`
	Days        int           `help:"Days over which the events are spread; 1 is a flood of like stories." default:"330"`
	Rate        float64       `help:"Stories a second while the latency is measured." default:"20"`
	For         time.Duration `help:"How long the latency is measured." default:"30s"`
	Connections int           `help:"Callers at once." default:"8"`
	Workers     int           `help:"Processes that share --database and --nats." default:"1"`
	Cores       int           `help:"Cores that each process may use; 0: all." default:"0"`
	Database    string        `help:"PostgreSQL; empty: the embedded SQLite." placeholder:"postgres://..."`
	NATS        string        `name:"nats" help:"Outside NATS; empty: embedded." placeholder:"URL"`
	Replicas    int           `help:"How many nodes of an outside NATS keep each message." default:"1"`
	Data        string        `help:"Folder to keep the desk's data in; empty: one that is removed." placeholder:"DIR"`
}

// benchDesk is the processes that are measured.
type benchDesk struct {
	addresses []string
	processes []*exec.Cmd
}

// Run starts the desk, fills it, and prints what it took.
func (c benchDeskCommand) Run(s *session) (err error) {
	if c.Workers > 1 && (c.Database == "" || c.NATS == "") {
		return fault.New(fault.BadUsage, "bench desk: %d workers need a store and streams that they can share", c.Workers).Try("--database and --nats")
	}
	if c.Days < 1 || c.Connections < 1 || c.Workers < 1 {
		return fault.New(fault.BadUsage, "bench desk: --days, --connections and --workers are at least 1")
	}
	dir := c.Data
	if dir == "" {
		if dir, err = os.MkdirTemp("", "newstape-bench-*"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
	}
	var desk benchDesk
	defer desk.stop()
	for k := range c.Workers {
		if err := desk.start(s, c, fmt.Sprintf("%s/%d", dir, k)); err != nil {
			return err
		}
	}
	if err := c.throughput(s, &desk); err != nil {
		return err
	}
	return c.latency(s, &desk)
}

func (d *benchDesk) start(s *session, c benchDeskCommand, dir string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	args := []string{"serve", "--data", dir, "--listen", "127.0.0.1:0", "--log-level", "error"}
	if c.NATS != "" {
		args = append(args, "--replicas", strconv.Itoa(c.Replicas))
	}
	cmd := exec.CommandContext(s.ctx, self, args...) // #nosec G204 -- this very binary
	cmd.Stderr = s.Stderr
	cmd.Env = c.environment(os.Environ())
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	d.processes = append(d.processes, cmd)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return fault.New(fault.Internal, "bench desk: the desk did not start: %w", err)
	}
	_, rest, _ := strings.Cut(line, "listens on ")
	address, _, _ := strings.Cut(rest, ",")
	d.addresses = append(d.addresses, address)
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return nil
}

// environment is that of the measured desk. What is named here counts, empty too:
// thousands of made-up stories must not go into the store of the user's own desk.
// And no list of processes shows a password that stands here.
func (c benchDeskCommand) environment(of []string) []string {
	out := append(slices.Clone(of), "NEWSTAPE_DATABASE="+c.Database, "NEWSTAPE_NATS="+c.NATS)
	if c.Cores > 0 {
		out = append(out, "GOMAXPROCS="+strconv.Itoa(c.Cores))
	}
	return out
}

func (d *benchDesk) stop() {
	for _, p := range d.processes {
		_ = p.Process.Signal(os.Interrupt)
	}
	for _, p := range d.processes {
		_ = p.Wait()
	}
}

// throughput submits as fast as it is taken and waits until all is stored.
func (c benchDeskCommand) throughput(s *session, d *benchDesk) error {
	began := time.Now()
	before, err := d.stored(s.ctx)
	if err != nil {
		return err
	}
	var next atomic.Int64
	var group sync.WaitGroup
	fails := make(chan error, c.Connections)
	for w := range c.Connections {
		group.Go(func() {
			for {
				k := int(next.Add(1))
				if k > c.Stories {
					return
				}
				if _, err := submit(s.ctx, d.addresses[w%len(d.addresses)], benchStory(k, c.Words, c.Days), ""); err != nil {
					fails <- err
					return
				}
			}
		})
	}
	group.Wait()
	close(fails)
	if err := <-fails; err != nil {
		return err
	}
	taken := time.Since(began)
	for {
		now, err := d.stored(s.ctx)
		if err != nil {
			return err
		}
		if now-before >= c.Stories {
			break
		}
		if time.Since(began) > time.Hour {
			return fault.New(fault.Internal, "bench desk: %d of %d stories stored after an hour", now-before, c.Stories)
		}
		time.Sleep(250 * time.Millisecond) // counting is work for the desk, too
	}
	wall := time.Since(began)
	fmt.Fprintf(s.Stdout, "%d stories of %d words, %d workers, %d connections\n", c.Stories, c.Words, c.Workers, c.Connections)
	fmt.Fprintf(s.Stdout, "accepted                %8.1f stories/s\n", float64(c.Stories)/taken.Seconds())
	fmt.Fprintf(s.Stdout, "stored, end to end      %8.1f stories/s\n", float64(c.Stories)/wall.Seconds())
	for _, p := range d.processes {
		fmt.Fprintf(s.Stdout, "resident memory         %8.1f MB\n", float64(residentMemory(p.Process.Pid))/(1<<20))
	}
	return nil
}

// latency submits at a steady rate, whatever the answers take, and waits for
// each story to be stored.
func (c benchDeskCommand) latency(s *session, d *benchDesk) error {
	n := int(c.Rate * c.For.Seconds())
	if n == 0 {
		return nil
	}
	times := make([]time.Duration, n)
	fails := make(chan error, n)
	var group sync.WaitGroup
	tick := time.NewTicker(time.Duration(float64(time.Second) / c.Rate))
	defer tick.Stop()
	for k := range n {
		<-tick.C
		group.Go(func() {
			began := time.Now()
			status, err := submit(s.ctx, d.addresses[k%len(d.addresses)], benchStory(c.Stories+1+k, c.Words, c.Days), "?wait=10s")
			times[k] = time.Since(began)
			if err == nil && status != "stored" {
				err = fault.New(fault.Internal, "bench desk: a story was %s after 10 s", status)
			}
			if err != nil {
				fails <- err
			}
		})
	}
	group.Wait()
	close(fails)
	if err := <-fails; err != nil {
		return err
	}
	slices.Sort(times)
	at := func(p float64) float64 { return ms(times[min(len(times)-1, int(p*float64(len(times))))]) }
	fmt.Fprintf(s.Stdout, "submit to stored at %.0f/s over %s: p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, slowest %.0f ms\n",
		c.Rate, c.For, at(.5), at(.95), at(.99), ms(times[len(times)-1]))
	return nil
}

// submit sends one story, again while the desk is busy, and gives its status.
func submit(ctx context.Context, address string, body []byte, query string) (string, error) {
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, address+"/v1/stories"+query, bytes.NewReader(body))
		if err != nil {
			return "", err
		}
		req.Header.Set("Content-Type", "text/plain")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			return "", err
		}
		var answer struct{ Status, Detail string }
		err = json.NewDecoder(resp.Body).Decode(&answer)
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
		switch {
		case resp.StatusCode == http.StatusServiceUnavailable:
			time.Sleep(100 * time.Millisecond)
		case resp.StatusCode >= 300:
			return "", fault.New(fault.Internal, "bench desk: the desk answers %s: %s", resp.Status, answer.Detail)
		default:
			return answer.Status, err
		}
	}
}

// stored is how many stories the store holds.
func (d *benchDesk) stored(ctx context.Context) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.addresses[0]+"/v1/stats", nil)
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	var answer struct{ Counts struct{ Stories int } }
	err = json.NewDecoder(resp.Body).Decode(&answer)
	return answer.Counts.Stories, err
}
