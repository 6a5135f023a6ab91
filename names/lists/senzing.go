package lists

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"newstape/fault"
)

// senzingRecord is one record of Senzing's JSON: features flat (NAME_FULL,
// PRIMARY_NAME_ORG) or in a list (FEATURES, NAMES), names first of all.
type senzingRecord map[string]json.RawMessage

func (r senzingRecord) text(field string) string {
	raw, ok := r[field]
	if !ok {
		return ""
	}
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return strings.Trim(string(raw), `"`)
}

// features are the record's own fields and the objects in its lists.
func (r senzingRecord) features() []senzingRecord {
	out := []senzingRecord{r}
	var fields []string
	for f := range r {
		fields = append(fields, f)
	}
	slices.Sort(fields)
	for _, f := range fields {
		var list []senzingRecord
		if len(r[f]) > 0 && r[f][0] == '[' && json.Unmarshal(r[f], &list) == nil {
			out = append(out, list...)
		}
	}
	return out
}

// senzingNames are the ways in which a feature spells a name, a primary one
// first; a prefix such as PRIMARY_ or NATIVE_ may stand before.
func senzingNames(f senzingRecord) (names []string, primary bool) {
	var fields []string
	for field := range f {
		fields = append(fields, field)
	}
	slices.Sort(fields)
	primary = strings.EqualFold(f.text("NAME_TYPE"), "PRIMARY")
	put := func(field, name string) {
		if strings.HasPrefix(field, "PRIMARY_") {
			names, primary = append([]string{name}, names...), true
			return
		}
		names = append(names, name)
	}
	for _, field := range fields {
		if strings.HasSuffix(field, "NAME_FULL") || strings.HasSuffix(field, "NAME_ORG") {
			put(field, f.text(field))
		}
		if prefix, ok := strings.CutSuffix(field, "NAME_LAST"); ok {
			put(field, strings.Join([]string{f.text(prefix + "NAME_FIRST"), f.text(prefix + "NAME_MIDDLE"), f.text(field)}, " "))
		}
	}
	return names, primary
}

// readSenzing reads Senzing records, one a line. Every name counts: the primary
// one is the entry's name, the others are aliases.
func readSenzing(file string, b []byte) ([]*Version, error) {
	var out []*Version
	byID := map[string]*Version{}
	var failed error
	err := eachLine(file, b, func(r senzingRecord, row int) {
		if failed != nil {
			return
		}
		id := senzingList(r.text("DATA_SOURCE"))
		v := byID[id]
		if v == nil {
			if v, failed = version(id, file, b); failed != nil {
				failed = fault.New(fault.BadInput, "read list %s: row %d: data source %q is no list that we know", file, row, r.text("DATA_SOURCE"))
				return
			}
			byID[id] = v
			out = append(out, v)
		}
		v.add(r.entry(row))
	})
	if err == nil {
		err = failed
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

func senzingList(source string) string {
	f, err := facts()
	if err != nil {
		return source
	}
	low := strings.ToLower(source)
	for _, id := range []string{source, low, strings.ReplaceAll(low, "_", "-"), ftmDatasets[low]} {
		if _, ok := f.byID[id]; ok {
			return id
		}
	}
	return source
}

func (r senzingRecord) entry(row int) Entry {
	e := Entry{Key: r.text("RECORD_ID"), Kind: kindOf(r.text("RECORD_TYPE")), Row: row, Program: r.text("PROGRAM"), Note: r.text("REMARKS")}
	var named bool
	for _, f := range r.features() {
		names, primary := senzingNames(f)
		for _, n := range names {
			if n = oneLine(n); n == "" {
				continue
			}
			if e.Name == "" || primary && !named {
				if e.Name != "" {
					e.Aliases = append(e.Aliases, Alias{Name: e.Name})
				}
				e.Name, named = n, primary
				continue
			}
			e.Aliases = append(e.Aliases, Alias{n, acronym(n)})
		}
		if e.Kind == Unknown {
			e.Kind = kindOf(f.text("RECORD_TYPE"))
		}
		for _, x := range []struct{ field, kind string }{{"LEI_NUMBER", "LEI"}, {"IMO_NUMBER", "IMO"}, {"NATIONAL_ID_NUMBER", "national"}, {"TAX_ID_NUMBER", "tax"}} {
			if s := f.text(x.field); s != "" {
				e.Identifiers = append(e.Identifiers, Identifier{x.kind, s})
			}
		}
		if s := f.text("DATE_OF_BIRTH"); s != "" {
			e.Births = append(e.Births, s)
		}
		for _, field := range []string{"NATIONALITY", "REGISTRATION_COUNTRY", "ADDR_COUNTRY"} {
			if s := f.text(field); s != "" && !slices.Contains(e.Countries, s) {
				e.Countries = append(e.Countries, s)
			}
		}
		r.owner(f, &e)
	}
	for _, field := range []string{"START_DATE", "LISTING_DATE", "LISTED_ON"} {
		if d, ok := day(r.text(field)); ok && e.Effective == 0 {
			e.Effective, e.Published = d, d
		}
	}
	if d, ok := day(r.text("END_DATE")); ok {
		e.Removed = d
	}
	return e
}

// owner reads a relation to another record whose role says that it owns this
// one: "OWNED_BY", or "OWNED_BY_55" with the share.
func (r senzingRecord) owner(f senzingRecord, e *Entry) {
	role := strings.ToUpper(f.text("REL_POINTER_ROLE"))
	if !strings.HasPrefix(role, "OWNED_BY") {
		return
	}
	o := Owner{Key: f.text("REL_POINTER_KEY")}
	_, _ = fmt.Sscanf(strings.TrimPrefix(role, "OWNED_BY_"), "%g", &o.Share)
	e.Owners = append(e.Owners, o)
}
