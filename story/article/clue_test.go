package article

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What counts of what an expression finds, its clues let through.
func TestCluesLetEverythingThrough(t *testing.T) {
	piece := rapid.SampledFrom([]string{
		"ignore", "Ignore", "disregard", "forget", "override", "bypass", "olvida", "ignoriere", "ignora", "todas", "忽略", "之前", "的", "所有", "指令", "all", "the", "of",
		"your", "previous", "above", "instructions", "prompts", "everything", "before", "guidelines", "rules", "do not", "mention", "reveal", "this", "these", "note", "Notes",
		"notice", "attention", "directive", "message", "reminder", "to", "for", ",", ":", "any", "AI", "ai system", "language models", "LLMs", "bots", "dear", "Hey", "hey,", "they", "footnote",
		"you are", "You're", "now", "a", "an", "assistant", "crawlers", "reading", "summarising", "parsing", "page", "article", "<|im_start|>", "[INST]", "[/sys]", "<<SYS>>", "<</SYS>>",
		"SYSTEM", "System", "NOTE", "ASSISTANT", "DEVELOPER", "BEGIN", "NEW", "PROMPT", "INSTRUCTIONS", "\n", "proceſſing", "ignore", "\u212A", "text", "if",
	})
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(1, 12).Draw(t, "pieces") {
			b.WriteString(piece.Draw(t, "piece"))
			b.WriteString(rapid.SampledFrom([]string{" ", " ", " ", "", "\n"}).Draw(t, "gap"))
		}
		s := b.String()
		clues := cluesIn(s)
		counts := map[*regexp.Regexp]func(at int) bool{
			order: func(at int) bool { return imperative(s, at) }, address: func(at int) bool { return opensSentence(s, at) },
			anywhere: func(int) bool { return true }, role: func(int) bool { return true },
		}
		for re, ok := range counts {
			for _, m := range re.FindAllStringIndex(s, -1) {
				if ok(m[0]) && !clues[re] {
					t.Fatalf("%q is found in %q by %.60s... and has no clue of it", s[m[0]:m[1]], s, re)
				}
			}
		}
	})
}
