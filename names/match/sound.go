package match

// sound gives the consonants of a word as they sound in most spellings, with a
// leading vowel as "a": Qaddafi and Gaddafi are kdf, Sechin and Setschin sxn.
// It is coarse on purpose: it finds, the letters decide.
func sound(w string) string {
	var out [24]byte
	n := 0
	for i := 0; i < len(w) && n < len(out); {
		code, used := soundAt(w, i)
		i += used
		if code == 0 || n > 0 && out[n-1] == code {
			continue
		}
		out[n] = code
		n++
	}
	return string(out[:n])
}

// soundAt reads one sound; a code of 0 is none.
func soundAt(w string, i int) (code byte, used int) {
	next := func(k int) byte {
		if i+k < len(w) {
			return w[i+k]
		}
		return 0
	}
	c := w[i]
	switch c {
	case 'a', 'e', 'i', 'o', 'u':
		if i == 0 {
			return 'a', 1
		}
		return 0, 1
	case 'y':
		if i == 0 {
			return 'j', 1
		}
		return 0, 1
	case 'h':
		if i == 0 {
			return 'h', 1
		}
		return 0, 1
	case 's':
		switch {
		case next(1) == 'c' && next(2) == 'h':
			return 'x', 3
		case next(1) == 'h':
			return 'x', 2
		}
		return 's', 1
	case 't':
		switch {
		case next(1) == 's' && next(2) == 'c' && next(3) == 'h':
			return 'x', 4
		case next(1) == 'c' && next(2) == 'h':
			return 'x', 3
		case next(1) == 's', next(1) == 'z':
			return 's', 2
		}
		return 't', 1
	case 'd':
		if next(1) == 'j' || next(1) == 'z' && next(2) == 'h' {
			return 'j', 2
		}
		return 't', 1
	case 'c':
		switch next(1) {
		case 'h':
			return 'x', 2
		case 'e', 'i', 'y':
			return 's', 1
		case 'k':
			return 'k', 2
		}
		return 'k', 1
	case 'z':
		if next(1) == 'h' {
			return 'j', 2
		}
		return 's', 1
	case 'p':
		if next(1) == 'h' {
			return 'f', 2
		}
		return 'p', 1
	case 'b':
		return 'p', 1
	case 'k':
		if next(1) == 'h' {
			return 'h', 2
		}
		return 'k', 1
	case 'g', 'q':
		return 'k', 1
	case 'v', 'w', 'f':
		return 'f', 1
	case 'x':
		if i == 0 {
			return 'x', 1
		}
		return 's', 1
	}
	return c, 1
}
