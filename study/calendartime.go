package study

import (
	"context"
	"math"
	"slices"

	"newstape/fault"
	"newstape/study/stat"
)

// CalendarPortfolio asks for the alpha of a portfolio of the securities that had
// an event lately. See [CalendarTime].
type CalendarPortfolio struct {
	Market   string   `json:"market"`
	Factors  []string `json:"factors,omitempty"`
	RiskFree string   `json:"risk_free,omitempty"`
	// Hold is when a security is in the portfolio, in days of the market after its
	// event, such as [1,250].
	Hold Window `json:"hold"`
	// MinUnits is the fewest securities that make a portfolio; days with fewer are
	// left out. 0 is 1.
	MinUnits int `json:"min_units"`
	// ByValue weighs securities by Event.Weight instead of equally; a security
	// without a weight is then left out.
	ByValue  bool       `json:"by_value"`
	Exchange string     `json:"exchange,omitempty"`
	Dates    DatePolicy `json:"dates"`
	MaxShift int        `json:"max_shift"`
}

// CalendarResult is the answer. Coefficients are named alpha, then the market,
// then the factors.
type CalendarResult struct {
	Days      int     `json:"days"`  // days with a portfolio
	First     Stamp   `json:"first"` // of them
	Last      Stamp   `json:"last"`
	MeanUnits float64 `json:"mean_units"` // securities a day
	R2        float64 `json:"r2"`
	// OLS and HAC are the coefficients with the errors of least squares and of
	// Newey and West with Lag lags.
	OLS   []Coefficient `json:"ols"`
	HAC   []Coefficient `json:"hac"`
	Lag   int           `json:"lag"`
	DF    int           `json:"df"`
	Drops []Drop        `json:"drops"`
}

// Coefficient is one of a regression: T = Value / SE on the regression's degrees
// of freedom, P two-sided.
type Coefficient struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	SE    float64 `json:"se"`
	T     float64 `json:"t"`
	P     float64 `json:"p"`
}

// CalendarTime forms, on each day, the portfolio of all securities whose event
// lies within Hold, and regresses its return on market and factors (Jaffe 1974;
// Mandelker 1974; Fama 1998):
//
//	Rp_t - Rf_t = alpha + b (Rm_t - Rf_t) + ... + e_t
//
// alpha is the abnormal return a day. What the events of one day have in common is
// in the portfolio's own variance, so that clustered events cost nothing in size.
// A security counts once a day however many events it had; the latest gives its
// weight. Newey and West's (1987) errors have Bartlett weights 1 - l/(lag+1), lag =
// floor(4 (n/100)^(2/9)) (their 1994 rule) and the factor n/(n-k).
func CalendarTime(ctx context.Context, q CalendarPortfolio, p Panel, events []Event) (*CalendarResult, error) {
	if q.Hold.From > q.Hold.To || q.Hold.Len() > maxSpan || q.MinUnits < 0 {
		return nil, fault.New(fault.BadUsage, "calendar time: holding days %s or the fewest units, %d, make no portfolio", q.Hold, q.MinUnits)
	}
	d := unfitted(q.Market, q.Exchange, q.Dates, q.MaxShift)
	d.Factors, d.RiskFree = q.Factors, q.RiskFree
	pl, err := newPlacer(d, newLoader(d, p))
	if err != nil {
		return nil, err
	}
	out := &CalendarResult{}
	var spells []holding
	for k, e := range events {
		if err = ctx.Err(); err != nil {
			return nil, err
		}
		e.Market = "" // one portfolio has one market
		at, drop, err := pl.dayZero(k, e)
		if err != nil {
			return nil, err
		}
		if drop.Reason == Kept {
			at.est = Window{max(q.Hold.From, -at.row), min(q.Hold.To, len(at.market.stamps)-1-at.row)}
			reason, detail := pl.returns(&at)
			drop = Drop{Row: k, ID: e.ID, Security: e.Security, Reason: reason, Detail: detail}
		}
		if drop.Reason != Kept {
			out.Drops = append(out.Drops, drop)
			continue
		}
		spells = append(spells, holding{e.Security, at.y, e.Weight, at.row + at.est.From, at.row + at.est.To + 1, at.row})
	}
	if len(spells) == 0 {
		return nil, noneKept(events, out.Drops)
	}
	m, err := pl.load.market(q.Market)
	if err != nil {
		return nil, err
	}
	rows, y := q.portfolio(out, spells, m)
	if err = out.regress(q, m, rows, y); err != nil {
		return nil, err
	}
	return out, nil
}

// holding is a security in the portfolio on rows from..to-1 of the market.
type holding struct {
	security string
	y        []float64
	weight   float64
	from, to int
	event    int // row of day 0
}

// portfolio is the days with a portfolio and its return on each.
func (q CalendarPortfolio) portfolio(out *CalendarResult, spells []holding, m *column) (rows []int, y []float64) {
	// The latest event of a security comes first and is the one that counts.
	slices.SortStableFunc(spells, func(a, b holding) int {
		if a.security != b.security {
			if a.security < b.security {
				return -1
			}
			return 1
		}
		return b.event - a.event
	})
	n := len(m.stamps)
	sum, weight, units := make([]float64, n), make([]float64, n), make([]int, n)
	taken := make([]bool, n)
	for k, s := range spells {
		if k == 0 || s.security != spells[k-1].security {
			clear(taken)
		}
		w := 1.0
		if q.ByValue {
			w = s.weight
		}
		for t := s.from; t < s.to; t++ {
			if taken[t] {
				continue
			}
			taken[t] = true
			if finite(s.y[t]) && w > 0 {
				sum[t] += w * s.y[t]
				weight[t] += w
				units[t]++
			}
		}
	}
	total := 0
	for t := range n {
		ok := units[t] >= max(1, q.MinUnits)
		for _, x := range m.x {
			ok = ok && finite(x[t])
		}
		if ok {
			rows, y = append(rows, t), append(y, sum[t]/weight[t])
			total += units[t]
		}
	}
	out.Days = len(rows)
	if len(rows) > 0 {
		out.First, out.Last = m.stamps[rows[0]], m.stamps[rows[len(rows)-1]]
		out.MeanUnits = float64(total) / float64(len(rows))
	}
	return rows, y
}

// regress fits the portfolio's returns.
func (r *CalendarResult) regress(q CalendarPortfolio, m *column, rows []int, y []float64) error {
	x := make([][]float64, 1+len(m.x))
	x[0] = ones(len(rows))
	for j, v := range m.x {
		x[j+1] = lagged(v, rows, 0)
	}
	r.Lag = int(4 * math.Pow(float64(len(rows))/100, 2.0/9))
	reg, reason := leastSquares(y, x)
	if reason != Kept {
		return fault.New(fault.BadInput, "calendar time: %d days with a portfolio do not determine %d coefficients (%s)", len(rows), len(x), reason).
			Try("a longer holding period, fewer factors, or fewer units a day")
	}
	names := append([]string{"alpha", q.Market}, q.Factors...)
	r.DF, r.R2 = len(rows)-len(x), reg.r2
	r.OLS = coefficients(names, reg.b, reg.errors(), r.DF)
	r.HAC = coefficients(names, reg.b, reg.neweyWest(r.Lag), r.DF)
	return nil
}

func coefficients(names []string, b, se []float64, df int) []Coefficient {
	var out []Coefficient
	for j, v := range b {
		one := Coefficient{Name: names[j], Value: v, SE: se[j], P: 1}
		if one.SE > 0 {
			one.T = v / one.SE
			one.P = 2 * stat.StudentCDF(-math.Abs(one.T), float64(df))
		}
		out = append(out, one)
	}
	return out
}
