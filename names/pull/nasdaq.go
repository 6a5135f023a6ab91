package pull

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"newstape/names/security"
)

// maxLine bounds a line of the Nasdaq files, and a row of a CSV file.
const maxLine = 64 << 20

// trailer begins the last line of a whole file.
const trailer = "File Creation Time"

// otherMIC gives the exchange letters of otherlisted.txt.
var otherMIC = map[string]string{"A": "XASE", "N": "XNYS", "P": "ARCX", "Z": "BATS", "V": "IEXG"}

// nasdaqKind tells the two files of the symbol directory apart by their header.
func nasdaqKind(f *file) (string, error) {
	in, err := f.open()
	if err != nil {
		return "", nasdaqUnknown(f, err.Error())
	}
	defer in.Close()
	line, err := bufio.NewReader(io.LimitReader(in, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", nasdaqUnknown(f, err.Error())
	}
	header := header(line)
	if _, ok := header["symbol"]; ok {
		return nasdaqSource, nil
	}
	if _, ok := header["act symbol"]; ok {
		return otherSource, nil
	}
	return "", nasdaqUnknown(f, fmt.Sprintf("the header is %s", quote(strings.TrimSpace(line))))
}

func nasdaqUnknown(f *file, why string) error {
	s := &sheet{source: "nasdaq", path: f.from}
	return s.broken("row 1: %s", why).Try("nasdaqlisted.txt or otherlisted.txt as Nasdaq publishes them")
}

// header numbers the columns of a line with pipes.
func header(line string) map[string]int {
	out := map[string]int{}
	for i, c := range strings.Split(strings.TrimRight(line, "\r\n"), "|") {
		out[strings.ToLower(strings.TrimSpace(c))] = i
	}
	return out
}

// readNasdaq reads nasdaqlisted.txt or otherlisted.txt: cells between pipes, a
// header, and a last line that says when the file was made. Without that line
// the file was cut short.
func readNasdaq(r io.Reader, s *sheet) error {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 1<<16), maxLine)
	var columns map[string]int
	symbol, ended, line := "symbol", false, 0
	for in.Scan() {
		line++
		text := in.Text()
		switch {
		case line == 1:
			columns = header(text)
			if s.source == otherSource {
				symbol = "act symbol"
			}
			if err := nasdaqHeader(s, columns, symbol); err != nil {
				return err
			}
		case strings.HasPrefix(text, trailer):
			ended = true
		case strings.TrimSpace(text) == "":
		case ended:
			return s.broken("row %d stands behind the line %q", line, trailer).Try("fetch the file again")
		default:
			nasdaqRow(s, line, strings.Split(text, "|"), columns, symbol)
		}
	}
	if err := in.Err(); err != nil {
		return cutShort(s, line+1, err)
	}
	if !ended {
		return s.broken("the last row (%d) is not the line %q: the file was cut short", line, trailer).Try("fetch it again")
	}
	return nil
}

func nasdaqHeader(s *sheet, columns map[string]int, symbol string) error {
	need := []string{symbol, "security name", "test issue", "etf"}
	if s.source == otherSource {
		need = append(need, "exchange")
	}
	for _, c := range need {
		if _, ok := columns[c]; !ok {
			return s.broken("row 1: no column %q: its publisher has changed it", c).Try("keep the earlier copy")
		}
	}
	return nil
}

func nasdaqRow(s *sheet, line int, cells []string, columns map[string]int, symbol string) {
	if len(cells) != len(columns) {
		s.bad(line, "security name", fmt.Sprintf("%d cells, the header has %d", len(cells), len(columns)))
		return
	}
	cell := func(name string) string { return strings.TrimSpace(cells[columns[name]]) }
	if cell("test issue") == "Y" {
		s.skip("test issues")
		return
	}
	mic := "XNAS"
	if s.source == otherSource {
		var ok bool
		if mic, ok = otherMIC[cell("exchange")]; !ok {
			s.bad(line, "exchange", fmt.Sprintf("%s is none of A, N, P, Z, V", quote(cell("exchange"))))
			return
		}
	}
	name, relation, share := shareName(cell("security name"))
	ticker := strings.ToUpper(cell(symbol))
	kind := security.Issuer
	if cell("etf") == "Y" {
		kind, name, relation, share = security.Fund, cell("security name"), "", true
	}
	if !share || strings.ContainsAny(ticker, "$+=^*") || security.Derivative(ticker) {
		s.skip(noShares)
		return
	}
	s.add(row{line: line, name: name, mic: mic, ticker: ticker, currency: "USD", kind: kind, relation: relation})
}

var (
	// notShares matches names of lines that are not common shares of a company.
	notShares = regexp.MustCompile(`(?i)\b(warrants?|rights?|preferred|preference|pfd|debentures?|notes?|bonds?|due 20\d\d|subordinated|contingent value|units?,? each|corporate units?|units?$)\b|%`)
	// lineKind is where the name of the company ends and that of its shares begins.
	lineKind = regexp.MustCompile(`(?i)( - |,? )((new |sponsored |unsponsored )?(american depositary|ads\b|adr\b|common stock|common shares?|ordinary shares?|class [a-c]\b|depositary shares|registered shares|new york registr|common units|limited partner|subordinate voting|voting shares|capital stock|shares of beneficial|beneficial interest|trust shares)).*$`)
)

// The words without one of which the expressions cannot match.
var (
	notSharesWords = []string{"warrant", "right", "prefer", "pfd", "debenture", "note", "bond", "due 20", "subordinated", "contingent", "unit", "%"}
	lineKindWords  = []string{"american depositary", "ads", "adr", "common", "ordinary", "class ", "depositary", "registered", "new york registr", "limited partner", "voting", "capital stock", "beneficial", "trust shares"}
)

func holds(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// shareName splits the name of a security into the company and what the line is
// to its shares; false when it is no line of shares.
func shareName(s string) (name, relation string, share bool) {
	if len(s) > maxName {
		return s, "", true // the sheet refuses it
	}
	// Most names hold none of the words: looking for those first is five times
	// faster than the expressions.
	low := strings.ToLower(s)
	if holds(low, notSharesWords) && notShares.MatchString(s) && !strings.Contains(low, "common unit") {
		return s, "", false
	}
	var at []int
	if holds(low, lineKindWords) {
		at = lineKind.FindStringIndex(s)
	}
	if at == nil {
		name, _, _ = strings.Cut(s, " - ")
		return name, "", true
	}
	kind := strings.ToLower(s[at[0]:])
	switch {
	case strings.Contains(kind, "american deposit") || strings.Contains(kind, " ads") || strings.Contains(kind, " adr"):
		relation = "ADR"
	case strings.Contains(kind, "class a"):
		relation = "class A"
	case strings.Contains(kind, "class b"):
		relation = "class B"
	case strings.Contains(kind, "class c"):
		relation = "class C"
	}
	return strings.TrimRight(s[:at[0]], " -"), relation, true
}
