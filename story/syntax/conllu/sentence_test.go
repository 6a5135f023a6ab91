package conllu_test

import (
	"strings"
	"testing"

	"newstape/story/syntax"
	"newstape/story/syntax/conllu"
)

func TestReadPassesOverMultiwordAndEmptyTokens(t *testing.T) {
	const file = `# text = They don't.
1	They	they	PRON	PRP	_	2	nsubj	_	_
2-3	don't	_	_	_	_	_	_	_	SpaceAfter=No
2	do	do	VERB	VBP	_	0	root	_	_
2.1	go	go	VERB	VB	_	_	_	_	_
3	n't	not	PART	RB	_	2	advmod	_	SpaceAfter=No
4	.	.	PUNCT	.	_	2	punct	_	_`
	sentences, err := conllu.Read(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if len(sentences) != 1 || len(sentences[0].Tokens) != 4 || sentences[0].Text != "They don't." {
		t.Fatalf("read %+v", sentences)
	}
	if got := sentences[0].Tokens[0]; got.Tag != syntax.PRON || got.Head != 1 || got.Rel != syntax.NSubj {
		t.Errorf("first token %+v", got)
	}
}

func TestReadSaysWhatIsWrong(t *testing.T) {
	row := func(head, rel string) string { return "1\tHe\t_\tPRON\tPRP\t_\t" + head + "\t" + rel + "\t_\t_\n\n" }
	for file, want := range map[string]string{
		"1\tHe\n":                  "line 1: 2 columns",
		row("x", "root"):           `head "x"`,
		row("0", "nosuch"):         `unknown relation "nosuch"`,
		row("7", "nsubj"):          "head 7 of 1 tokens",
		row("1", "nsubj"):          "head 1 of 1 tokens",
		"2" + row("0", "root")[1:]: `token number "2"`,
	} {
		if _, err := conllu.Read(strings.NewReader(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gives %v, want %q", file, err, want)
		}
	}
}
