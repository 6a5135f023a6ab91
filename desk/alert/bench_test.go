package alert

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"newstape/desk/store"
)

// BenchmarkEvaluate: a hundred rules asked of one story of 700 words.
func BenchmarkEvaluate(b *testing.B) {
	var rules []store.Rule
	for n := range 100 {
		rules = append(rules, store.Rule{ID: fmt.Sprint(n), Name: "x", Query: fmt.Sprintf(`(and held:yes (or T:sanction tt:t%d "white house %d") ar<-2)`, n, n)})
	}
	rs, err := Compile(rules)
	if err != nil {
		b.Fatal(err)
	}
	doc := accusation()
	doc.Text = strings.Repeat("the house said that the white horse was sold ", 78)
	for b.Loop() {
		rs.Evaluate(doc, Subject{Kind: store.KindStory, ID: "s"}, noon)
	}
}

// BenchmarkDeliver: webhooks on loopback, SQLite, one channel; each message is
// three commits and one request.
func BenchmarkDeliver(b *testing.B) {
	d := newBench(b, sqlite(b))
	f := newFake(b, nil)
	d.webhook("a", f.URL)
	r := d.rule(store.Rule{Channels: []string{"a"}})
	n := 0
	for b.Loop() {
		n++
		d.raise(r, n)
		d.clock.pass(time.Second)
		d.once()
	}
	if got := len(f.requests()); got != n {
		b.Fatalf("%d of %d arrived", got, n)
	}
}
