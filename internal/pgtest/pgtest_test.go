package pgtest

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

func TestMain(m *testing.M) { os.Exit(Main(m)) }

func TestDataOutliveARestart(t *testing.T) {
	begun := time.Now()
	s := New(t)
	dsn := s.Database(t)
	exec := func(sql string) {
		t.Helper()
		ctx := context.Background()
		c, err := pgx.Connect(ctx, dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = c.Close(ctx) }()
		if _, err := c.Exec(ctx, sql); err != nil {
			t.Fatal(err)
		}
	}
	exec("CREATE TABLE kept (n int)")
	exec("INSERT INTO kept VALUES (1)")
	s.Restart(t)
	exec("INSERT INTO kept SELECT n + 1 FROM kept")
	t.Logf("made, stopped and started in %v", time.Since(begun).Round(time.Millisecond))
}

func TestSchemasAreFresh(t *testing.T) {
	ctx := context.Background()
	for range 2 {
		c, err := pgx.Connect(ctx, Schema(t))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Exec(ctx, "CREATE TABLE mine (n int)"); err != nil {
			t.Error(err)
		}
		_ = c.Close(ctx)
	}
}

func TestDatabasesAreFresh(t *testing.T) {
	if a, b := Database(t), Database(t); a == b {
		t.Errorf("one database twice: %s", a)
	}
}
