package check

// Report is how the checker did on one set.
type Report struct {
	n      int
	shares map[string]share
	wrong  []string
}

type share struct{ right, of int }

func newReport() *Report { return &Report{shares: map[string]share{}} }

func (r *Report) count(metric string, right bool) {
	s := r.shares[metric]
	s.of++
	if right {
		s.right++
	}
	r.shares[metric] = s
}

// Metrics are the figures by name, with f1 of precision and recall and n the
// number of cases. A share of nothing is left out.
func (r *Report) Metrics() map[string]float64 {
	out := map[string]float64{"n": float64(r.n)}
	for name, s := range r.shares {
		out[name] = float64(s.right) / float64(s.of)
	}
	for _, where := range []string{"", "_in_documents"} {
		if p, q := out["precision"+where], out["recall"+where]; p+q > 0 {
			out["f1"+where] = 2 * p * q / (p + q)
		}
	}
	return out
}

// Wrong is every case that was not right, for a person to read.
func (r *Report) Wrong() []string { return r.wrong }
