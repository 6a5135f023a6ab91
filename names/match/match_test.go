package match

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/fault"
)

// cases reads lines of a .case file; "#" begins a comment.
func cases(t *testing.T, file string) []string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.SplitSeq(string(b), "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

func TestFold(t *testing.T) {
	m := New()
	for _, line := range cases(t, "fold.case") {
		name, want, ok := strings.Cut(line, "=>")
		if !ok {
			t.Fatalf("%q: no =>", line)
		}
		if got := m.Fold(strings.TrimSpace(name)); got != strings.TrimSpace(want) {
			t.Errorf("%s: got %q, want %q", name, got, strings.TrimSpace(want))
		}
	}
}

func TestCompare(t *testing.T) {
	m := New()
	for _, line := range cases(t, "compare.case") {
		f := strings.Split(line, "|")
		if len(f) != 4 {
			t.Fatalf("%q: want four fields", line)
		}
		kind := Company
		if strings.TrimSpace(f[0]) == "person" {
			kind = Person
		}
		c := m.Compare(must(t, m, kind, f[1]), must(t, m, kind, f[2]))
		got := "other"
		switch {
		case c.Score >= 0.9:
			got = "same"
		case c.Score >= 0.5:
			got = "like"
		}
		if want := strings.TrimSpace(f[3]); got != want {
			t.Errorf("%s: %s (%.3f), want %s; %+v", line, got, c.Score, want, c.Pairs)
		}
	}
}

func must(t testing.TB, m *Matcher, kind Kind, name string) Name {
	t.Helper()
	n, err := m.Parse(kind, strings.TrimSpace(name))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestLegalForms(t *testing.T) {
	m := New()
	for name, want := range map[string]struct {
		core  string
		class string
	}{
		"PJSC Mikron":                               {"mikron", "JSC"},
		"ПАО Сбербанк":                              {"sberbank", "JSC"},
		"华为技术有限公司":                                  {"huaweitechnology", "LLC"},
		"Contemporary Amperex Technology Co., Ltd.": {"contemporaryamperextechnology", "LLC"},
		"BYD Company Limited":                       {"byd", "LLC"},
		"Siemens Aktiengesellschaft":                {"siemens", "JSC"},
		"Limited":                                   {"limited", ""},
		"CATL (300750)":                             {"catl", ""},
		"Alibaba (9988.HK)":                         {"alibaba", ""},
		"Alibaba (NYSE: BABA)":                      {"alibaba", ""},
		"Deutsche Bank (2004)":                      {"deutschebank2004", ""},
		"SE Asia Tours":                             {"seasiatours", ""},
		"Closed Joint Stok Company Donobuv":         {"donobuv", "JSC"},
		"Nitto Denko Cororation":                    {"nittodenko", ""},
		"Injection Molding":                         {"injectionmolding", ""},
		"株式会社トヨタ":                                   {"toyota", "JSC"},
	} {
		n := must(t, m, Company, name)
		if n.Joined != want.core || n.Definite() != want.class {
			t.Errorf("%s: %q, form %q; want %q, %q", name, n.Joined, n.Definite(), want.core, want.class)
		}
	}
}

func TestHanCore(t *testing.T) {
	m := New()
	core, short := m.HanCore("華為技術有限公司")
	if diff := cmp.Diff([]string{"华为技术", "华为"}, []string{core, short}); diff != "" {
		t.Error(diff)
	}
	if _, short := m.HanCore("科技有限公司"); short != "科技" {
		t.Errorf("a name was folded to nothing: %q", short)
	}
}

func TestBearers(t *testing.T) {
	m := New()
	for name, want := range map[string][2]float64{
		"Wang Wei":        {1000, 1e6},
		"Ahmed Hassan":    {1000, 1e6},
		"Alisher Usmanov": {0, 10},
		"Hannibal":        {1e9, 1e10},
	} {
		if got := m.Bearers(must(t, m, Person, name)); got < want[0] || got > want[1] {
			t.Errorf("%s: %.1f bearers, want %v", name, got, want)
		}
	}
}

func TestNamesThatCannotBeRead(t *testing.T) {
	m := New()
	for _, tc := range []struct {
		name string
		code fault.Code
	}{
		{strings.Repeat("x", 10<<20), fault.TooLarge},
		{"", fault.BadInput},
		{"\u200b\u202e", fault.BadInput},
		{"...", fault.BadInput},
	} {
		_, err := m.Parse(Company, tc.name)
		if fault.CodeOf(err) != tc.code {
			t.Errorf("%d bytes: %v, want %s", len(tc.name), err, tc.code)
		}
		if err != nil && len(err.Error()) > 300 {
			t.Errorf("the error repeats the name: %d bytes", len(err.Error()))
		}
	}
}

// An explanation shows which word was laid on which, and what it weighs: rare
// words more than common ones.
func TestExplanation(t *testing.T) {
	m := New()
	c := m.Compare(must(t, m, Company, "Hikvison Digital Technology"), must(t, m, Company, "Hangzhou Hikvision Digital Technology Co., Ltd."))
	got := map[string]string{}
	weight := map[string]float64{}
	for _, p := range c.Pairs {
		got[p.A], weight[p.A] = p.B, p.Weight
	}
	want := map[string]string{"hikvison": "hikvision", "digital": "digital", "technology": "technology"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"hangzhou"}, c.OnlyB); diff != "" {
		t.Error(diff)
	}
	if weight["hikvison"] < 2*weight["technology"] {
		t.Errorf("weights %v", weight)
	}
}
