// Package sample is the small tape inside the binary that makes the first run
// work offline: daily figures of twelve listings from October 2024 to December
// 2025 and the five-minute bars of three of them on 13 and 14 November 2025.
//
//	tape, err := sample.Tape()
//	s, ok := tape.Daily("XNYS:BABA", bars.Raw)
//
// The embedded form is the column file of tape/bars in data/, made from
// daily.csv and intraday_5min.csv beside it by
//
//	go test ./tape/sample -update
//
// and a test holds that the two say the same. SOURCES.md names the sources.
//
// Limits: the figures of one event and its estimation window, no price service.
// JD, BIDU, NTES, TCEHY and the Hong Kong line 9988 have adjusted figures only.
package sample

import (
	"embed"
	"io/fs"

	"newstape/tape/bars"
)

// Source is the source line of every figure in the sample.
const Source = "Newstape sample tape (facts of 2024-10..2025-12; see NOTICE)"

//go:embed data
var data embed.FS

// Tape opens the embedded data set.
func Tape() (*bars.Tape, error) {
	set, err := fs.Sub(data, "data")
	if err != nil {
		return nil, err
	}
	return bars.OpenFS(set)
}
