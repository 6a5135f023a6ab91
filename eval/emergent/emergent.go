// Package emergent measures ledger/thread/stance against headlines whose stance
// toward a claim people have told: the Emergent set (Ferreira and Vlachos 2016).
//
//	r, err := emergent.Run("gold")
//	r.Metrics()["accuracy"]
//
// In: every emergent*.jsonl of DIR/claims (or of DIR itself), one object a line
// with claim, headline and stance. Out: accuracy, precision, recall and F1 of each
// stance, their mean, and the wrong cases. The stances are read by the code path of
// the product; gold is seen only to score.
//
// The embedded weights are learned on the training claims, so on those the plain
// figures flatter. The refit figures do not: there each claim is scored by
// weights that were learned from the folder's other claims. The words of
// cues.tsv were written with the training claims in view all the same, so a set
// of other claims is the only fair test.
package emergent

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"newstape/fault"
	"newstape/ledger/thread/stance"
)

// Ridge is how much the learned weights are shrunk; chosen by leaving claims
// out of the training claims.
const Ridge = 16.0

// Report is what a folder came to.
type Report struct {
	Pairs []stance.Pair
	Got   []stance.Reading // of each pair, by the embedded weights
	Refit []stance.Reading // of each pair, by weights learned without its claim
}

// Run reads the folder's pairs and scores them.
func Run(dir string) (Report, error) {
	pairs, err := Read(dir)
	if err != nil {
		return Report{}, err
	}
	r := Report{Pairs: pairs, Refit: make([]stance.Reading, len(pairs))}
	for _, p := range pairs {
		r.Got = append(r.Got, stance.Of(p.Claim, p.Headline))
	}
	for _, claim := range claims(pairs) {
		w := stance.Fit(slices.DeleteFunc(slices.Clone(pairs), func(p stance.Pair) bool { return p.Claim == claim }), Ridge)
		for i, p := range pairs {
			if p.Claim == claim {
				r.Refit[i] = stance.With(w, p.Claim, p.Headline)
			}
		}
	}
	return r, nil
}

func claims(pairs []stance.Pair) []string {
	var out []string
	for _, p := range pairs {
		if !slices.Contains(out, p.Claim) {
			out = append(out, p.Claim)
		}
	}
	return out
}

// Read gives the pairs of every emergent*.jsonl in dir/claims, else in dir, in
// the order of the files' names.
func Read(dir string) ([]stance.Pair, error) {
	if inside := filepath.Join(dir, "claims"); folder(inside) {
		dir = inside
	}
	files, err := filepath.Glob(filepath.Join(dir, "emergent*.jsonl"))
	if err != nil || len(files) == 0 {
		return nil, fault.New(fault.NotFound, "read gold: no emergent*.jsonl in %s", dir).Try("a folder laid out like data/gold")
	}
	slices.Sort(files)
	var out []stance.Pair
	for _, file := range files {
		if out, err = readFile(file, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func folder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func readFile(file string, out []stance.Pair) ([]stance.Pair, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fault.New(fault.NotFound, "read gold: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var row struct {
			Claim, Headline string
			Stance          stance.Stance
		}
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return nil, fault.New(fault.BadInput, "read gold %s: line %d: %w", file, n, err)
		}
		if row.Stance != stance.For && row.Stance != stance.Against && row.Stance != stance.Observing {
			return nil, fault.New(fault.BadInput, "read gold %s: line %d: stance %q is none of for, against, observing", file, n, row.Stance)
		}
		out = append(out, stance.Pair{Claim: row.Claim, Headline: row.Headline, Stance: row.Stance})
	}
	if err := lines.Err(); err != nil {
		return nil, fault.New(fault.BadInput, "read gold %s: %w", file, err)
	}
	return out, nil
}

// Metrics are the scores by name, in the names of the evaluation contract;
// refit_ before those of the weights learned without the claim at hand.
func (r Report) Metrics() map[string]float64 {
	out := map[string]float64{"n": float64(len(r.Pairs)), "claims": float64(len(claims(r.Pairs)))}
	r.score(r.Got, "", out)
	refit := map[string]float64{}
	r.score(r.Refit, "refit_", refit)
	for _, name := range []string{"refit_accuracy", "refit_macro_f1", "refit_against_f1"} {
		out[name] = refit[name]
	}
	return out
}

func (r Report) score(got []stance.Reading, prefix string, out map[string]float64) {
	right := 0
	sum := 0.0
	for _, s := range []stance.Stance{stance.For, stance.Against, stance.Observing} {
		hit, said, gold := 0, 0, 0
		for i, p := range r.Pairs {
			if got[i].Stance == s {
				said++
			}
			if p.Stance == s {
				gold++
				if got[i].Stance == s {
					hit++
				}
			}
		}
		right += hit
		precision, recall, f1 := ratio(hit, said), ratio(hit, gold), ratio(2*hit, said+gold)
		out[prefix+string(s)+"_precision"], out[prefix+string(s)+"_recall"], out[prefix+string(s)+"_f1"] = precision, recall, f1
		sum += f1
	}
	out[prefix+"accuracy"], out[prefix+"macro_f1"] = ratio(right, len(r.Pairs)), sum/3
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Wrong is the cases that were read wrongly, one a line, with the reason given.
func (r Report) Wrong() []string {
	var out []string
	for i, p := range r.Pairs {
		if g := r.Got[i]; g.Stance != p.Stance {
			out = append(out, fmt.Sprintf("emergent: gold %s, read %s (%s): %q toward %q", p.Stance, g.Stance, g.Why, p.Headline, p.Claim))
		}
	}
	return out
}
