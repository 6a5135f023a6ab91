package cluster

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"newstape/internal/table"
)

var noon = time.Date(2024, 10, 11, 12, 0, 0, 0, time.UTC)

// boeing is a story about Boeing at an hour after noon.
func boeing(id, title, body string, hour int) Signature {
	return Sign(Story{
		ID: id, Title: title, Text: title + "\n\n" + body, Outlet: "Outlet " + id, When: noon.Add(time.Duration(hour) * time.Hour),
		Parties: []Party{{ID: "boeing", Name: "Boeing", Kind: "issuer", Role: "subject", Relevance: 80}},
	})
}

const (
	jobsTitle = "Boeing to shed 17,000 jobs as strike goes on"
	jobs      = "Boeing will cut a tenth of its workforce, about 17,000 positions, chief executive Kelly Ortberg told staff on Friday. The planemaker expects charges of about $5 billion in the third quarter. It will also delay first deliveries of its 777X by a year to 2026, as a walkout of machinists in Washington state enters its fifth week."
	jobsOther = "Around 17,000 people are to lose their employment at the American aircraft maker, among them managers. Ortberg wrote to employees that the business was in a hard place. Charges of some $5 billion weigh on the quarter."
	suitTitle = "Boeing sued by shareholders over safety statements"
	suit      = "A pension fund sued Boeing in a Virginia court on Friday, saying that directors misled investors about quality checks after an accident in January. The complaint seeks damages for holders of the stock."
)

func TestCopies(t *testing.T) {
	a := boeing("a", jobsTitle, jobs, 0)
	sentences := strings.SplitAfter(jobs, ". ")
	for name, b := range map[string]Signature{
		"under a new title and dateline": boeing("b", "Planemaker swings the axe", "SEATTLE, Oct 11 (Reuters) - "+jobs, 1),
		"without its end":                boeing("b", jobsTitle, sentences[0]+sentences[1], 1),
		"with a paragraph put in":        boeing("b", jobsTitle, sentences[0]+"\nOur reporters follow the story as it goes on and will bring more.\n"+sentences[1]+sentences[2], 1),
		"with other quotes and dashes":   boeing("b", strings.ToUpper(jobsTitle), strings.NewReplacer("machinists", "“machinists”", " to 2026", " – to 2026").Replace(jobs), 1),
		"with tickers and a byline":      boeing("b", jobsTitle, "By the staff of the paper\n"+strings.Replace(jobs, "Boeing will", "Boeing (NYSE: BA) will", 1)+"\n(Reporting by the bureau; Editing by the desk)", 1),
	} {
		if rel, why := Compare(a, b); rel != SameText {
			t.Errorf("a copy %s is %s: %s", name, rel, why)
		}
		if !slices.ContainsFunc(a.Keys(), func(k uint64) bool { return slices.Contains(b.Keys(), k) }) {
			t.Errorf("a copy %s shares no key", name)
		}
	}
}

func TestCorrections(t *testing.T) {
	a := boeing("a", jobsTitle, jobs, 0)
	changed := strings.Replace(jobs, "$5 billion", "$6 billion", 1)
	for name, b := range map[string]Signature{
		"by its title":  boeing("b", "CORRECTED-"+jobsTitle, changed, 1),
		"by a note":     boeing("b", jobsTitle, "(This story corrects the charges in the first paragraph.)\n"+changed, 1),
		"as an update":  boeing("b", "UPDATE 2-"+jobsTitle, jobs+" Unions criticised the step and asked for talks to go on next week.", 1),
		"by its outlet": Sign(Story{ID: "b", Title: jobsTitle, Text: jobsTitle + "\n\n" + jobs + " Unions criticised it.", Outlet: "Outlet a", When: noon, Parties: []Party{{ID: "boeing", Name: "Boeing", Relevance: 80}}}),
	} {
		if rel, why := Compare(a, b); rel != Corrects {
			t.Errorf("a correction %s is %s: %s", name, rel, why)
		}
	}
}

func TestOneEventInOtherWords(t *testing.T) {
	a, b := boeing("a", jobsTitle, jobs, 0), boeing("b", "Boeing is cutting 10% of staff", jobsOther, 3)
	if rel, why := Compare(a, b); rel != Same {
		t.Errorf("%s: %s", rel, why)
	}
	c := boeing("c", suitTitle, suit, 4)
	if rel, why := Compare(a, c); rel != New || !strings.Contains(why, "too little in common") {
		t.Errorf("job cuts and a lawsuit of one day are %s: %s", rel, why)
	}
	late := boeing("d", "Boeing is cutting 10% of staff", jobsOther, 24*9)
	if rel, why := Compare(a, late); rel != New || why != "more than eight days apart" {
		t.Errorf("nine days later: %s: %s", rel, why)
	}
}

func TestOneWordThatMatters(t *testing.T) {
	for _, pair := range [][2]string{
		{"raised its profit forecast", "cut its profit forecast"},
		{"second-quarter profit rose", "third-quarter profit rose"},
		{"17,000 jobs", "12,000 jobs"},
	} {
		tell := func(id, what string) Signature {
			return boeing(id, "Boeing tells of "+what, "Boeing said on Friday that, as to "+what+", it had told its staff in a letter. The planemaker, which is based in Virginia, gave no further details and its shares hardly moved.", 0)
		}
		if rel, why := Compare(tell("a", pair[0]), tell("b", pair[1])); rel != New {
			t.Errorf("%q and %q are %s: %s", pair[0], pair[1], rel, why)
		} else {
			t.Log(why)
		}
	}
}

func TestAssign(t *testing.T) {
	a, b, c := boeing("a", jobsTitle, jobs, 0), boeing("b", jobsTitle, "PARIS (AFP) - "+jobs, 1), boeing("c", suitTitle, suit, 2)
	stored := []Candidate{{a, "A", "a"}, {c, "C", "c"}}
	want := Decision{Cluster: "A", Relation: SameText, Nearest: "a", Origin: "a", Why: "100 % of the words in a row are the same"}
	if diff := cmp.Diff(want, Assign(b, stored)); diff != "" {
		t.Error(diff)
	}
	slices.Reverse(stored)
	if diff := cmp.Diff(want, Assign(b, stored)); diff != "" {
		t.Errorf("in another order: %s", diff)
	}
	stored = append(stored, Candidate{b, "A", "a"})
	if diff := cmp.Diff(want, Assign(b, stored)); diff != "" {
		t.Errorf("once it is stored itself: %s", diff)
	}
	alone := boeing("d", "Boeing opens museum in Seattle", "A museum of flight shows the firm's first seaplane from Saturday.", 2)
	if d := Assign(alone, stored); d.Relation != New || d.Cluster != "" || d.Origin != "d" || d.Why == "" {
		t.Errorf("a story of its own: %+v", d)
	}
	if d := Assign(alone, nil); d.Why != "no stored story shares a key with it" {
		t.Errorf("the first story: %+v", d)
	}
}

// A cluster of which most stories speak against a story does not take it, though
// one is near.
func TestClusterDoesNotDrift(t *testing.T) {
	near := boeing("b", "Boeing is cutting 10% of staff", jobsOther, 3)
	other := func(id string) Candidate {
		s := boeing(id, "Boeing posts second-quarter loss", "Boeing lost $1.4 billion in the second quarter, number "+id+" of its troubles.", 0)
		s.quarters = 1 << 2
		return Candidate{s, "X", id}
	}
	s := boeing("s", jobsTitle, jobs, 0)
	s.quarters = 1 << 3
	if d := Assign(s, []Candidate{{near, "X", "b"}}); d.Cluster != "X" {
		t.Fatalf("alone it takes it: %+v", d)
	}
	if d := Assign(s, []Candidate{{near, "X", "b"}, other("m"), other("n")}); d.Cluster != "" {
		t.Errorf("against its core: %+v", d)
	}
}

func TestEmptyAndOddStories(t *testing.T) {
	for _, s := range []Story{{}, {ID: "x"}, {Title: "?"}, {Text: "\xff\xfe"}, {Title: strings.Repeat("a", 1<<16), Text: strings.Repeat("U.S.", 1<<12)}, {Text: strings.Repeat("股", 9000)}, {Text: strings.Repeat("9", 4000)}} {
		sig := Sign(s)
		b, err := sig.MarshalBinary()
		if err != nil || len(b) > 2048 {
			t.Errorf("%.20q: %d bytes, %v", s.Title+s.Text, len(b), err)
		}
		Assign(sig, []Candidate{{sig, "c", "o"}, {Sign(Story{ID: "y"}), "d", "y"}})
	}
}

// Rows that cannot be read, words that say the same for two sides, and names with
// one code in stored signatures.
func TestTables(t *testing.T) {
	for _, row := range table.Rows(actsTable) {
		if len(row) != 4 {
			t.Errorf("acts.tsv: %d cells in %q, want 4", len(row), row)
			continue
		}
		if n, err := strconv.Atoi(row[1]); err != nil || n < 0 || n > 9 {
			t.Errorf("acts.tsv: weight %q of %s", row[1], row[0])
		}
		if row[2] != "-" && !strings.HasSuffix(row[2], "+") && !strings.HasSuffix(row[2], "-") {
			t.Errorf("acts.tsv: axis %q has no side", row[2])
		}
		for phrase := range strings.FieldsSeq(row[3]) {
			if strings.ContainsAny(phrase, "0123456789") {
				t.Errorf("acts.tsv: %s: %s: numbers are skipped in texts", row[0], phrase)
			}
			if first, then, ok := strings.Cut(phrase, "~"); ok && strings.ContainsAny(first+then, "_~") {
				t.Errorf("acts.tsv: %s: %s: one word on each side of ~", row[0], phrase)
			}
		}
	}
	lx := acts()
	if len(lx.kindCodes.place) != len(lx.kinds)-1 || len(lx.axisCodes.place) != len(lx.axes)-1 {
		t.Error("two names of acts.tsv have one code in stored signatures: call one of them otherwise")
	}
	for key, as := range lx.phrases {
		for _, a := range as {
			for _, b := range as {
				if a.axis != 0 && a.axis == b.axis && a.minus != b.minus {
					t.Errorf("a phrase (%x) is on both sides of %s", key, lx.axes[a.axis])
				}
			}
		}
	}
	for _, row := range table.Rows(frequentTable) {
		if x, err := strconv.ParseFloat(row[0], 64); err != nil || x <= 0 || x >= 1 || len(row) != 2 {
			t.Errorf("frequent.tsv: %q", row)
		}
	}
}

// stories are made of words that the lexicon knows and of others.
func stories() *rapid.Generator[Story] {
	word := rapid.SampledFrom(strings.Fields("Boeing Apple Tesla cuts raises jobs profit sues recall 17,000 $5 billion 4.7% the of in on Friday third quarter Reuters Kelly Ortberg 波音 裁员 huelga beneficio shares fell . . , strike court ruled fined UPDATE - : ( ) iPhone U.S. 25 basis points"))
	return rapid.Custom(func(t *rapid.T) Story {
		text := strings.Join(rapid.SliceOfN(word, 0, 120).Draw(t, "words"), " ")
		s := Story{ID: rapid.StringN(0, 32, -1).Draw(t, "id"), Title: strings.Join(rapid.SliceOfN(word, 0, 9).Draw(t, "title"), " "), Outlet: rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, "outlet"), When: noon.Add(time.Duration(rapid.IntRange(0, 300).Draw(t, "hours")) * time.Hour)}
		s.Text = s.Title + "\n\n" + text
		for _, p := range rapid.SliceOfN(rapid.SampledFrom([]string{"boeing", "apple", "sec"}), 0, 3).Draw(t, "parties") {
			s.Parties = append(s.Parties, Party{ID: p, Name: strings.ToUpper(p[:1]) + p[1:], Relevance: rapid.IntRange(0, 100).Draw(t, "relevance")})
		}
		return s
	})
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := stories().Draw(t, "x"), stories().Draw(t, "y")
		a, b := Sign(x), Sign(y)
		if diff := cmp.Diff(a, Sign(x), cmp.AllowUnexported(Signature{}, term{}, name{}, party{}, figure{}, weighted{}, happening{})); diff != "" {
			t.Fatalf("signed twice: %s", diff)
		}
		r1, why1 := Compare(a, b)
		r2, _ := Compare(b, a)
		if r1 != r2 {
			t.Fatalf("%s one way, %s the other: %s", r1, r2, why1)
		}
		if why1 == "" {
			t.Fatal("no reason")
		}
		raw, err := a.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var back Signature
		if err := back.UnmarshalBinary(raw); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(back.Keys(), a.Keys()) || len(a.Keys()) > keysMost {
			t.Fatalf("keys %v, read back %v", a.Keys(), back.Keys())
		}
		if r3, why3 := Compare(back, b); r3 != r1 || why3 != why1 {
			t.Fatalf("read back: %s %s, want %s %s", r3, why3, r1, why1)
		}
		if len(raw) > 2048 {
			t.Fatalf("%d bytes", len(raw))
		}
	})
}

func FuzzUnmarshal(f *testing.F) {
	raw, err := boeing("a", jobsTitle, jobs, 0).MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add(raw[:40])
	f.Add([]byte{1, 255})
	f.Fuzz(func(t *testing.T, data []byte) {
		var s Signature
		if err := s.UnmarshalBinary(data); err != nil {
			if s.ID != "" {
				t.Error("a failed reading left something behind")
			}
			return
		}
		back, err := s.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var again Signature
		if err := again.UnmarshalBinary(back); err != nil {
			t.Fatal(err)
		}
		Assign(s, []Candidate{{boeing("a", jobsTitle, jobs, 0), "c", "a"}, {again, "d", "x"}})
		s.Keys()
	})
}

func FuzzSign(f *testing.F) {
	f.Add(jobsTitle, jobs, "Reuters")
	f.Add("波音将裁员1.7万人", "新华社北京1月5日电 波音周五表示，裁员约10%。", "新华社")
	f.Add("La Fed sube los tipos 75 puntos básicos", "MADRID, 5 ene (EFE) .- La Fed elevó los tipos al 1,75%.", "EFE")
	f.Fuzz(func(t *testing.T, title, text, outlet string) {
		s := Sign(Story{ID: "a", Title: title, Text: title + "\n\n" + text, Outlet: outlet, When: noon})
		b, err := s.MarshalBinary()
		if err != nil || len(b) > 2048 {
			t.Fatalf("%d bytes: %v", len(b), err)
		}
		Compare(s, boeing("b", jobsTitle, jobs, 0))
	})
}
