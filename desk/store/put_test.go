package store

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"newstape/desk/query"
	"newstape/desk/record"
	"newstape/fault"
)

func mustPut(t testing.TB, s *Store, st record.Story) Stored {
	t.Helper()
	got, err := s.Put(context.Background(), st)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestPutOnce(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		st := sample("s1", "Alibaba falls on a memo", "Shares of Alibaba dropped nearly 4.7% on Friday after a White House memo.")
		first := mustPut(t, s, st)
		want := Stored{ID: "s1", Cluster: "cs1", Origin: "s1", Relation: "new", Seq: 1, Fresh: true}
		if diff := cmp.Diff(want, first, cmpopts.IgnoreFields(Stored{}, "Why")); diff != "" {
			t.Errorf("first put (-want +got):\n%s", diff)
		}
		st.Title = "something else under the same ID"
		again := mustPut(t, s, st)
		first.Fresh = false
		if diff := cmp.Diff(first, again); diff != "" {
			t.Errorf("second put (-want +got):\n%s", diff)
		}
		sum, err := s.Summary(ctx, "s1")
		if err != nil || sum.Title != "Alibaba falls on a memo" || sum.Fails != 1 || sum.Headline != "fails" || sum.Event != "accuses" || len(sum.Parties) != 2 {
			t.Errorf("summary %+v, %v", sum, err)
		}
		changes, err := s.Changes(ctx, 0, 10)
		if err != nil || len(changes) != 2 || changes[0].Kind != KindStory || changes[1].Kind != KindCluster || changes[1].ID != "cs1" {
			t.Errorf("changes %+v, %v", changes, err)
		}
		if ok, err := s.Has(ctx, "s1"); !ok || err != nil {
			t.Errorf("has: %v, %v", ok, err)
		}
		if ok, err := s.Has(ctx, "s2"); ok || err != nil {
			t.Errorf("has what is not there: %v, %v", ok, err)
		}
		if _, err := s.Story(ctx, "s2"); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("story that is not there: %v", err)
		}
	})
}

func TestSameAddressOtherContent(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		a := sample("s1", "Alibaba falls", "Alibaba dropped on Friday after a memo of the White House was reported.")
		b := sample("s2", "Corrected: Alibaba falls", "Alibaba dropped on Friday after a memo of the White House was reported. An earlier version gave another day.")
		b.Submission.URL = a.Submission.URL
		mustPut(t, s, a)
		if got := mustPut(t, s, b); got.Replaces != "s1" {
			t.Errorf("replaces %q", got.Replaces)
		}
		if got := mustPut(t, s, b); got.Replaces != "s1" || got.Fresh {
			t.Errorf("told again: %+v", got)
		}
	})
}

// TestSignaturesOfAnotherVersion: a new program meets what an old one signed.
func TestSignaturesOfAnotherVersion(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		text := "Shares of Alibaba dropped nearly 4.7% on Friday after a White House memo was reported that says the company helps the military."
		mustPut(t, s, sample("s1", "Alibaba falls", text))
		if err := s.write(ctx, "age it", func(t *tx) error {
			_, err := t.exec(ctx, "UPDATE signatures SET signature = ?", []byte{1, 2, 3})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if got := mustPut(t, s, sample("s2", "Alibaba falls", text)); got.Relation != "new" {
			t.Errorf("beside an old signature: %+v", got)
		}
		st := sample("s3", "Alibaba falls", text)
		st.Signature = []byte{1, 2, 3}
		if got := mustPut(t, s, st); got.Relation != "new" || got.Why != "its signature cannot be read" {
			t.Errorf("with an old signature: %+v", got)
		}
		if back, err := s.Story(ctx, "s3"); err != nil || len(back.Signature) != 3 {
			t.Errorf("its signature is %v, %v", back.Signature, err)
		}
	})
}

func TestWireCopiesShareAClusterAndCountOnce(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		text := "Shares of Alibaba dropped nearly 4.7% on Friday after the Financial Times reported a White House memo that says the company helps the military. " +
			"Alibaba called the assertions complete nonsense and questioned the motive behind the leak. The paper could not independently verify the claims."
		a := sample("s1", "Alibaba falls on a memo", text)
		b := sample("s2", "Alibaba falls on a memo", text)
		b.Outlet = "Other Wire"
		sign(&b)
		first, second := mustPut(t, s, a), mustPut(t, s, b)
		if second.Cluster != first.Cluster || second.Origin != "s1" || second.Relation != "same_text" {
			t.Errorf("the copy: %+v", second)
		}
		c, err := s.Cluster(ctx, first.Cluster)
		if err != nil || c.Stories != 2 || c.Outlets != 1 || len(c.Members) != 2 || c.Lead != "s1" {
			t.Errorf("cluster %+v, %v", c, err)
		}
		for _, id := range []string{"s1", "s2"} {
			doc, err := s.Doc(ctx, id)
			if err != nil || doc.Numbers["outlets"][0] != 1 || doc.Attributes["cluster"][0] != first.Cluster {
				t.Errorf("doc of %s: %v, %v", id, doc, err)
			}
		}
	})
}

func TestRoundTrip(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx, n := context.Background(), 0
		same := cmp.Options{cmpopts.EquateEmpty()}
		check := func(t interface{ Fatalf(string, ...any) }, st record.Story) {
			if _, err := s.Put(ctx, st); err != nil {
				t.Fatalf("put: %v", err)
			}
			got, err := s.Story(ctx, st.Submission.ID)
			if err != nil {
				t.Fatalf("read: %v", err)
			}
			if diff := cmp.Diff(st, got, same); diff != "" {
				t.Fatalf("(-put +got):\n%s", diff)
			}
		}
		check(t, sample("plain", "Alibaba falls", "Alibaba dropped on Friday."))
		rapid.Check(t, func(rt *rapid.T) {
			n++
			st := randomStory(rt, fmt.Sprintf("r%d", n))
			st.Submission.URL = strings.ToValidUTF8(st.Submission.URL, "?") // JSON carries text
			st.Submission.By = strings.ToValidUTF8(st.Submission.By, "?")
			check(rt, st)
		})
	})
}

func TestHostileTextInEveryField(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		for i, bad := range hostile {
			st := sample(fmt.Sprintf("h%d", i), bad, bad)
			st.Text, st.Outlet, st.Language, st.SHA256, st.Program, st.Trust = bad, bad, bad, bad, bad, bad
			st.Submission.URL, st.Submission.Feed, st.Submission.By, st.Submission.Name = bad, bad, bad, bad
			st.Parties = []record.Party{{ID: bad, Name: bad, Kind: bad, Country: bad, Listing: bad, Role: bad}}
			st.Claims = []record.Claim{{ID: bad, Text: bad, Speaker: bad, Party: bad, Stance: bad, Status: bad, Why: bad, About: bad, Receipt: []byte("{}")}}
			st.Statements = []record.Statement{{ID: bad, Text: bad, Listing: bad, Measure: bad, Direction: bad, Unit: bad, Verdict: bad, Session: bad, Why: bad, Reason: bad, Receipt: []byte("{}")}}
			st.Events = []record.Event{{ID: bad, Type: bad, CAMEO: bad, Word: bad, Actor: bad, ActorID: bad, Recipient: bad, TargetID: bad, Date: bad, Receipt: []byte("{}")}}
			st.Reactions = []record.Reaction{{Party: bad, Listing: bad, Session: bad, Stand: "reaction", Benchmark: bad}}
			st.Standings = []record.Standing{{Party: bad, List: bad, Status: bad, Since: bad}}
			st.Attributes = []record.Attribute{{Key: bad, Value: bad}}
			st.Numbers = []record.Number{{Key: bad, Value: 1}}
			mustPut(t, s, st)
			for _, q := range []query.Node{
				{Op: query.Term, Key: bad, Value: bad},
				{Op: query.Term, Key: "cluster", Value: bad},
				{Op: query.Text, Words: []string{bad}},
				{Op: query.Text, Words: query.Words(bad)},
				{Op: query.Compare, Key: bad, Cmp: bad, Number: 1},
				{Op: query.Compare, Key: bad, Cmp: ">=", Number: 1},
				{Op: query.Op(bad)},
			} {
				if _, err := s.Stories(ctx, Ask{Query: q}); err != nil {
					t.Errorf("%q as %s: %v", bad, q.Op, err)
				}
			}
			if _, err := s.Stories(ctx, Ask{Cursor: bad}); bad != "" && fault.CodeOf(err) != fault.BadUsage {
				t.Errorf("cursor %q: %v", bad, err)
			}
			for _, ask := range []func() error{
				func() error { _, err := s.Story(ctx, bad); return err },
				func() error { _, err := s.Cluster(ctx, bad); return err },
				func() error { _, err := s.Summary(ctx, bad); return err },
			} {
				if err := ask(); fault.CodeOf(err) != fault.NotFound {
					t.Errorf("%q: %v", bad, err)
				}
			}
		}
		page, err := s.Stories(ctx, Ask{Limit: 500})
		if err != nil || len(page.Items) != len(hostile) {
			t.Errorf("%d of %d stories are there, %v", len(page.Items), len(hostile), err)
		}
		for _, id := range append(hostile, "UPPER", strings.Repeat("x", 65)) {
			if checkID(id) == nil && id != "x" {
				t.Errorf("%q passed for an ID", id)
			}
		}
	})
}

func TestManyAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		const writers, stories = 8, 40
		fresh := make([][]Stored, writers)
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for i := range stories {
					k := (i*7 + w*5) % stories // every writer puts every story, in an order of its own
					// Ten texts, four copies of each: a text must not be split over clusters.
					text := fmt.Sprintf("Number %d of the companies said its plant %d will close in spring, and that %d people will leave, which unions regret very much.", k%10, k%10, 100*(k%10))
					st := sample(fmt.Sprintf("m%d", k), fmt.Sprintf("Plant %d closes", k%10), text)
					st.Parties[0].ID = fmt.Sprintf("us.cik.%d", k%10)
					sign(&st)
					got, err := s.Put(ctx, st)
					if err != nil {
						t.Error(err)
						return
					}
					if got.Fresh {
						fresh[w] = append(fresh[w], got)
					}
				}
			})
		}
		wg.Wait()
		clusters, seen := map[string]string{}, map[string]bool{}
		for _, list := range fresh {
			for _, x := range list {
				if seen[x.ID] {
					t.Errorf("%s was fresh twice", x.ID)
				}
				seen[x.ID] = true
				var k int
				_, _ = fmt.Sscanf(x.ID, "m%d", &k)
				text := fmt.Sprint(k % 10)
				if c, ok := clusters[text]; ok && c != x.Cluster {
					t.Errorf("text %s is in %s and %s", text, c, x.Cluster)
				}
				clusters[text] = x.Cluster
			}
		}
		if len(seen) != stories {
			t.Errorf("%d of %d stories were fresh once", len(seen), stories)
		}
		if r, err := s.Verify(ctx); err != nil || len(r.Problems) > 0 {
			t.Errorf("verify: %+v, %v", r, err)
		}
		changes, err := s.Changes(ctx, 0, 1000)
		if err != nil || len(changes) != 2*stories {
			t.Errorf("%d changes, %v", len(changes), err)
		}
	})
}

// TestChangesNeverSkip reads changes while they are written: whoever asks for
// what comes after the last one seen sees all of them.
func TestChangesNeverSkip(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		const writers, stories = 6, 15
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for i := range stories {
					st := sample(fmt.Sprintf("w%d-%d", w, i), fmt.Sprintf("Story %d of %d", i, w), "A short text.")
					st.Signature = nil
					if _, err := s.Put(ctx, st); err != nil {
						t.Error(err)
					}
				}
			})
		}
		done := make(chan struct{})
		go func() { wg.Wait(); close(done) }()
		var last int64
		seen := map[string]bool{}
		for last1 := false; ; {
			select {
			case <-done:
				last1 = true
			default:
			}
			got, err := s.Changes(ctx, last, 7)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range got {
				last = c.Seq
				if c.Kind == KindStory {
					seen[c.ID] = true
				}
			}
			if len(got) == 0 && last1 {
				break
			}
		}
		if len(seen) != writers*stories {
			t.Errorf("%d of %d stories were seen", len(seen), writers*stories)
		}
	})
}
