package alert

import (
	"net/http"
	"strconv"
	"strings"
)

// ntfyText is the bound of a message in bytes; ntfy makes a file of longer ones.
const ntfyText = 4096

func plainStyle(size func(string) int) style {
	same := func(s string) string { return s }
	return style{text: same, bold: same, size: size, link: func(label, url string) string { return label + "\n" + url }}
}

func (c *channel) ntfy(m *message) (call, error) {
	server := c.Settings["url"]
	if server == "" {
		server = "https://ntfy.sh"
	}
	p := 3
	if n, err := strconv.Atoi(c.Settings["priority"]); err == nil {
		p = n
	}
	if m.urgent {
		p = 5
	}
	tags := []string{"newspaper"}
	if given := c.Settings["tags"]; given != "" {
		tags = strings.Split(given, ",")
		for i := range tags {
			tags[i] = strings.TrimSpace(tags[i])
		}
	}
	body := map[string]any{
		"topic": c.secrets["topic"], "title": m.title(200), "priority": p, "tags": tags,
		"message": m.body(plainStyle(func(s string) int { return len(s) }), ntfyText, true),
	}
	if link := m.items[0].link; link != "" && len(m.items) == 1 {
		body["click"] = link
	} else if m.base != "" {
		body["click"] = m.base
	}
	out, err := jsonCall(strings.TrimRight(server, "/")+"/", body)
	if token := c.secrets["token"]; token != "" {
		out.header = http.Header{"Authorization": {"Bearer " + token}}
	}
	return out, err
}
