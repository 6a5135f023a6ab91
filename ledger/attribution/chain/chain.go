// Package chain labels a row of tokens with one of three labels each, the best
// row of labels as a whole: a linear-chain conditional random field (Lafferty,
// McCallum and Pereira 2001). Its score of labels y for tokens x is
//
//	sum over i of emission(i, y[i]) + step(edge[i], y[i-1], y[i])
//	              + [y[i-1] != y[i]] (begin(i, y[i]) + end(i, y[i-1]))
//
// where emissions, begins and ends are sums of the weights of hashed features and
// steps are looked up by a small class of the place. Label 0 is "neither": its
// emission, begin and end are always 0.
//
// In: emissions and edge classes. Out: the best labels ([Best], by the algorithm
// of Viterbi) and the probability of each label at each token ([Marginals], by
// forward and backward sums). A [Table] holds the weights of features, read in
// place from the file that the training wrote.
//
// Limits: three labels, so that a row of weights and a step are small arrays.
package chain

import "math"

// Labels is the number of labels.
const Labels = 3

// Scores are the emissions of one token, or the probabilities of its labels.
type Scores [Labels]float32

// Step is the scores of going from one label (first index) to another.
type Step [Labels]Scores

// Never is the score of a step that is not allowed.
const Never = -1e4

// Lattice is a row of tokens to label. Its memory is used again by [Lattice.Reset].
type Lattice struct {
	Emissions []Scores
	Begins    []Scores // what speaks for a change into a label here
	Ends      []Scores // and for a change out of one
	Edges     []uint16
	forward   []Scores
	stepped   []Step // exponentials of the steps into each token
	scale     []float32
	back      [][Labels]uint8
}

// Reset makes room for n tokens; emissions and edges are to be filled anew.
func (l *Lattice) Reset(n int) {
	if cap(l.Emissions) < n {
		m := n + n/2
		l.Emissions, l.Edges = make([]Scores, m), make([]uint16, m)
		l.Begins, l.Ends = make([]Scores, m), make([]Scores, m)
		l.forward, l.scale, l.back = make([]Scores, m), make([]float32, m), make([][Labels]uint8, m)
		l.stepped = make([]Step, m)
	}
	l.Emissions, l.Edges = l.Emissions[:n], l.Edges[:n]
	l.Begins, l.Ends = l.Begins[:n], l.Ends[:n]
	l.forward, l.scale, l.back = l.forward[:n], l.scale[:n], l.back[:n]
	l.stepped = l.stepped[:n]
}

// step is the scores of the steps into token i.
func (l *Lattice) step(steps []Step, i int) Step {
	st := steps[l.Edges[i]]
	begin, end := &l.Begins[i], &l.Ends[i]
	for x := range Labels {
		for y := range Labels {
			if x != y {
				st[x][y] += begin[y] + end[x]
			}
		}
	}
	return st
}

// Best writes the best labels into out, one for each token. The label before the
// first token counts as 0.
func (l *Lattice) Best(steps []Step, out []uint8) {
	n := len(l.Emissions)
	if n == 0 {
		return
	}
	at := Scores{0, Never, Never}
	for i, e := range l.Emissions {
		st := l.step(steps, i)
		var next Scores
		for y := range Labels {
			best, from := at[0]+st[0][y], uint8(0)
			for x := uint8(1); x < Labels; x++ {
				if s := at[x] + st[x][y]; s > best {
					best, from = s, x
				}
			}
			next[y], l.back[i][y] = best+e[y], from
		}
		at = next
	}
	y := uint8(0)
	for x := uint8(1); x < Labels; x++ {
		if at[x] > at[y] {
			y = x
		}
	}
	for i := n - 1; i >= 0; i-- {
		out[i] = y
		y = l.back[i][y]
	}
}

// Marginals writes the probability of each label at each token into out.
func (l *Lattice) Marginals(steps []Step, out []Scores) {
	n := len(l.Emissions)
	if n == 0 {
		return
	}
	l.sweep(steps)
	// Backward: beta is scaled by the same factors as the forward sums.
	beta := Scores{1, 1, 1}
	for i := n - 1; i >= 0; i-- {
		sum := float32(0)
		for y := range Labels {
			out[i][y] = l.forward[i][y] * beta[y]
			sum += out[i][y]
		}
		for y := range Labels {
			out[i][y] /= sum
		}
		if i == 0 {
			break
		}
		beta = backward(&l.stepped[i], l.Emissions[i], beta, l.scale[i])
	}
}

func backward(st *Step, e Scores, beta Scores, scale float32) (out Scores) {
	for y := range Labels {
		beta[y] *= exp(e[y]) / scale
	}
	for x := range Labels {
		for y := range Labels {
			out[x] += st[x][y] * beta[y]
		}
	}
	// Rounding may let the sums drift over hundreds of tokens; only their
	// proportions matter.
	if m := max(out[0], out[1], out[2]); m > 0 {
		for x := range Labels {
			out[x] /= m
		}
	}
	return out
}

// sweep fills in the forward sums, each scaled to add up to one.
func (l *Lattice) sweep(steps []Step) {
	at := Scores{1, 0, 0}
	for i, e := range l.Emissions {
		st := l.step(steps, i)
		var next Scores
		sum := float32(0)
		for y := range Labels {
			s := float32(0)
			for x := range Labels {
				st[x][y] = exp(st[x][y])
				s += at[x] * st[x][y]
			}
			next[y] = s * exp(e[y])
			sum += next[y]
		}
		for y := range Labels {
			next[y] /= sum
		}
		l.stepped[i] = st
		l.forward[i], l.scale[i], at = next, sum, next
	}
}

// Pairs calls visit for each token with the probability of each step into it, and
// is for training. Marginals must have been called before.
func (l *Lattice) Pairs(marginals []Scores, visit func(i int, p *Step)) {
	at := Scores{1, 0, 0}
	for i := range l.Emissions {
		st := &l.stepped[i]
		var p Step
		for y := range Labels {
			sum := float32(0)
			for x := range Labels {
				p[x][y] = at[x] * st[x][y]
				sum += p[x][y]
			}
			for x := range Labels {
				if sum > 0 {
					p[x][y] *= marginals[i][y] / sum
				}
			}
		}
		visit(i, &p)
		at = l.forward[i]
	}
}

// exp is e to the x with x held where float32 neither overflows nor vanishes in
// products of two.
func exp(x float32) float32 {
	return float32(math.Exp(float64(min(max(x, -40), 40))))
}
