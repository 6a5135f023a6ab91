package store

import (
	"context"
	"database/sql"
)

// hot are the statements that SQLite runs for every story. They are prepared
// once, on the connection that writes; pgx keeps its own by itself.
func hot() []string {
	out := []string{
		insertStory, insertContents, insertSignature, insertText, selectStored, updatePlace, insertCluster, joinCluster,
		selectReplaced, insertChange, sharers(keyStep),
	}
	for _, tb := range []table{partyRows, claimRows, statementRows, eventRows, reactionRows, standingRows, attributeRows, numberRows, clusterKeys, dueRows} {
		for _, step := range steps {
			out = append(out, tb.values(step))
		}
	}
	for _, step := range signatureSteps {
		out = append(out, signatures(step))
	}
	return out
}

func (s *Store) prepare(ctx context.Context) error {
	if s.engine != sqlite {
		return nil
	}
	s.stmts = map[string]*sql.Stmt{}
	for _, stmt := range hot() {
		p, err := s.writes.PrepareContext(ctx, stmt)
		if err != nil {
			return s.fail("open store", err)
		}
		s.stmts[stmt] = p
	}
	return nil
}
