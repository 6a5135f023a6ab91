package thread

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"newstape/internal/shared"
	"newstape/ledger/claim"
	"newstape/receipt"
)

// TestHeadlinesOfOneClaim measures how well a claim is recognised in other words:
// the claims and headlines of Emergent, each a story of its own, joined. A pair is
// right when both are about one claim of the set. Denials and hedges are in it,
// parties are seldom linked, and two of its claims tell nearly the same crime.
func TestHeadlinesOfOneClaim(t *testing.T) {
	f, err := os.Open(shared.Dir(t, "data", "gold", "claims", "emergent.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var in []Story
	about := map[string]string{} // story -> claim
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var row struct{ Claim, Headline string }
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		for _, words := range []string{row.Claim, row.Headline} {
			id := fmt.Sprint(len(in))
			s := read(t, id, "", "", words+"\n\nNothing else is said about it in this story.")
			s.Ledger = claim.Ledger{Claims: []claim.Claim{{ID: "c1", Content: receipt.Span{End: strings.Index(s.Article.Text, "\n")}, Stance: claim.Asserts, Status: claim.Asserted}}}
			in, about[id] = append(in, s), row.Claim
		}
	}
	all := Join(in) // a claim that stands in many rows is joined once
	in = all.Stories
	of := map[int]int{}
	for k, x := range all.Threads {
		for _, m := range x.Members {
			of[m.Story] = k
		}
	}
	gold, found, right := 0, 0, 0
	for a := range in {
		for b := range in[:a] {
			same, joined := about[in[a].ID] == about[in[b].ID], of[a] == of[b]
			if same {
				gold++
			}
			if joined {
				found++
			}
			if same && joined {
				right++
			}
		}
	}
	precision, recall := float64(right)/float64(found), float64(right)/float64(gold)
	t.Logf("%d texts, %d threads: pairs precision %.3f, recall %.3f", len(in), len(all.Threads), precision, recall)
	if precision < 0.80 || recall < 0.65 {
		t.Errorf("pairs: precision %.3f, recall %.3f", precision, recall)
	}
}
