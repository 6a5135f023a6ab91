package store

import (
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"newstape/fault"
)

// Advisory locks of the desk in a PostgreSQL database.
const (
	migrateLock = 0x6e73_7461_7065_01 // while tables are brought up to date
	changeLock  = 0x6e73_7461_7065_02 // from clustering to commit, so that changes are numbered in commit order
)

func (s *Store) openPostgres(dsn string, o Options) error {
	cfg, err := pgx.ParseConfig(dsn)
	if err != nil {
		// Not the cause: it quotes the address, which may hold a password.
		return fault.New(fault.BadUsage, "open store: the PostgreSQL address cannot be read").
			Try("postgres://user@host:5432/name?sslmode=require")
	}
	if cfg.RuntimeParams["application_name"] == "" {
		cfg.RuntimeParams["application_name"] = "newstape"
	}
	cfg.RuntimeParams["timezone"] = "UTC"
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = 10 * time.Second
	}
	conns := o.MaxConns
	if conns <= 0 {
		conns = 12
	}
	s.writes = stdlib.OpenDB(*cfg)
	s.writes.SetMaxOpenConns(conns)
	s.writes.SetMaxIdleConns(conns)
	s.writes.SetConnMaxIdleTime(5 * time.Minute)
	s.reads = s.writes
	return nil
}
