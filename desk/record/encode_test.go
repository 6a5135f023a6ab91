package record

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"newstape/fault"
)

// anyStory draws stories of every shape that a store may be asked to keep.
func anyStory(t *rapid.T) Story {
	word := rapid.String()
	raw := func(name string) json.RawMessage {
		b, err := oneValue(rapid.SampledFrom([]any{map[string]any{"rule": "x/y", "a<b": "&"}, []int{1, 2}, "q\u2028", 1e21}).Draw(t, name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	figure := func(name string) *float64 {
		if !rapid.Bool().Draw(t, name+"?") {
			return nil
		}
		v := rapid.Float64Range(-1e9, 1e9).Draw(t, name)
		return &v
	}
	moment := func(name string) time.Time {
		return time.UnixMicro(rapid.Int64Range(0, 4e15).Draw(t, name)).UTC()
	}
	s := Story{
		Submission: Submission{Body: rapid.SliceOfN(rapid.Byte(), 1, 40).Draw(t, "body"), URL: word.Draw(t, "url"), Received: moment("received")},
		Title:      word.Draw(t, "title"), Text: word.Draw(t, "text"), Read: moment("read"), Dossier: raw("dossier"),
	}
	s.Submission.Seal()
	if rapid.Bool().Draw(t, "published?") {
		s.Published = moment("published")
	}
	for range rapid.IntRange(0, 3).Draw(t, "claims") {
		s.Claims = append(s.Claims, Claim{ID: word.Draw(t, "id"), Text: word.Draw(t, "claim"), Via: rapid.SliceOfN(word, 1, 2).Draw(t, "via"), Receipt: raw("receipt")})
	}
	for range rapid.IntRange(0, 3).Draw(t, "statements") {
		s.Statements = append(s.Statements, Statement{Text: word.Draw(t, "words"), Value: figure("value"), Truth: figure("truth"), Receipt: raw("receipt")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "reactions") {
		s.Reactions = append(s.Reactions, Reaction{Listing: word.Draw(t, "listing"), AR: figure("ar"), T: figure("t")})
	}
	for range rapid.IntRange(0, 3).Draw(t, "attributes") {
		s.Attributes = append(s.Attributes, Attribute{word.Draw(t, "key"), word.Draw(t, "value")})
		s.Numbers = append(s.Numbers, Number{word.Draw(t, "key"), rapid.Float64Range(-1e12, 1e12).Draw(t, "number")})
	}
	if rapid.Bool().Draw(t, "signed?") {
		s.Signature = rapid.SliceOfN(rapid.Byte(), 1, 20).Draw(t, "signature")
	}
	return s
}

func oneValue(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

// What is encoded comes back as it was, to the byte of every receipt.
func TestStoriesComeBackAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyStory(t)
		b, err := s.Encode()
		if err != nil {
			t.Fatal(err)
		}
		back, err := Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s, back); diff != "" {
			t.Fatal(diff)
		}
		again, err := back.Encode()
		if err != nil || !bytes.Equal(b, again) {
			t.Fatalf("encoded again:\n%s\n%s (%v)", b, again, err)
		}
	})
}

func TestWhatIsNoRecordIsCorrupt(t *testing.T) {
	for _, b := range []string{"", "{", "[]", "NTREC2", magic, magic + "\x05a", magic + "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", magic + "\x00\x00", magic + `\x00\x00{"submission":1}`} {
		if _, err := Decode([]byte(b)); fault.CodeOf(err) != fault.Corrupt {
			t.Errorf("%q: %v", b, err)
		}
	}
}

// Equal content has an equal ID; a byte moved from one part to the next has not.
func TestSeal(t *testing.T) {
	a := Submission{Body: []byte("ab"), URL: "c", Received: time.Unix(1, 0)}
	b := Submission{Body: []byte("ab"), URL: "c", Received: time.Unix(2, 0), Feed: "f", Name: "n"}
	c := Submission{Body: []byte("a"), URL: "bc"}
	a.Seal()
	b.Seal()
	c.Seal()
	if a.ID != b.ID || a.ID == c.ID || len(a.ID) != 32 {
		t.Errorf("%s %s %s", a.ID, b.ID, c.ID)
	}
}

// No bytes make Decode panic or take more memory than they are long.
func FuzzDecode(f *testing.F) {
	s := Story{Submission: Submission{Body: []byte("body")}, Dossier: json.RawMessage("{}"), Title: "t"}
	b, err := s.Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(magic + "\x01a\x02{}{}"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Decode(b)
		if err != nil {
			return
		}
		again, err := s.Encode()
		if err != nil {
			return // a receipt that is no JSON, or a time beyond the year 9999
		}
		if back, err := Decode(again); err != nil || back.Submission.ID != s.Submission.ID {
			t.Fatalf("encoded again it cannot be read: %v", err)
		}
	})
}
