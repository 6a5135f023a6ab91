package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"newstape/ledger/claim"
	"newstape/ledger/event"
)

// gdeltColumns is the order of GDELT 2.0's events table.
var gdeltColumns = strings.Fields(`GlobalEventID Day MonthYear Year FractionDate
Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code
Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code
IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone
Actor1Geo_Type Actor1Geo_Fullname Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID
Actor2Geo_Type Actor2Geo_Fullname Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID
ActionGeo_Type ActionGeo_Fullname ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID
DATEADDED SOURCEURL`)

// Columns is the order of GDELT 2.0's events table, for a reader that wants a
// heading; the files themselves have none.
func Columns() []string { return append([]string(nil), gdeltColumns...) }

// cameoTypes are CAMEO's role codes where they differ from PLOVER's sectors.
var cameoTypes = map[string]string{"JRN": "MED", "MED": "HLH"}

func writeGDELT(w io.Writer, stories []Story) error {
	for _, s := range stories {
		for _, e := range s.Events {
			row, ok := s.gdeltRow(e)
			if !ok {
				continue
			}
			if _, err := io.WriteString(w, strings.Join(row, "\t")+"\n"); err != nil {
				return fmt.Errorf("write events: %w", err)
			}
		}
	}
	return nil
}

func (s Story) gdeltRow(e event.Event) ([]string, bool) {
	_, cameo, ok := e.PLOVER()
	if !ok || cameo == "" {
		return nil, false
	}
	cells := map[string]string{"NumMentions": strconv.Itoa(max(1, e.Tellings)), "NumSources": "1", "NumArticles": "1", "IsRootEvent": "0", "SOURCEURL": s.Article.Name}
	if e.Lead {
		cells["IsRootEvent"] = "1"
	}
	if e.Date != 0 {
		t := e.Date.Time()
		cells["Day"], cells["MonthYear"], cells["Year"] = t.Format("20060102"), t.Format("200601"), t.Format("2006")
		// GDELT's own reckoning, which takes every month for thirty days.
		cells["FractionDate"] = fmt.Sprintf("%d.%04d", t.Year(), (int(t.Month())*30+t.Day())*10000/365%10000)
	}
	gdeltActor(cells, "Actor1", e.Actor)
	if e.Recipient.Name != "" {
		gdeltActor(cells, "Actor2", e.Recipient)
	}
	cells["EventCode"], cells["EventBaseCode"], cells["EventRootCode"] = cameo, cameo[:min(3, len(cameo))], cameo[:2]
	cells["QuadClass"] = quadOf(cameo[:2])
	if p := e.Place; p != nil {
		cells["ActionGeo_Type"], cells["ActionGeo_Fullname"] = "1", p.Name
		if p.City && p.Country == "US" {
			cells["ActionGeo_Type"] = "3"
		} else if p.City {
			cells["ActionGeo_Type"] = "4"
		}
		cells["ActionGeo_CountryCode"] = event.CountryCodes(p.Country).FIPS
	}
	row := make([]string, len(gdeltColumns))
	for i, c := range gdeltColumns {
		row[i] = strings.Join(strings.Fields(cells[c]), " ")
	}
	return row, true
}

// gdeltActor fills an actor's columns: CAMEO writes the country and the role one
// after the other (CHNGOV).
func gdeltActor(cells map[string]string, column string, who claim.Speaker) {
	first, _, _ := strings.Cut(who.Name, "; ")
	p := event.ProfileOf(claim.Speaker{Name: first, Entity: who.Entity})
	kind := p.Sector
	if other, ok := cameoTypes[kind]; ok {
		kind = other
	}
	cells[column+"Code"] = p.ISO3 + kind
	cells[column+"Name"] = strings.ToUpper(first)
	cells[column+"CountryCode"] = p.ISO3
	cells[column+"Type1Code"] = kind
}

// quadOf is the quad class of a CAMEO root.
func quadOf(root string) string {
	n, err := strconv.Atoi(root)
	switch {
	case err != nil || n < 1 || n > 20:
		return ""
	case n <= 5:
		return "1"
	case n <= 8:
		return "2"
	case n <= 13:
		return "3"
	}
	return "4"
}
