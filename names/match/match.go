// Package match says how alike two names are, and finds the names in a list
// that are like a given one.
//
//	m := match.New()
//	a, _ := m.Parse(match.Company, "OAO Gazprom")
//	b, _ := m.Parse(match.Company, "Открытое акционерное общество «Газпром»")
//	c := m.Compare(a, b)    // c.Score 0.99; c.Pairs shows gazprom = gazprom, oao ~ oao
//
// In: names as written, in Latin, Cyrillic, Greek, Arabic, Hebrew, Georgian,
// Armenian, Ethiopic, Devanagari, Bengali, Thai, kana, Hangul or Han script. Out:
// a [Comparison]: the tokens laid against each other, what each weighs, and a
// score between 0 and 1 that is calibrated on labelled pairs. An [Index] holds
// many names and answers [Index.Search].
//
// How: a name is folded to lower-case Latin letters ([Matcher.Fold]), its legal
// form becomes a class, titles and particles are told from words, and every word
// weighs by how rare it is among issuers and in ordinary text. Tokens are laid
// one to one, nearest first; what the layout costs makes the score
// (docs/method.md).
//
// Limits: transliteration is not translation: 腾讯 is not Tencent here, an alias
// table must say so. The score is about names alone: two people of one name are
// alike and yet two people. A name is at most [MaxName] bytes.
package match

import (
	"embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"newstape/fault"
)

//go:embed tables/*.tsv
var tables embed.FS

// MaxName is the longest name in bytes that is read; longer ones are refused.
const MaxName = 4096

// maxTokens bounds the work on one name: later words are not compared.
const maxTokens = 24

// Kind is what a name names.
type Kind uint8

// The kinds. Unknown is compared as a company.
const (
	Unknown Kind = iota
	Person
	Company
	Vessel
)

var kindWords = [...]string{"unknown", "person", "company", "vessel"}

// String is the kind in one word.
func (k Kind) String() string {
	if int(k) < len(kindWords) {
		return kindWords[k]
	}
	return "unknown"
}

// Matcher holds the tables. It is read-only and safe for concurrent use.
type Matcher struct {
	latin          map[rune]string   // a letter of another script in Latin
	lookalike      map[rune]rune     // a letter that is drawn like a Latin one
	forms          map[string]string // folded legal form -> class
	formWords      int               // words of the longest form
	formVocabulary []string
	hanForms       []hanForm // longest first
	hanWords       map[string]string
	simplified     map[rune]rune
	words          map[string]role // words of people's names that carry little
	nicknames      map[string][]string
	same           map[string]int // words of one meaning share a number
	sameWords      [][]string
	rarity         map[string]float64
	bearers        map[string]float64 // names of people, bearers per million
	person         calibration
	company        calibration
}

// New reads the embedded tables. It takes a few milliseconds: build once. It
// panics when a table is malformed, which the tests of this package exclude.
func New() *Matcher {
	m, err := read()
	if err != nil {
		panic(err)
	}
	return m
}

func read() (*Matcher, error) {
	m := &Matcher{}
	for _, step := range []func() error{m.readScripts, m.readForms, m.readHan, m.readWords, m.readSame, m.readRarity, m.readCalibration} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// rows reads a table and checks its header.
func rows(name string, header ...string) ([][]string, error) {
	b, err := tables.ReadFile("tables/" + name)
	if err != nil {
		return nil, fmt.Errorf("read table %s: %w", name, err)
	}
	r := csv.NewReader(strings.NewReader(string(b)))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, len(header)
	all, err := r.ReadAll()
	if err != nil {
		return nil, fault.New(fault.Corrupt, "read table %s: %w", name, err)
	}
	if len(all) == 0 || strings.Join(all[0], "\t") != strings.Join(header, "\t") {
		return nil, fault.New(fault.Corrupt, "read table %s: row 1: want columns %s", name, strings.Join(header, ", "))
	}
	return all[1:], nil
}

func number(cell, table string, row int) (float64, error) {
	x, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		return 0, fault.New(fault.Corrupt, "read table %s: row %d: %q is not a number", table, row+2, cell)
	}
	return x, nil
}
