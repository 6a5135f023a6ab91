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
		}
	}
	sortForms(m.hanForms)
	return nil
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
	core = slices.Clone(words)
	for again := true; again && len(core) > 1; {
		again = false
		if n, class := m.formAtEnd(core); n > 0 && n < len(core) {
			core, again = core[:len(core)-n], true
			classes = append(classes, class)
			// "Procter & Gamble Co" ends in "co", "Goldman Sachs & Co" leaves an "and".
			if last := len(core) - 1; last > 0 && core[last] == "and" {
				core = core[:last]
			}
		} else if n, class := m.formAtStart(core); n > 0 && n < len(core) {
			core, again = core[n:], true
			classes = append(classes, class)
		}
	}
	for i := 1; i < len(core)-1; i++ {
		if class := m.forms[core[i]]; class != "" && anywhere(core[i], class) {
			core = slices.Delete(core, i, i+1)
			classes = append(classes, class)
			i--
		}
	}
	return core, classes
}

func (m *Matcher) formAtEnd(w []string) (int, string) {
	for n := min(m.formWords, len(w)); n > 0; n-- {
		if class, ok := m.forms[strings.Join(w[len(w)-n:], " ")]; ok {
			return n, class
		}
	}
	return 0, ""
}

// formAtStart finds a form that stands first, as in Russian, Indonesian and
// Romanian names. Short Western forms do not: "SE Asia Tours", "AB Foods".
func (m *Matcher) formAtStart(w []string) (int, string) {
	for n := min(m.formWords, len(w)); n > 0; n-- {
		form := strings.Join(w[:n], " ")
		class, ok := m.forms[form]
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
