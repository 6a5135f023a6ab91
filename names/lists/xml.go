package lists

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"newstape/fault"
)

// readXML tells OFAC's XML from that of the UN by the first element.
func readXML(file string, b []byte) ([]*Version, error) {
	dec := xml.NewDecoder(bytes.NewReader(b))
	for {
		tok, err := dec.Token()
		if err != nil {
			return nil, xmlError(file, dec, err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "CONSOLIDATED_LIST":
			v, err := readUN(file, b, dec, start)
			return []*Version{v}, err
		case "sdnList":
			v, err := readSDNXML(file, b, dec)
			return []*Version{v}, err
		}
		return nil, fault.New(fault.BadInput, "read list %s: XML of element %s is no known list", file, start.Name.Local)
	}
}

func xmlError(file string, dec *xml.Decoder, err error) error {
	line, _ := dec.InputPos()
	if errors.Is(err, io.EOF) || strings.Contains(err.Error(), "unexpected EOF") {
		return fault.New(fault.BadInput, "read list %s: line %d: the file is cut off", file, line).Try("download it again; the version before stays in force")
	}
	return fault.New(fault.BadInput, "read list %s: line %d: %w", file, line, err)
}

// records calls take for every element of one of the names, until the file's
// outermost element ends.
func records(file string, dec *xml.Decoder, names []string, take func(dec *xml.Decoder, start xml.StartElement, row int) error) error {
	row, depth := 0, 1
	for {
		tok, err := dec.Token()
		if err != nil {
			return xmlError(file, dec, err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			for _, name := range names {
				if t.Name.Local == name {
					row++
					if err := take(dec, t, row); err != nil {
						return xmlError(file, dec, err)
					}
					depth-- // the element is read to its end
				}
			}
			depth++
		case xml.EndElement:
			if depth--; depth == 0 {
				return nil
			}
		}
	}
}

type unParty struct {
	DataID    string    `xml:"DATAID"`
	First     string    `xml:"FIRST_NAME"`
	Second    string    `xml:"SECOND_NAME"`
	Third     string    `xml:"THIRD_NAME"`
	Fourth    string    `xml:"FOURTH_NAME"`
	ListType  string    `xml:"UN_LIST_TYPE"`
	Reference string    `xml:"REFERENCE_NUMBER"`
	ListedOn  string    `xml:"LISTED_ON"`
	Original  string    `xml:"NAME_ORIGINAL_SCRIPT"`
	Comments  string    `xml:"COMMENTS1"`
	Nations   []string  `xml:"NATIONALITY>VALUE"`
	Persons   []unAlias `xml:"INDIVIDUAL_ALIAS"`
	Entities  []unAlias `xml:"ENTITY_ALIAS"`
	Addresses []struct {
		Country string `xml:"COUNTRY"`
	} `xml:"ENTITY_ADDRESS"`
	Births []struct {
		Date string `xml:"DATE"`
		Year string `xml:"YEAR"`
	} `xml:"INDIVIDUAL_DATE_OF_BIRTH"`
}

type unAlias struct {
	Quality string `xml:"QUALITY"`
	Name    string `xml:"ALIAS_NAME"`
}

func readUN(file string, b []byte, dec *xml.Decoder, root xml.StartElement) (*Version, error) {
	v, err := version("un", file, b)
	if err != nil {
		return nil, err
	}
	for _, a := range root.Attr {
		if a.Name.Local == "dateGenerated" {
			v.AsOf, _ = day(a.Value)
		}
	}
	err = records(file, dec, []string{"INDIVIDUAL", "ENTITY"}, func(dec *xml.Decoder, start xml.StartElement, row int) error {
		var p unParty
		if err := dec.DecodeElement(&p, &start); err != nil {
			return err
		}
		e := Entry{
			Key: p.DataID, Kind: Organisation, Name: strings.Join([]string{p.First, p.Second, p.Third, p.Fourth}, " "),
			Countries: p.Nations, Program: p.ListType, Citation: strings.TrimSpace("UN " + p.Reference), Note: p.Comments, Row: row,
		}
		if start.Name.Local == "INDIVIDUAL" {
			e.Kind = Person
		}
		e.Effective, _ = day(p.ListedOn)
		e.Published = e.Effective
		if p.Original != "" {
			e.Aliases = append(e.Aliases, Alias{Name: p.Original})
		}
		for _, a := range append(p.Persons, p.Entities...) {
			if strings.TrimSpace(a.Name) != "" {
				e.Aliases = append(e.Aliases, Alias{a.Name, a.Quality == "Low" || acronym(a.Name)})
			}
		}
		for _, a := range p.Addresses {
			if a.Country != "" && len(e.Countries) == 0 {
				e.Countries = []string{a.Country}
			}
		}
		for _, d := range p.Births {
			if x := strings.TrimSpace(d.Date + d.Year); x != "" {
				e.Births = append(e.Births, x)
			}
		}
		v.add(e)
		return nil
	})
	return v, err
}

type sdnEntry struct {
	UID       string   `xml:"uid"`
	First     string   `xml:"firstName"`
	Last      string   `xml:"lastName"`
	Type      string   `xml:"sdnType"`
	Remarks   string   `xml:"remarks"`
	Programs  []string `xml:"programList>program"`
	Countries []string `xml:"addressList>address>country"`
	Births    []string `xml:"dateOfBirthList>dateOfBirthItem>dateOfBirth"`
	Akas      []struct {
		Category string `xml:"category"`
		First    string `xml:"firstName"`
		Last     string `xml:"lastName"`
	} `xml:"akaList>aka"`
	IDs []struct {
		Type   string `xml:"idType"`
		Number string `xml:"idNumber"`
	} `xml:"idList>id"`
}

// readSDNXML reads OFAC's sdn.xml and consolidated.xml. The file says how many
// records it has.
func readSDNXML(file string, b []byte, dec *xml.Decoder) (*Version, error) {
	id := "sdn"
	if strings.Contains(strings.ToLower(file), "cons") {
		id = "cons"
	}
	v, err := version(id, file, b)
	if err != nil {
		return nil, err
	}
	want, got := -1, 0
	err = records(file, dec, []string{"publshInformation", "sdnEntry"}, func(dec *xml.Decoder, start xml.StartElement, _ int) error {
		if start.Name.Local == "publshInformation" {
			var p struct {
				Date  string `xml:"Publish_Date"`
				Count int    `xml:"Record_Count"`
			}
			if err := dec.DecodeElement(&p, &start); err != nil {
				return err
			}
			v.AsOf, _ = day(p.Date)
			want = p.Count
			return nil
		}
		var s sdnEntry
		if err := dec.DecodeElement(&s, &start); err != nil {
			return err
		}
		got++
		v.add(s.entry(got))
		return nil
	})
	if err == nil && want >= 0 && want != got {
		err = fault.New(fault.BadInput, "read list %s: %d records, but the file says %d: it is cut off", file, got, want)
	}
	return v, err
}

func (s sdnEntry) entry(row int) Entry {
	e := Entry{
		Key: s.UID, Kind: ofacKind(strings.ToLower(s.Type)), Name: surnameFirst(s.Last, s.First), Program: strings.Join(s.Programs, "; "),
		Countries: s.Countries, Births: s.Births, Citation: "OFAC entity " + s.UID, Note: s.Remarks, Row: row,
	}
	for _, a := range s.Akas {
		e.Aliases = append(e.Aliases, Alias{surnameFirst(a.Last, a.First), a.Category == "weak"})
	}
	for _, x := range s.IDs {
		e.Identifiers = append(e.Identifiers, Identifier{x.Type, x.Number})
	}
	return e
}

func surnameFirst(last, first string) string {
	if strings.TrimSpace(first) == "" {
		return last
	}
	return last + ", " + first
}
