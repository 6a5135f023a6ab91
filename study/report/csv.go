package report

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"

	"newstape/fault"
)

// csv writes one sheet with every digit; a sheet that is empty in this study is
// its header alone, or nothing where the header depends on the study.
func (p Page) csv(w io.Writer, table string) error {
	if table == "" {
		table = "tests"
	}
	if !slices.Contains(SheetNames(), table) {
		return fault.New(fault.BadUsage, "study report: table %q is unknown", table).Try("%s", strings.Join(SheetNames(), ", "))
	}
	for _, s := range p.allSheets() {
		if s.Name == table {
			return s.WriteCSV(w)
		}
	}
	return nil
}

// WriteCSV writes the sheet as a plain table.
func (s Sheet) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	var head []string
	for _, c := range s.Columns {
		head = append(head, c.Name)
	}
	if err := out.Write(head); err != nil {
		return err
	}
	for _, row := range s.Rows {
		line := make([]string, len(row))
		for k, c := range row {
			line[k] = c.machine()
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
