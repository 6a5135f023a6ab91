package lists

import (
	"bufio"
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"newstape/fault"
)

// eachLine decodes one JSON object a line. A last line that is no whole object
// means that the file was cut off.
func eachLine[T any](file string, b []byte, take func(x T, row int)) error {
	sc := bufio.NewScanner(bytes.NewReader(b))
	sc.Buffer(make([]byte, 1<<16), 64<<20)
	row := 0
	for sc.Scan() {
		row++
		line := bytes.TrimSpace(sc.Bytes())
		if len(line) == 0 {
			continue
		}
		var x T
		if err := json.Unmarshal(line, &x); err != nil {
			return fault.New(fault.BadInput, "read list %s: row %d: %w; is the file cut off?", file, row, err)
		}
		take(x, row)
	}
	if err := sc.Err(); err != nil {
		return fault.New(fault.TooLarge, "read list %s: row %d: %w", file, row+1, err)
	}
	return nil
}

// ftmEntity is a FollowTheMoney entity: every property holds several values.
type ftmEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Datasets   []string            `json:"datasets"`
	Properties map[string][]string `json:"properties"`
	row        int
}

func (e *ftmEntity) first(property string) string {
	if v := e.Properties[property]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// ftmDatasets name lists that the catalogue knows by another name.
var ftmDatasets = map[string]string{
	"us_ofac_sdn": "sdn", "us_ofac_cons": "cons", "un_sc_sanctions": "un", "eu_fsf": "eu", "eu_journal_sanctions": "eu",
	"us_bis_entity_list": "bis-entity-list", "us_trade_csl": "bis-entity-list", "us_dhs_uflpa": "dhs-uflpa",
	"us_ofac_nscmic": "ofac-nscmic",
}

// readFtM reads FollowTheMoney entities, one a line: parties, the sanctions on
// them, and who owns whom.
func readFtM(file string, b []byte) ([]*Version, error) {
	var parties, sanctions, ownerships []ftmEntity
	err := eachLine(file, b, func(e ftmEntity, row int) {
		e.row = row
		switch e.Schema {
		case "Sanction":
			sanctions = append(sanctions, e)
		case "Ownership":
			ownerships = append(ownerships, e)
		case "Address", "Identification", "Passport", "Family", "Associate", "Directorship", "UnknownLink", "Position", "Occupancy", "Security":
		default:
			parties = append(parties, e)
		}
	})
	if err != nil {
		return nil, err
	}
	byEntity := map[string][]ftmEntity{}
	for _, s := range sanctions {
		for _, id := range s.Properties["entity"] {
			byEntity[id] = append(byEntity[id], s)
		}
	}
	owners := map[string][]Owner{}
	for _, o := range ownerships {
		share, _ := strconv.ParseFloat(strings.TrimRight(o.first("percentage"), "% "), 64)
		from, _ := day(o.first("startDate"))
		to, _ := day(o.first("endDate"))
		for _, asset := range o.Properties["asset"] {
			for _, owner := range o.Properties["owner"] {
				owners[asset] = append(owners[asset], Owner{Key: owner, Share: share, From: from, To: to})
			}
		}
	}
	var out []*Version
	byID := map[string]*Version{}
	for _, p := range parties {
		id, err := p.list(file)
		if err != nil {
			return nil, err
		}
		v := byID[id]
		if v == nil {
			if v, err = version(id, file, b); err != nil {
				return nil, err
			}
			byID[id] = v
			out = append(out, v)
		}
		e := p.entry()
		e.Owners = owners[p.ID]
		for _, s := range byEntity[p.ID] {
			s.sanction(&e)
		}
		e.Unlisted = len(byEntity[p.ID]) == 0 && !strings.Contains(strings.Join(p.Properties["topics"], " "), "sanction")
		v.add(e)
	}
	return out, nil
}

// list finds the first dataset of the entity that the catalogue knows; the file's
// name stands in for entities without one.
func (e *ftmEntity) list(file string) (string, error) {
	f, err := facts()
	if err != nil {
		return "", err
	}
	for _, d := range e.Datasets {
		if known := ftmDatasets[d]; known != "" {
			d = known
		}
		if _, ok := f.byID[d]; ok {
			return d, nil
		}
	}
	for _, id := range slices.Sorted(maps.Keys(f.byID)) {
		if len(id) > 3 && strings.Contains(file, id) {
			return id, nil
		}
	}
	return "", fault.New(fault.BadInput, "read list %s: row %d: none of the datasets %s is a list that we know", file, e.row, strings.Join(e.Datasets, ", "))
}

func (e *ftmEntity) entry() Entry {
	out := Entry{
		Key: e.ID, Name: e.first("name"), Kind: ftmKind(e.Schema), Row: e.row,
		Countries: append(slices.Clone(e.Properties["country"]), e.Properties["jurisdiction"]...), Births: e.Properties["birthDate"],
		Program: e.first("program"), Note: e.first("notes"), Citation: e.first("sourceUrl"),
	}
	for i, n := range e.Properties["name"] {
		if i > 0 {
			out.Aliases = append(out.Aliases, Alias{Name: n})
		}
	}
	for _, p := range []string{"alias", "previousName", "abbreviation", "weakAlias"} {
		for _, n := range e.Properties[p] {
			out.Aliases = append(out.Aliases, Alias{n, p == "weakAlias" || p == "abbreviation" || acronym(n)})
		}
	}
	for _, p := range []string{"leiCode", "isin", "imoNumber", "registrationNumber", "innCode", "ogrnCode", "uscCode", "cik", "ticker"} {
		for _, x := range e.Properties[p] {
			kind := map[string]string{"leiCode": "LEI", "isin": "ISIN", "imoNumber": "IMO", "uscCode": "USCC", "cik": "CIK"}[p]
			if kind == "" {
				kind = p
			}
			out.Identifiers = append(out.Identifiers, Identifier{kind, x})
		}
	}
	return out
}

// sanction fills the period of an entry from a Sanction entity. Of several, the
// first beginning and the last end count.
func (e *ftmEntity) sanction(out *Entry) {
	listed, _ := day(e.first("listingDate"))
	start, ok := day(e.first("startDate"))
	if !ok {
		start = listed
	}
	if out.Effective == 0 || start != 0 && start < out.Effective {
		out.Effective, out.Published = start, start
		if listed != 0 {
			out.Published = listed
		}
	}
	if end, ok := day(e.first("endDate")); ok {
		out.Removed = max(out.Removed, end)
	}
	if out.Program == "" {
		out.Program = e.first("program")
	}
	if c := e.first("sourceUrl"); c != "" {
		out.Citation = c
	}
}

func ftmKind(schema string) Kind {
	switch schema {
	case "Person":
		return Person
	case "Company", "Organization", "PublicBody":
		return Organisation
	case "Vessel":
		return Vessel
	case "Airplane":
		return Aircraft
	}
	return Unknown
}
