package alert

import (
	"encoding/json"
	"strings"
	"time"
)

// telegramText is what a message may hold, counted after its markup was read.
const telegramText = 4096

func telegramEscape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

func telegramStyle() style {
	return style{
		text: telegramEscape,
		bold: func(s string) string { return "<b>" + telegramEscape(s) + "</b>" },
		link: func(label, url string) string {
			return `<a href="` + telegramEscape(url) + `">` + telegramEscape(label) + "</a>"
		},
		size: units, // with markup, so never too small
	}
}

func (c *channel) telegram(m *message) (call, error) {
	api := c.Settings["api"]
	if api == "" {
		api = "https://api.telegram.org"
	}
	st := telegramStyle()
	title := st.bold(m.title(maxTitle))
	out, err := jsonCall(strings.TrimRight(api, "/")+"/bot"+c.secrets["token"]+"/sendMessage", map[string]any{
		"chat_id": c.Settings["chat"], "parse_mode": "HTML",
		"text":                 title + "\n" + m.body(st, telegramText-st.size(title)-1, true),
		"link_preview_options": map[string]any{"is_disabled": true},
	})
	out.read = readTelegram
	return out, err
}

// readTelegram takes from an answer what it says in words, and how long to wait.
func readTelegram(body []byte) (ok bool, why string, wait time.Duration) {
	var answer struct {
		OK          bool   `json:"ok"`
		Description string `json:"description"`
		Parameters  struct {
			RetryAfter int64 `json:"retry_after"`
		} `json:"parameters"`
	}
	if json.Unmarshal(body, &answer) != nil {
		return false, "an answer that is not the bot API's", 0
	}
	return answer.OK, answer.Description, seconds(answer.Parameters.RetryAfter)
}
