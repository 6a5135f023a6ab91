package treebank_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newstape/eval/treebank"
	"newstape/internal/shared"
)

// The figures that the parser must reach; a change that loses them fails here.
func TestParserReachesItsFigures(t *testing.T) {
	results, err := treebank.Run(shared.Dir(t, "data", "treebank"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		t.Logf("%s: %d tokens, UPOS %.2f UAS %.2f LAS %.2f (universal %.2f); raw words %.2f UPOS %.2f UAS %.2f LAS %.2f",
			r.File, r.Tokens, 100*r.UPOS, 100*r.UAS, 100*r.LAS, 100*r.LASUniversal,
			100*r.RawWords, 100*r.RawUPOS, 100*r.RawUAS, 100*r.RawLAS)
		if r.UPOS < 0.945 || r.UAS < 0.83 || r.LAS < 0.795 || r.RawWords < 0.985 {
			t.Errorf("%s is below its floor: %+v", r.File, r)
		}
	}
	if len(results) != 4 {
		t.Errorf("%d files measured, want the two treebanks' dev and test", len(results))
	}
}

const oneSentence = `# text = They don't.
1	They	they	PRON	PRP	_	2	nsubj	_	_
2-3	don't	_	_	_	_	_	_	_	SpaceAfter=No
2	do	do	VERB	VBP	_	0	root	_	_
3	n't	not	PART	RB	_	2	advmod	_	SpaceAfter=No
4	.	.	PUNCT	.	_	2	punct	_	_

`

func TestRunFindsFilesInAndBesideTheFolder(t *testing.T) {
	root := t.TempDir()
	for _, dir := range []string{"gold", "treebank"} {
		if err := os.Mkdir(filepath.Join(root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"held-out.conllu", "held-train.conllu"} {
		if err := os.WriteFile(filepath.Join(root, "treebank", name), []byte(oneSentence), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, dir := range []string{"gold", "treebank", "."} {
		results, err := treebank.Run(filepath.Join(root, dir))
		if err != nil {
			t.Fatalf("%s: %v", dir, err)
		}
		if len(results) != 1 || results[0].File != "held-out" || results[0].Tokens != 4 {
			t.Fatalf("%s: %+v", dir, results)
		}
		if results[0].RawWords != 1 {
			t.Errorf("%s: raw words %.2f, want all", dir, results[0].RawWords)
		}
	}
	if _, err := treebank.Run(t.TempDir()); err == nil || !strings.Contains(err.Error(), "no *.conllu") {
		t.Errorf("an empty folder gives %v", err)
	}
}
