package pull

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Codes as published: Apple, Alibaba's Hong Kong line, GLEIF's own LEI.
func TestCheckDigits(t *testing.T) {
	for name, tc := range map[string]struct {
		good func(string) bool
		code []string
	}{
		"ISIN": {goodISIN, []string{"US0378331005", "KYG017191142", "GB0002634946"}},
		"FIGI": {goodFIGI, []string{"BBG000B9XRY4", "BBG000BLNNH6", "BBG006G2JVL2"}},
		"LEI":  {goodLEI, []string{"506700GE1G29325QX363", "529900T8BM49AURSDO55"}},
	} {
		for _, code := range tc.code {
			if !tc.good(code) {
				t.Errorf("%s %s is refused", name, code)
			}
			last := code[len(code)-1]
			if tc.good(code[:len(code)-1]+string('0'+(last-'0'+1)%10)) || tc.good(code[1:]) || tc.good(strings.ToLower(code)) || tc.good(code+"0") {
				t.Errorf("%s: a wrong form of %s is taken", name, code)
			}
		}
	}
	if goodISIN("") || goodFIGI("BBX000B9XRY4") || goodLEI("") {
		t.Error("rubbish is taken")
	}
}

// A name that has been cleaned stays as it is.
func TestCleanNameIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name, why := cleanName(rapid.String().Draw(t, "name"))
		if why != "" {
			return
		}
		if again, why := cleanName(name); again != name || why != "" {
			t.Fatalf("%q becomes %q (%s)", name, again, why)
		}
	})
}

func TestAlike(t *testing.T) {
	for _, pair := range [][2]string{
		{"Apple Inc.", "APPLE INC"},
		{"The LGL Group, Inc.", "LGL Group Inc"},
		{"BP", "BP p.l.c."},
		{"AT&T Inc.", "AT and T"},
		{"VIRTU FINANC.A DL-,00001", "Virtu Financial"},
		{"Société Générale SA", "Societe Generale"},
		{"3M Co", "3M Company"},
	} {
		if !alike(pair[0], pair[1]) || !alike(pair[1], pair[0]) {
			t.Errorf("%q and %q are not alike", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{
		{"Global Resources Group Ltd", "Pacific Resources Group Inc"}, {"Braskem SA", "Bankinter, S.A."}, {"", "Apple"}, {"China Bank", "China Steel"},
	} {
		if alike(pair[0], pair[1]) {
			t.Errorf("%q and %q are alike", pair[0], pair[1])
		}
	}
}

func TestShareName(t *testing.T) {
	for in, want := range map[string]string{
		"Apple Inc. - Common Stock": "Apple Inc.||true",
		"Alibaba Group Holding Limited American Depositary Shares each representing eight Ordinary share": "Alibaba Group Holding Limited|ADR|true",
		"Alphabet Inc. - Class C Capital Stock":                                                           "Alphabet Inc.|class C|true",
		"Berkshire Hathaway Inc. Class B Common Stock":                                                    "Berkshire Hathaway Inc.|class B|true",
		"Northwell Robotics plc - Warrants":                                                               "Northwell Robotics plc - Warrants||false",
		"First Horizon 6.500% Depositary Shares":                                                          "First Horizon 6.500% Depositary Shares||false",
		"Energy Transfer LP Common Units":                                                                 "Energy Transfer LP||true",
	} {
		name, relation, share := shareName(in)
		if got := name + "|" + relation + "|" + map[bool]string{true: "true", false: "false"}[share]; got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
}
