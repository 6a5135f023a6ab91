package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"hash/crc32"
	"math/big"
	"slices"
	"strings"
	"time"

	"newstape/fault"
)

// Token is what is known of a token. Its secret is not: the store keeps only
// the secret's SHA-256.
type Token struct {
	ID      string    `json:"id"` // 16 hex digits
	Name    string    `json:"name"`
	Scopes  []string  `json:"scopes" nullable:"false"`
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires,omitzero"` // zero: never
	Revoked time.Time `json:"revoked,omitzero"` // zero: in force
	Used    time.Time `json:"used,omitzero"`    // last, to the hour
}

// Scopes that a token may have, see package serve.
var tokenScopes = [...]string{"read", "submit", "admin"}

// What a secret looks like: the prefix, 32 random bytes in base 62, and a
// CRC-32 of both, so that a mistyped secret is told from a wrong one without
// asking the database, and a leaked one is found by its shape.
const (
	tokenPrefix = "nst_"
	tokenDigits = 43
	tokenCheck  = 6
	usedEvery   = time.Hour
)

// CreateToken makes a token and returns its secret, which nobody can get again.
// A zero expires is never. Errors are bad_input for a name, scope or time that
// cannot be.
func (s *Store) CreateToken(ctx context.Context, name string, scopes []string, expires time.Time) (Token, string, error) {
	name = strings.TrimSpace(clean(name))
	now := s.now()
	switch {
	case name == "" || len(name) > 100:
		return Token{}, "", fault.New(fault.BadInput, "create token: a name has 1 to 100 bytes").Try("the name of the program that will use it")
	case len(scopes) == 0:
		return Token{}, "", fault.New(fault.BadInput, "create token %s: no scope", name).Try("read, submit, admin")
	case !expires.IsZero() && !expires.After(now):
		return Token{}, "", fault.New(fault.BadInput, "create token %s: it would have expired at %s", name, expires.UTC().Format(time.RFC3339))
	}
	for _, scope := range scopes {
		if !slices.Contains(tokenScopes[:], scope) {
			return Token{}, "", fault.New(fault.BadInput, "create token %s: %q is no scope", name, scope).Try("read, submit, admin")
		}
	}
	scopes = slices.Compact(slices.Sorted(slices.Values(scopes)))
	secret := newSecret()
	sum := sha256.Sum256([]byte(secret))
	t := Token{ID: hex.EncodeToString(sum[:8]), Name: name, Scopes: scopes, Created: fromMicros(micros(now)), Expires: fromMicros(micros(expires))}
	err := s.write(ctx, "create token "+name, func(x *tx) error {
		taken, err := list(ctx, x, "read tokens", scanInt, "SELECT 1 FROM tokens WHERE name = ? AND revoked = 0", name)
		if err != nil {
			return err
		}
		if len(taken) > 0 {
			return fault.New(fault.BadInput, "create token: there is one of the name %s", name).Try("another name, or revoke that one")
		}
		_, err = x.exec(ctx, "INSERT INTO tokens (id, name, scopes, sum, created, expires, revoked, used) VALUES (?, ?, ?, ?, ?, ?, 0, 0)",
			t.ID, t.Name, strings.Join(t.Scopes, " "), hex.EncodeToString(sum[:]), micros(t.Created), micros(t.Expires))
		return err
	})
	if err != nil {
		return Token{}, "", err
	}
	return t, secret, nil
}

func newSecret() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // crypto/rand never fails
	body := new(big.Int).SetBytes(b[:]).Text(62)
	secret := tokenPrefix + strings.Repeat("0", tokenDigits-len(body)) + body
	return secret + checkOf(secret)
}

func checkOf(s string) string {
	sum := big.NewInt(int64(crc32.ChecksumIEEE([]byte(s)))).Text(62)
	return strings.Repeat("0", tokenCheck-len(sum)) + sum
}

// shapedLikeToken tells whether a secret can be one of ours.
func shapedLikeToken(secret string) bool {
	const whole = len(tokenPrefix) + tokenDigits + tokenCheck
	return len(secret) == whole && strings.HasPrefix(secret, tokenPrefix) && checkOf(secret[:whole-tokenCheck]) == secret[whole-tokenCheck:]
}

// CheckToken finds the token of a secret. A secret that is unknown, expired or
// revoked is refused, and the error does not say which. now is the time at which
// it is used, noted to the hour.
func (s *Store) CheckToken(ctx context.Context, secret string, now time.Time) (Token, error) {
	refused := fault.New(fault.Refused, "the token is not valid").Try("a token that is neither expired nor revoked")
	if !shapedLikeToken(secret) {
		return Token{}, refused
	}
	sum := sha256.Sum256([]byte(secret))
	type kept struct {
		Token
		sum string
	}
	found, err := list(ctx, s, "read token", func(r row) (k kept, err error) {
		k.Token, err = scanToken(r, &k.sum)
		return k, err
	}, "SELECT "+tokenColumns+", sum FROM tokens WHERE id = ?", hex.EncodeToString(sum[:8]))
	if err != nil {
		return Token{}, err
	}
	// The row is found by a part of the hash; the whole of it is compared in
	// constant time.
	if len(found) != 1 || subtle.ConstantTimeCompare([]byte(found[0].sum), []byte(hex.EncodeToString(sum[:]))) != 1 {
		return Token{}, refused
	}
	t := found[0].Token
	if !t.inForce(now) {
		return Token{}, refused
	}
	if now.Sub(t.Used) >= usedEvery {
		s.noteUse(ctx, t.ID, now)
	}
	return t, nil
}

// TokenHolds tells whether a token that was checked is still in force.
func (s *Store) TokenHolds(ctx context.Context, id string, now time.Time) (bool, error) {
	found, err := list(ctx, s, "read token", func(r row) (Token, error) { return scanToken(r) },
		"SELECT "+tokenColumns+" FROM tokens WHERE id = ?", id)
	return len(found) == 1 && found[0].inForce(now), err
}

func (t Token) inForce(now time.Time) bool {
	return t.Revoked.IsZero() && (t.Expires.IsZero() || now.Before(t.Expires))
}

// noteUse remembers when a token was used. The request goes on without it when
// the database is busy.
func (s *Store) noteUse(ctx context.Context, id string, now time.Time) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	hour := micros(now.Truncate(usedEvery))
	err := s.write(ctx, "note the use of a token", func(x *tx) error {
		_, err := x.exec(ctx, "UPDATE tokens SET used = ? WHERE id = ? AND used < ?", hour, id, hour)
		return err
	})
	if err != nil {
		s.log.WarnContext(ctx, "store: the use of a token was not noted", "error", err)
	}
}

const tokenColumns = "id, name, scopes, created, expires, revoked, used" // #nosec G101 -- names of columns

func scanToken(r row, more ...any) (Token, error) {
	var t Token
	var scopes string
	var created, expires, revoked, used int64
	err := r.Scan(append([]any{&t.ID, &t.Name, &scopes, &created, &expires, &revoked, &used}, more...)...)
	t.Scopes = strings.Fields(scopes)
	t.Created, t.Expires, t.Revoked, t.Used = fromMicros(created), fromMicros(expires), fromMicros(revoked), fromMicros(used)
	return t, err
}

// Tokens lists all tokens, the revoked ones too, newest first.
func (s *Store) Tokens(ctx context.Context) ([]Token, error) {
	return list(ctx, s, "read tokens", func(r row) (Token, error) { return scanToken(r) },
		"SELECT "+tokenColumns+" FROM tokens ORDER BY created DESC, id")
}

// RevokeToken ends a token. Ending it twice is fine; not_found when there is
// none of that id.
func (s *Store) RevokeToken(ctx context.Context, id string) error {
	now := micros(s.now())
	return s.write(ctx, "revoke token", func(x *tx) error {
		n, err := x.exec(ctx, "UPDATE tokens SET revoked = CASE WHEN revoked = 0 THEN ? ELSE revoked END WHERE id = ?", now, id)
		if err == nil && n == 0 {
			return fault.New(fault.NotFound, "revoke token %s: there is none", clean(id)).Try("an id from the list of tokens")
		}
		return err
	})
}
