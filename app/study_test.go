package app

import "testing"

func TestWindowsOnTheCommandLine(t *testing.T) {
	for text, want := range map[string]windowFlag{"-260..-11": {From: -260, To: -11}, "0": {}, "+1..+3": {From: 1, To: 3}} {
		var w windowFlag
		if err := w.UnmarshalText([]byte(text)); err != nil || w != want {
			t.Errorf("%q: %v %v", text, w, err)
		}
	}
	for _, text := range []string{"", "..", "1..", "one", "1-2", "1...2"} {
		var w windowFlag
		if err := w.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q was read as %v", text, w)
		}
	}
}
