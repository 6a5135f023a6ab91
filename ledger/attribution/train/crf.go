package train

import (
	"math"
	"math/rand/v2"

	"newstape/ledger/attribution/chain"
)

// settings of one training.
type settings struct {
	epochs  int
	rate    float32 // of AdaGrad
	drop    float64 // share of features left out at each sight of a token
	banned  func(edge, from, to int) bool
	edges   int
	seed    uint64
	average int // the last epochs whose weights are averaged
}

// crf is a chain in training: weights and the sums of their squared gradients.
type crf struct {
	settings
	rows      *rows
	w, g      [][2]float32
	steps, sg []chain.Step
	mean      [][2]float32
	meanSteps []chain.Step
	lattice   chain.Lattice
	marginals []chain.Scores
	rng       *rand.Rand
	kept      []int32
	keptAt    []int
	// The same for the pairs of places between tokens.
	boundsKept []int32
	boundsAt   []int
}

// learn fits a chain to the sequences of the articles that use allows, by
// stochastic gradient steps on the conditional likelihood with the step sizes of
// AdaGrad (Duchi, Hazan and Singer 2011).
func learn(r *rows, s settings, use func(article int) bool) *crf {
	n := len(r.index.back)
	c := &crf{
		settings: s, rows: r, w: make([][2]float32, n), g: make([][2]float32, n),
		steps: make([]chain.Step, s.edges), sg: make([]chain.Step, s.edges),
		rng: rand.New(rand.NewPCG(s.seed, 1)),
	}
	for e := range s.edges {
		for x := range chain.Labels {
			for y := range chain.Labels {
				if s.banned != nil && s.banned(e, x, y) {
					c.steps[e][x][y] = chain.Never
				}
			}
		}
	}
	var order []int
	for k, q := range r.seqs {
		if use(q.article) && q.last > q.first {
			order = append(order, k)
		}
	}
	for epoch := range s.epochs {
		c.rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			c.learnFrom(r.seqs[k])
		}
		c.remember(epoch)
	}
	return c
}

// remember averages the weights of the last epochs: steps of constant size circle
// around the best weights, and their mean is nearer to it than any of them.
func (c *crf) remember(epoch int) {
	if c.average <= 1 || epoch < c.epochs-c.average {
		return
	}
	if c.mean == nil {
		c.mean, c.meanSteps = make([][2]float32, len(c.w)), make([]chain.Step, len(c.steps))
	}
	part := 1 / float32(c.average)
	for k, w := range c.w {
		c.mean[k][0] += part * w[0]
		c.mean[k][1] += part * w[1]
	}
	for e := range c.steps {
		for x := range chain.Labels {
			for y := range chain.Labels {
				c.meanSteps[e][x][y] += part * c.steps[e][x][y]
			}
		}
	}
	if epoch == c.epochs-1 {
		c.w, c.steps = c.mean, c.meanSteps
	}
}

func (c *crf) learnFrom(q sequence) {
	n := q.last - q.first
	c.lattice.Reset(n)
	if cap(c.marginals) < n {
		c.marginals = make([]chain.Scores, 2*n)
	}
	m := c.marginals[:n]
	c.kept, c.keptAt = c.kept[:0], append(c.keptAt[:0], 0)
	c.boundsKept, c.boundsAt = c.boundsKept[:0], append(c.boundsAt[:0], 0)
	for i := range n {
		var e chain.Scores
		for _, f := range c.rows.of(q.first + i) {
			if c.drop > 0 && c.rng.Float64() < c.drop {
				continue
			}
			c.kept = append(c.kept, f)
			w := &c.w[f]
			e[1] += w[0]
			e[2] += w[1]
		}
		c.keptAt = append(c.keptAt, len(c.kept))
		c.lattice.Begins[i], c.lattice.Ends[i] = c.bounds(q.first + i)
		c.boundsAt = append(c.boundsAt, len(c.boundsKept))
		c.lattice.Emissions[i], c.lattice.Edges[i] = e, c.rows.edges[q.first+i]
	}
	c.lattice.Marginals(c.steps, m)
	gold := c.rows.gold[q.first:q.last]
	c.lattice.Pairs(m, func(i int, p *chain.Step) {
		from := uint8(0)
		if i > 0 {
			from = gold[i-1]
		}
		c.moveStep(c.lattice.Edges[i], p, from, gold[i])
		c.moveBounds(c.boundsKept[c.boundsAt[i]:c.boundsAt[i+1]], p, from, gold[i])
	})
	for i := range n {
		c.move(c.kept[c.keptAt[i]:c.keptAt[i+1]], &m[i], gold[i])
	}
}

// bounds are the scores of a change of label before a token.
func (c *crf) bounds(token int) (begin, end chain.Scores) {
	ids := c.rows.boundsOf(token)
	for k := 0; k < len(ids); k += 2 {
		if c.drop > 0 && c.rng.Float64() < c.drop {
			continue
		}
		c.boundsKept = append(c.boundsKept, ids[k], ids[k+1])
		b, e := &c.w[ids[k]], &c.w[ids[k+1]]
		begin[1] += b[0]
		begin[2] += b[1]
		end[1] += e[0]
		end[2] += e[1]
	}
	return begin, end
}

// moveBounds moves the weights of a change of label before a token.
func (c *crf) moveBounds(ids []int32, p *chain.Step, from, to uint8) {
	if len(ids) == 0 {
		return
	}
	begin := chain.Scores{0, -p[0][1] - p[2][1], -p[0][2] - p[1][2]}
	end := chain.Scores{0, -p[1][0] - p[1][2], -p[2][0] - p[2][1]}
	if from != to {
		begin[to]++
		end[from]++
	}
	for k := 0; k < len(ids); k += 2 {
		c.moveOne(ids[k], begin)
		c.moveOne(ids[k+1], end)
	}
}

// slight gradients are not worth the visit to memory.
func slight(d chain.Scores) bool {
	return max(d[1], -d[1]) < small && max(d[2], -d[2]) < small
}

// moveOne moves one feature's weights for labels 1 and 2 along d.
func (c *crf) moveOne(f int32, d chain.Scores) {
	if slight(d) {
		return
	}
	w, g := &c.w[f], &c.g[f]
	for y := range w {
		v := d[y+1]
		g[y] += v * v
		w[y] += c.rate * v / sqrt(g[y]+1e-2)
	}
}

// small is the least gradient that moves a weight.
const small = 2e-3

func (c *crf) move(features []int32, m *chain.Scores, gold uint8) {
	d := chain.Scores{0, -m[1], -m[2]}
	d[gold]++
	if slight(d) {
		return
	}
	for _, f := range features {
		c.moveOne(f, d)
	}
}

func (c *crf) moveStep(edge uint16, p *chain.Step, from, to uint8) {
	st, sg := &c.steps[edge], &c.sg[edge]
	for x := range chain.Labels {
		for y := range chain.Labels {
			if st[x][y] == chain.Never {
				continue
			}
			d := -p[x][y]
			if x == int(from) && y == int(to) {
				d++
			}
			if max(d, -d) < small {
				continue
			}
			sg[x][y] += d * d
			st[x][y] += c.rate * d / sqrt(sg[x][y]+1)
		}
	}
}

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// pack rounds the weights into a table of so many buckets.
func (c *crf) pack(buckets int) *chain.Table {
	out := make([]chain.Weighted, 0, len(c.w))
	for id, w := range c.w {
		if w[0] != 0 || w[1] != 0 {
			out = append(out, chain.Weighted{Feature: c.rows.index.back[id], W: w, Seen: c.rows.index.times(c.rows.index.back[id])})
		}
	}
	return chain.Pack(out, buckets)
}
