// Package study is the event-study engine: it measures what a security did
// beyond its normal return around a dated event, one event or a hundred
// thousand, and judges the sample with the tests of the literature. It knows
// nothing of news.
//
// In: a [Design] (model, windows, date policy, tests), a [Panel] of returns, and
// [Event]s. Out: a [Result]: abnormal returns of each event, averages for each
// day and window with every test's value, distribution and p, the events that
// were dropped and why, and diagnostics.
//
//	d := study.Default()
//	d.Market = "ARCX:SPY"
//	d.Windows = []study.Window{{From: 0, To: 0}, {From: -1, To: 1}}
//	d.Tests = []string{"csect", "bmp", "kp", "patell=sumsar", "grank"}
//	r, err := study.Run(ctx, d, panel, events)
//	r.Windows[1].Mean                 // CAAR[-1,+1] as a fraction
//	r.Windows[1].Stats[2].Convention  // "calendar"
//
// One event, as a dossier wants it, is [One]. Files are read by study/table,
// written by study/report, repeated by study/record; study/power plans.
//
// # How an event becomes numbers
//
// An event's moment is mapped to a session ([SessionFor]); the date policy puts
// the session on the market's axis; only then are windows counted, so that a
// shifted event shifts its estimation window too (placement.go). The model is
// fitted on the estimation rows (model.go) and gives residuals, abnormal
// returns and their forecast-error variance
//
//	Cov(AR) = s² (diag(own) + G G')
//
// with G of one column a parameter, so that one day has C_t = own_t + |G_t|² and
// a window has C_cum = sum own + |sum G|². [Sample] holds these as matrices; a
// [Cut] is one window of it (one day is the window {t,t}); a [Test] is a function
// of the two. A day's tests and a window's tests are therefore the same code.
//
// # How to add a model
//
// Write a file named for it with a type that implements [Model], and add it to
// modelList in model.go. See marketmodel.go for the shape: [Rows] gives whole
// columns, so that leads and lags are in reach, and [Fit] takes residuals,
// abnormal returns and Load, the G above; a model whose days differ in variance
// (GARCH) fills Own as well. [Lines] and stat.PairSums fit many places of one
// pair of columns. What is no model of returns reads the [Sample] or makes a Panel
// of another quantity and runs the same engine: [BuyAndHold], [CalendarTime],
// [LogVolume], [AbnormalVolatility], [PreEventRegression], [Synthetic].
//
// # How to add a test
//
// Write a function func(*Sample, *Cut) Value, with its formula and source in the
// doc comment, in a file named for the idea, and add it to its family's list
// (crossSection, patells, ...), which [Battery] joins. A variant of an existing
// test is another row with another convention; the first row of a name is its
// default.
//
// # Limits
//
// Returns are fractions (0.01 is one percent). Sums run in a fixed order, so the
// bits do not depend on GOMAXPROCS. A value that cannot be had is a Stat with a
// reason and no number; NaN is never printed. kp=calendar compares pairs of
// events and is replaced by kp=buckets above [PairLimit] events; the result says
// so.
package study
