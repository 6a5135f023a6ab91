// Package table reads the word tables that rooms embed beside their code: lines of
// cells parted by tabs, a heading first, comments behind '#'.
//
//	for _, row := range table.Rows(actsTable) {
//		verbs := row[4]
//	}
//
// In: the text of an embedded file. Out: the cells of each line, in order, without
// comments, empty lines and the heading. A row has as many cells as its line; the
// tables are read by their room's tests.
package table

import "strings"

// Rows gives the cells of a table, without its comments and heading.
func Rows(table string) [][]string {
	var out [][]string
	heading := true
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		if heading {
			heading = false
			continue
		}
		out = append(out, strings.Split(line, "\t"))
	}
	return out
}
