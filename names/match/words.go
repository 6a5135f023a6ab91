package match

import (
	"math"
	"strings"
)

// role is what a word does in a name.
type role uint8

const (
	word     role = iota
	title         // Mr, Sheikh, General
	suffix        // Jr, III
	particle      // bin, al, von
	initial       // J
	numeral       // 4, IV
	form          // Ltd
)

func (m *Matcher) readWords() error {
	all, err := rows("person_words.tsv", "word", "kind")
	if err != nil {
		return err
	}
	roles := map[string]role{"title": title, "suffix": suffix, "particle": particle}
	m.words = map[string]role{}
	for _, r := range all {
		m.words[r[0]] = roles[r[1]]
	}
	all, err = rows("nicknames.tsv", "given", "short")
	if err != nil {
		return err
	}
	m.nicknames = map[string][]string{}
	for _, r := range all {
		m.nicknames[r[0]] = append(m.nicknames[r[0]], strings.Fields(r[1])...)
	}
	return nil
}

func (m *Matcher) readSame() error {
	all, err := rows("same_words.tsv", "words")
	if err != nil {
		return err
	}
	m.same, m.sameWords = map[string]int{}, make([][]string, len(all))
	for i, r := range all {
		for w := range strings.FieldsSeq(r[0]) {
			for _, folded := range m.words0(w) {
				if m.same[folded] == 0 {
					m.same[folded] = i + 1
					m.sameWords[i] = append(m.sameWords[i], folded)
				}
			}
		}
	}
	return nil
}

// The rarity of words: from commonest, a word in every tenth name, to one seen
// in fewer than thirty of a million.
const (
	commonest = 100_000.0 // per million names
	rarest    = 30.0
)

func (m *Matcher) readRarity() error {
	m.rarity, m.bearers = map[string]float64{}, map[string]float64{}
	for _, t := range []struct {
		file, column string
		into         map[string]float64
	}{{"background.tsv", "word", m.rarity}, {"given_and_family.tsv", "name", m.bearers}} {
		all, err := rows(t.file, t.column, "per_million")
		if err != nil {
			return err
		}
		for i, r := range all {
			x, err := number(r[1], t.file, i)
			if err != nil {
				return err
			}
			t.into[r[0]] = x
		}
	}
	return nil
}

// weigh is how much a word tells: 1 for one that nobody else uses, near 0 for
// "company". The frequency is that of issuers' names and ordinary text, never
// of the list alone: a list holds one "Target" and the world a million.
func (m *Matcher) weigh(w string, kind Kind) float64 {
	per := max(m.rarity[w], rarest)
	if kind == Person {
		per = max(m.bearers[w], rarest)
	}
	x := math.Log(commonest/min(per, commonest)) / math.Log(commonest/rarest)
	if kind == Person {
		return 0.6 + 0.4*x // a common given name still is half of a name
	}
	return max(x, 0.05)
}

// roman reports a Roman numeral up to XXXIX.
func roman(w string) bool {
	if w == "" || len(w) > 6 {
		return false
	}
	rest := strings.TrimLeft(w, "x")
	if len(w)-len(rest) > 3 {
		return false
	}
	switch rest {
	case "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix":
		return true
	}
	return false
}

// worldPopulation is the number of people that [Matcher.Bearers] reckons with.
const worldPopulation = 8.1e9

// rareBearers is the share per million of a name that the table does not have.
const rareBearers = 5.0

// Bearers is how many people in the world may be expected to have a name, were
// its parts independent: some twenty thousand for "Wang Wei", less than one for
// "Alisher Usmanov". It tells homonyms from people.
func (m *Matcher) Bearers(n Name) float64 {
	out, parts := worldPopulation, 0
	for _, t := range n.Tokens {
		if t.role != word || len(t.Text) < 2 {
			continue
		}
		share := m.bearers[t.Text]
		if share == 0 && t.same != 0 {
			for _, w := range m.sameWords[t.same-1] {
				share = max(share, m.bearers[w])
			}
		}
		out *= max(share, rareBearers) / 1e6
		parts++
	}
	if parts < 2 {
		return worldPopulation
	}
	return out
}

// MayBePerson reports that nothing in a name speaks against a person: no legal
// form, no number, no ordinary word that is nobody's name.
func (m *Matcher) MayBePerson(n Name) bool {
	if len(n.Forms) > 0 || len(n.Tokens) > 6 || n.Weak {
		return false
	}
	for _, t := range n.Tokens {
		if t.role == numeral {
			return false
		}
		if len(t.Text) > 3 && m.rarity[t.Text] >= 200 && m.bearers[t.Text] == 0 && m.words[t.Text] == word && m.nicknames[t.Text] == nil {
			return false
		}
	}
	return true
}
