package study

import (
	"math"
	"slices"

	"newstape/study/stat"
)

// rankTests is the family of Corrado.
func rankTests() []Test {
	return []Test{
		{"rank", "corrado", "Corrado 1989; over windows Cowan 1992", rankCorrado},
		{"rank", "cz", "Corrado and Zivney 1992, standardised, re-standardised on event days", rankZivney},
		{"rank", "sipemu", "as in sipemu: sd with T-1 about the mean", rankSipemu},
		{"rank", "estudy2", "as in estudy2: T is the mean of T_i", rankEstudy2},
		{"rank", "estudy2-modified", "as in estudy2's modified rank test: K/(1+T_i), no re-standardisation", rankModifiedEstudy2},
		{"rank", "estudy2-window", "as in estudy2's test of a window: mean rank, not deviation", rankWindowEstudy2},
		{"sign-cz", "cz", "Corrado and Zivney 1992, sign about the median", signZivney},
		{"sign-cz", "estudy2", "as in estudy2: T is the mean of T_i", signEstudy2},
	}
}

// rankSums is, for every column (estimation, then event), the mean over events
// of a rank's deviation from its expectation, and how many events had a value.
type rankSums struct {
	dev   []float64
	count []float64
}

// rankCorrado is the rank t (Corrado 1989; Cowan 1992 for windows):
//
//	K_it rank of the (abnormal) return among the T_i = m_i + L of event i, ties halved
//	D_t = mean_i( K_it - (T_i+1)/2 )   s_K² = (1/T) sum_t D_t²
//	t = sqrt(L) mean_{t in window}(D_t) / s_K,  N(0,1)
func rankCorrado(s *Sample, c *Cut) Value {
	s.present.corradoOnce.Do(func() {
		s.present.corrado = s.rankSums(nil, func(t float64) (float64, float64) { return 1, (t + 1) / 2 })
	})
	r := s.present.corrado
	return r.over(s, c, func(d, n float64) float64 { return d })
}

// rankSipemu is rankCorrado with the standard deviation of D_t, divisor T-1.
func rankSipemu(s *Sample, c *Cut) Value {
	v := rankCorrado(s, c)
	if v.Missing != "" {
		return v
	}
	squares, _ := centre(s.present.corrado.dev)
	total := 0.0
	for _, d := range s.present.corrado.dev {
		if d == d {
			total += d * d
		}
	}
	t := float64(countNumbers(s.present.corrado.dev))
	v.X *= math.Sqrt((total / t) / (squares / (t - 1)))
	return v
}

// rankZivney is the standardised rank test (Corrado and Zivney 1992): returns
// are divided by the estimation window's standard deviation, those of the event
// days again by their cross-sectional one, and
//
//	U_it = K_it/(1+T_i)   z_t = N_t^-1/2 sum_i (U_it - 1/2)   s_U² = (1/T) sum_t z_t²
//	z = sqrt(L) mean_{t in window}(z_t) / s_U,  N(0,1)
func rankZivney(s *Sample, c *Cut) Value {
	s.present.zivneyOnce.Do(func() {
		s.present.zivney = s.rankSums(s.eventSpread(), func(t float64) (float64, float64) { return 1 / (1 + t), 0.5 })
	})
	return s.present.zivney.over(s, c, func(d, n float64) float64 { return d * math.Sqrt(n) })
}

// signZivney is the sign test of Corrado and Zivney (1992): G_it is the sign of
// the (abnormal) return less its median over estimation and event window, and
//
//	z_t = N_t^-1/2 sum_i G_it   s² = (1/T) sum_t z_t²   z = sqrt(L) mean(z_t) / s
func signZivney(s *Sample, c *Cut) Value {
	s.present.signOnce.Do(func() { s.present.sign = s.signSums() })
	return s.present.sign.over(s, c, func(d, n float64) float64 { return d * math.Sqrt(n) })
}

// over is sqrt(L) times the mean of a column statistic over the window, divided
// by its root mean square over all columns.
func (r *rankSums) over(s *Sample, c *Cut, column func(d, n float64) float64) Value {
	squares, t := 0.0, 0.0
	for k, d := range r.dev {
		if d == d {
			z := column(d, r.count[k])
			squares += z * z
			t++
		}
	}
	sum := 0.0
	from := s.M + c.Window.From - s.EventFrom
	for k := from; k < from+c.Len; k++ {
		sum += column(r.dev[k], r.count[k])
	}
	l := float64(c.Len)
	return normal(math.Sqrt(l) * (sum / l) / math.Sqrt(squares/t))
}

// eventSpread is the cross-sectional sd of AR/s on each event day, s the standard
// deviation (m-1) of the residuals as in the paper.
func (s *Sample) eventSpread() []float64 {
	out := make([]float64, s.L)
	day := make([]float64, 0, s.N)
	spread := make([]float64, s.N)
	for i := range spread {
		spread[i] = s.residualSD(i)
	}
	for t := range out {
		day = day[:0]
		for i := range s.N {
			if ar := s.AR[i*s.L+t]; ar == ar {
				day = append(day, ar/spread[i])
			}
		}
		_, out[t] = meanSD(day)
		if !(out[t] > 0) {
			out[t] = 1 // one event: nothing to standardise by
		}
	}
	return out
}

// orders is the order of each event's residuals.
func (s *Sample) orders() [][]uint16 {
	s.past.sortOnce.Do(func() {
		s.past.order = make([][]uint16, s.N)
		flat := make([]uint16, s.N*s.M)
		inBlocks(s.N, 32, func(_, from, to int) {
			for i := from; i < to; i++ {
				s.past.order[i] = stat.Order(s.EstRow(i), flat[i*s.M:i*s.M:(i+1)*s.M])
			}
		})
	})
	return s.past.order
}

// rankSums ranks every event over its estimation and event columns. spread
// divides the event columns first (nil: by one); scale gives, for T_i values,
// what a rank is multiplied by and what is then taken off.
func (s *Sample) rankSums(spread []float64, scale func(t float64) (times, off float64)) *rankSums {
	orders := s.orders()
	return s.sumColumns(func(i int, m *merger, add func(column int, v float64)) {
		m.merge(s.EstRow(i), orders[i], s.ARRow(i), spread)
		times, off := scale(float64(len(m.value)))
		m.ranks(func(column int, rank float64) { add(column, rank*times-off) })
	})
}

func (s *Sample) signSums() *rankSums {
	orders := s.orders()
	return s.sumColumns(func(i int, m *merger, add func(column int, v float64)) {
		m.merge(s.EstRow(i), orders[i], s.ARRow(i), nil)
		mid := median(m.value)
		for k, v := range m.value {
			switch {
			case v > mid:
				add(int(m.column[k]), 1)
			case v < mid:
				add(int(m.column[k]), -1)
			default:
				add(int(m.column[k]), 0)
			}
		}
	})
}

// sumColumns adds what each event gives for its columns, in blocks of fixed
// size, and divides by the number that gave something.
func (s *Sample) sumColumns(one func(i int, m *merger, add func(column int, v float64))) *rankSums {
	const block = 128
	width := s.M + s.L
	blocks := (s.N + block - 1) / block
	sums, counts := make([]float64, blocks*width), make([]float64, blocks*width)
	inBlocks(s.N, block, func(b, from, to int) {
		m := newMerger(s.M, s.L)
		sum, count := sums[b*width:(b+1)*width], counts[b*width:(b+1)*width]
		add := func(column int, v float64) {
			sum[column] += v
			count[column]++
		}
		for i := from; i < to; i++ {
			one(i, m, add)
		}
	})
	out := &rankSums{dev: make([]float64, width), count: make([]float64, width)}
	for k := range width {
		for b := range blocks {
			out.dev[k] += sums[b*width+k]
			out.count[k] += counts[b*width+k]
		}
		out.dev[k] /= out.count[k]
	}
	return out
}

// merger holds one event's values in ascending order with their columns.
type merger struct {
	value  []float64
	column []int32
	extra  []extra
}

type extra struct {
	value  float64
	column int32
}

func newMerger(m, l int) *merger {
	return &merger{value: make([]float64, 0, m+l), column: make([]int32, 0, m+l), extra: make([]extra, 0, l)}
}

// merge puts the event days among the residuals, whose order is known.
func (m *merger) merge(u []float64, order []uint16, ar, spread []float64) {
	m.value, m.column, m.extra = m.value[:0], m.column[:0], m.extra[:0]
	for t, v := range ar {
		if v != v {
			continue
		}
		if spread != nil {
			v /= spread[t]
		}
		m.extra = append(m.extra, extra{v, int32(len(u) + t)})
	}
	slices.SortStableFunc(m.extra, func(a, b extra) int {
		if a.value < b.value {
			return -1
		}
		if a.value > b.value {
			return 1
		}
		return 0
	})
	e := 0
	for _, k := range order {
		for e < len(m.extra) && m.extra[e].value < u[k] {
			m.value, m.column = append(m.value, m.extra[e].value), append(m.column, m.extra[e].column)
			e++
		}
		m.value, m.column = append(m.value, u[k]), append(m.column, int32(k))
	}
	for ; e < len(m.extra); e++ {
		m.value, m.column = append(m.value, m.extra[e].value), append(m.column, m.extra[e].column)
	}
}

// ranks gives each column its rank, the mean rank to ties.
func (m *merger) ranks(give func(column int, rank float64)) {
	for from := 0; from < len(m.value); {
		to := from + 1
		for to < len(m.value) && m.value[to] == m.value[from] {
			to++
		}
		rank := float64(from+to+1) / 2
		for _, column := range m.column[from:to] {
			give(int(column), rank)
		}
		from = to
	}
}
