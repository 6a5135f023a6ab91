//go:build unix

package faults

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"newstape/app"
)

// TestMain is also newstape itself: the tests start their own program again
// under another name, so that there is no second one to build.
func TestMain(m *testing.M) {
	if os.Getenv("NEWSTAPE_FAULTS_CHILD") == "" {
		os.Exit(m.Run())
	}
	program := app.Main{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Env: os.LookupEnv}
	os.Exit(program.Run(context.Background(), os.Args[1:]))
}

// process is one life after another of "newstape serve" on one folder.
type process struct {
	dir, log string
	args     []string
	client   *http.Client

	mu      sync.Mutex
	cmd     *exec.Cmd
	gone    chan struct{} // closed when cmd has ended
	address atomic.Value  // string; "" while it is not there
	lives   int
}

// newProcess makes the folder and the configuration; extra are options of serve.
func newProcess(t *testing.T, extra ...string) *process {
	t.Helper()
	dir := t.TempDir()
	conf := filepath.Join(dir, "config.toml")
	if err := os.WriteFile(conf, []byte("[desk]\nallow_private_webhooks = true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := &process{
		dir: filepath.Join(dir, "data"), log: filepath.Join(dir, "log"),
		client: &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 16}},
	}
	p.args = append([]string{"--config", conf, "serve", "--data", p.dir, "--listen", "127.0.0.1:0", "--log-level", "warn"}, extra...)
	p.address.Store("")
	t.Cleanup(func() {
		p.kill()
		if t.Failed() {
			t.Logf("the last the desk said:\n%s", p.said(4000))
		}
	})
	return p
}

// start begins a life and waits until it answers.
func (p *process) start(t testing.TB) {
	t.Helper()
	p.launch(t)
	p.await(t)
}

// launch begins a life.
func (p *process) launch(t testing.TB) {
	t.Helper()
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	_ = os.Remove(filepath.Join(p.dir, "running.json"))
	cmd := exec.Command(os.Args[0], p.args...)
	cmd.Env = append(os.Environ(), "NEWSTAPE_FAULTS_CHILD=1")
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	gone := make(chan struct{})
	go func() { _ = cmd.Wait(); close(gone) }()
	p.mu.Lock()
	p.cmd, p.gone = cmd, gone
	p.lives++
	p.mu.Unlock()
}

// await waits until the desk answers.
func (p *process) await(t testing.TB) {
	t.Helper()
	for range 1200 {
		select {
		case <-p.gone:
			t.Fatalf("the desk ended by itself in life %d:\n%s", p.lives, p.said(4000))
		case <-time.After(25 * time.Millisecond):
		}
		var r struct {
			Address string `json:"address"`
		}
		if b, err := os.ReadFile(filepath.Join(p.dir, "running.json")); err != nil || json.Unmarshal(b, &r) != nil {
			continue
		}
		if resp, err := p.client.Get(r.Address + "/healthz"); err == nil {
			resp.Body.Close()
			p.address.Store(r.Address)
			return
		}
	}
	t.Fatalf("the desk does not answer after 30 s:\n%s", p.said(4000))
}

// kill ends the life as a crash does.
func (p *process) kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.address.Store("")
	if p.cmd != nil {
		_ = p.cmd.Process.Kill()
		<-p.gone
		p.cmd = nil
	}
	p.client.CloseIdleConnections()
}

// said is the end of the log.
func (p *process) said(n int) string {
	b, _ := os.ReadFile(p.log)
	if len(b) > n {
		b = b[len(b)-n:]
	}
	return string(b)
}

// get asks the desk, which must be there; false when it does not know.
func (p *process) get(t testing.TB, path string, out any) bool {
	t.Helper()
	status, body, err := p.do(http.MethodGet, path, "", nil)
	switch {
	case err != nil:
		t.Fatal(err)
	case status == http.StatusNotFound:
		return false
	case status != http.StatusOK:
		t.Fatalf("GET %s: %d: %s", path, status, body)
	}
	if err := json.Unmarshal(body, out); err != nil {
		t.Fatalf("GET %s: %v: %s", path, err, body)
	}
	return true
}

// put makes something of the desk.
func (p *process) put(t testing.TB, path string, in any) {
	t.Helper()
	b, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	status, body, err := p.do(http.MethodPut, path, "application/json", b)
	if err != nil || status >= 300 {
		t.Fatalf("PUT %s: %d, %v: %s", path, status, err, body)
	}
}

func (p *process) do(method, path, kind string, body []byte) (int, []byte, error) {
	address := p.address.Load().(string)
	if address == "" {
		return 0, nil, fmt.Errorf("%s %s: the desk is not there", method, path)
	}
	req, err := http.NewRequest(method, address+path, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	resp, err := p.client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	return resp.StatusCode, answer, err
}

// submit gives one story; id is "" when it was not accepted.
func (p *process) submit(text string) (id string, err error) {
	status, body, err := p.do(http.MethodPost, "/v1/stories?published=2025-11-14T15:00:00-05:00", "text/plain", []byte(text))
	if err != nil {
		return "", err
	}
	var r struct {
		ID string `json:"id"`
	}
	if status >= 300 {
		return "", fmt.Errorf("%d: %s", status, strings.TrimSpace(string(body)))
	}
	return r.ID, json.Unmarshal(body, &r)
}
