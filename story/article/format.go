package article

import (
	"path"
	"regexp"
	"strings"
)

// detect tells the format by content first, then by the name's ending.
func detect(s, name string) Format {
	if looksHTML(s) {
		return HTML
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown", ".mdown":
		return Markdown
	case ".txt", ".text":
		return Plain
	}
	if looksMarkdown(s) {
		return Markdown
	}
	return Plain
}

var (
	htmlStart = regexp.MustCompile(`(?i)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h1|meta|title)\b`)
	htmlTag   = regexp.MustCompile(`(?i)<(?:html|head|body|div|article|section|p|h1|a\s+href|br)\b[^>]*>`)

	frontMatter = regexp.MustCompile(`\A---[ \t]*\r?\n(?s:.*?)\n(?:---|\.\.\.)[ \t]*\r?\n`)
	mdHeading   = regexp.MustCompile(`(?m)^#{1,4} \S`)
	mdLink      = regexp.MustCompile(`\[[^\]\n]+\]\((?:https?://|/|mailto:)[^)\s]*\)`)
)

// looksHTML reports whether s opens like a page or is full of its tags.
func looksHTML(s string) bool {
	s = strings.TrimPrefix(s, "\ufeff")
	head := s[:min(len(s), 4096)]
	return htmlStart.MatchString(head) || len(htmlTag.FindAllString(head, 6)) == 6
}

// looksMarkdown asks for marks that plain prose does not have.
func looksMarkdown(s string) bool {
	return frontMatter.MatchString(s) || mdHeading.MatchString(s) || mdLink.MatchString(s)
}
