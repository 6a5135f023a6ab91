package record

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newstape/desk/cluster"
	"newstape/dossier"
	"newstape/dossier/brief"
	"newstape/fault"
	"newstape/ledger/claim"
	"newstape/names/link"
	"newstape/names/screen"
	"newstape/names/security"
	"newstape/story/article"
	"newstape/story/syntax"
	"newstape/tape/sample"
)

var update = flag.Bool("update", false, "rewrite the golden records")

var (
	received = time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC)
	examples = []string{"adr-monitor", "alibaba-flash", "alibaba-memo", "smic-entity-list"}
)

func facts(t testing.TB) dossier.Facts {
	t.Helper()
	m := security.Embedded()
	l, err := screen.Open(m)
	if err != nil {
		t.Fatal(err)
	}
	tape, err := sample.Tape()
	if err != nil {
		t.Fatal(err)
	}
	parser, err := syntax.Open()
	if err != nil {
		t.Fatal(err)
	}
	return dossier.Facts{Syntax: parser, Master: m, Linker: link.New(m), Lists: l, Tape: tape}
}

func readBody(t testing.TB, f dossier.Facts, body []byte, published string) (*dossier.Dossier, *brief.Page) {
	t.Helper()
	a, err := article.Read(body, article.Options{Name: "story.txt", Published: published})
	if err != nil {
		t.Fatal(err)
	}
	d := dossier.Compose(a, f)
	page, err := brief.Compose(d)
	if err != nil {
		t.Fatal(err)
	}
	return d, page
}

func exampleOf(t testing.TB, f dossier.Facts, name string) (Story, *dossier.Dossier, *brief.Page) {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", "..", "examples", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	d, page := readBody(t, f, body, "")
	s, err := From(Submission{Body: body, Name: name + ".txt", Feed: "Wire", Received: received}, d, page, "test", received)
	if err != nil {
		t.Fatal(err)
	}
	return s, d, page
}

// TestGoldenRecords holds the rows of the examples in a form people read;
// -update rewrites them, and the difference is then for a person to read.
func TestGoldenRecords(t *testing.T) {
	f := facts(t)
	for _, name := range examples {
		s, d, _ := exampleOf(t, f, name)
		got := plain(s) + "\n" + plainCluster(d, s)
		path := filepath.Join("testdata", name+".record")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

// plain writes a record's rows one a line; receipts are left to the dossier.
func plain(s Story) string {
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	p("title      %s", s.Title)
	p("when       %s, date only %t, language %s, outlet %s", s.When().Format(time.RFC3339), s.DateOnly, s.Language, or(s.Outlet, "-"))
	p("trust      %s\n", s.Trust)
	for _, x := range s.Parties {
		p("party      %s (%s, %s) %s, %s, relevance %d", x.ID, x.Kind, or(x.Country, "-"), or(x.Listing, "no line"), x.Role, x.Relevance)
	}
	for _, x := range s.Claims {
		p("claim      %s %s, %s by %q [%s] via %v about %s: %s", x.ID, x.Status, x.Stance, x.Speaker, x.Party, x.Via, or(x.About, "-"), x.Text)
	}
	for _, x := range s.Statements {
		p("statement  %s %s of %s %s %s %s, session %s, headline %t: %s, truth %s %s: %q", x.ID, x.Measure, or(x.Listing, "-"), x.Direction,
			number(x.Value), x.Unit, or(x.Session, "-"), x.Headline, x.Verdict, number(x.Truth), x.Reason, x.Text)
	}
	for _, x := range s.Events {
		p("event      %s %s %s %q: %s [%s] -> %s [%s] on %s, background %t", x.ID, x.Type, x.CAMEO, x.Word, x.Actor, x.ActorID, x.Recipient, x.TargetID,
			or(x.Date, "-"), x.Background)
	}
	for _, x := range s.Reactions {
		p("reaction   %s %s %s %s: return %s, ar %s t %s p %s against %s", x.Party, x.Listing, x.Session, x.Stand, number(x.Return), number(x.AR), number(x.T),
			number(x.P), or(x.Benchmark, "-"))
	}
	for _, x := range s.Standings {
		p("standing   %s %s: %s since %s", x.Party, x.List, x.Status, or(x.Since, "-"))
	}
	p("")
	for _, a := range s.Attributes {
		p("%s:%s", a.Key, a.Value)
	}
	for _, n := range s.Numbers {
		if n.Key == "day" {
			p("%s = %.0f", n.Key, n.Value)
			continue
		}
		p("%s = %.4g", n.Key, n.Value)
	}
	return b.String()
}

func plainCluster(d *dossier.Dossier, s Story) string {
	var b strings.Builder
	c := ClusterStory(d, s.Submission.ID, received)
	fmt.Fprintf(&b, "cluster    %s %q at %s, figures %s\n", or(c.Outlet, "-"), c.Title, c.When.Format(time.RFC3339), strings.Join(c.Figures, " "))
	for _, e := range c.Events {
		fmt.Fprintf(&b, "cluster    %s: %s -> %s on %s\n", e.Type, or(e.Actor, "-"), or(e.Recipient, "-"), or(e.Date, "-"))
	}
	return b.String()
}

func number(v *float64) string {
	if v == nil {
		return "-"
	}
	return fmt.Sprintf("%.4g", *v)
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// Every row's receipt is that of its part of the dossier's JSON.
func TestReceiptsAreThoseOfTheDossier(t *testing.T) {
	f := facts(t)
	for _, name := range examples {
		s, _, _ := exampleOf(t, f, name)
		var whole struct {
			Claims, Statements, Events []struct {
				ID      string
				Receipt json.RawMessage
			}
		}
		if err := json.Unmarshal(s.Dossier, &whole); err != nil {
			t.Fatal(err)
		}
		if len(whole.Claims) != len(s.Claims) || len(whole.Statements) != len(s.Statements) || len(whole.Events) != len(s.Events) {
			t.Fatalf("%s: rows are missing", name)
		}
		same := func(id string, row, part json.RawMessage) {
			if !bytes.Equal(row, part) {
				t.Errorf("%s: %s: the row has\n%s\nthe dossier\n%s", name, id, row, part)
			}
		}
		for i, c := range s.Claims {
			same(c.ID, c.Receipt, whole.Claims[i].Receipt)
		}
		for i, c := range s.Statements {
			same(c.ID, c.Receipt, whole.Statements[i].Receipt)
		}
		for i, c := range s.Events {
			same(c.ID, c.Receipt, whole.Events[i].Receipt)
		}
	}
}

// The dossier that a record keeps is the one that "newstape read" prints, on one
// line.
func TestTheDossierIsTheOneThatIsPrinted(t *testing.T) {
	s, _, page := exampleOf(t, facts(t), "alibaba-memo")
	var printed, line bytes.Buffer
	if err := brief.JSON(&printed, page); err != nil {
		t.Fatal(err)
	}
	if err := json.Compact(&line, printed.Bytes()); err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(line.String()); got != string(s.Dossier) {
		t.Error("the two forms differ in more than white space")
	}
}

func TestARowWithoutAReceiptIsAnError(t *testing.T) {
	f := facts(t)
	body := []byte("Alibaba shares slide\n\nAlibaba shares fell 4.7% on Friday after a report.\n")
	d, page := readBody(t, f, body, "2025-11-15")
	d.Ledger.Claims = append(d.Ledger.Claims, claim.Claim{ID: "c99", Status: claim.Asserted})
	_, err := From(Submission{Body: body}, d, page, "test", received)
	if err == nil || fault.CodeOf(err) != fault.Internal || !strings.Contains(err.Error(), "claim c99") {
		t.Errorf("got %v", err)
	}
}

func TestTheDossierOfAnotherTextIsRefused(t *testing.T) {
	d, page := readBody(t, facts(t), []byte("One\n\nAlibaba fell.\n"), "")
	if _, err := From(Submission{Body: []byte("Two\n\nAlibaba rose.\n")}, d, page, "test", received); fault.CodeOf(err) != fault.Internal || err == nil {
		t.Errorf("got %v", err)
	}
}

// A story without a date, a party or a claim makes a record all the same.
func TestAPlainStory(t *testing.T) {
	body := []byte("Weather\n\nIt rained, and nobody minded.\n")
	d, page := readBody(t, facts(t), body, "")
	s, err := From(Submission{Body: body, Received: received}, d, page, "test", received)
	if err != nil {
		t.Fatal(err)
	}
	if !s.When().Equal(received) || len(s.Submission.ID) != 32 {
		t.Errorf("when %s, id %q", s.When(), s.Submission.ID)
	}
	if got, want := fmt.Sprint(s.Attributes), "[{kind story}]"; got != want {
		t.Errorf("attributes %s, want %s", got, want)
	}
}

// A story that takes a figure back is not found as one that fails.
func TestACorrectionIsNoError(t *testing.T) {
	body := []byte("Correction: Alibaba shares fell 3.8%, not 8.3%\n\nNEW YORK, Nov 14, 2025 - Alibaba shares fell 3.8% on Friday, not 8.3%.\n")
	d, page := readBody(t, facts(t), body, "2025-11-14T18:00:00-05:00")
	s, err := From(Submission{Body: body, Received: received}, d, page, "test", received)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(d.Statements) - len(s.Statements); n == 0 || len(s.Statements) == 0 {
		t.Fatalf("of %d statements %d are left out, want those that are taken back and no other", len(d.Statements), n)
	}
	for _, x := range s.Statements {
		if x.Verdict == "fails" {
			t.Errorf("%s %q counts as false", x.ID, x.Text)
		}
	}
	if slices.Contains(s.Attributes, Attribute{Key: "verdict", Value: "fails"}) {
		t.Error("verdict:fails finds the correction")
	}
}

// The signature in a record is that of the story, and reads back.
func TestSignature(t *testing.T) {
	s, d, _ := exampleOf(t, facts(t), "alibaba-memo")
	var back cluster.Signature
	if err := back.UnmarshalBinary(s.Signature); err != nil {
		t.Fatal(err)
	}
	if want := cluster.Sign(ClusterStory(d, s.Submission.ID, received)); back.ID != s.Submission.ID || !slices.Equal(back.Keys(), want.Keys()) {
		t.Errorf("read back: %v", back)
	}
}

func TestDoc(t *testing.T) {
	s, _, _ := exampleOf(t, facts(t), "alibaba-memo")
	doc := Doc(&s, Attribute{"held", "Yes"}, Attribute{"kind", "story"})
	if diff := cmp.Diff([]string{"yes"}, doc.Attributes["held"]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"story"}, doc.Attributes["kind"]); diff != "" {
		t.Error(diff)
	}
	if len(doc.Numbers["ar"]) != 1 || doc.Text != s.Text {
		t.Errorf("numbers %v", doc.Numbers)
	}
}
