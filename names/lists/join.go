package lists

import "strings"

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
