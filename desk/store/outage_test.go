package store

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"newstape/fault"
)

// What ails the engine and not the story must not be taken for the story's fault:
// it would make dead letters of all that wait.
func TestAnOutageIsNotTheStorysFault(t *testing.T) {
	s := openTest(t, "sqlite:"+filepath.Join(t.TempDir(), "desk.db"))
	_, err := s.reads.ExecContext(context.Background(), "INSERT INTO settings (name, value) VALUES ('a', 'b')")
	if err == nil {
		t.Fatal("a reader can write")
	}
	if err := s.fail("store story", err); fault.CodeOf(err) != fault.Unreachable {
		t.Errorf("a file that became read-only: %v", err)
	}
	for code, what := range map[string]string{
		"25006": "a standby after a failover", "58030": "an input or output error", "53100": "a full disk",
		"40001": "transactions that kept meeting", "57P01": "an administrator's shutdown",
	} {
		if err := s.fail("store story", &pgconn.PgError{Code: code}); fault.CodeOf(err) != fault.Unreachable {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := s.fail("store story", &pgconn.PgError{Code: "42601"}); fault.CodeOf(err) != fault.Internal {
		t.Errorf("a statement of ours that is wrong: %v", err)
	}
}
