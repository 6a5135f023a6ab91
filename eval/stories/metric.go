package stories

import (
	_ "embed"
	"strings"
)

// Metric is a figure with the words that explain it.
type Metric struct {
	Name, Words string
	// Count marks a plain number; the rest are shares of cases.
	Count bool
}

// Part is a group of metrics.
type Part struct {
	Title   string
	Metrics []Metric
}

//go:embed metrics.tsv
var metricTable string

// Catalogue is every metric in the order of the table: part, name, whether it is
// a share or a count, and words for people.
func Catalogue() []Part {
	var out []Part
	for row := range strings.Lines(metricTable) {
		cells := strings.Split(strings.TrimSuffix(row, "\n"), "\t")
		if len(cells) != 4 || cells[0] == "part" {
			continue // the heading; a test holds the form of the rest
		}
		if n := len(out); n == 0 || out[n-1].Title != cells[0] {
			out = append(out, Part{Title: cells[0]})
		}
		p := &out[len(out)-1]
		p.Metrics = append(p.Metrics, Metric{Name: cells[1], Words: cells[3], Count: cells[2] == "count"})
	}
	return out
}
