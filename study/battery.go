package study

import (
	"slices"
	"strings"

	"newstape/fault"
)

// Test is one statistic over a window of a sample, in one convention.
type Test struct {
	Name       string // such as patell
	Convention string // such as exact, sumsar, wrds
	Source     string // the paper, or the program whose formula it is
	Eval       func(*Sample, *Cut) Value
}

// String gives patell=exact.
func (t Test) String() string { return t.Name + "=" + t.Convention }

// Battery is every test in every convention. The first convention of a name is
// its default: the formula of the paper.
func Battery() []Test {
	return slices.Concat(crossSection(), timeSeries(), patells(), standardised(), kolari(),
		rankTests(), granks(), signTests(), wilcoxons(), skewness(), resampling(), clustered())
}

// Names lists the tests, each once, in the order of the battery.
func Names() []string {
	var names []string
	for _, t := range Battery() {
		if !slices.Contains(names, t.Name) {
			names = append(names, t.Name)
		}
	}
	return names
}

// Conventions lists the variants of a test, the default first.
func Conventions(name string) []string {
	var out []string
	for _, t := range Battery() {
		if t.Name == name {
			out = append(out, t.Convention)
		}
	}
	return out
}

// ChooseTests reads Design.Tests: every name with its default convention when
// none is asked for, every convention for "all", and the default convention of a
// name without one.
func ChooseTests(asked []string) ([]Test, error) {
	battery := Battery()
	if len(asked) == 0 {
		asked = Names()
	}
	if slices.Equal(asked, []string{"all"}) {
		return battery, nil
	}
	var out []Test
	for _, want := range asked {
		name, convention, given := strings.Cut(want, "=")
		at := slices.IndexFunc(battery, func(t Test) bool {
			return t.Name == name && (!given || t.Convention == convention)
		})
		if at < 0 {
			if known := Conventions(name); known != nil {
				return nil, fault.New(fault.BadUsage, "study design: test %q has no convention %q", name, convention).
					Try("%s", strings.Join(known, ", "))
			}
			return nil, fault.New(fault.BadUsage, "study design: test %q is unknown", name).Try("%s", strings.Join(Names(), ", "))
		}
		out = append(out, battery[at])
	}
	return out, nil
}
