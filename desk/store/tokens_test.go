package store

import (
	"context"
	"database/sql"
	"strings"
	"testing"
	"time"

	"newstape/fault"
)

func TestTokenLives(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		expires := s.now().Add(48 * time.Hour)
		made, secret, err := s.CreateToken(ctx, "feeder", []string{"submit", "read", "submit"}, expires)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(secret, "nst_") || len(secret) != 53 || strings.Join(made.Scopes, " ") != "read submit" {
			t.Fatalf("secret %q of %+v", secret, made)
		}
		got, err := s.CheckToken(ctx, secret, s.now())
		if err != nil || got.ID != made.ID || got.Name != "feeder" {
			t.Fatalf("%+v, %v", got, err)
		}
		if all, err := s.Tokens(ctx); err != nil || len(all) != 1 || all[0].Used.IsZero() || all[0].Used.Minute() != 0 {
			t.Fatalf("last use: %+v, %v", all, err)
		}
		refuse := func(what, secret string, at time.Time) {
			t.Helper()
			if _, err := s.CheckToken(ctx, secret, at); fault.CodeOf(err) != fault.Refused || strings.Contains(err.Error(), secret) && secret != "" {
				t.Errorf("%s: %v", what, err)
			}
		}
		refuse("expired", secret, expires)
		for at, want := range map[time.Time]bool{s.now(): true, expires: false} {
			if ok, err := s.TokenHolds(ctx, made.ID, at); ok != want || err != nil {
				t.Errorf("at %s: %t, %v", at, ok, err)
			}
		}
		refuse("empty", "", s.now())
		refuse("its id", made.ID, s.now())
		refuse("one letter off", secret[:20]+string('A'+(secret[20]-'A'+1)%26)+secret[21:], s.now())
		refuse("SQL", "nst_' OR 1=1 --", s.now())
		other := newSecret()
		refuse("well made, not ours", other, s.now())
		if err := s.RevokeToken(ctx, made.ID); err != nil {
			t.Fatal(err)
		}
		refuse("revoked", secret, s.now())
		if ok, err := s.TokenHolds(ctx, made.ID, s.now()); ok || err != nil {
			t.Errorf("a revoked token holds: %v", err)
		}
		if err := s.RevokeToken(ctx, "nobody"); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("revoke an unknown one: %v", err)
		}
	})
}

func TestSecretsAreNotKept(t *testing.T) {
	s := openTest(t, "sqlite:"+t.TempDir()+"/desk.db")
	_, secret, err := s.CreateToken(context.Background(), "a", []string{"read"}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.reads.Query("SELECT id || name || scopes || sum FROM tokens")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var all sql.NullString
		if err := rows.Scan(&all); err != nil || strings.Contains(all.String, secret[4:20]) {
			t.Errorf("the secret is in the table: %v", err)
		}
	}
}

func TestTokensThatCannotBe(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		if _, _, err := s.CreateToken(ctx, "taken", []string{"read"}, time.Time{}); err != nil {
			t.Fatal(err)
		}
		for what, make := range map[string]func() error{
			"no name": func() error { _, _, err := s.CreateToken(ctx, " ", []string{"read"}, time.Time{}); return err },
			"long name": func() error {
				_, _, err := s.CreateToken(ctx, strings.Repeat("x", 101), []string{"read"}, time.Time{})
				return err
			},
			"no scope":    func() error { _, _, err := s.CreateToken(ctx, "a", nil, time.Time{}); return err },
			"other scope": func() error { _, _, err := s.CreateToken(ctx, "a", []string{"root"}, time.Time{}); return err },
			"past":        func() error { _, _, err := s.CreateToken(ctx, "a", []string{"read"}, s.now().Add(-1)); return err },
			"taken name":  func() error { _, _, err := s.CreateToken(ctx, "taken", []string{"read"}, time.Time{}); return err },
		} {
			if err := make(); fault.CodeOf(err) != fault.BadInput {
				t.Errorf("%s: %v", what, err)
			}
		}
	})
}

func TestSecretsDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		s := newSecret()
		if !shapedLikeToken(s) || seen[s] {
			t.Fatalf("%q", s)
		}
		seen[s] = true
	}
}

func FuzzCheckToken(f *testing.F) {
	s := openTest(f, "sqlite:"+f.TempDir()+"/desk.db")
	f.Add("nst_")
	f.Add(newSecret())
	f.Fuzz(func(t *testing.T, secret string) {
		if _, err := s.CheckToken(context.Background(), secret, s.now()); fault.CodeOf(err) != fault.Refused {
			t.Errorf("%q: %v", secret, err)
		}
	})
}
