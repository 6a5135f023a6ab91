package record

import (
	"slices"
	"strings"

	"newstape/study"
)

// Tests is the tests that a valid design asks for, as the engine chooses them:
// every name with its default convention when none is named, and every
// convention for "all".
func Tests(d study.Design) ([]study.Test, error) {
	if err := d.Validate(); err != nil {
		return nil, err
	}
	battery, asked := study.Battery(), d.Tests
	if slices.Equal(asked, []string{"all"}) {
		return battery, nil
	}
	if len(asked) == 0 {
		asked = study.Names()
	}
	var out []study.Test
	for _, want := range asked {
		name, convention, given := strings.Cut(want, "=")
		at := slices.IndexFunc(battery, func(t study.Test) bool {
			return t.Name == name && (!given || t.Convention == convention)
		})
		out = append(out, battery[at])
	}
	return out, nil
}

// TestNames is Tests as a design asks for them, each with its convention, so
// that a later default changes nothing.
func TestNames(d study.Design) ([]string, error) {
	tests, err := Tests(d)
	var out []string
	for _, t := range tests {
		out = append(out, t.String())
	}
	return out, err
}
