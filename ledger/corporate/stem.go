package corporate

import "bytes"

// stem cuts a lower-case word to what its forms share, in place: rises, rising
// and rise become ris. It is cruder than Porter's and needs to be no better: the
// table's words are cut by it as well.
func stem(w []byte) []byte {
	if len(w) <= 3 || w[0] == '#' {
		return w
	}
	w = bytes.TrimSuffix(w, []byte("'s"))
	switch {
	case ends(w, "sses"):
		w = w[:len(w)-2]
	case ends(w, "ies"):
		w = w[:len(w)-2]
		w[len(w)-1] = 'y'
	case ends(w, "ss"), ends(w, "us"):
	case ends(w, "s"):
		w = w[:len(w)-1]
	}
	cut := true
	switch {
	case ends(w, "ing") && len(w) > 5:
		w = w[:len(w)-3]
	case ends(w, "ed") && len(w) > 4:
		w = w[:len(w)-2]
	default:
		cut = false
		if ends(w, "ly") && len(w) > 5 {
			w = w[:len(w)-2]
		}
	}
	if n := len(w); cut && n > 3 && w[n-1] == w[n-2] && w[n-1] != 's' && w[n-1] != 'l' {
		w = w[:n-1]
	}
	if len(w) > 3 {
		w = bytes.TrimSuffix(w, []byte("e"))
	}
	return w
}

func ends(w []byte, end string) bool { return len(w) > len(end) && string(w[len(w)-len(end):]) == end }
