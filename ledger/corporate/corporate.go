// Package corporate says of which kinds of company event a sentence speaks: a
// merger, a dividend, a rating, the value of a security, and fourteen more.
//
// In: a story's text cut into sentences. Out: the types of each sentence with
// their probability, a receipt, and on demand the words that spoke for them.
//
//	m, err := corporate.Open()
//	doc := text.Parse("Acme to buy rival Globex\nShares of Acme fell 3% after the news.")
//	for _, f := range m.Types(doc) {
//		fmt.Println(f.Sentence, f.Type, f.Probability, m.Why(doc, f, 3))
//	}
//
// # Method
//
// Two linear models, one after the other. The first reads a sentence: its words,
// their stems, their beginnings and ends, runs of letters, neighbours, and the
// classes that our word table gives them (lexicon.tsv: verbs of price moves, words
// of deals, of courts, of plants ...), alone, in pairs and in their order, beside
// shapes (a percentage, an amount of money, a ticker). Its score for a type is a
// sum of learned weights. The second reads the story: the score of the sentence,
// those of the sentences around it, of the title, and the story's mean and highest;
// types share what is alike in that and differ where it pays. A type is given from
// a probability on that was chosen to make micro-F1 highest on stories that the
// models had not seen.
//
// Training (newstape train corporate) learns from SENTiVENT (Jacobs and Hoste), in
// which people marked the events of company news; see [Train]. The second model
// learns from scores of first models that had not seen the story.
//
// # Limits
//
// English. The makers of the training sentences often disagree with each other and
// with a reader. On stories that it has not seen (five folds of the training file),
// 42 in a hundred of their types are missed and 48 in a hundred of those given are
// not theirs (micro-F1 0.545). Best are Dividend, SecurityValue, SalesVolume, Rating
// and Revenue (F1 0.67 to 0.69), worst CSR/Brand (0.27) and Financing (0.31). The
// first sentence of a document is taken for its title. A sentence alone, without
// its story, is read less well. Features past the first 16,384 of a sentence are
// not read.
package corporate

import (
	"cmp"
	_ "embed"
	"slices"

	"newstape/receipt"
	"newstape/story/text"
)

//go:embed model.bin
var embedded string

// Type is a kind of company event, as SENTiVENT names it.
type Type string

// The types.
const (
	Brand           Type = "CSR/Brand"
	Deal            Type = "Deal"
	Dividend        Type = "Dividend"
	Employment      Type = "Employment"
	Expense         Type = "Expense"
	Facility        Type = "Facility"
	FinancialReport Type = "FinancialReport"
	Financing       Type = "Financing"
	Investment      Type = "Investment"
	Legal           Type = "Legal"
	Macroeconomics  Type = "Macroeconomics"
	Merger          Type = "Merger/Acquisition"
	Product         Type = "Product/Service"
	Profit          Type = "Profit/Loss"
	Rating          Type = "Rating"
	Revenue         Type = "Revenue"
	SalesVolume     Type = "SalesVolume"
	SecurityValue   Type = "SecurityValue"
)

// All are the types, in the order of their names.
func All() []Type {
	return []Type{
		Brand, Deal, Dividend, Employment, Expense, Facility, FinancialReport, Financing, Investment,
		Legal, Macroeconomics, Merger, Product, Profit, Rating, Revenue, SalesVolume, SecurityValue,
	}
}

const types = 18

// Found is a type of one sentence.
type Found struct {
	Sentence    int // index in the document's sentences
	Type        Type
	Probability float64
	receipt     receipt.Receipt
}

// Receipt rests on the sentence.
func (f Found) Receipt() receipt.Receipt { return f.receipt }

func newFound(sentence int, t Type, p float64, at receipt.Span) Found {
	return Found{Sentence: sentence, Type: t, Probability: p, receipt: receipt.New("corporate/type", at)}
}

// Open reads the model that comes with the program.
func Open() (*Model, error) { return Load([]byte(embedded)) }

// Types finds the types of every sentence: sentences in order, the most probable
// type of a sentence first.
func (m *Model) Types(doc text.Document) []Found {
	var out []Found
	all := All()
	for i, p := range m.Probabilities(doc) {
		from := len(out)
		for c, t := range all {
			if p[c] >= m.thresholds[c] {
				out = append(out, newFound(i, t, p[c], doc.Sentences[i].Span))
			}
		}
		slices.SortStableFunc(out[from:], func(a, b Found) int { return cmp.Compare(b.Probability, a.Probability) })
	}
	return out
}

// Probabilities are those of every type for every sentence, types in the order of
// [All]. They say how often such a sentence has the type among the sentences that
// people marked.
func (m *Model) Probabilities(doc text.Document) [][]float64 {
	r := m.readers.Get().(*reader)
	defer m.readers.Put(r)
	scores := make([]scores, len(doc.Sentences))
	into := make([]float32, types)
	for i, s := range doc.Sentences {
		into = m.words.Scores(r.read(doc, s), into)
		copy(scores[i][:], into)
	}
	out := make([][]float64, len(doc.Sentences))
	flat := make([]float64, types*len(out))
	c := newContext(scores)
	for i := range out {
		out[i] = flat[i*types:][:types:types]
		for t := range out[i] {
			out[i][t] = m.story.probability(t, c.of(i, t))
		}
	}
	return out
}
