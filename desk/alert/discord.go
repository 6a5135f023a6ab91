package alert

import (
	"net/url"
	"strings"
)

// Discord takes 256 characters in the title of an embed, 4,096 in its
// description, 6,000 in all. Mentions are switched off for the whole message.
const (
	discordTitle = 256
	discordBody  = 4096
)

// discordText takes the effect of Markdown from words.
func discordText(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_{}[]()<>#+-.!|~:@/", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func discordStyle() style {
	return style{
		text: discordText,
		bold: func(s string) string { return "**" + discordText(s) + "**" },
		link: func(label, url string) string {
			return "[" + discordText(label) + "](" + strings.NewReplacer("(", "%28", ")", "%29", " ", "%20", "<", "%3C", ">", "%3E").Replace(url) + ")"
		},
		size: units,
	}
}

func (c *channel) discord(m *message) (call, error) {
	u, err := url.Parse(c.secrets["url"])
	if err != nil {
		return call{}, errBadURL
	}
	q := u.Query()
	q.Set("wait", "true") // answered once the message is there
	u.RawQuery = q.Encode()
	embed := map[string]any{
		"title":       discordText(m.title(discordTitle / 2)), // escaping at most doubles it
		"description": m.body(discordStyle(), discordBody, true),
		"timestamp":   m.sent.UTC().Format("2006-01-02T15:04:05Z"),
	}
	if len(m.items) == 1 && m.items[0].link != "" {
		embed["url"] = m.items[0].link
	}
	return jsonCall(u.String(), map[string]any{
		"embeds": []any{embed}, "allowed_mentions": map[string]any{"parse": []string{}},
	})
}
