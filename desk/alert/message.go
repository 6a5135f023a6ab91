package alert

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"newstape/desk/store"
)

// message is one delivery, ready to be written for any medium.
type message struct {
	key     string // idempotency key, the same in every attempt
	attempt string // delivery id, of this attempt only
	sent    time.Time
	test    bool
	items   []item
	urgent  bool
	base    string
}

type item struct {
	store.Alert
	link string // "" when there is nothing to link to
}

// newMessage bounds what the alerts say and puts each part on one line.
func newMessage(d store.Delivery, base string) message {
	m := message{key: d.ID, base: base}
	for _, a := range d.Alerts {
		a.Name, a.Title, a.Outlet = clip(oneLine(a.Name), 200), clip(oneLine(a.Title), maxTitle), clip(oneLine(a.Outlet), 100)
		a.Lines = slices.Clone(a.Lines[:min(len(a.Lines), maxLines)])
		for i, l := range a.Lines {
			a.Lines[i] = clip(oneLine(l), maxLine)
		}
		m.items = append(m.items, item{Alert: a, link: Link(base, a)})
		m.urgent = m.urgent || a.Urgent
	}
	return m
}

// Link leads to what an alert is about: to the story's dossier on the desk at
// base, to the cluster or the list changes there; without a base to where the
// story was published, "" when that is not known.
func Link(base string, a store.Alert) string {
	base = strings.TrimRight(base, "/")
	switch {
	case base == "":
		if strings.HasPrefix(a.URL, "https://") || strings.HasPrefix(a.URL, "http://") {
			return a.URL
		}
		return ""
	case a.Story != "":
		return base + "/v1/stories/" + a.Story + "/dossier"
	case a.Cluster != "":
		return base + "/v1/clusters/" + a.Cluster
	case a.Kind == store.KindListChange:
		return base + "/v1/lists/changes"
	}
	return base
}

// title is the message in a line of at most n runes.
func (m *message) title(n int) string {
	var s string
	switch {
	case len(m.items) == 1:
		s = m.items[0].Name + ": " + m.items[0].Title
	case len(m.items) > 1:
		s = fmt.Sprintf("%d alerts: %s", len(m.items), m.items[0].Name)
	}
	if m.test {
		s = "Test: " + s
	}
	return clip(oneLine(s), n)
}

// style is how a medium writes the parts of a text. Each takes plain text and
// gives text of the medium in which nothing of it can act.
type style struct {
	text func(string) string            // a line
	bold func(string) string            // a title
	link func(label, url string) string // a link; label is plain text
	// size is what a string of the medium counts against its bound.
	size func(string) int
}

// runes and units are the two ways in which services count.
func runes(s string) int { return len([]rune(s)) }
func units(s string) int { return len(utf16.Encode([]rune(s))) }

// body writes the alerts in at most limit, whole lines only: the titles with
// their links come first, and what does not fit is counted in the last line.
// A single alert's title is left out when titled says that it stands elsewhere.
func (m *message) body(st style, limit int, titled bool) string {
	const room = 40 // for the last line
	var out []string
	used, left := 0, 0
	fits := func(s string) bool {
		if n := st.size(s) + 1; used+n <= limit-room {
			used += n
			out = append(out, s)
			return true
		}
		return false
	}
	for i, it := range m.items {
		heads := it.heads(st, titled && len(m.items) == 1)
		if st.size(strings.Join(heads, "\n"))+used+1 > limit-room {
			left = len(m.items) - i
			break
		}
		for _, h := range heads {
			fits(h)
		}
		for _, l := range it.Lines {
			if len(m.items) > 1 {
				l = clip(l, 160)
			}
			if !fits(st.text("• " + l)) {
				break
			}
		}
	}
	if left > 0 {
		out = append(out, st.text(fmt.Sprintf("… and %d more", left)))
	}
	return strings.Join(out, "\n")
}

// linkLabel says where the link leads, see [Link].
func (it *item) linkLabel() string {
	switch {
	case it.link == it.URL:
		return "Read the story"
	case it.Story != "":
		return "Open the dossier"
	}
	return "Open the desk"
}

// heads are the lines that must not be lost: the title, its outlet, the link.
func (it *item) heads(st style, titled bool) []string {
	title, link := it.Title, it.link
	if len(link) > 1500 { // longer than any of ours
		link = ""
	}
	var out []string
	switch {
	case titled && link != "":
		out = append(out, st.link(it.linkLabel(), link))
	case titled:
	case link != "":
		out = append(out, st.link(title, link))
	default:
		out = append(out, st.bold(title))
	}
	if it.Outlet != "" {
		out = append(out, st.text(it.Outlet+", "+it.At.UTC().Format("2006-01-02 15:04 MST")))
	}
	return out
}
