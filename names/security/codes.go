package security

import "io/fs"

// codeColumns are the columns of tables/codes.tsv: codes of lines that the
// hand-written tables have.
const codeColumns = "listing isin figi"

// readCodes gives lines their ISIN and FIGI. A line that the other tables no
// longer have is passed over; a test asks for it to be taken out.
func (m *Master) readCodes(files fs.FS, name string) error {
	return eachRow(files, name, codeColumns, func(r row) error {
		if l, ok := m.Listing(r.cells[0]); ok {
			l.Listing.ISIN, l.Listing.FIGI = r.cells[1], r.cells[2]
		}
		return nil
	})
}
