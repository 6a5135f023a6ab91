//go:build unix

// Package pgtest gives tests a PostgreSQL server of their own: made by initdb in
// a temporary folder, on a free loopback port, gone when the tests end.
//
//	dsn := pgtest.Database(t) // a fresh database on the server of this test process
//
//	dsn := pgtest.Schema(t)   // only a schema of its own: quicker
//
//	srv := pgtest.New(t)      // a server of one's own, to be stopped and restarted
//	dsn := srv.Database(t)
//	srv.Restart(t)
//
// In: the PostgreSQL programs of the machine (PATH, or the usual folders of
// Debian and Homebrew); 13 or later. Out: a DSN that pgx reads. When the
// programs are absent the test is skipped with one line; NEWSTAPE_REQUIRE
// containing "postgres" makes that a failure. PostgreSQL refuses to run as
// root, so root runs it as the user postgres.
//
// Limits: fsync is off unless asked for by a setting ("fsync=on"), so kills of
// the process are survived and power cuts are not. On Linux the server dies
// with the test process; folders that a killed test left are swept by the next.
package pgtest

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// The one server that the tests of a process share: tests are processes of
// their own and nothing else imports this package.
var (
	sharedOnce   sync.Once
	sharedServer *Server
	errShared    error
	databases    atomic.Int64
)

// Database makes a fresh database on the shared server and gives its DSN. It is
// dropped when the test ends.
func Database(t testing.TB) string {
	t.Helper()
	return shared(t).Database(t)
}

// Schema makes a fresh schema in one database of the shared server and gives a
// DSN that sees nothing else: quicker than a database where what a test does
// concerns tables only. It is dropped when the test ends.
func Schema(t testing.TB) string {
	t.Helper()
	return shared(t).Schema(t)
}

func shared(t testing.TB) *Server {
	t.Helper()
	programs := find(t)
	sharedOnce.Do(func() { sharedServer, errShared = create(programs, nil) })
	if errShared != nil {
		t.Fatalf("start PostgreSQL: %v", errShared)
	}
	return sharedServer
}

// Main runs the tests of a package, then stops the shared server and removes its
// folder: func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }.
func Main(m *testing.M) int {
	code := m.Run()
	if sharedServer != nil {
		sharedServer.remove()
	}
	return code
}

// New starts a server for one test; settings are like "fsync=on". It is removed
// when the test ends.
func New(t testing.TB, settings ...string) *Server {
	t.Helper()
	s, err := create(find(t), settings)
	if err != nil {
		t.Fatalf("start PostgreSQL: %v", err)
	}
	t.Cleanup(s.remove)
	return s
}

// find looks for the programs, or skips the test.
func find(t testing.TB) string {
	t.Helper()
	dir, err := programs()
	if err == nil {
		return dir
	}
	if strings.Contains(os.Getenv("NEWSTAPE_REQUIRE"), "postgres") {
		t.Fatalf("PostgreSQL is required: %v", err)
	}
	t.Skipf("no PostgreSQL: %v", err)
	return ""
}

func name() string { return fmt.Sprintf("desk_%d_%d", os.Getpid(), databases.Add(1)) }
