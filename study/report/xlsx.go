package report

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// xlsx writes a workbook: a first sheet with the findings, then one sheet a
// table. Figures are figures, in fractions with a per-cent format; words are
// always words, so that a name such as =1+1 is not a formula.
func (p Page) xlsx(w io.Writer) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := p.fillWorkbook(f); err != nil {
		return fmt.Errorf("write study as XLSX: %w", err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return fmt.Errorf("write study as XLSX: %w", err)
	}
	if err := sortedZip(w, b.Bytes()); err != nil {
		return fmt.Errorf("write study as XLSX: %w", err)
	}
	return nil
}

// sortedZip writes an archive's files in the order of their names. The library
// keeps streamed sheets in a map, whose order would differ from run to run.
func sortedZip(w io.Writer, archive []byte) error {
	in, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return err
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, f := range in.File {
		if err := out.Copy(f); err != nil {
			return err
		}
	}
	return out.Close()
}

func (p Page) fillWorkbook(f *excelize.File) error {
	const first = "summary"
	if err := f.SetSheetName("Sheet1", first); err != nil {
		return err
	}
	lines := append([]string{p.title()}, p.findings()...)
	lines = append(lines, p.Result.Diagnostics.Notes...)
	lines = append(lines, p.Program)
	for k, line := range lines {
		if err := f.SetCellStr(first, fmt.Sprintf("A%d", k+1), line); err != nil {
			return err
		}
	}
	if err := f.SetColWidth(first, "A", "A", 110); err != nil {
		return err
	}
	styles, err := newStyles(f)
	if err != nil {
		return err
	}
	for _, s := range p.Sheets() {
		if _, err := f.NewSheet(s.Name); err != nil {
			return err
		}
		if err := styles.fill(f, s); err != nil {
			return fmt.Errorf("sheet %s: %w", s.Name, err)
		}
	}
	return nil
}

// styles are a workbook's number formats.
type styles struct {
	head int
	kind map[Kind]int
}

func newStyles(f *excelize.File) (styles, error) {
	out := styles{kind: map[Kind]int{}}
	head, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Border: []excelize.Border{{Type: "bottom", Color: "808080", Style: 1}}})
	if err != nil {
		return out, err
	}
	out.head = head
	for _, k := range []struct {
		kind   Kind
		format string
	}{{Return, "0.00%"}, {Share, "0.0%"}, {Spread, "0.00%"}, {Value, "0.000"}, {Chance, "0.0000"}} {
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &k.format})
		if err != nil {
			return out, err
		}
		out.kind[k.kind] = id
	}
	return out, nil
}

// fill writes a sheet through a stream, so that ten thousand events do not sit
// in memory as cells.
func (st styles) fill(f *excelize.File, s Sheet) error {
	out, err := f.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	for c, col := range s.Columns {
		width := 11.0
		if col.Kind == Words {
			width = 18
		}
		if err := out.SetColWidth(c+1, c+1, width); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(s.Columns))
	for c, col := range s.Columns {
		head[c] = excelize.Cell{StyleID: st.head, Value: col.Name}
	}
	if err := out.SetRow("A1", head); err != nil {
		return err
	}
	for k, row := range s.Rows {
		line := make([]any, len(row))
		for c, cell := range row {
			switch {
			case cell.Figure:
				line[c] = excelize.Cell{StyleID: st.kind[s.Columns[c].Kind], Value: cell.X}
			case cell.Text != "":
				line[c] = cell.Text
			}
		}
		if err := out.SetRow(fmt.Sprintf("A%d", k+2), line); err != nil {
			return err
		}
	}
	return out.Flush()
}
