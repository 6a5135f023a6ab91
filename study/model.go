package study

import (
	"strings"

	"newstape/fault"
)

// Rows is what a model is fitted on: whole columns of the market's axis, and
// where in them the two windows lie, so that a model with leads and lags can
// reach outside. Values may be NaN. Ranges are half open.
type Rows struct {
	Y []float64   // the security
	X [][]float64 // the market first, then the factors
	// EstFrom:EstTo is the estimation window, EventFrom:EventTo the event window.
	EstFrom, EstTo     int
	EventFrom, EventTo int
}

// Fit is what a model gives. The engine hands in Residual, AR and Load with the
// right lengths and filled with NaN, NaN and 0; the model fills them.
type Fit struct {
	Params []float64 // the model's own order, named by Model.Params
	Sigma  float64   // residual standard deviation s
	DF     int       // degrees of freedom of s
	Used   int       // estimation days that took part, m
	R2     float64   // share of the variance explained; 0 where it has no meaning

	Residual []float64 // one an estimation day; NaN where the day took no part
	AR       []float64 // one an event day; NaN where missing
	// Own is each event day's own variance in units of s²; nil means 1 each.
	Own []float64
	// Load is G, one row of K an event day: Cov(AR) = s² (diag(Own) + G G').
	// For least squares G = X_e R^-1 with R'R = X'X.
	Load []float64
	K    int
}

// Model estimates normal returns.
type Model interface {
	// Name is what Design.Model says, such as market-model.
	Name() string
	// Params names the parameters for the given regressors (market, factors).
	// Their number is the number of Load columns.
	Params(regressors []string) []string
	// Fit fits and forecasts, or says why it cannot. It must not keep its
	// arguments, and is called from several goroutines at once.
	Fit(in *Rows, out *Fit) Reason
}

// modelList is every model, in the order of docs/method.md.
func modelList() []Model {
	return []Model{
		meanAdjusted{},
		marketAdjusted{},
		marketModel{},
		factorModel{},
		scholesWilliams{},
		dimson{days: 1},
		dimson{days: 2},
		dimson{days: 1, plain: true},
		dimson{days: 2, plain: true},
		weightedLine{last: 60},
		weightedLine{halfLife: 60},
		garchModel{},
		tradeToTrade{},
		tradeToTrade{log: true},
		syntheticControl{},
	}
}

// Models names the models that a Design can ask for.
func Models() []string {
	var names []string
	for _, m := range modelList() {
		names = append(names, m.Name())
	}
	return names
}

// ModelNamed finds a model.
func ModelNamed(name string) (Model, error) {
	for _, m := range modelList() {
		if m.Name() == name {
			return m, nil
		}
	}
	return nil, fault.New(fault.BadUsage, "study design: model %q is unknown", name).Try("%s", strings.Join(Models(), ", "))
}
