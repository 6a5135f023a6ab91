package lists

import "testing"

// fuzzed gives a reader any bytes under a file's name: it must read or refuse
// them, and what it reads must hold together.
func fuzzed(f *testing.F, names ...string) {
	for _, n := range names {
		f.Add(fixture(f, n))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		vs, err := Read(names[0], b)
		if err != nil {
			return
		}
		for _, v := range vs {
			for _, e := range v.Entries {
				if untrusted(e.Name) != "" || e.List != v.List || e.Removed != 0 && e.Began() != 0 && e.Removed <= e.Began() {
					t.Fatalf("%+v", e)
				}
			}
		}
	})
}

func FuzzOFAC(f *testing.F)    { fuzzed(f, "sdn/sdn.csv") }
func FuzzAlt(f *testing.F)     { fuzzed(f, "sdn/alt.csv") }
func FuzzXML(f *testing.F)     { fuzzed(f, "sdn.xml", "un.xml") }
func FuzzCSV(f *testing.F)     { fuzzed(f, "milcorps.csv", "eu.csv", "covered.csv") }
func FuzzJSON(f *testing.F)    { fuzzed(f, "csl.json", "extract.json") }
func FuzzFtM(f *testing.F)     { fuzzed(f, "entities.ftm.json") }
func FuzzSenzing(f *testing.F) { fuzzed(f, "senzing.json") }

func FuzzDay(f *testing.F) {
	for _, s := range []string{"2026-02-13", "17.3.2014", "January 15, 2025", "12/22/20", "7 Sept 2020", "1971"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, ok := day(s); ok {
			if again, ok := day(d.String()); !ok || again != d {
				t.Fatalf("%q is %s", s, d)
			}
		}
		noticed(s)
		inText(s, "Expires")
	})
}
