package lists

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/fault"
	"newstape/internal/shared"
	"newstape/tape/calendar"
)

// show writes an entry as one line, for tests that a person can read.
func show(e Entry) string {
	var parts []string
	put := func(label, s string) {
		if s != "" {
			parts = append(parts, label+s)
		}
	}
	put("", e.List)
	put("", string(e.Kind))
	put("", e.Name)
	var also []string
	for _, a := range e.Aliases {
		if a.Weak {
			a.Name += "?"
		}
		also = append(also, a.Name)
	}
	put("also ", strings.Join(also, "; "))
	put("in ", strings.Join(e.Countries, "; "))
	for _, d := range []struct {
		label string
		day   calendar.Date
	}{{"from ", e.Began()}, {"to ", e.Removed}} {
		if d.day != 0 {
			put(d.label, d.day.String())
		}
	}
	put("parent ", e.Parent)
	put("born ", strings.Join(e.Births, "; "))
	for _, i := range e.Identifiers {
		put(i.Type+" ", i.Value)
	}
	for _, o := range e.Owners {
		put("", fmt.Sprintf("%g %% by %s", o.Share, o.Key))
	}
	if e.Unlisted {
		put("", "unlisted")
	}
	return strings.Join(parts, " | ")
}

func TestFormats(t *testing.T) {
	for path, want := range map[string][]string{
		"sdn": {
			"SDN | organisation | PUBLIC JOINT STOCK COMPANY ROSNEFT OIL COMPANY | also ROSNEFT? | LEI 253400JT3MQWNDKMJE44",
			"SDN | person | SECHIN, Igor | also SECHIN, Igor Ivanovich | in RU | born 07 Sep 1960",
			"SDN | organisation | AEROCARIBBEAN AIRLINES | also AERO-CARIBBEAN | in CU",
		},
		"sdn.xml": {
			"SDN | organisation | AEROCARIBBEAN AIRLINES | also AERO-CARIBBEAN | in CU",
			"SDN | person | SECHIN, Igor | also DARTH VADER? | born 07 Sep 1960",
		},
		"un.xml": {
			"UN | person | ERIC BADEGE | in CD | from 2012-12-31 | born 1971",
			"UN | organisation | KOREA MINING DEVELOPMENT TRADING CORPORATION | also KOMID? | in KP | from 2009-04-24",
		},
		// A blank type stays blank: an aircraft plant is no person.
		"csl.json": {
			"EntityList | DJI | also Shenzhen DJI Innovation Technology Co., Ltd.; SZ DJI Technology Co., Ltd. | in CN | from 2020-12-18",
			"EntityList | 558 Aircraft Repair Plant JSC | in BY | from 2021-12-09",
			"NS-CMIC | organisation | Huawei Technologies Co., Ltd. | from 2021-08-02",
		},
		"extract.json": {
			"EntityList | CNOOC Limited | also CNOOC? | in CN | from 2021-01-15 | parent China National Offshore Oil Corporation",
			"EntityList | IFLYTEK | in CN | from 2019-10-09",
		},
		"milcorps.csv": {
			"1260H | ChangXin Memory Technologies, Inc. | also CXMT | from 2025-01-07 | to 2026-02-17",
			"1260H | ChangXin Memory Technologies, Inc. | also CXMT | from 2026-06-08",
			"1260H | SMIC Semiconductor Manufacturing (Shanghai) Co. | also SMIC Shanghai | from 2025-01-07 | parent Semiconductor Manufacturing International Corporation",
		},
		"covered.csv": {
			"FCC | organisation | ZTE Corporation | from 2021-03-12",
			"FCC | organisation | Pacific Networks Corp | from 2022-09-20",
			"FCC | organisation | ComNet (USA) LLC | from 2022-09-20",
			"FCC | category | Routers produced in a foreign country | from 2026-03-23",
		},
		"eu.csv": {
			"EU | SBERBANK | also Sberbank of Russia; ПАО Сбербанк | in RU | from 2014-07-31 | LEI 549300WE6TAF5EEWQS81",
			"EU | vessel | Malak | also Ping An | from 2025-05-21 | IMO 9378632",
		},
		"entities.ftm.json": {
			"SDN | organisation | PJSC Rosneft Oil Company | also ПАО «НК «Роснефть»; RN? | in RU | from 2025-10-22 | LEI 253400JT3MQWNDKMJE44",
			"SDN | organisation | Half Owned Trading GmbH | in DE | 54.17 % by ru-rosneft | unlisted",
		},
		// Aliases, dates and relations come in with the record.
		"senzing.json": {
			"SDN | organisation | PJSC Rosneft Oil Company | also Роснефть; ROSN? | from 2025-10-22 | LEI 253400JT3MQWNDKMJE44",
			"SDN | person | Igor Sechin | also Игорь Сечин | born 1960-09-07",
			"SDN | organisation | Half Owned Trading GmbH | 54.17 % by 16684",
		},
	} {
		read := ReadFile
		if !strings.Contains(path, ".") {
			read = ReadDir
		}
		files, err := read(filepath.Join("testdata", path))
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		var got []string
		for _, v := range files.Versions {
			for _, e := range v.Entries {
				got = append(got, show(e))
			}
			if len(v.Hash) != 64 || v.Title == "" || v.Authority == "" {
				t.Errorf("%s: version %+v", path, v)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", path, diff)
		}
	}
}

// A file that ends before its data do is refused, whatever the format.
func TestCutOffFilesAreRefused(t *testing.T) {
	for _, name := range []string{"sdn/sdn.csv", "sdn/alt.csv", "sdn.xml", "un.xml", "csl.json", "extract.json", "entities.ftm.json", "senzing.json"} {
		b := fixture(t, name)
		for _, keep := range []float64{0.3, 0.6, 0.9} {
			cut := b[:int(keep*float64(len(b)))]
			vs, err := Read(name, cut)
			if err == nil && len(vs) > 0 && strings.HasSuffix(name, ".csv") && cut[len(cut)-1] == '\n' {
				continue // whole rows are missing: lists.Replace's caller sees that
			}
			if fault.CodeOf(err) != fault.BadInput || !strings.Contains(err.Error(), name) {
				t.Errorf("%s cut to %d of %d bytes: %v", name, len(cut), len(b), err)
			}
		}
	}
}

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFilesThatHaveChangedAreRefused(t *testing.T) {
	for _, tc := range []struct{ name, file, old, new, want string }{
		{"a column is gone", "milcorps.csv", "Clean Name", "Entity", `no column "Clean Name"`},
		{"a column more", "sdn/alt.csv", "-0- \n", "-0- ,7\n", "row 1: 6 columns, want 5"},
		{"a count is wrong", "extract.json", `"count": 2`, `"count": 3`, "2 entries, but the file says 3"},
		{"a name is gone", "extract.json", `"name": "IFLYTEK"`, `"title": "IFLYTEK"`, `entry 2: no field "name"`},
		{"a count is wrong, XML", "sdn.xml", "<Record_Count>2<", "<Record_Count>3<", "2 records, but the file says 3"},
		{"another total", "csl.json", `"total": 3`, `"total": 4000`, "3 results, but the file says 4000"},
		{"another list", "csl.json", "Entity List (EL)", "Nobody's List (NL)", "is no known list"},
		{"no list at all", "csl.json", `"results"`, `"rows"`, "of no known list"},
		{"no number", "sdn/sdn.csv", "16684,", "Rosneft,", `row 1: "Rosneft" is no entity number`},
	} {
		b := strings.Replace(string(fixture(t, tc.file)), tc.old, tc.new, 1)
		if _, err := Read(tc.file, []byte(b)); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want mention of %s", tc.name, err, tc.want)
		}
	}
}

// Rows that cannot be trusted are put aside by number; the others are read.
func TestQuarantine(t *testing.T) {
	head := "Name,Clean Name,Alias,Previous Name,Parent Name,Note,Start date,End date,Source Url\n"
	rows := []string{
		"a,Good Company,,,,,2025-01-07,,x",
		"b," + strings.Repeat("x", 10<<20) + ",,,,,2025-01-07,,x",
		"c,Cor\u202epany,,,,,2025-01-07,,x",
		"d,Hua\u200bwei,,,,,2025-01-07,,x",
		"e,,,,,,2025-01-07,,x",
		"f,Ends Before,,,,,2025-01-07,2024-01-01,x",
		"g,Twice,,,,,2025-01-07,2025-06-01,x",
		"h,Twice,,,,,2025-01-07,2025-09-01,x",
		"i,No Day,,,,,2025-01-07,soon,x",
		"j,Good Alias,Al\u202eias,,,,2025-01-07,,x",
		"k,Again,,,,,2025-01-07,2026-02-17,x",
		"l,Again,,,,,2026-06-08,,x",
	}
	vs, err := Read("milcorps.csv", []byte(head+strings.Join(rows, "\n")+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range vs[0].Entries {
		names = append(names, e.Name)
	}
	if diff := cmp.Diff([]string{"Good Company", "Twice", "Good Alias", "Again", "Again"}, names); diff != "" {
		t.Error(diff)
	}
	want := map[int]string{3: "10485760 bytes", 4: "U+202E", 5: "U+200B", 6: "empty", 7: "not after it began", 9: "contradicts row 8", 10: "is no day", 11: "alias: a mark"}
	for _, q := range vs[0].Quarantined {
		if !strings.Contains(q.Why, want[q.Row]) || want[q.Row] == "" {
			t.Errorf("row %d: %s", q.Row, q.Why)
		}
		delete(want, q.Row)
		if len(q.Name) > 200 {
			t.Errorf("row %d: a name of %d bytes is repeated", q.Row, len(q.Name))
		}
	}
	if len(want) > 0 {
		t.Errorf("not put aside: %v", want)
	}
}

func TestEvents(t *testing.T) {
	d := calendar.MustDate
	base := []Entry{
		{Key: "a", Name: "Alpha", Published: d("2025-01-07"), Effective: d("2025-01-07")},
		{Key: "b", Name: "Beta", Published: d("2025-01-07"), Effective: d("2025-01-07")},
		{Key: "c", Name: "Gamma", Published: d("2025-01-07"), Effective: d("2025-01-07")},
		{Key: "d", Name: "Delta", Published: d("2026-02-13")},
		{Key: "e", Name: "Epsilon", Published: d("2026-02-13"), Effective: d("2026-03-01")},
	}
	old := &Version{List: "L", Hash: "1", Entries: base}
	next := []Entry{base[0], base[1], base[3]}
	next[1].Aliases = []Alias{{Name: "B"}}
	next[2].Withdrawn = d("2026-02-13")
	next = append(next, Entry{Key: "f", Name: "Zeta", Published: d("2026-06-08"), Effective: d("2026-06-08")})
	fresh := &Version{List: "L", Hash: "2", AsOf: d("2026-02-20"), Entries: next}
	var got []string
	for _, e := range Diff(old, fresh) {
		got = append(got, fmt.Sprintf("%s %s %s", e.Name, e.Change, e.What))
	}
	want := []string{"Beta changed aliases", "Delta withdrawn withdrawn on 2026-02-13", "Epsilon withdrawn no longer posted", "Gamma removed no longer on the list", "Zeta added "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if out := Diff(old, old); len(out) != 0 {
		t.Errorf("a version differs from itself: %v", out)
	}
}

func TestPeriods(t *testing.T) {
	d := calendar.MustDate
	for _, tc := range []struct {
		name string
		e    Entry
		on   calendar.Date
		want bool
	}{
		{"before", Entry{Effective: d("2026-06-08")}, d("2026-06-07"), false},
		{"first day", Entry{Effective: d("2026-06-08")}, d("2026-06-08"), true},
		{"the present", Entry{Effective: d("2026-06-08")}, 0, true},
		{"the day of removal", Entry{Effective: d("2025-01-07"), Removed: d("2026-02-17")}, d("2026-02-17"), false},
		{"posted and withdrawn", Entry{Published: d("2026-02-13"), Withdrawn: d("2026-02-13")}, d("2026-02-13"), false},
		{"no days", Entry{}, d("2020-01-01"), true},
	} {
		if got := tc.e.Holds(tc.on); got != tc.want {
			t.Errorf("%s: %v", tc.name, got)
		}
	}
}

func TestOtherNamesOpen(t *testing.T) {
	if _, err := OtherNames(); err != nil {
		t.Error(err)
	}
}

// Every file of the shared lists is read, or is no list and said to be none.
func TestSharedLists(t *testing.T) {
	files, err := ReadDir(shared.Dir(t, "data", "lists"))
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range files.Refused {
		t.Errorf("refused: %v", err)
	}
	least := map[string]int{"EntityList": 3300, "1260H": 290, "NS-CMIC": 68, "UFLPA": 148, "UN": 1000, "EU": 7000, "SDN": 8000, "CN": 500, "FCC": 15, "MEU": 70, "DPL": 500}
	put := 0
	for _, v := range files.Versions {
		if len(v.Entries) < least[v.List] {
			t.Errorf("%s: %d entries, want %d", v.List, len(v.Entries), least[v.List])
		}
		delete(least, v.List)
		put += len(v.Quarantined)
	}
	if len(least) > 0 {
		t.Errorf("not read: %v", least)
	}
	if len(files.Skipped) != 4 {
		t.Errorf("skipped: %v", files.Skipped)
	}
	t.Logf("%d entries, %d rows put aside", files.Entries(), put)
}
