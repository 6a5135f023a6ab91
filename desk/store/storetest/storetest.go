// Package storetest makes stories by the thousand, each like a market story of
// 600 words after reading: ten parties, nine claims, eight statements, three
// events, forty attributes, a signature, and a dossier of some 250 kB.
//
//	g, err := storetest.New(1)
//	st := g.Story(17) // always the same for one seed and number
//
// In: a seed and a number. Out: a [record.Story] to put into a store, or a
// Submission of it to send to a desk. One story in six is a wire copy of an
// earlier one. Words are made up and drawn by Zipf's law, so that indexes meet
// both rare and common ones; stories lie 20 seconds apart.
//
// Limits: it measures stores, not reading: texts say nothing. The dossier is
// that of the example in this repository with its story's number in it, so it
// compresses as dossiers do.
package storetest

import (
	"embed"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"

	"newstape/desk/cluster"
	"newstape/desk/record"
)

//go:embed testdata/dossier.json.zst
var files embed.FS

const (
	vocabulary = 30_000
	companies  = 3_000
	outlets    = 200
	textWords  = 600
	copyEvery  = 6 // one in so many is a wire copy
)

// Begin is when the first story was published.
func Begin() time.Time { return time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC) }

// Generator makes stories. It is safe for concurrent use.
type Generator struct {
	// Light leaves the dossier and the signature out, so that a large store is
	// filled in minutes; each story is a cluster of its own then.
	Light bool

	seed    uint64
	dossier string // without its opening brace
	words   []string
	upTo    []float64 // of each word, the share of text that it and those before it make
}

// New makes a generator.
func New(seed uint64) (*Generator, error) {
	packed, err := files.ReadFile("testdata/dossier.json.zst")
	if err != nil {
		return nil, err
	}
	dec, err := zstd.NewReader(nil)
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	raw, err := dec.DecodeAll(packed, nil)
	if err != nil {
		return nil, err
	}
	g := &Generator{seed: seed, dossier: strings.TrimPrefix(string(raw), "{")}
	syllables := strings.Fields("ba ko ri men tal su ver lo ni dra pe qua sti mor en ge fa hul wi zan")
	total := 0.0
	for i := range vocabulary {
		var w strings.Builder
		for k := i + len(syllables); k > 0; k /= len(syllables) {
			w.WriteString(syllables[k%len(syllables)])
		}
		g.words = append(g.words, w.String())
		total += 1 / math.Pow(float64(i+3), 1.05)
		g.upTo = append(g.upTo, total)
	}
	for i := range g.upTo {
		g.upTo[i] /= total
	}
	return g, nil
}

// Word is the word of a rank: 0 is the most common one.
func (g *Generator) Word(rank int) string { return g.words[rank] }

// Company is the id, ticker and listing of a company by rank: 0 is named most.
func Company(rank int) (id, ticker, listing string) {
	ticker = ""
	for k := rank; ; k /= 26 {
		ticker = string(rune('A'+k%26)) + ticker
		if k < 26 {
			break
		}
	}
	ticker = "Z" + ticker
	return fmt.Sprintf("us.cik.%07d", rank), ticker, "XNYS:" + ticker
}

// Story is the story of a number.
func (g *Generator) Story(number int) record.Story {
	source := number
	if number%copyEvery == copyEvery-1 && number >= copyEvery {
		source = number - 1 - (number/copyEvery)%4 // text of one shortly before
	}
	r := rand.New(rand.NewPCG(g.seed, uint64(source)))
	own := rand.New(rand.NewPCG(g.seed, uint64(number)+1<<40))
	at := Begin().Add(time.Duration(number) * 20 * time.Second)
	st := record.Story{
		Title: g.text(r, 9), Language: "en", Outlet: fmt.Sprintf("Outlet %d", own.IntN(outlets)),
		Published: at, Read: at.Add(2 * time.Second), Program: "storetest", Trust: "The move is within what is usual for the share.",
	}
	st.Text = st.Title + "\n\n" + g.text(r, textWords)
	st.Submission = record.Submission{
		Body: []byte(st.Text), URL: fmt.Sprintf("https://example.com/%d", number), Outlet: st.Outlet,
		Published: at.Format(time.RFC3339), Feed: fmt.Sprintf("feed-%d", own.IntN(50)), By: "feed", Received: at.Add(time.Second),
	}
	st.Submission.Seal()
	st.SHA256 = strings.Repeat(st.Submission.ID, 2)
	g.fill(&st, r, at)
	head := fmt.Sprintf(`{"number": %d, "id": %q`, number, st.Submission.ID)
	if g.Light {
		st.Dossier = json.RawMessage(head + "}")
		return st
	}
	st.Dossier = json.RawMessage(head + "," + g.dossier)
	sign(&st)
	return st
}

// text is some words with a stop after every twelfth.
func (g *Generator) text(r *rand.Rand, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			if i%12 == 0 {
				b.WriteByte('.')
			}
			b.WriteByte(' ')
		}
		b.WriteString(g.words[g.rank(r.Float64())])
	}
	return b.String()
}

func (g *Generator) rank(share float64) int {
	low, high := 0, len(g.upTo)-1
	for low < high {
		if mid := (low + high) / 2; g.upTo[mid] < share {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

func sign(st *record.Story) {
	cs := cluster.Story{ID: st.Submission.ID, Title: st.Title, Text: st.Text, Outlet: st.Outlet, When: st.When()}
	for _, p := range st.Parties {
		cs.Parties = append(cs.Parties, cluster.Party{ID: p.ID, Role: p.Role, Relevance: p.Relevance})
	}
	for _, e := range st.Events {
		cs.Events = append(cs.Events, cluster.Event{Type: e.Type, Actor: e.ActorID, Recipient: e.TargetID, Date: e.Date, Background: e.Background})
	}
	for _, c := range st.Claims {
		cs.Claims = append(cs.Claims, c.Text)
	}
	st.Signature, _ = cluster.Sign(cs).MarshalBinary() // a story without one is put, too
}
