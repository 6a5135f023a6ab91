package lists

import (
	"fmt"
	"strings"

	"newstape/fault"
)

// Known are parties that news names and whose listings are public record, on
// lists whose files a machine may not have at hand. They are not whole lists:
// absence from them says nothing.
func Known() ([]*Version, error) {
	raw, err := tables.ReadFile("tables/known.tsv")
	if err != nil {
		return nil, fmt.Errorf("read table known.tsv: %w", err)
	}
	rows, err := rowsOf("known.tsv", 8)
	if err != nil {
		return nil, err
	}
	var out []*Version
	at := map[string]*Version{}
	for i, r := range rows {
		v := at[r[0]]
		if v == nil {
			if v, err = version(r[0], "embedded table of known parties", raw); err != nil {
				return nil, err
			}
			at[r[0]] = v
			out = append(out, v)
		}
		e := Entry{Key: "known|" + r[2], Kind: Kind(r[1]), Name: r[2], Countries: []string{r[4]}, Citation: r[7], Row: i + 2}
		var ok bool
		if e.Effective, ok = day(r[5]); !ok {
			return nil, fault.New(fault.Corrupt, "read table known.tsv: row %d: %q is no day", i+2, r[5])
		}
		e.Published = e.Effective
		e.Removed, _ = day(r[6])
		for _, a := range split(r[3]) {
			e.Aliases = append(e.Aliases, Alias{Name: a})
		}
		v.add(e)
	}
	return out, nil
}

// Join puts versions of one list together.
func Join(versions ...*Version) []*Version { return together(versions) }

// OtherNames are names that news uses for listed parties and that their lists do
// not have, Chinese ones above all: by the name that a list has.
func OtherNames() (map[string][]string, error) {
	rows, err := rowsOf("other_names.tsv", 2)
	if err != nil {
		return nil, err
	}
	out := make(map[string][]string, len(rows))
	for _, r := range rows {
		out[r[0]] = append(out[r[0]], strings.Split(r[1], ";")...)
	}
	return out, nil
}
