package store

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"newstape/fault"
)

func TestAuditIsAChain(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		for i := range 5 {
			if err := s.Append(ctx, Entry{Actor: "local", Action: "put-rule", Object: "/v1/rules/" + strconv.Itoa(i), Detail: "'; DROP TABLE audit; --\x00"}); err != nil {
				t.Fatal(err)
			}
		}
		page, err := s.Entries(ctx, 0, 2)
		if err != nil || len(page) != 2 || page[0].Seq != 5 || page[1].Seq != 4 {
			t.Fatalf("%+v, %v", page, err)
		}
		if page, err = s.Entries(ctx, 4, 500); err != nil || len(page) != 3 || page[0].Seq != 3 {
			t.Fatalf("%+v, %v", page, err)
		}
		if n, err := s.VerifyAudit(ctx); n != 5 || err != nil {
			t.Fatalf("%d, %v", n, err)
		}
	})
}

func TestAuditIsOnlyAddedTo(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		for range 3 {
			if err := s.Append(ctx, Entry{Actor: "a", Action: "b"}); err != nil {
				t.Fatal(err)
			}
		}
		for _, stmt := range []string{
			"UPDATE audit SET detail = 'x' WHERE seq = 2", "DELETE FROM audit WHERE seq = 3", "DELETE FROM audit",
			"DELETE FROM audit WHERE seq = 1",
		} {
			if _, err := s.writes.Exec(stmt); err == nil {
				t.Errorf("%s: it went through", stmt)
			}
		}
		if n, err := s.VerifyAudit(ctx); n != 3 || err != nil {
			t.Errorf("%d, %v", n, err)
		}
	})
}

func TestAuditTellsWhoWroteIntoIt(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		for range 4 {
			if err := s.Append(ctx, Entry{Actor: "a", Action: "b"}); err != nil {
				t.Fatal(err)
			}
		}
		drop := "DROP TRIGGER audit_not_changed"
		if s.engine == postgres {
			drop = "DROP TRIGGER audit_kept ON audit"
		}
		for _, stmt := range []string{drop, "UPDATE audit SET actor = 'nobody' WHERE seq = 2"} {
			if _, err := s.writes.Exec(stmt); err != nil {
				t.Fatal(err)
			}
		}
		if n, err := s.VerifyAudit(ctx); n != 1 || fault.CodeOf(err) != fault.Corrupt || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%d, %v", n, err)
		}
	})
}

func TestAuditIsTrimmedWithoutBreaking(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		for i := range 6 {
			if err := s.Append(ctx, Entry{At: day.AddDate(0, 0, i), Actor: "a", Action: "b"}); err != nil {
				t.Fatal(err)
			}
		}
		if n, err := s.TrimAudit(ctx, day.AddDate(0, 0, 3)); n != 3 || err != nil {
			t.Fatalf("%d, %v", n, err)
		}
		if n, err := s.VerifyAudit(ctx); n != 3 || err != nil {
			t.Fatalf("%d, %v", n, err)
		}
		if n, err := s.TrimAudit(ctx, day.AddDate(1, 0, 0)); n != 3 || err != nil {
			t.Fatalf("%d, %v", n, err)
		}
		if n, err := s.TrimAudit(ctx, day.AddDate(1, 0, 0)); n != 0 || err != nil {
			t.Fatalf("nothing left: %d, %v", n, err)
		}
		if err := s.Append(ctx, Entry{Actor: "a", Action: "b"}); err != nil {
			t.Fatal(err)
		}
		page, err := s.Entries(ctx, 0, 10)
		if n, e := s.VerifyAudit(ctx); n != 1 || e != nil || err != nil || page[0].Seq != 7 {
			t.Fatalf("%d, %v, %v, %+v", n, e, err, page)
		}
	})
}

func TestAuditOfMany(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				for range 10 {
					if err := s.Append(ctx, Entry{Actor: "a", Action: "b"}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		if n, err := s.VerifyAudit(ctx); n != 80 || err != nil {
			t.Errorf("%d, %v", n, err)
		}
	})
}
