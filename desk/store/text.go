package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"newstape/desk/query"
)

// indexed is a text as the engine's index wants it.
type indexed struct {
	body    string // SQLite: words with single spaces; PostgreSQL: with one at both ends, too
	lexemes string // PostgreSQL: a tsvector
}

const (
	lexemeBytes  = 200     // longer words share the lexeme of their beginning
	lexemePlaces = 64      // of one word; more add nothing to its rank
	lexemeTotal  = 900_000 // bytes of a tsvector; the engine takes 1,048,575
	lastPlace    = 16383   // the engine's own bound
)

// index prepares a text for the engine's index.
func (s *Store) index(text string) indexed {
	ws := query.Words(text)
	if s.engine == sqlite {
		return indexed{body: strings.Join(ws, " ")}
	}
	return indexed{body: " " + strings.Join(ws, " ") + " ", lexemes: lexemes(ws)}
}

// lexemes writes a tsvector with the places of the words. Of a text with more
// different words than a tsvector takes, the last are left out.
func lexemes(ws []string) string {
	places := map[string][]int{}
	var order []string
	total := 0
	for i, w := range ws {
		w = lexeme(w)
		p := places[w]
		if p == nil {
			if total += len(w) + 12; total > lexemeTotal {
				continue
			}
			order = append(order, w)
		}
		if place := min(i+1, lastPlace); len(p) < lexemePlaces && (len(p) == 0 || p[len(p)-1] != place) {
			total += 2
			places[w] = append(p, place)
		}
	}
	slices.Sort(order)
	var b strings.Builder
	for _, w := range order {
		b.WriteString(" '")
		b.WriteString(w)
		b.WriteByte('\'')
		for i, p := range places[w] {
			b.WriteByte(":,"[min(i, 1)])
			b.WriteString(strconv.Itoa(p))
		}
	}
	return b.String()
}

// lexeme is a word as it stands in a tsvector. Words are letters and digits, so
// nothing in them needs quoting.
func lexeme(w string) string {
	if len(w) <= lexemeBytes {
		return w
	}
	return strings.ToValidUTF8(w[:lexemeBytes], "")
}

const insertText = "INSERT INTO words (rowid, body) VALUES (?, ?)" // SQLite

func (t *tx) indexText(ctx context.Context, n int64, x indexed) error {
	var err error
	if t.s.engine == sqlite {
		_, err = t.exec(ctx, insertText, n, x.body)
	} else {
		_, err = t.exec(ctx, "INSERT INTO words (n, body, lexemes) VALUES (?, ?, ?::text::tsvector)", n, x.body, x.lexemes)
	}
	return err
}

// phrase is a text node as the index is asked for it; ok is false when no text
// can hold it, as with a word that is none.
func phrase(ws []string) (ok bool) {
	for _, w := range ws {
		if got := query.Words(w); len(got) != 1 || got[0] != w {
			return false
		}
	}
	return len(ws) > 0
}

// matchFTS is the FTS5 expression that demands all phrases.
func matchFTS(phrases [][]string) string {
	var b strings.Builder
	for i, ws := range phrases {
		if i > 0 {
			b.WriteString(" AND ")
		}
		b.WriteString(`"` + strings.Join(ws, " ") + `"`)
	}
	return b.String()
}

// matchTS is the tsquery that demands all words of all phrases.
func matchTS(phrases [][]string) string {
	var b strings.Builder
	for _, ws := range phrases {
		for _, w := range ws {
			if b.Len() > 0 {
				b.WriteString(" & ")
			}
			b.WriteString("'" + lexeme(w) + "'")
		}
	}
	return b.String()
}

// inText is the condition that table words (as w, when it is PostgreSQL) holds
// all phrases side by side.
func (s *Store) inText(phrases [][]string) (string, []any) {
	if s.engine == sqlite {
		return "words MATCH ?", []any{matchFTS(phrases)}
	}
	cond, args := "w.lexemes @@ ?::text::tsquery", []any{matchTS(phrases)}
	for _, ws := range phrases {
		if len(ws) > 1 || len(ws[0]) > lexemeBytes {
			cond += " AND position(?::text IN w.body) > 0"
			args = append(args, " "+strings.Join(ws, " ")+" ")
		}
	}
	return cond, args
}
