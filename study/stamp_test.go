package study_test

import (
	"testing"

	"newstape/study"
)

func TestStampsOfDaysAndBars(t *testing.T) {
	for text, want := range map[string]study.Stamp{
		"2025-11-14":        20406 * 86400,
		"2025-11-14T18:25Z": 20406*86400 + 18*3600 + 25*60,
		"1969-12-31":        -86400,
	} {
		var s study.Stamp
		if err := s.UnmarshalText([]byte(text)); err != nil || s != want || s.String() != text {
			t.Errorf("%s: got %d (%s), %v", text, s, s, err)
		}
	}
	if d := study.Stamp(-1).Date(); d.String() != "1969-12-31" {
		t.Errorf("the second before 1970 is %s", d)
	}
}

func FuzzStamp(f *testing.F) {
	f.Add("2025-11-14")
	f.Add("2025-11-14T18:25Z")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		var s, again study.Stamp
		if s.UnmarshalText([]byte(text)) != nil {
			return
		}
		b, err := s.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		if len(b) == 0 { // the zero date is no date
			return
		}
		if err := again.UnmarshalText(b); err != nil || again != s {
			t.Fatalf("%q is %d, written %q, read %d: %v", text, s, b, again, err)
		}
	})
}
