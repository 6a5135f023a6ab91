package match

import "strings"

// sound gives the consonants of a word as they sound in most spellings, with a
// leading vowel as "a": Qaddafi and Gaddafi are kdf, Sechin and Setschin sxn.
// It is coarse on purpose: it finds, the letters decide.
func sound(w string) string {
	var room [24]byte
	out := room[:0]
	last := byte(0)
	for i := 0; i < len(w) && len(out) < len(room); {
		code, used := soundAt(w, i)
		i += used
		if code == 0 || code == last {
			continue
		}
		out = append(out, code)
		last = code
	}
	return string(out)
}

// spelling is letters that stand for one sound.
type spelling struct {
	letters string
	code    byte // 0: none
}

// spellings are those that begin with a letter, longer ones first. It does not
// change.
var spellings = [...][]spelling{
	'b' - 'a': {{"b", 'p'}},
	'c' - 'a': {{"ch", 'x'}, {"ck", 'k'}, {"ce", 's'}, {"ci", 's'}, {"cy", 's'}, {"c", 'k'}},
	'd' - 'a': {{"dzh", 'j'}, {"dj", 'j'}, {"d", 't'}},
	'g' - 'a': {{"g", 'k'}},
	'k' - 'a': {{"kh", 'h'}, {"k", 'k'}},
	'p' - 'a': {{"ph", 'f'}, {"p", 'p'}},
	'q' - 'a': {{"q", 'k'}},
	's' - 'a': {{"sch", 'x'}, {"sh", 'x'}, {"s", 's'}},
	't' - 'a': {{"tsch", 'x'}, {"tch", 'x'}, {"ts", 's'}, {"tz", 's'}, {"t", 't'}},
	'v' - 'a': {{"v", 'f'}},
	'w' - 'a': {{"w", 'f'}},
	'x' - 'a': {{"x", 's'}},
	'z' - 'a': {{"zh", 'j'}, {"z", 's'}},
}

// first are letters that sound only where a word begins, or otherwise there.
const first = "aaeaiaoauayjhhxx" // pairs of letter and sound

// soundAt reads one sound; a code of 0 is none.
func soundAt(w string, i int) (code byte, used int) {
	c := w[i]
	if i == 0 {
		for k := 0; k < len(first); k += 2 {
			if first[k] == c {
				return first[k+1], 1
			}
		}
	}
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'y', 'h':
		return 0, 1
	}
	if c < 'a' || int(c-'a') >= len(spellings) {
		return c, 1
	}
	for _, s := range spellings[c-'a'] {
		if strings.HasPrefix(w[i:], s.letters) {
			if used = len(s.letters); s.letters[0] == 'c' && used == 2 && s.code == 's' {
				used = 1 // the vowel is read by itself
			}
			return s.code, used
		}
	}
	return c, 1
}
