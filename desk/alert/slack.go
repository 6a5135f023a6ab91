package alert

import "strings"

// Slack takes 3,000 characters in a section, 150 in a header and 40,000 in all;
// what stands in plain_text is never read as markup, and in mrkdwn only &, < and
// > are special.
const (
	slackSection = 3000
	slackHeader  = 150
)

func slackEscape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

// slackText keeps words from being bold, struck out or quoted by their marks: a
// zero-width space after each takes their effect.
func slackText(s string) string {
	return strings.NewReplacer("*", "*\u200b", "_", "_\u200b", "~", "~\u200b", "`", "`\u200b").Replace(slackEscape(s))
}

func slackStyle() style {
	return style{
		text: slackText,
		bold: func(s string) string { return "*" + slackText(s) + "*" },
		link: func(label, url string) string {
			return "<" + strings.ReplaceAll(slackEscape(url), "|", "%7C") + "|" + strings.ReplaceAll(slackText(label), "|", "¦") + ">"
		},
		size: units,
	}
}

type slackObject struct {
	Type string `json:"type"`
	Text string `json:"text"`
	// Emoji off leaves :words: alone; verbatim on makes no links of words.
	Emoji    *bool `json:"emoji,omitempty"`
	Verbatim *bool `json:"verbatim,omitempty"`
}

type slackBlock struct {
	Type string      `json:"type"`
	Text slackObject `json:"text"`
}

func (c *channel) slack(m *message) (call, error) {
	yes, no := true, false
	blocks := []slackBlock{
		{"header", slackObject{"plain_text", m.title(slackHeader - 1), &no, nil}},
		{"section", slackObject{"mrkdwn", m.body(slackStyle(), slackSection, true), nil, &yes}},
	}
	return jsonCall(c.secrets["url"], map[string]any{
		"text": slackText(m.title(300)), "blocks": blocks, "unfurl_links": false, "unfurl_media": false,
	})
}
