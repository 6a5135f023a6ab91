package studygold

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"time"
)

// Generated is the synthetic panel as the CSV files whose bytes are the source of
// truth: returns are computed from the rounded prices.
type Generated struct {
	Prices []byte // date, one column a security
	Market []byte // symbol, date, adjusted
	Events []byte // event_id, symbol, date
}

// Generate makes a panel of securities that follow
//
//	r = a + b m + s e,  m ~ N(0.0003, 0.010²), a ~ U(-2e-4, 4e-4), b ~ U(0.4, 1.6), s ~ U(0.010, 0.030)
//
// with +1 % on event days (and e times 1.5) and +0.3 % on the days after. The
// same arguments give the same bytes: draws come from splitmix64 and a
// Box-Muller transform, prices are rounded to six decimals at every step.
func Generate(securities, days, events int, seed uint64) *Generated {
	g := &generator{state: seed}
	dates := weekdays(days)
	market := make([]float64, days)
	for t := range market {
		market[t] = 0.0003 + 0.010*g.normal()
	}
	type parameters struct{ a, b, s float64 }
	par := make([]parameters, securities)
	for i := range par {
		par[i].a = -2e-4 + 6e-4*g.uniform()
		par[i].b = 0.4 + 1.2*g.uniform()
		par[i].s = 0.010 + 0.020*g.uniform()
	}
	listed, on := g.events(securities, days, events)
	out := &Generated{Market: marketFile(dates, market)}
	prices := make([][]float64, securities)
	for i := range prices {
		p := 50.0
		prices[i] = make([]float64, days)
		for t := range days {
			z := g.normal()
			r := par[i].a + par[i].b*market[t] + par[i].s*z
			if on[i][t] {
				r = par[i].a + par[i].b*market[t] + par[i].s*1.5*z + 0.010
			} else if on[i][t-1] {
				r += 0.003
			}
			if t > 0 {
				p = sixDecimals(p * (1 + r))
			}
			prices[i][t] = p
		}
	}
	out.Prices = priceFile(dates, prices)
	var b bytes.Buffer
	b.WriteString("event_id,symbol,date\n")
	for k, e := range listed {
		fmt.Fprintf(&b, "%d,S%04d,%s\n", k+1, e[0], dates[e[1]])
	}
	out.Events = b.Bytes()
	return out
}

// events draws security and day, 20 days apart within a security.
func (g *generator) events(securities, days, n int) (list [][2]int, on []map[int]bool) {
	on = make([]map[int]bool, securities)
	for i := range on {
		on[i] = map[int]bool{}
	}
	for len(list) < n {
		i := int(g.next() % uint64(securities))
		t := 300 + int(g.next()%uint64(days-330))
		apart := true
		for x := range on[i] {
			if t-x < 20 && x-t < 20 {
				apart = false
			}
		}
		if apart {
			on[i][t] = true
			list = append(list, [2]int{i, t})
		}
	}
	return list, on
}

func weekdays(n int) []string {
	var out []string
	for d := time.Date(2010, 1, 4, 0, 0, 0, 0, time.UTC); len(out) < n; d = d.AddDate(0, 0, 1) {
		if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
			out = append(out, d.Format(time.DateOnly))
		}
	}
	return out
}

func marketFile(dates []string, returns []float64) []byte {
	var b bytes.Buffer
	b.WriteString("symbol,date,adjusted\n")
	p := 100.0
	for t, d := range dates {
		if t > 0 {
			p = sixDecimals(p * (1 + returns[t]))
		}
		fmt.Fprintf(&b, "MKT,%s,%.6f\n", d, p)
	}
	return b.Bytes()
}

func priceFile(dates []string, prices [][]float64) []byte {
	var b bytes.Buffer
	b.WriteString("date")
	for i := range prices {
		fmt.Fprintf(&b, ",S%04d", i)
	}
	b.WriteByte('\n')
	for t, d := range dates {
		b.WriteString(d)
		for i := range prices {
			b.WriteByte(',')
			b.Write(strconv.AppendFloat(b.AvailableBuffer(), prices[i][t], 'f', 6, 64))
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// sixDecimals rounds the exact value of p to six decimals.
func sixDecimals(p float64) float64 {
	v, _ := strconv.ParseFloat(strconv.FormatFloat(p, 'f', 6, 64), 64) // always a number
	return v
}

// generator is splitmix64 with normals by Box and Muller, two at a time.
type generator struct {
	state uint64
	spare float64
	half  bool
}

func (g *generator) next() uint64 {
	g.state += 0x9E3779B97F4A7C15
	z := g.state
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

func (g *generator) uniform() float64 { return (float64(g.next()>>11) + 0.5) / (1 << 53) }

func (g *generator) normal() float64 {
	if g.half {
		g.half = false
		return g.spare
	}
	r, a := math.Sqrt(-2*math.Log(g.uniform())), 2*math.Pi*g.uniform()
	g.spare, g.half = r*math.Sin(a), true
	return r * math.Cos(a)
}

// Verify compares the panel's bytes with a SHA256SUMS file.
func (g *Generated) Verify(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	files := map[string][]byte{"prices_wide.csv": g.Prices, "market.csv": g.Market, "events.csv": g.Events}
	for line := range strings.Lines(string(b)) {
		want, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		sum := sha256.Sum256(files[name])
		if got := hex.EncodeToString(sum[:]); got != want {
			return fmt.Errorf("%s: the generated %s has SHA-256 %s, not %s", path, name, got, want)
		}
	}
	return nil
}
