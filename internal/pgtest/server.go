//go:build unix

package pgtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// patience bounds each step: initdb, start, stop.
const patience = 60 * time.Second

// Server is a running PostgreSQL.
type Server struct {
	bin      string // folder of the programs
	dir      string // holds data, log
	port     int
	settings []string

	mu   sync.Mutex
	proc *exec.Cmd
	gone chan struct{} // closed when proc has ended
}

// programs finds the newest folder that holds initdb and postgres.
func programs() (string, error) {
	if p, err := exec.LookPath("initdb"); err == nil {
		if _, err := exec.LookPath("postgres"); err == nil {
			return filepath.Dir(p), nil
		}
	}
	var found []string
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin/initdb", "/usr/pgsql-*/bin/initdb", "/opt/homebrew/opt/postgresql*/bin/initdb", "/usr/local/opt/postgresql*/bin/initdb"} {
		hits, _ := filepath.Glob(pattern)
		found = append(found, hits...)
	}
	if len(found) == 0 {
		return "", errors.New("initdb is neither in PATH nor in the usual folders; install postgresql")
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1]), nil
}

func create(bin string, settings []string) (*Server, error) {
	sweep()
	dir, err := os.MkdirTemp("", "newstape-pg-"+strconv.Itoa(os.Getpid())+"-")
	if err != nil {
		return nil, err
	}
	s := &Server{bin: bin, dir: dir, settings: settings}
	if err := s.init(); err != nil {
		s.remove()
		return nil, err
	}
	for range 3 { // somebody else may take the port that was free a moment ago
		if s.port, err = freePort(); err != nil {
			break
		}
		if err = s.start(); err == nil {
			return s, nil
		}
	}
	s.remove()
	return nil, err
}

func (s *Server) init() error {
	uid, gid, err := owner()
	if err != nil {
		return err
	}
	if uid >= 0 {
		if err := os.Chown(s.dir, uid, gid); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	// #nosec G204 -- the program was found above
	cmd := exec.CommandContext(ctx, filepath.Join(s.bin, "initdb"), "-D", filepath.Join(s.dir, "data"),
		"-U", "desk", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
	cmd.Dir = s.dir
	cmd.SysProcAttr = attributes(uid, gid)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return nil
}

// start runs the server and waits until it answers.
func (s *Server) start() error {
	uid, gid, err := owner()
	if err != nil {
		return err
	}
	args := []string{
		"-D", filepath.Join(s.dir, "data"), "-p", strconv.Itoa(s.port), "-k", s.dir,
		"-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=60",
		"-c", "shared_buffers=64MB", "-c", "max_wal_size=512MB",
	}
	for _, set := range s.settings {
		args = append(args, "-c", set)
	}
	var log bytes.Buffer
	cmd := exec.Command(filepath.Join(s.bin, "postgres"), args...) // #nosec G204 -- the program was found above
	cmd.Dir, cmd.Stderr, cmd.Stdout = s.dir, &log, &log
	cmd.SysProcAttr = attributes(uid, gid)
	gone, started := make(chan struct{}), make(chan error, 1)
	go func() {
		runtime.LockOSThread() // the signal at a parent's death is that of its thread
		started <- cmd.Start()
		if cmd.Process != nil {
			_ = cmd.Wait()
		}
		close(gone)
	}()
	if err := <-started; err != nil {
		return err
	}
	s.mu.Lock()
	s.proc, s.gone = cmd, gone
	s.mu.Unlock()
	until := time.Now().Add(patience)
	for time.Now().Before(until) {
		select {
		case <-gone:
			return fmt.Errorf("postgres ended: %s", log.String())
		case <-time.After(20 * time.Millisecond):
		}
		if c, err := s.connect("postgres"); err == nil {
			return c.Close(context.Background())
		}
	}
	return errors.New("postgres did not answer in time")
}

func (s *Server) connect(db string) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return pgx.Connect(ctx, s.dsn(db))
}

func (s *Server) dsn(db string) string {
	return fmt.Sprintf("postgres://desk@127.0.0.1:%d/%s?sslmode=disable", s.port, db)
}

// Database makes a fresh database and gives its DSN; it is dropped when the
// test ends.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	db := name()
	if err := s.run("CREATE DATABASE " + db); err != nil {
		t.Fatalf("make a database: %v", err)
	}
	t.Cleanup(func() { _ = s.run("DROP DATABASE IF EXISTS " + db + " WITH (FORCE)") })
	return s.dsn(db)
}

// Schema makes a fresh schema in the database postgres and gives a DSN whose
// tables are all in it; it is dropped when the test ends.
func (s *Server) Schema(t testing.TB) string {
	t.Helper()
	name := name()
	if err := s.run("CREATE SCHEMA " + name); err != nil {
		t.Fatalf("make a schema: %v", err)
	}
	t.Cleanup(func() { _ = s.run("DROP SCHEMA IF EXISTS " + name + " CASCADE") })
	return s.dsn("postgres") + "&search_path=" + name
}

func (s *Server) run(sql string) error {
	c, err := s.connect("postgres")
	if err != nil {
		return err
	}
	defer func() { _ = c.Close(context.Background()) }()
	_, err = c.Exec(context.Background(), sql)
	return err
}

// Stop ends the server at once, as a crash would: clients lose their
// connections, the next Start recovers from the log.
func (s *Server) Stop(t testing.TB) {
	t.Helper()
	if err := s.stop(syscall.SIGQUIT); err != nil {
		t.Fatalf("stop PostgreSQL: %v", err)
	}
}

// Start runs a stopped server again, on the same port with the same data.
func (s *Server) Start(t testing.TB) {
	t.Helper()
	if err := s.start(); err != nil {
		t.Fatalf("start PostgreSQL again: %v", err)
	}
}

// Restart is Stop and Start.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	s.Stop(t)
	s.Start(t)
}

func (s *Server) stop(how syscall.Signal) error {
	s.mu.Lock()
	proc, gone := s.proc, s.gone
	s.proc = nil
	s.mu.Unlock()
	if proc == nil {
		return nil
	}
	if err := proc.Process.Signal(how); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case <-gone:
		return nil
	case <-time.After(patience):
		return errors.New("postgres did not end in time")
	}
}

func (s *Server) remove() {
	_ = s.stop(syscall.SIGQUIT)
	_ = os.RemoveAll(s.dir)
}

// owner is whom the server runs as: -1 for the caller, else the user postgres.
func owner() (uid, gid int, err error) {
	if os.Getuid() != 0 {
		return -1, -1, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return 0, 0, fmt.Errorf("PostgreSQL refuses to run as root and there is no user postgres: %w", err)
	}
	if uid, err = strconv.Atoi(u.Uid); err != nil {
		return 0, 0, err
	}
	gid, err = strconv.Atoi(u.Gid)
	return uid, gid, err
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// sweep removes folders of processes that are no more.
func sweep() {
	dirs, _ := filepath.Glob(filepath.Join(os.TempDir(), "newstape-pg-*-*"))
	for _, dir := range dirs {
		pid, err := strconv.Atoi(strings.Split(filepath.Base(dir), "-")[2])
		if err != nil || syscall.Kill(pid, 0) == nil {
			continue
		}
		_ = os.RemoveAll(dir)
	}
}
