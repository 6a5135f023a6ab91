package study

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// placeboEffects are injected on day 0, as multiples of the sample's median
// residual standard deviation over sqrt(N): the scale on which a mean is found.
var placeboEffects = [...]float64{0, 1, 2, 3, 4, 6, 8}

// placebo draws, for each kept event, a date of the same security at random,
// runs the same design and counts rejections: once as it is (size), and with an
// effect added to day 0 (power). The window is the design's shortest that holds
// day 0. Resampling tests are left out.
func placebo(ctx context.Context, d Design, p Panel, events []Event, r *Result) (*Placebo, error) {
	window, ok := d.placeboWindow()
	if !ok {
		return nil, nil
	}
	tests, err := ChooseTests(d.Tests)
	if err != nil {
		return nil, err
	}
	tests = withoutDraws(tests)
	out := &Placebo{Samples: d.Placebo, N: len(r.Events), Window: window, Level: d.Level}
	spread := medianSigma(r)
	for _, m := range placeboEffects {
		out.Effects = append(out.Effects, m*spread/rootOf(len(r.Events)))
	}
	for _, t := range tests {
		out.Tests = append(out.Tests, PlaceboTest{Test: t.Name, Convention: t.Convention, Rejects: make([]float64, len(out.Effects))})
	}
	draw := rand.New(rand.NewPCG(d.Seed, streamPlacebo))
	pool, err := newPlaceboPool(d, p, events, r)
	if err != nil {
		return nil, err
	}
	progress := d.meter(Placebos, d.Placebo)
	for range d.Placebo {
		s, err := pool.sample(ctx, draw)
		if err != nil {
			return nil, err
		}
		if err := out.count(ctx, s, tests); err != nil {
			return nil, err
		}
		progress.add()
	}
	for k := range out.Tests {
		out.Tests[k].Detects = detects(out.Effects, out.Tests[k].Rejects)
	}
	return out, nil
}

// count adds a sample's rejections for each effect.
func (out *Placebo) count(ctx context.Context, s *Sample, tests []Test) error {
	share := 1 / float64(out.Samples)
	day := -s.EventFrom
	for e, effect := range out.Effects {
		shifted := s
		if effect != 0 {
			shifted = s.withEffect(day, effect)
		}
		rejected := make([]bool, len(tests))
		c := shifted.Cut(out.Window)
		err := parallel(ctx, len(tests), 1, func(k int) {
			st := tests[k].stat(eval(tests[k], shifted, c), c.N)
			rejected[k] = st.Missing == "" && st.P < out.Level
		})
		if err != nil {
			return err
		}
		for k, yes := range rejected {
			if yes {
				out.Tests[k].Rejects[e] += share
			}
		}
	}
	return nil
}

// withEffect is the sample with an effect added to one event day; its past is
// the same.
func (s *Sample) withEffect(column int, effect float64) *Sample {
	out := *s
	out.AR = make([]float64, len(s.AR))
	copy(out.AR, s.AR)
	for i := range s.N {
		out.AR[i*s.L+column] += effect
	}
	out.present = new(present)
	return &out
}

// placeboPool is where placebo dates may fall: for each kept event, the rows of
// its market that leave room for both windows.
type placeboPool struct {
	design Design
	model  Model
	k      int
	events []Event
	places []placed
}

func newPlaceboPool(d Design, p Panel, events []Event, r *Result) (*placeboPool, error) {
	model, err := ModelNamed(d.Model)
	if err != nil {
		return nil, err
	}
	pool := &placeboPool{design: d, model: model, k: len(r.Params), events: events}
	again := &Result{Design: d}
	pool.places, err = again.placeAll(d, p, events)
	return pool, err
}

// sample draws a date for each event until it can be fitted, and gives up on an
// event after some tries.
func (p *placeboPool) sample(ctx context.Context, draw *rand.Rand) (*Sample, error) {
	const tries = 20
	places := make([]placed, 0, len(p.places))
	check := placer{design: p.design}
	for _, at := range p.places {
		first, last := -at.est.From, len(at.market.stamps)-1-max(at.window.To, at.est.To)
		if last < first {
			continue
		}
		for range tries {
			trial := at
			trial.row = first + draw.IntN(last-first+1)
			if reason, _ := check.returns(&trial); reason == Kept {
				places = append(places, trial)
				break
			}
		}
	}
	s, fits, err := fitAll(ctx, p.quiet(), p.model, p.k, p.events, places)
	if err != nil {
		return nil, err
	}
	var keep []int
	for k := range fits {
		if fits[k].reason == Kept {
			keep = append(keep, k)
		}
	}
	return s.Select(keep), nil
}

// quiet is the design without its progress report.
func (p *placeboPool) quiet() Design {
	d := p.design
	d.Progress = nil
	return d
}

// placeboWindow is the shortest window with day 0; the first of equals.
func (d Design) placeboWindow() (Window, bool) {
	best, found := Window{}, false
	for _, w := range d.spans() {
		if w.From <= 0 && 0 <= w.To && (!found || w.Len() < best.Len()) {
			best, found = w, true
		}
	}
	if !found && d.Event.From <= 0 && 0 <= d.Event.To {
		return Window{0, 0}, true
	}
	return best, found
}

// withoutDraws leaves out what is too slow to repeat hundreds of times.
func withoutDraws(tests []Test) []Test {
	slow := map[string]bool{}
	for _, t := range resampling() {
		slow[t.Name] = t.Name != "jackknife"
	}
	var out []Test
	for _, t := range tests {
		if !slow[t.Name] {
			out = append(out, t)
		}
	}
	return out
}

// detects is the effect at which rejections pass 80 %, between two that were
// tried; 0 when none does.
func detects(effects, rejects []float64) float64 {
	const power = 0.8
	for k := 1; k < len(effects); k++ {
		if rejects[k] >= power && rejects[k-1] < power {
			return effects[k-1] + (effects[k]-effects[k-1])*(power-rejects[k-1])/(rejects[k]-rejects[k-1])
		}
	}
	return 0
}

func medianSigma(r *Result) float64 {
	var sigmas []float64
	for _, e := range r.Events {
		sigmas = append(sigmas, e.Sigma)
	}
	slices.Sort(sigmas)
	return median(sigmas)
}

func rootOf(n int) float64 { return math.Sqrt(float64(n)) }
