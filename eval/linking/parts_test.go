package linking

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newstape/names/link"
	"newstape/names/security"
)

func TestMaskTickers(t *testing.T) {
	m := security.Embedded()
	for _, tc := range []struct{ text, code, want string }{
		{`Varonis Systems, Inc. (NASDAQ: VRNS) fell`, "VRNS", `Varonis Systems, Inc. fell`},
		{`Varonis Systems (VRNS) Investors - VRNS`, "VRNS", `Varonis Systems Investors - `},
		{`Carnival ("CCL" or the "Company") (NYSE:CCL)`, "CCL", `Carnival`},
		{`GE Aerospace (NYSE: GE) said that GE`, "GE", `GE Aerospace said that GE`},
		{`Buy $NVDA or Nasdaq: NVDA today`, "NVDA", `Buy  or  today`},
	} {
		got, at := maskTickers(tc.text, []string{tc.code}, m)
		if got != tc.want {
			t.Errorf("%q becomes %q, want %q", tc.text, got, tc.want)
		}
		for _, p := range at {
			if p < 0 || p > len(got) {
				t.Errorf("%q: a mask at %d of %d", tc.text, p, len(got))
			}
		}
	}
}

func TestSetTokens(t *testing.T) {
	d := tokens{words: strings.Split("The Wal - Mart unit 's chief ( a $ 5 fan ) left , on 3 - 4 May .", " ")}
	clean, at := d.set()
	if want := "The Wal-Mart unit's chief (a $5 fan) left, on 3 - 4 May."; clean != want {
		t.Errorf("%q, want %q", clean, want)
	}
	for i, w := range d.words {
		if at[i].In(clean) != w {
			t.Errorf("token %d is %q at its place, not %q", i, at[i].In(clean), w)
		}
	}
}

func TestNoOrganisation(t *testing.T) {
	table := newAside(security.Embedded())
	for entity, want := range map[string]bool{
		"IT stocks": true, "Gold": true, "Nifty": true, "rupee": true, "Indian markets": true, "China": true, "base metals": true,
		"Infosys": false, "Sebi": false, "Union Bank": false, "iGate": false, "trendwatchindia.com": false, "Tata Motors": false,
	} {
		if got := table.holds(entity); got != want {
			t.Errorf("%q: %v, want %v", entity, got, want)
		}
	}
}

// Gold that is cut off or of another shape is refused with its line.
func TestBadGold(t *testing.T) {
	m := security.Embedded()
	l := link.New(m)
	for name, body := range map[string]string{
		"cut.jsonl":    `{"title": "a", "text": "b", "tick`,
		"label.csv":    "gold_label,gold_token,doc_idx\nx,Kenya,0\n",
		"columns.csv":  "gold_label,gold_token,doc_idx\n0,Kenya\n",
		"notgzip.gz":   "plain",
		"number.jsonl": `{"headline": 5}`,
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		var err error
		switch {
		case strings.HasSuffix(name, ".csv"):
			_, err = Organisations(path, l)
		case name == "number.jsonl":
			_, err = Headlines(path, m, l)
		default:
			_, err = Releases(path, m, l)
		}
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
