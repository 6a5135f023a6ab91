package pull

// goodISIN checks the form of an ISIN and its check digit (ISO 6166).
func goodISIN(s string) bool {
	if len(s) != 12 {
		return false
	}
	for i := range len(s) {
		switch upper, digit := isUpper(s[i]), isDigit(s[i]); {
		case i < 2 && !upper, i == 11 && !digit, !upper && !digit:
			return false
		}
	}
	return luhn(s)
}

// goodFIGI checks the form of a FIGI and its check digit (ANSI X9.145).
func goodFIGI(s string) bool {
	if len(s) != 12 || s[2] != 'G' || !isUpper(s[0]) || !isUpper(s[1]) || !isDigit(s[11]) {
		return false
	}
	for i := range len(s) {
		if !isUpper(s[i]) && !isDigit(s[i]) {
			return false
		}
	}
	// Each second character counts twice, letters as 10 to 35; the digits of all
	// come to a multiple of ten.
	sum := 0
	for i := range len(s) {
		v := value(s[i])
		if i%2 == 1 && i < 11 {
			v *= 2
		}
		sum += v/10 + v%10
	}
	return sum%10 == 0
}

// luhn spells letters as 10 to 35, doubles every second digit counting from the
// right, and asks for a multiple of ten.
func luhn(s string) bool {
	sum, double := 0, false
	add := func(d int) {
		if double {
			d *= 2
		}
		sum += d/10 + d%10
		double = !double
	}
	for i := len(s) - 1; i >= 0; i-- {
		v := value(s[i])
		add(v % 10)
		if v > 9 {
			add(v / 10)
		}
	}
	return sum%10 == 0
}

// value is a digit's, or a letter's from 10 for A.
func value(c byte) int {
	if isUpper(c) {
		return int(c-'A') + 10
	}
	return int(c - '0')
}

// goodLEI checks the form of an LEI and its check digits (ISO 17442: the number
// that letters spell as 10 to 35 leaves 1 when divided by 97).
func goodLEI(s string) bool {
	if len(s) != 20 {
		return false
	}
	rest := 0
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c):
			rest = (rest*10 + int(c-'0')) % 97
		case isUpper(c):
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return false
		}
	}
	return rest == 1
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }
