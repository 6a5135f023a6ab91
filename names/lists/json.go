package lists

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"newstape/fault"
)

// readJSON tells apart JSON files by their first object: an extract of a US
// list, the trade.gov list, or one object a line.
func readJSON(file string, b []byte) (vs []*Version, skipped string, err error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	var head map[string]json.RawMessage
	if b[0] == '{' {
		if err := dec.Decode(&head); err != nil {
			return nil, "", cutOff(file, b, err)
		}
	}
	switch {
	case head["list_id"] != nil:
		v, err := readExtract(file, b)
		return []*Version{v}, "", err
	case head["results"] != nil:
		vs, err := readCSL(file, b)
		return vs, "", err
	case head["lists"] != nil && head["generated"] != nil:
		return nil, file + ": a catalogue of lists, not a list", nil
	case head["schema"] != nil && head["properties"] != nil:
		vs, err := readFtM(file, b)
		return vs, "", err
	case head["DATA_SOURCE"] != nil:
		vs, err := readSenzing(file, b)
		return vs, "", err
	}
	return nil, "", fault.New(fault.BadInput, "read list %s: JSON, but of no known list", file).
		Try("trade.gov CSL, FollowTheMoney or Senzing JSON")
}

// cutOff says that a file ends before its data do, or where it is wrong.
func cutOff(file string, b []byte, err error) error {
	at := int64(len(b))
	if wrong, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = wrong.Offset
	}
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fault.New(fault.BadInput, "read list %s: offset %d: field %s holds a %s; the file has changed", file, wrong.Offset, wrong.Field, wrong.Value)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || at >= int64(len(bytes.TrimRight(b, " \r\n"))) {
		return fault.New(fault.BadInput, "read list %s: offset %d: the file is cut off", file, at).Try("download it again; the version before stays in force")
	}
	return fault.New(fault.BadInput, "read list %s: offset %d: %w", file, at, err)
}

// extract is a list that was taken out of its authority's document.
type extract struct {
	ListID     string `json:"list_id"`
	SourceFile string `json:"source_file"`
	Extracted  string `json:"extracted"`
	Count      int    `json:"count"`
	Entities   []struct {
		Name            *string  `json:"name"`
		Aliases         []string `json:"aliases"`
		Country         string   `json:"country"`
		Address         string   `json:"address"`
		Status          string   `json:"status"`
		EffectiveDate   string   `json:"effective_date"`
		FederalRegister string   `json:"federal_register"`
		Notes           string   `json:"notes"`
	} `json:"entities"`
}

func readExtract(file string, b []byte) (*Version, error) {
	var x extract
	dec := json.NewDecoder(bytes.NewReader(b))
	if err := dec.Decode(&x); err != nil {
		return nil, cutOff(file, b, err)
	}
	if len(x.Entities) != x.Count {
		return nil, fault.New(fault.BadInput, "read list %s: %d entries, but the file says %d: it is cut off", file, len(x.Entities), x.Count)
	}
	v, err := version(x.ListID, file, b)
	if err != nil {
		return nil, err
	}
	v.AsOf, _ = day(x.Extracted)
	for i, r := range x.Entities {
		if r.Name == nil {
			return nil, fault.New(fault.BadInput, "read list %s: entry %d: no field \"name\"; the file has changed", file, i+1)
		}
		name, parent := subsidiary(*r.Name)
		e := Entry{Name: name, Parent: parent, Citation: r.FederalRegister, Note: r.Notes, Row: i + 1}
		for _, a := range r.Aliases {
			e.Aliases = append(e.Aliases, Alias{Name: a, Weak: acronym(a)})
		}
		if r.Country != "" {
			e.Countries = []string{r.Country}
		}
		x.period(&e, r.EffectiveDate, r.Notes)
		if v.List == "FCC" && coversAll(*r.Name, r.Notes) {
			e.Kind = Category
		}
		v.add(e)
	}
	return v, nil
}

// period fills the days of an extract's entry.
func (x *extract) period(e *Entry, effective, notes string) {
	e.Effective, _ = day(effective)
	e.Published = noticed(e.Citation)
	if listed := inText(notes, "Listing Date (CMIC)"); listed != 0 {
		e.Published = listed
	}
	if e.Effective == 0 {
		e.Effective = e.Published
	}
	if e.Published == 0 {
		e.Published = e.Effective
	}
	for _, word := range []string{"Expires", "Expired on"} {
		// A party with a second measure that is active is still on the list.
		if d := inText(notes, word); d != 0 && !strings.Contains(notes, "status: Active") && d > e.Effective {
			e.Removed = d
		}
	}
}

// coversAll tells a rule over products from a company.
func coversAll(name, note string) bool {
	low := strings.ToLower(name + " " + note)
	return strings.Contains(low, "foreign countr") || strings.Contains(low, "foreign adversar") || strings.Contains(low, "foreign-produced")
}

// subsidiary takes the parent out of "X (a subsidiary of Y)".
func subsidiary(name string) (own, parent string) {
	own, rest, ok := strings.Cut(name, "(a subsidiary of ")
	if !ok {
		return name, ""
	}
	parent, after, _ := strings.Cut(rest, ")")
	return strings.TrimSpace(own + after), strings.TrimSpace(parent)
}

// acronym reports a name of at most five capital letters.
func acronym(s string) bool {
	if s == "" || len(s) > 5 {
		return false
	}
	for _, r := range s {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	return true
}

// cslEntry is one result of the trade.gov list.
type cslEntry struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	AltNames  any    `json:"alt_names"`
	Source    string `json:"source"`
	Type      string `json:"type"`
	Programs  any    `json:"programs"`
	Notice    string `json:"federal_register_notice"`
	StartDate string `json:"start_date"`
	EndDate   string `json:"end_date"`
	Remarks   string `json:"remarks"`
	Country   string `json:"country"`
	Births    any    `json:"dates_of_birth"`
	Number    any    `json:"entity_number"`
	SourceURL string `json:"source_information_url"`
	Addresses []struct {
		Country string `json:"country"`
	} `json:"addresses"`
	IDs []struct {
		Type   string `json:"type"`
		Number string `json:"number"`
	} `json:"ids"`
}

// readCSL reads the trade.gov consolidated screening list: one version for each
// source in it. A blank type stays blank.
func readCSL(file string, b []byte) ([]*Version, error) {
	var doc struct {
		Total   int        `json:"total"`
		Results []cslEntry `json:"results"`
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	if err := dec.Decode(&doc); err != nil {
		return nil, cutOff(file, b, err)
	}
	if doc.Total > len(doc.Results) {
		return nil, fault.New(fault.BadInput, "read list %s: %d results, but the file says %d: it is cut off", file, len(doc.Results), doc.Total)
	}
	var out []*Version
	byID := map[string]*Version{}
	for i, r := range doc.Results {
		id := sourceID(r.Source)
		v := byID[id]
		if v == nil {
			var err error
			if v, err = version(id, file, b); err != nil {
				return nil, fault.New(fault.BadInput, "read list %s: result %d: source %q is no known list", file, i+1, r.Source)
			}
			byID[id] = v
			out = append(out, v)
		}
		v.add(r.entry(i + 1))
	}
	return out, nil
}

// sourceID is the abbreviation in "Entity List (EL) - Bureau of Industry and
// Security".
func sourceID(source string) string {
	_, rest, ok := strings.Cut(source, "(")
	if !ok {
		return source
	}
	id, _, _ := strings.Cut(rest, ")")
	return id
}

func (r cslEntry) entry(row int) Entry {
	e := Entry{
		Key: r.ID, Name: r.Name, Kind: kindOf(r.Type), Citation: r.Notice, Note: r.Remarks, Row: row,
		Program: strings.Join(texts(r.Programs), "; "), Births: texts(r.Births),
	}
	if e.Citation == "" {
		e.Citation = r.SourceURL
	}
	for _, a := range texts(r.AltNames) {
		e.Aliases = append(e.Aliases, Alias{a, acronym(a)})
	}
	for _, a := range r.Addresses {
		if a.Country != "" && (len(e.Countries) == 0 || e.Countries[len(e.Countries)-1] != a.Country) {
			e.Countries = append(e.Countries, a.Country)
		}
	}
	if r.Country != "" && len(e.Countries) == 0 {
		e.Countries = []string{r.Country}
	}
	for _, x := range r.IDs {
		e.Identifiers = append(e.Identifiers, Identifier{x.Type, x.Number})
	}
	e.Effective, _ = day(r.StartDate)
	e.Published = noticed(r.Notice)
	if e.Effective == 0 {
		e.Effective = e.Published
	}
	e.Removed, _ = day(r.EndDate)
	return e
}

// texts reads a value that is a list of strings or one string with semicolons.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return split(v)
	case []any:
		var out []string
		for _, x := range v {
			if s, ok := x.(string); ok && s != "" {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}
