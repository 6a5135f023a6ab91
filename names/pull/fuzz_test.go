package pull

import (
	"bytes"
	"io"
	"testing"

	"newstape/fault"
)

// fuzzReader feeds a reader arbitrary content: an error that a person can act
// on, or rows whose names and tickers are clean; never a panic.
func fuzzReader(f *testing.F, source string, seeds ...string) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, content string) {
		s, err := sheetOf(source, content)
		if err != nil && fault.CodeOf(err) != fault.BadInput && fault.CodeOf(err) != fault.TooLarge {
			t.Fatalf("%v", err)
		}
		for _, r := range s.rows {
			if name, why := cleanName(r.name); name != r.name || why != "" || !goodTicker(r.ticker) || len(r.mic) != 4 {
				t.Fatalf("%+v: %s", r, why)
			}
		}
		if n := s.stats.Accepted(); source != gleifSource && err == nil && n != len(s.rows) {
			t.Fatalf("%d rows accepted, %d there", n, len(s.rows))
		}
	})
}

func FuzzSEC(f *testing.F) {
	fuzzReader(f, secSource, secFile, secFile[:200], `{"fields":[],"data":[[]]}`)
}
func FuzzNasdaq(f *testing.F) { fuzzReader(f, nasdaqSource, nasdaqFile, nasdaqFile[:200]) }
func FuzzOther(f *testing.F)  { fuzzReader(f, otherSource, otherFile) }

func FuzzFinanceDatabase(f *testing.F) {
	fuzzReader(f, financeSource, financeFile, financeFile[:200], "symbol,name,exchange,country\n\"\n")
}

func FuzzGLEIF(f *testing.F) { fuzzReader(f, gleifSource, gleifFile, gleifFile[:300]) }

// FuzzUnpack opens arbitrary bytes as a packed file.
func FuzzUnpack(f *testing.F) {
	f.Add([]byte(packed(secFile)))
	f.Add([]byte("BZh91AY"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(_ *testing.T, b []byte) {
		r, err := unpack(bytes.NewReader(b), int64(len(b)))
		if err == nil {
			_, _ = io.Copy(io.Discard, bound(r, 1<<20))
		}
	})
}
