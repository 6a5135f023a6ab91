package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"time"

	"newstape/fault"
)

// Entry is one line of the audit log: who did what to what.
type Entry struct {
	Seq    int64     `json:"seq"` // 1, 2, 3 ... without gaps
	At     time.Time `json:"at"`
	Actor  string    `json:"actor"`  // a token's name, a user, "local"
	Action string    `json:"action"` // put-rule
	Object string    `json:"object"` // /v1/rules/r1
	Detail string    `json:"detail"`
	// Sum is the SHA-256 of this entry and of the sum before it, in hex: whoever
	// changes or takes out a line must rewrite all that follow.
	Sum string `json:"sum"`
}

// sumAfter chains an entry to the one before, whose sum is prev.
func (e *Entry) sumAfter(prev string) string {
	h := sha256.New()
	for _, part := range []string{
		prev, strconv.FormatInt(e.Seq, 10), strconv.FormatInt(micros(e.At), 10), e.Actor, e.Action, e.Object, e.Detail,
	} {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(part)))
		h.Write(n[:])
		h.Write([]byte(part))
	}
	return hex.EncodeToString(h.Sum(nil))
}

const auditColumns = "seq, at, actor, action, object, detail, sum"

func scanEntry(r row) (Entry, error) {
	var e Entry
	var at int64
	err := r.Scan(&e.Seq, &at, &e.Actor, &e.Action, &e.Object, &e.Detail, &e.Sum)
	e.At = fromMicros(at)
	return e, err
}

// Append adds a line; its Seq and Sum are given here. At zero is now.
func (s *Store) Append(ctx context.Context, e Entry) error {
	if e.At.IsZero() {
		e.At = s.now()
	}
	e.Actor, e.Action, e.Object, e.Detail = clean(e.Actor), clean(e.Action), clean(e.Object), clean(e.Detail)
	return s.write(ctx, "append to the audit log", func(x *tx) error {
		if err := x.auditLock(ctx); err != nil {
			return err
		}
		last, err := lastAudited(ctx, x)
		if err != nil {
			return err
		}
		e.Seq = last.Seq + 1
		_, err = x.exec(ctx, "INSERT INTO audit ("+auditColumns+") VALUES (?, ?, ?, ?, ?, ?, ?)",
			e.Seq, micros(e.At), e.Actor, e.Action, e.Object, e.Detail, e.sumAfter(last.Sum))
		return err
	})
}

// auditLock keeps other writers of the log out until the transaction ends.
// SQLite has one writer anyway.
func (x *tx) auditLock(ctx context.Context) error {
	if x.s.engine != postgres {
		return nil
	}
	_, err := x.exec(ctx, "LOCK TABLE audit IN EXCLUSIVE MODE")
	return err
}

// lastAudited is the end of the chain: the last line, or where the log was cut
// when nothing came after.
func lastAudited(ctx context.Context, q querier) (Entry, error) {
	rows, err := list(ctx, q, "read the audit log", scanEntry, "SELECT "+auditColumns+" FROM audit ORDER BY seq DESC LIMIT 1")
	if err != nil || len(rows) > 0 {
		if len(rows) > 0 {
			return rows[0], nil
		}
		return Entry{}, err
	}
	return auditFloor(ctx, q)
}

// auditFloor is the last line that was cut off, zero when none was.
func auditFloor(ctx context.Context, q querier) (Entry, error) {
	rows, err := list(ctx, q, "read the audit log", func(r row) (e Entry, err error) {
		return e, r.Scan(&e.Seq, &e.Sum)
	}, "SELECT seq, sum FROM audit_floor ORDER BY seq DESC LIMIT 1")
	if err != nil || len(rows) == 0 {
		return Entry{}, err
	}
	return rows[0], nil
}

// Entries gives the lines before a sequence number, newest first; before 0 is
// from the newest on.
func (s *Store) Entries(ctx context.Context, before int64, limit int) ([]Entry, error) {
	if limit < 1 || limit > 500 {
		return nil, fault.New(fault.BadUsage, "read the audit log: %d lines are no page", limit).Try("1 to 500")
	}
	if before < 0 {
		return nil, fault.New(fault.BadUsage, "read the audit log: no line stands before %d", before)
	}
	where, args := "", []any{limit}
	if before > 0 {
		where, args = "WHERE seq < ? ", []any{before, limit}
	}
	return list(ctx, s, "read the audit log", scanEntry, "SELECT "+auditColumns+" FROM audit "+where+"ORDER BY seq DESC LIMIT ?", args...)
}

// VerifyAudit walks the whole chain and returns how many lines it has. The error
// is corrupt and names the first line that does not fit.
func (s *Store) VerifyAudit(ctx context.Context) (int64, error) {
	floor, err := auditFloor(ctx, s)
	if err != nil {
		return 0, err
	}
	prev, n := floor, int64(0)
	for {
		rows, err := list(ctx, s, "read the audit log", scanEntry, "SELECT "+auditColumns+" FROM audit WHERE seq > ? ORDER BY seq LIMIT 1000", prev.Seq)
		if err != nil || len(rows) == 0 {
			return n, err
		}
		for _, e := range rows {
			if e.Seq != prev.Seq+1 {
				return n, brokenAudit(prev.Seq+1, "it is missing")
			}
			if e.sumAfter(prev.Sum) != e.Sum {
				return n, brokenAudit(e.Seq, "it is not what was written")
			}
			prev, n = e, n+1
		}
	}
}

func brokenAudit(seq int64, why string) error {
	return fault.New(fault.Corrupt, "verify the audit log: line %d: %s", seq, why).
		Try("compare with a backup; somebody changed the database from outside")
}

// TrimAudit takes out the lines from before a time, for retention, and returns
// how many. The sum of the last one stays, so that the rest can still be
// verified; nothing else can take a line out.
func (s *Store) TrimAudit(ctx context.Context, before time.Time) (int64, error) {
	var n int64
	err := s.write(ctx, "trim the audit log", func(x *tx) error {
		n = 0
		if err := x.auditLock(ctx); err != nil {
			return err
		}
		// The first line that stays; clocks may have gone back, so time alone
		// does not order the lines.
		stays, err := list(ctx, x, "read the audit log", scanInt, "SELECT COALESCE(MIN(seq), 0) FROM audit WHERE at >= ?", micros(before))
		if err != nil {
			return err
		}
		cut := "SELECT " + auditColumns + " FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT 1"
		args := []any{stays[0]}
		if stays[0] == 0 {
			cut, args = "SELECT "+auditColumns+" FROM audit ORDER BY seq DESC LIMIT 1", nil
		}
		last, err := list(ctx, x, "read the audit log", scanEntry, cut, args...)
		if err != nil || len(last) == 0 {
			return err
		}
		if _, err := x.exec(ctx, "INSERT INTO audit_floor (seq, sum, cut) VALUES (?, ?, ?)", last[0].Seq, last[0].Sum, micros(s.now())); err != nil {
			return err
		}
		n, err = x.exec(ctx, "DELETE FROM audit WHERE seq <= ?", last[0].Seq)
		return err
	})
	return n, err
}
