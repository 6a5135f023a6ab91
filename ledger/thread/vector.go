package thread

import (
	_ "embed"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"newstape/ledger/thread/wording"
)

//go:embed generic.tsv
var genericTable string

// generic is the weights of common words by key.
var generic = sync.OnceValue(func() map[string]float64 {
	out := map[string]float64{}
	for line := range strings.Lines(genericTable) {
		weight, words, ok := strings.Cut(strings.TrimSpace(line), "\t")
		x, err := strconv.ParseFloat(weight, 64)
		if !ok || err != nil {
			continue // comments and the head
		}
		for w := range strings.FieldsSeq(words) {
			out[wording.Key(w)] = x
		}
	}
	return out
})

// Weights of the kinds of features, beside 1 for an ordinary word.
const (
	partyWeight  = 1.5  // a linked firm, person or product
	stateWeight  = 0.7  // a state or place, named in half of all claims
	nameWeight   = 1.2  // a capitalised word that is not linked
	objectPart   = 1.25 // times, for words of the objects of an allegation
	numberWeight = 0.5  // a number, and again its unit
)

// feature is a hashed feature with its weight.
type feature struct {
	hash   uint64
	weight float64
}

// vector is features by rising hash, each once.
type vector []feature

func hashOf(kind, name string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(kind))
	_, _ = h.Write([]byte{0})
	_, _ = h.Write([]byte(name))
	return h.Sum64()
}

// newVector sorts features; of those that meet the heaviest stays.
func newVector(fs []feature) vector {
	slices.SortFunc(fs, func(a, b feature) int {
		switch {
		case a.hash != b.hash && a.hash < b.hash:
			return -1
		case a.hash != b.hash:
			return 1
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		}
		return 0
	})
	return slices.CompactFunc(fs, func(a, b feature) bool { return a.hash == b.hash })
}

func (v vector) norm() float64 {
	sum := 0.0
	for _, f := range v {
		sum += f.weight * f.weight
	}
	return math.Sqrt(sum)
}

// cosine is the cosine of the angle between two vectors, 0 to 1, and the number
// of features that they share; normA and normB are their lengths.
func cosine(a, b vector, normA, normB float64) (float64, int) {
	dot, shared := 0.0, 0
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch {
		case a[i].hash < b[k].hash:
			i++
		case a[i].hash > b[k].hash:
			k++
		default:
			dot += a[i].weight * b[k].weight
			shared++
			i++
			k++
		}
	}
	n := normA * normB
	if n == 0 {
		return 0, 0
	}
	return dot / n, shared
}

// add gives the sum of two vectors.
func (v vector) add(o vector) vector {
	out := make(vector, 0, len(v)+len(o))
	i, k := 0, 0
	for i < len(v) || k < len(o) {
		switch {
		case k == len(o) || i < len(v) && v[i].hash < o[k].hash:
			out = append(out, v[i])
			i++
		case i == len(v) || o[k].hash < v[i].hash:
			out = append(out, o[k])
			k++
		default:
			out = append(out, feature{v[i].hash, v[i].weight + o[k].weight})
			i++
			k++
		}
	}
	return out
}
