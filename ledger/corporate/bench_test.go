package corporate

import (
	"strings"
	"testing"

	"newstape/story/text"
)

// story is as long as a usual one: its sentences are of 20 words or so.
const story = `Chipmaker lifts outlook as orders recover
Shares of the company rose 4.8% to $47.08 in early trading on Tuesday after it raised its forecast for the year.
Revenue grew 12% to $3.1 billion in the third quarter, helped by strong demand for its new processors.
The company said it would cut about 900 jobs in Europe and close a plant that makes older parts.
Analysts at two brokers lifted their price targets, and one of them upgraded the stock to buy from hold.
A regulator is looking into the planned purchase of a rival, which the company expects to complete next year.
The board also approved a quarterly dividend of 21 cents a share and a buyback of up to $500 million.
"We see the market coming back faster than we thought," the chief executive told investors on a call.
`

func BenchmarkTypes(b *testing.B) {
	m, err := Open()
	if err != nil {
		b.Fatal(err)
	}
	doc := text.Parse(strings.Repeat(story, 5))
	b.ReportAllocs()
	for b.Loop() {
		m.Types(doc)
	}
	b.ReportMetric(float64(len(doc.Sentences))*float64(b.N)/b.Elapsed().Seconds(), "sentences/s")
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := Open(); err != nil {
			b.Fatal(err)
		}
	}
}
