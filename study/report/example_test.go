package report

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"newstape/tape/calendar"
)

// TestExampleFiles holds that examples/study is what this generator makes from
// the seed 20251114: twelve securities and a market over 430 weekdays from
// 2024-01-02. A security's return is b r_m + 0.5 SMB + e with b between 0.6 and
// 1.4 and e of 1.8 % a day; the event adds 3 % to its day in the group good and
// takes 2 % off in the group bad. No figure is of a real security.
func TestExampleFiles(t *testing.T) {
	prices, events, factors := exampleFiles()
	for name, want := range map[string][]byte{"prices.csv": prices, "events.csv": events, "factors.csv": factors, "volumes.csv": exampleVolumes()} {
		path := filepath.Join("..", "..", "examples", "study", name)
		if *update {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the seed makes; go test ./study/report -update", path)
		}
	}
}

// effects are added to the session of an event; rows count sessions from 0.
var exampleEvents = []struct {
	security, day, group string
	row                  int
	effect               float64
}{
	{"F01", "", "good", 300, 0.03},
	{"F02", "", "good", 305, 0.03},
	{"F03", "", "good", 318, 0.03},
	{"F04", "", "good", 318, 0.03},
	{"F05", "", "good", 340, 0.03},
	{"F06", "2025-06-14", "good", 0, 0.03}, // a Saturday
	{"F07", "", "bad", 301, -0.02},
	{"F08", "", "bad", 322, -0.02},
	{"F09", "", "bad", 333, -0.02},
	{"F10", "", "bad", 333, -0.02},
	{"F11", "", "bad", 351, -0.02},
	{"F12", "", "bad", 362, -0.02},
	{"F03", "", "good", 40, 0},
	{"F99", "", "good", 350, 0}, // too early, and unknown
}

func exampleFiles() (prices, events, factors []byte) {
	const sessions, firms = 430, 12
	r := rand.New(rand.NewPCG(20251114, 0))
	var days []calendar.Date
	for d := calendar.MustDate("2024-01-02"); len(days) < sessions; d++ {
		if w := d.Weekday(); w != time.Saturday && w != time.Sunday {
			days = append(days, d)
		}
	}
	jump := map[string]float64{} // by security and session
	var ev bytes.Buffer
	ev.WriteString("id,security,date,group\n")
	for k, e := range exampleEvents {
		day := e.day
		if day == "" {
			day = days[e.row].String()
		}
		on := calendar.MustDate(day)
		for on.Weekday() == time.Saturday || on.Weekday() == time.Sunday {
			on++
		}
		jump[e.security+on.String()] += e.effect
		fmt.Fprintf(&ev, "%d,%s,%s,%s\n", k+1, e.security, day, e.group)
	}
	var fa, pr bytes.Buffer
	fa.WriteString("Made for the tutorial in the form of Kenneth French's daily files; see study/report/example_test.go\n\n,Mkt-RF,SMB,RF\n")
	pr.WriteString("date")
	beta, level := make([]float64, firms), make([]float64, firms+1)
	for i := range firms {
		beta[i], level[i] = 0.6+0.8*r.Float64(), 20+80*r.Float64()
		fmt.Fprintf(&pr, ",F%02d", i+1)
	}
	level[firms] = 5000
	pr.WriteString(",MKT\n")
	for _, d := range days {
		smb := math.Round(0.5*r.NormFloat64()*100) / 1e4
		market := math.Round(r.NormFloat64()*100) / 1e4
		fmt.Fprintf(&fa, "%s,%8.2f,%8.2f,%8.3f\n", d.Time().Format("20060102"), 100*market-0.016, 100*smb, 0.016)
		fmt.Fprintf(&pr, "%s", d)
		for i := range firms {
			move := beta[i]*market + 0.5*smb + 0.018*r.NormFloat64()
			level[i] *= 1 + move + jump[fmt.Sprintf("F%02d%s", i+1, d)]
			fmt.Fprintf(&pr, ",%.2f", level[i])
		}
		level[firms] *= 1 + market
		fmt.Fprintf(&pr, ",%.2f\n", level[firms])
	}
	fa.WriteString("\nNo copyright: the figures are drawn.\n")
	return pr.Bytes(), ev.Bytes(), fa.Bytes()
}

// exampleVolumes are traded shares: a level of each security, a common factor of
// 0.2 and noise of 0.4 a day in logarithms. An event doubles its day.
func exampleVolumes() []byte {
	prices, events, _ := exampleFiles()
	busy := map[string]bool{}
	for _, line := range bytes.Split(events, []byte("\n"))[1:] {
		if cells := bytes.Split(line, []byte(",")); len(cells) == 4 {
			busy[string(cells[1])+string(cells[2])] = true
		}
	}
	const firms = 12
	r := rand.New(rand.NewPCG(20251114, 1))
	level := make([]float64, firms)
	var out bytes.Buffer
	out.WriteString("date")
	for i := range level {
		level[i] = 12 + 3*r.Float64()
		fmt.Fprintf(&out, ",F%02d", i+1)
	}
	out.WriteString("\n")
	for _, line := range bytes.Split(bytes.TrimSpace(prices), []byte("\n"))[1:] {
		day, _, _ := bytes.Cut(line, []byte(","))
		fmt.Fprintf(&out, "%s", day)
		common := 0.2 * r.NormFloat64()
		for i := range level {
			v := level[i] + common + 0.4*r.NormFloat64()
			if busy[fmt.Sprintf("F%02d%s", i+1, day)] {
				v += math.Ln2
			}
			fmt.Fprintf(&out, ",%.0f", math.Exp(v))
		}
		out.WriteString("\n")
	}
	return out.Bytes()
}
