package attribution

import (
	"strings"
	"testing"
	"time"

	"newstape/internal/patience"
	"newstape/story/text"
)

// story is 150 words in the manner of a wire.
const story = `White House memo says Alibaba helps Chinese military, FT reports

The White House believes that Alibaba has given the Chinese military access to customer data, the Financial Times reported on Friday, citing a memo.

The memo, which was shared with the newspaper, said the company had provided "IP addresses, WiFi information and payment records" to the army. It did not say when the data were handed over. The newspaper said it could not independently verify the claims.

"The assertions are completely false," a spokesperson for Alibaba said. "This is an attempt to manipulate public opinion." The company added that it would respond in detail.

The Chinese embassy in Washington denied the allegations and accused the United States of smearing Chinese firms. According to analysts, investors had expected a quieter week. The Commerce Department declined to comment. Shares fell 3.8% in New York.
`

func BenchmarkFind(b *testing.B) {
	parser, finder := rooms(b)
	doc := text.Parse(strings.Repeat(story, 4))
	trees := parser.Document(doc)
	words := len(strings.Fields(doc.Text))
	b.ReportAllocs()
	for b.Loop() {
		finder.Find(doc, trees, nil)
	}
	seconds := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(float64(len(doc.Sentences))/seconds, "sentences/s")
	b.ReportMetric(float64(words), "words")
}

// A sentence of any length is read in time linear in it: ten times the words may
// take no more than thirty times as long.
func TestTimeIsLinear(t *testing.T) {
	parser, finder := rooms(t)
	took := func(n int) time.Duration {
		doc := text.Parse(strings.Repeat("the ministry said , that the company denied , ", n) + "it.")
		trees := parser.Document(doc)
		start := time.Now()
		finder.Find(doc, trees, nil)
		return time.Since(start)
	}
	took(50)
	short, long := took(60), took(600)
	if long > patience.Limit(15*short+50*time.Millisecond) {
		t.Errorf("60 clauses took %v, 600 took %v", short, long)
	}
}
