// Package streamtest starts NATS clusters on loopback for tests.
//
//	c := streamtest.Start(t, 3)
//	s, err := stream.Open(ctx, stream.Config{URL: c.URL(), Replicas: 3})
//	c.StopLeader(t, "newstape_fetched") // the server that leads this stream
//
// In: how many servers. Out: that many in this process, each with all routes,
// syncing always, their stores in the test's folder; they end with the test.
// Limits: for tests only; the ports are found free and then taken, so another
// program could take one in between.
package streamtest

import (
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// Cluster is some NATS servers that know each other.
type Cluster struct {
	servers []*server.Server
	options []*server.Options
	down    []bool
}

// Start starts n servers and waits until they have a leader.
func Start(t testing.TB, n int) *Cluster {
	t.Helper()
	c := &Cluster{}
	ports := freePorts(t, n)
	var routes []*url.URL
	for _, p := range ports {
		routes = append(routes, &url.URL{Scheme: "nats", Host: fmt.Sprintf("127.0.0.1:%d", p)})
	}
	dir := t.TempDir()
	for i := range n {
		c.options = append(c.options, &server.Options{
			ServerName: fmt.Sprintf("n%d", i+1), Host: "127.0.0.1", Port: server.RANDOM_PORT, NoSigs: true, NoLog: true,
			JetStream: true, StoreDir: filepath.Join(dir, fmt.Sprint(i)), SyncAlways: true,
			JetStreamMaxMemory: 64 << 20, JetStreamMaxStore: 64 << 30, MaxPayload: 30 << 20, MaxPending: 1 << 30,
			Cluster: server.ClusterOpts{Name: "test", Host: "127.0.0.1", Port: ports[i]}, Routes: routes,
		})
		c.servers, c.down = append(c.servers, nil), append(c.down, true)
		c.StartServer(t, i)
	}
	t.Cleanup(func() {
		for i := range c.servers {
			c.Stop(i)
		}
	})
	c.WaitReady(t)
	return c
}

// WaitReady waits until the servers that run have a leader for their meta data.
func (c *Cluster) WaitReady(t testing.TB) {
	t.Helper()
	for range 300 {
		for i, s := range c.servers {
			if !c.down[i] && s.JetStreamIsLeader() && len(s.JetStreamClusterPeers()) == len(c.servers) {
				return
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the NATS cluster has no leader after 15 s")
}

// URL is the addresses of the servers that run, separated by commas.
func (c *Cluster) URL() string {
	var urls []string
	for i, s := range c.servers {
		if !c.down[i] {
			urls = append(urls, s.ClientURL())
		}
	}
	return strings.Join(urls, ",")
}

// Leader is the number of the server that leads a stream, -1 when none does.
func (c *Cluster) Leader(stream string) int {
	for i, s := range c.servers {
		if !c.down[i] && s.JetStreamIsStreamLeader(server.DEFAULT_GLOBAL_ACCOUNT, stream) {
			return i
		}
	}
	return -1
}

// StopLeader shuts down the server that leads a stream and gives its number.
func (c *Cluster) StopLeader(t testing.TB, stream string) int {
	t.Helper()
	for range 200 {
		if i := c.Leader(stream); i >= 0 {
			c.Stop(i)
			return i
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("stream %s has no leader after 5 s", stream)
	return -1
}

// Stop shuts server i down.
func (c *Cluster) Stop(i int) {
	if !c.down[i] {
		c.down[i] = true
		c.servers[i].Shutdown()
		c.servers[i].WaitForShutdown()
	}
}

// StartServer starts server i on the store and the addresses it had before.
func (c *Cluster) StartServer(t testing.TB, i int) {
	t.Helper()
	s, err := server.NewServer(c.options[i].Clone())
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatalf("NATS server %d does not start", i)
	}
	c.options[i].Port = s.Addr().(*net.TCPAddr).Port
	c.servers[i], c.down[i] = s, false
}

func freePorts(t testing.TB, n int) []int {
	t.Helper()
	var ports []int
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports
}
