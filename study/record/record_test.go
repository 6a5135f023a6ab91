package record

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/fault"
	"newstape/study"
)

func sample(t *testing.T) *Record {
	t.Helper()
	d := study.Default()
	d.Market, d.Tests = "SPY", []string{"csect", "patell=sumsar"}
	r, err := New(Program{"1.0", "abc"}, d, Reading{Values: "prices"}, []Input{Of(Events, "e.csv", []byte("x"))})
	if err != nil {
		t.Fatal(err)
	}
	r.Seal("json", "", []byte("{}"))
	return r
}

func TestARecordComesBackWhole(t *testing.T) {
	want := sample(t)
	var b bytes.Buffer
	if err := want.Write(&b); err != nil {
		t.Fatal(err)
	}
	got, err := Read(&b, "r.json")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !got.Output.Is([]byte("{}")) || got.Output.Is([]byte("{} ")) {
		t.Error("the output's print does not tell outputs apart")
	}
}

func TestDefaultConventionsAreWrittenOut(t *testing.T) {
	r := sample(t)
	if diff := cmp.Diff([]string{"csect=sample", "patell=sumsar"}, r.Design.Tests); diff != "" {
		t.Error(diff)
	}
	d := study.Default()
	all, err := New(Program{}, d, Reading{}, nil)
	if err != nil || len(all.Conventions) != len(study.Names()) {
		t.Errorf("%v: %d conventions for %d tests", err, len(all.Conventions), len(study.Names()))
	}
	d.Tests = []string{"all"}
	all, err = New(Program{}, d, Reading{}, nil)
	if err != nil || len(all.Conventions) != len(study.Battery()) {
		t.Errorf("%v: %d conventions of %d", err, len(all.Conventions), len(study.Battery()))
	}
}

func TestChangedInputIsRefused(t *testing.T) {
	in := sample(t).Inputs[0]
	if err := in.Check([]byte("x")); err != nil {
		t.Error(err)
	}
	err := in.Check([]byte("y"))
	if err == nil || !strings.Contains(err.Error(), "events e.csv has changed") || fault.CodeOf(err) != fault.BadInput {
		t.Errorf("got %v", err)
	}
}

func TestWhatIsNoRecord(t *testing.T) {
	var b bytes.Buffer
	if err := sample(t).Write(&b); err != nil {
		t.Fatal(err)
	}
	whole := b.String()
	for text, want := range map[string]string{
		"":                   "r.json",
		"[]":                 "r.json",
		"{}":                 `its schema is ""`,
		whole[:len(whole)/2]: "r.json",
		strings.Replace(whole, `"level": 0.05`, `"level": 7`, 1):         "level 7",
		strings.Replace(whole, `"level"`, `"levels"`, 1):                 `unknown field "levels"`,
		strings.Replace(whole, "study-record/1", "study-record/2", 1):    "study-record/2",
		strings.Replace(whole, `"patell=sumsar"`, `"patell=unheard"`, 1): "unheard",
	} {
		if _, err := Read(strings.NewReader(text), "r.json"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: got %v, want mention of %s", text, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`{"schema":"newstape.study-record/1","inputs":[{}],"design":{"model":"market-model","estimation":{"from":-20,"to":-11}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		if r, err := Read(strings.NewReader(text), "r.json"); err == nil {
			var b bytes.Buffer
			if err := r.Write(&b); err != nil {
				t.Fatal(err)
			}
		}
	})
}
