package article

import (
	"regexp"
	"slices"
	"sort"
	"strings"

	"newstape/receipt"
)

// longestNote bounds a bracketed note, which may run over several lines.
const longestNote = 4000

// readers names machines as readers, the way such text addresses them.
const readers = `(?:(?:ai|a\.i\.|artificial intelligence|automated|machine|generative)[ -](?:\w+ )?(?:systems?|models?|assistants?|agents?|readers?|crawlers?|tools?|parsers?|summari[sz]ers?|checkers?|pipelines?|processing)` +
	`|(?:large )?language models?|llms?|chat ?bots?|bots|gpt\w*|ai|ais|summari[sz]ers?|fact[- ]?checkers?|classifiers?|parsers?|crawlers?|scrapers?|extractors?|models?|assistants?|agents?)`

var (
	// order is a command to drop instructions; it counts where it is an
	// imperative, since "told staff to ignore earlier instructions" is news.
	order = regexp.MustCompile(`(?i)` + strings.Join([]string{
		`\b(?:ignore|disregard|forget|override|bypass)\b(?: all| any)?(?: of)?(?: the| these| those| your| my)?(?: previous| prior| above| preceding| earlier| existing| original| system| other| current| safety)* (?:instructions?|prompts?|directions|system message)\b`,
		`\b(?:ignore|disregard|forget|override)\b (?:all |any )?(?:of )?your (?:\w+ )?(?:guidelines|rules|training|programming|guardrails|task)\b`,
		`\b(?:ignore|disregard|forget) (?:everything|anything|all(?: of)?(?: the)?(?: text)?)(?: that came| written| said)? (?:above|before|previously)\b`,
		`\bdo not (?:mention|reveal|disclose|repeat|report) (?:this|these) (?:note|notes|instructions?|message|prompt|text)\b`,
		`\b(?:ignora|ignore|ignorez|olvida|ignoriere) (?:todas |toutes |alle )?(?:las |les |as )?(?:instrucciones|instructions|instruções|vorherigen anweisungen)(?: anteriores| previas| précédentes)?`,
		`(?:忽略|无视|忽視|無視)(?:之前|以上|先前|前面|此前)?的?(?:所有|全部)?(?:指令|指示|提示)`,
	}, `|`))
	// address opens a sentence that speaks to machines.
	address = regexp.MustCompile(`(?i)(?:` + strings.Join([]string{
		`(?:important |urgent |hidden |special )*(?:notes?|notice|attention|instructions?|messages?|reminder|directives?)(?: to| for|,|:) ?(?:any |all |the |an? )?` + readers + `\b`,
		`(?:attention|dear|hey),? (?:any |all |the )?` + readers + `\b`,
		`(?:if )?(?:you are|you're) (?:now )?an? ` + readers + `\b`,
	}, `|`) + `)`)
	// anywhere marks words that no story prints in its own voice.
	anywhere = regexp.MustCompile(`(?i)\b` + readers + ` (?:that are )?(?:reading|processing|summari[sz]ing|parsing|analy[sz]ing|scraping) this (?:page|article|text|story|document)\b` +
		`|<\|(?:im_start|im_end|system|user|assistant|endoftext)\|>|\[/?(?:INST|SYS)\]|<</?SYS>>`)
	// role is a line that poses as part of a conversation with a machine.
	role = regexp.MustCompile(`(?m)^\W{0,4}(?:(?:SYSTEM|System)(?: (?:NOTE|MESSAGE|OVERRIDE|INSTRUCTIONS?|PROMPT|note|message|override|instructions?|prompt))?|ASSISTANT|DEVELOPER|(?:BEGIN|END|NEW) (?:SYSTEM )?(?:PROMPT|INSTRUCTIONS?))\b[\]\s]*:`)

	// Double brackets hold no prose, so there it is enough that a machine and
	// an instruction are named.
	machineWord = regexp.MustCompile(`(?i)\b` + readers + `\b|\bautomated\b`)
	noteWord    = regexp.MustCompile(`(?i)\b(?:notes?|instructions?|attention|message|notice|reminder|directives?|ignore|disregard|forget|override|system|you|your|must|do not)\b`)

	brackets = [][2]string{{"[[", "]]"}, {"{{", "}}"}, {"<<", ">>"}, {"<!--", "-->"}, {"[", "]"}, {"{", "}"}, {"(", ")"}}
)

// addressedToMachines gives the spans of text that speaks to whatever reads it
// instead of to its readers, in order and not overlapping: bracketed notes
// whole, and in running text the sentence and the rest of its line, since what
// follows an order is part of it. Words that a story quotes do not count: a
// report that somebody typed "ignore previous instructions" is news.
func addressedToMachines(s string) []receipt.Span {
	notes := notesToMachines(s)
	spans := notes
	done := 0 // a span that was found covers the rest of its line
	for _, at := range machineText(s) {
		if at.Start >= done && !insideAny(notes, at) && !quoted(s, at.Start) {
			line := restOfLine(s, at)
			done = line.End
			spans = append(spans, line)
		}
	}
	return mergeSpans(spans)
}

// insideAny reports whether s overlaps one of the spans, which are in order.
func insideAny(spans []receipt.Span, s receipt.Span) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].End > s.Start })
	return i < len(spans) && spans[i].Overlaps(s)
}

// machineText finds the words that give such text away, in order. Hardly a story
// has any of them, so each expression is asked only where the words that it cannot
// do without are there.
func machineText(s string) []receipt.Span {
	var out []receipt.Span
	clues := cluesIn(s)
	add := func(re *regexp.Regexp, ok func(at int) bool) {
		if !clues[re] {
			return
		}
		for _, m := range re.FindAllStringIndex(s, -1) {
			if ok(m[0]) {
				out = append(out, receipt.Span{Start: m[0], End: m[1]})
			}
		}
	}
	always := func(int) bool { return true }
	add(order, func(at int) bool { return imperative(s, at) })
	add(address, func(at int) bool { return opensSentence(s, at) })
	add(anywhere, always)
	add(role, always)
	sort.Slice(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	return out
}

// opensSentence reports whether only marks and space lie between s[at] and the
// end of the sentence before.
func opensSentence(s string, at int) bool {
	before := strings.TrimRight(s[:at], " \t\"“‘'([{<*#=_>!-–—|")
	return before == "" || strings.ContainsAny(s[len(before)-1:len(before)], ".!?:;\n") || strings.ContainsAny(s[len(before):at], "\n([{<*#!")
}

// imperative reports whether the verb at s[at] gives an order.
func imperative(s string, at int) bool {
	if opensSentence(s, at) || s[at] >= 0x80 {
		return true
	}
	before := strings.TrimRight(s[:at], " ")
	if strings.HasSuffix(before, ",") {
		return true
	}
	word := strings.ToLower(before[strings.LastIndexAny(before, " \n")+1:])
	return slices.Contains([]string{"please", "must", "should", "now", "and", "then", "also", "instead", "always", "first"}, word)
}

// notesToMachines finds bracketed notes whose reader is a machine. What was
// found harmless is not looked at again when its inner brackets are reached.
func notesToMachines(s string) []receipt.Span {
	var out []receipt.Span
	plain, doubles := 0, 0 // ends of the last harmless notes
	for at := 0; at < len(s); at++ {
		next := strings.IndexAny(s[at:], "[{<(")
		if next < 0 {
			break
		}
		at += next
		note, double := noteAt(s, at)
		if note.Empty() {
			continue
		}
		inner := note.In(s)
		named := double && note.End > doubles && machineWord.MatchString(inner) && noteWord.MatchString(inner)
		if named || note.End > plain && len(machineText(inner)) > 0 {
			out = append(out, note)
			at = note.End - 1
			continue
		}
		plain = max(plain, note.End)
		if double {
			doubles = max(doubles, note.End)
		}
	}
	return out
}

// noteAt is the bracketed note that opens at s[at], or an empty span; double
// says that its brackets are none that prose uses.
func noteAt(s string, at int) (note receipt.Span, double bool) {
	for _, b := range brackets {
		if !strings.HasPrefix(s[at:], b[0]) {
			continue
		}
		end := strings.Index(s[at:min(len(s), at+longestNote)], b[1])
		if end < 0 {
			return receipt.Span{}, false
		}
		return receipt.Span{Start: at, End: at + end + len(b[1])}, len(b[0]) > 1
	}
	return receipt.Span{}, false
}

// quoted reports whether s[at] stands between quotation marks of its own line.
func quoted(s string, at int) bool {
	const far = 1 << 13 // no paragraph is longer
	line := s[max(0, at-far):at]
	line = line[strings.LastIndexByte(line, '\n')+1:]
	return strings.Count(line, "“") > strings.Count(line, "”") || strings.Count(line, `"`)%2 == 1
}

// restOfLine extends a span back to its sentence's start and on to its line's
// end.
func restOfLine(s string, at receipt.Span) receipt.Span {
	start := strings.LastIndexByte(s[:at.Start], '\n') + 1
	for _, end := range []string{". ", "! ", "? ", ".\" ", ".” "} {
		if i := strings.LastIndex(s[start:at.Start], end); i >= 0 {
			start += i + len(end)
		}
	}
	end := strings.IndexByte(s[at.End:], '\n')
	if end < 0 {
		return receipt.Span{Start: start, End: len(s)}
	}
	return receipt.Span{Start: start, End: at.End + end}
}
