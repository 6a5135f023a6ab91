package match

import (
	"slices"
	"strings"
)

func (m *Matcher) readForms() error {
	all, err := rows("forms.tsv", "form", "class")
	if err != nil {
		return err
	}
	m.forms = map[string]string{}
	for _, r := range all {
		if strings.ContainsFunc(r[0], isCJK) {
			m.hanForms = append(m.hanForms, hanForm{r[0], r[1]})
			continue
		}
		words := m.words0(r[0])
		if key := strings.Join(words, " "); key != "" && m.forms[key] == "" {
			m.forms[key] = r[1]
			m.formWords = max(m.formWords, len(words))
			for _, w := range words {
				if len(w) >= misspelt && (len(words) > 1 || r[1] == "LLC" || r[1] == "JSC" || r[1] == "CO") && !slices.Contains(m.formVocabulary, w) {
					m.formVocabulary = append(m.formVocabulary, w)
				}
			}
		}
	}
	slices.Sort(m.formVocabulary)
	sortForms(m.hanForms)
	return nil
}

// misspelt is the length from which a word of a legal form is known with one
// wrong letter, "corporaton", and misspeltAlone that of a form of one word:
// shorter ones are other words, as holding and molding.
const (
	misspelt      = 5
	misspeltAlone = 7
)

// formAt finds the class of words that are a legal form, each with one letter
// wrong at most.
func (m *Matcher) formAt(words, spelt []string) (string, bool) {
	if class, ok := m.forms[strings.Join(words, " ")]; ok {
		return class, true
	}
	if len(words) == 1 && len(words[0]) < misspeltAlone {
		return "", false
	}
	class, ok := m.forms[strings.Join(spelt, " ")]
	return class, ok && (len(words) > 1 || class != "GRP" && class != "NGO")
}

// spell gives each word as legal forms spell it.
func (m *Matcher) spell(words []string) []string {
	out := words
	for i, w := range words {
		if _, known := slices.BinarySearch(m.formVocabulary, w); known || len(w) < misspelt-1 || m.rarity[w] > 0 {
			continue // a word of its own
		}
		for _, v := range m.formVocabulary {
			if w != v && max(len(w), len(v))-min(len(w), len(v)) <= 1 && osa(w, v, 1) == 1 {
				if &out[0] == &words[0] {
					out = slices.Clone(words)
				}
				out[i] = v
				break
			}
		}
	}
	return out
}

// anywhere are the classes whose one-word forms are no ordinary words and may
// stand inside a name: "Siemens AG Austria" keeps its AG, "Acme GmbH Export"
// does not need it.
func anywhere(form, class string) bool {
	if class != "LLC" && class != "JSC" || len(form) < 3 || strings.Contains(form, " ") {
		return false
	}
	switch form {
	case "spa", "sal", "sas", "psc", "asa", "sha", "spc", "too", "nao", "sak", "gmbh", "ead", "eod":
		return form == "gmbh"
	}
	return true
}

// splitForms parts the words of a company's name from its legal forms. Forms
// stand at the end, some at the front (OOO, PT); the last word never goes.
func (m *Matcher) splitForms(words []string) (core []string, classes []string) {
	if len(words) == 0 {
		return nil, nil
	}
	spelt := m.spell(words)
	from, to := 0, len(words)
	for again := true; again && to-from > 1; {
		again = false
		if n, class := m.formAtEnd(words[from:to], spelt[from:to]); n > 0 && n < to-from {
			to, again = to-n, true
			classes = append(classes, class)
			// "Goldman Sachs & Co" leaves an "and".
			if to-from > 1 && words[to-1] == "and" {
				to--
			}
		} else if n, class := m.formAtStart(words[from:to], spelt[from:to]); n > 0 && n < to-from {
			from, again = from+n, true
			classes = append(classes, class)
		}
	}
	core = slices.Clone(words[from:to])
	for i := 1; i < len(core)-1; i++ {
		if class := m.forms[core[i]]; class != "" && anywhere(core[i], class) {
			core = slices.Delete(core, i, i+1)
			classes = append(classes, class)
			i--
		}
	}
	return core, classes
}

func (m *Matcher) formAtEnd(w, spelt []string) (int, string) {
	for n := min(m.formWords, len(w)); n > 0; n-- {
		if class, ok := m.formAt(w[len(w)-n:], spelt[len(w)-n:]); ok {
			return n, class
		}
	}
	return 0, ""
}

// formAtStart finds a form that stands first, as in Russian, Indonesian and
// Romanian names. Short Western forms do not: "SE Asia Tours", "AB Foods".
func (m *Matcher) formAtStart(w, spelt []string) (int, string) {
	for n := min(m.formWords, len(w)); n > 0; n-- {
		form := strings.Join(w[:n], " ")
		class, ok := m.formAt(w[:n], spelt[:n])
		if !ok || class == "CO" && form != "sherkat" && form != "sherkate" && form != "sharikat" && form != "kompaniya" || class == "GRP" || class == "NGO" && n == 1 {
			continue
		}
		switch form {
		case "ooo", "oao", "zao", "pao", "ao", "nao", "pt", "tov", "too", "jsc", "ojsc", "cjsc", "pjsc", "fgup", "fsue", "gup", "mup", "uab", "ip", "fgbu", "ano", "pp", "ltd", "llc", "jsb", "tnhh":
			return n, class
		}
		if n > 1 {
			return n, class
		}
	}
	return 0, ""
}
