package study

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"

	"newstape/fault"
)

// Simulation asks how often tests reject in made samples: for planning a study,
// and for checking the tests. Returns follow
//
//	r = a + b m + s e,  m ~ N(0.0003, 0.010²), a ~ U(-2e-4, 4e-4), b ~ U(0.4, 1.6), s ~ U(0.010, 0.030)
type Simulation struct {
	N     int    `json:"n"`    // events a sample
	Days  int    `json:"days"` // estimation days
	Event Window `json:"event"`
	// Windows are judged; each lies in Event.
	Windows []Window   `json:"windows"`
	Tests   []string   `json:"tests"` // as in Design.Tests
	Model   string     `json:"model"`
	Reps    int        `json:"reps"` // samples a scenario
	Level   float64    `json:"level"`
	Seed    uint64     `json:"seed"`
	Draws   int        `json:"draws"` // of the resampling tests
	Cases   []Scenario `json:"cases"`
}

// Scenario is a world to draw samples from.
type Scenario struct {
	Name   string  `json:"name"`
	Effect float64 `json:"effect"` // added on day 0, as a fraction
	// Variance multiplies the residual variance on event days; 0 is 1.
	Variance float64 `json:"variance"`
	// Tail is the degrees of freedom of t-distributed residuals, scaled to unit
	// variance (3 or more); 0 is normal.
	Tail int `json:"tail"`
	// OneDate puts all events on one date, with one market and residuals that
	// correlate by Rho; else each event has a market of its own.
	OneDate bool    `json:"one_date"`
	Rho     float64 `json:"rho"`
}

// Scenarios are those of the literature on size and power: Brown and Warner's
// null, heavy tails, event-induced variance, clustered dates, and an effect of
// one percent with and without more variance.
func Scenarios() []Scenario {
	return []Scenario{
		{Name: "null"},
		{Name: "null, t(3) tails", Tail: 3},
		{Name: "null, event variance x2", Variance: 2},
		{Name: "null, one date, residual correlation 0.1", OneDate: true, Rho: 0.1},
		{Name: "+1 % on day 0", Effect: 0.01},
		{Name: "+1 % on day 0, event variance x2", Effect: 0.01, Variance: 2},
	}
}

// DefaultSimulation is 50 events, 250 estimation days, eleven event days.
func DefaultSimulation() Simulation {
	return Simulation{N: 50, Days: 250, Event: Window{-5, 5}, Windows: []Window{{0, 0}, {-5, 5}},
		Model: "market-model", Reps: 1000, Level: 0.05, Seed: 42, Draws: 199, Cases: Scenarios()}
}

// Rejections is one test in one window: the share of samples it rejected, two
// sided at Level, one a scenario. SE of a share p is sqrt(p(1-p)/reps).
type Rejections struct {
	Test       string    `json:"test"`
	Convention string    `json:"convention"`
	Window     Window    `json:"window"`
	Rate       []float64 `json:"rate"`
}

// Simulate draws the samples and counts. Each sample has a stream of its own, so
// the answer depends on the seed alone.
func Simulate(ctx context.Context, q Simulation) ([]Rejections, error) {
	d, tests, err := q.design()
	if err != nil {
		return nil, err
	}
	var out []Rejections
	for _, t := range tests {
		for _, w := range q.Windows {
			out = append(out, Rejections{Test: t.Name, Convention: t.Convention, Window: w, Rate: make([]float64, len(q.Cases))})
		}
	}
	for k, world := range q.Cases {
		rejected := make([][]bool, q.Reps)
		failed := make([]error, q.Reps)
		err := parallel(ctx, q.Reps, 1, func(rep int) {
			rejected[rep], failed[rep] = q.one(ctx, d, tests, world, uint64(k)<<32|uint64(rep))
		})
		if err != nil {
			return nil, err
		}
		for rep, row := range rejected {
			if failed[rep] != nil {
				return nil, fmt.Errorf("simulate %s, sample %d: %w", world.Name, rep+1, failed[rep])
			}
			for j, yes := range row {
				if yes {
					out[j].Rate[k] += 1 / float64(q.Reps)
				}
			}
		}
	}
	return out, nil
}

// design is the study that each sample is put through.
func (q Simulation) design() (Design, []Test, error) {
	if q.N < 2 || q.Days < 10 || q.Reps < 1 || len(q.Windows) == 0 || len(q.Cases) == 0 {
		return Design{}, nil, fault.New(fault.BadUsage, "simulate: %d events, %d estimation days, %d samples, %d windows, %d scenarios",
			q.N, q.Days, q.Reps, len(q.Windows), len(q.Cases)).Try("at least 2 events, 10 days and one of each other")
	}
	d := Default()
	d.Model, d.Event, d.Windows, d.Tests = q.Model, q.Event, q.Windows, q.Tests
	d.Estimation = Window{q.Event.From - q.Days, q.Event.From - 1}
	d.Level, d.Draws, d.Seed, d.Adjust = q.Level, q.Draws, q.Seed, "none"
	d = d.filled()
	if err := d.Validate(); err != nil {
		return d, nil, err
	}
	for _, w := range q.Cases {
		if w.Tail != 0 && w.Tail < 3 || w.Variance < 0 || !(w.Rho >= 0 && w.Rho < 1) || w.Effect != w.Effect {
			return d, nil, fault.New(fault.BadUsage, "simulate: scenario %q has a tail below 3, a variance below 0 or a correlation outside [0, 1)", w.Name)
		}
	}
	tests, err := chooseTests(d.Tests)
	return d, tests, err
}

// one draws one sample and says which tests reject in which windows.
func (q Simulation) one(ctx context.Context, d Design, tests []Test, world Scenario, stream uint64) ([]bool, error) {
	p, events, err := q.draw(world, rand.New(rand.NewPCG(q.Seed, stream)))
	if err != nil {
		return nil, err
	}
	d.Market = "m0"
	s, _, err := prepare(ctx, d, p, events)
	if err != nil {
		return nil, err
	}
	var out []bool
	cuts := make([]*Cut, len(q.Windows))
	for k, w := range q.Windows {
		cuts[k] = s.Cut(w)
	}
	for _, t := range tests {
		for _, c := range cuts {
			st := t.stat(eval(t, s, c), c.N)
			out = append(out, st.Missing == "" && st.P < d.Level)
		}
	}
	return out, nil
}

// draw makes a sample's panel: N securities and their markets, day 0 in the same
// row for all.
func (q Simulation) draw(world Scenario, r *rand.Rand) (*Table, []Event, error) {
	days := q.Days + q.Event.Len()
	zero := q.Days - q.Event.From
	stamps := make([]Stamp, days)
	common := make([]float64, days)
	for t := range stamps {
		stamps[t] = Stamp(t+1) * daySeconds
		common[t] = world.shock(r)
	}
	var names []string
	var columns [][]float64
	var events []Event
	var market []float64
	for i := range q.N {
		if i == 0 || !world.OneDate {
			market = make([]float64, days)
			for t := range market {
				market[t] = 0.0003 + 0.010*r.NormFloat64()
			}
			names, columns = append(names, "m"+strconv.Itoa(i)), append(columns, market)
		}
		a, b, s := -2e-4+6e-4*r.Float64(), 0.4+1.2*r.Float64(), 0.010+0.020*r.Float64()
		y := make([]float64, days)
		for t := range y {
			e := math.Sqrt(world.Rho)*common[t] + math.Sqrt(1-world.Rho)*world.shock(r)
			if t >= q.Days && world.Variance > 0 {
				e *= math.Sqrt(world.Variance)
			}
			y[t] = a + b*market[t] + s*e
		}
		y[zero] += world.Effect
		names, columns = append(names, "s"+strconv.Itoa(i)), append(columns, y)
		e := Event{ID: strconv.Itoa(i + 1), Security: "s" + strconv.Itoa(i), On: stamps[zero]}
		if !world.OneDate {
			e.Market = "m" + strconv.Itoa(i)
		}
		events = append(events, e)
	}
	p, err := NewTable(stamps, names, columns)
	return p, events, err
}

// shock is a residual of unit variance.
func (w Scenario) shock(r *rand.Rand) float64 {
	z := r.NormFloat64()
	if w.Tail == 0 {
		return z
	}
	chi := 0.0
	for range w.Tail {
		n := r.NormFloat64()
		chi += n * n
	}
	df := float64(w.Tail)
	return z / math.Sqrt(chi/df) * math.Sqrt((df-2)/df)
}
