package cluster

import "fmt"

// Compare says how story b stands to story a, and why in words. It is New when
// they tell of different events or when that is not sure.
func Compare(a, b Signature) (Relation, string) {
	v := judge(&a, &b)
	return v.relation, v.why
}

// verdict is a judgement of two stories.
type verdict struct {
	relation Relation
	score    float64 // how sure, from 0; comparable between verdicts
	apart    bool    // something says that they are two events
	why      string
}

// Thresholds, chosen on the tuning half of eval/clusters.
const (
	copied = 0.55 // share of the shorter text's shingles that makes it a copy
	whole  = 0.97 // share from which nothing was changed
	enough = 2.0  // score from which two stories tell one event
)

func judge(a, b *Signature) verdict {
	e := weigh(a, b)
	if e.apart > Window {
		return verdict{apart: true, relation: New, why: "more than eight days apart"}
	}
	share := max(e.ofA, e.ofB)
	if share >= copied {
		return verdict{relation: SameText, score: 10 * share, why: fmt.Sprintf("%.0f %% of the words in a row are the same", 100*share)}
	}
	s := 4*e.words + 0.5*float64(min(3, e.figures)) + 0.3*float64(min(3, e.names)) + 1.0*e.kinds
	if e.mains > 0 && s >= enough {
		return verdict{relation: Same, score: s, why: "same event"}
	}
	return verdict{relation: New, score: s, why: "not enough in common"}
}
