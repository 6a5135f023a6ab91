package study

import (
	"math"
	"slices"

	"newstape/study/stat"
)

// VolumeEffect is the day's volume against the estimation window's, in
// logarithms: T = (ln v - mean) / (s sqrt(1 + 1/m)), t(m-1) (Ajinkya and Jain
// 1989).
type VolumeEffect struct {
	Shares   float64 `json:"shares"`
	Median   float64 `json:"median"`   // of the estimation window
	Multiple float64 `json:"multiple"` // Shares / Median
	Used     int     `json:"used"`
	T        float64 `json:"t"`
	P        float64 `json:"p"` // two-sided
}

// volume compares the session's volume with the security's own sessions before.
func (q Single) volume() (VolumeEffect, SingleReason) {
	drop := func(r Reason, detail string) (VolumeEffect, SingleReason) {
		return VolumeEffect{}, SingleReason{"volume", r, detail}
	}
	at, ok := slices.BinarySearch(q.Volume.Stamps, q.Session)
	if !ok || !(q.Volume.Values[at] > 0) {
		return drop(MissingEventDay, "no volume on "+q.Session.String())
	}
	if at+q.Estimation.From < 0 {
		return drop(EstimationTooOld, "the estimation window begins before the volumes")
	}
	var past, logs []float64
	for _, v := range q.Volume.Values[at+q.Estimation.From : at+q.Estimation.To+1] {
		if v > 0 && !math.IsInf(v, 0) {
			past = append(past, v)
			logs = append(logs, math.Log(v))
		}
	}
	if len(past) < 3 {
		return drop(TooFewDays, "fewer than three sessions with volume")
	}
	mean, sd := meanSD(logs)
	if !(sd > 0) {
		return drop(ConstantReturns, "the volume never changes")
	}
	m := float64(len(past))
	out := VolumeEffect{Shares: q.Volume.Values[at], Median: median(slices.Sorted(slices.Values(past))), Used: len(past)}
	out.Multiple = out.Shares / out.Median
	out.T = (math.Log(out.Shares) - mean) / (sd * math.Sqrt(1+1/m))
	out.P = 2 * stat.StudentCDF(-math.Abs(out.T), m-1)
	return out, SingleReason{}
}
