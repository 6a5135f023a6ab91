package studygold

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"newstape/study"
	"newstape/study/stat"
)

// crse is 2340 abnormal standardised returns of share repurchases, clustered by
// date and code, and the standardised returns of EON against RWE.
func crse(dir string, c *comparison) error {
	s, err := readSheet(filepath.Join(dir, "demo_share_repurchases.csv"))
	if err != nil {
		return err
	}
	m := study.Clustered(s.numbers("ars"), clusterOf(s.column("date")), clusterOf(s.column("code")))
	want, err := readWords(filepath.Join(dir, "expected.txt"))
	if err != nil {
		return err
	}
	// The package takes the number of clusters for the degrees of freedom.
	p := func(t float64, df int) float64 { return 2 * stat.StudentCDF(-math.Abs(t), float64(df)) }
	for _, x := range []struct {
		name string
		got  float64
	}{
		{"N", float64(m.N)},
		{"mean.abnormal.ret", m.Mean},
		{"t.val.nonclustered", m.T[0]},
		{"p.val.nonclustered", m.P[0]},
		{"t.val.one.clustered", m.T[1]},
		{"p.val.one.clustered", p(m.T[1], m.A)},
		{"tcl2", m.T[2]},
		{"pcl2", p(m.T[2], m.B)},
		{"tcl12", m.T[3]},
		{"pcl12", p(m.T[3], min(m.A, m.B))},
		{"var.cl1", m.Var[1]},
		{"var.cl2", m.Var[2]},
		{"var.cl12", m.Var[3]},
		{"unique.cl1", float64(m.A)},
		{"unique.cl2", float64(m.B)},
	} {
		if len(want[x.name]) != 1 {
			return fmt.Errorf("read expected.txt: no %s", x.name)
		}
		c.check(x.name, x.got, want[x.name][0])
	}
	pair, err := readSheet(filepath.Join(dir, "demo_returns.csv"))
	if err != nil {
		return err
	}
	event, control := pair.numbers("EON"), pair.numbers("RWE")
	c.all("asr mean/min/max/sd", moments(study.StandardisedDifference(event, control)), want["asr"])
	c.all("sar mean/min/max/sd", moments(study.DifferenceStandardised(event, control)), want["sar"])
	return nil
}

func clusterOf(cells []string) []int {
	at := map[string]int{}
	var out []int
	for _, cell := range cells {
		if _, ok := at[cell]; !ok {
			at[cell] = len(at)
		}
		out = append(out, at[cell])
	}
	return out
}

// readWords reads lines of a name, words and figures.
func readWords(path string) (map[string][]float64, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	out := map[string][]float64{}
	for line := range strings.Lines(string(b)) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		for _, w := range words[1:] {
			if v, err := strconv.ParseFloat(w, 64); err == nil {
				out[words[0]] = append(out[words[0]], v)
			}
		}
	}
	return out, nil
}

// moments are mean, minimum, maximum and standard deviation.
func moments(x []float64) []float64 {
	mean, low, high, squares := 0.0, math.Inf(1), math.Inf(-1), 0.0
	for _, v := range x {
		mean += v / float64(len(x))
		low, high = min(low, v), max(high, v)
	}
	for _, v := range x {
		squares += (v - mean) * (v - mean)
	}
	return []float64{mean, low, high, math.Sqrt(squares / float64(len(x)-1))}
}
