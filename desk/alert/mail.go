package alert

import (
	"bytes"
	"fmt"
	"html"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
)

// mailText bounds a part of a message, runes.
const mailText = 100_000

func htmlStyle() style {
	line := func(s string) string { return "<p>" + html.EscapeString(s) + "</p>" }
	return style{
		text: line,
		bold: func(s string) string { return "<h2>" + html.EscapeString(s) + "</h2>" },
		link: func(label, url string) string {
			return `<h2><a href="` + html.EscapeString(url) + `">` + html.EscapeString(label) + "</a></h2>"
		},
		size: runes,
	}
}

// letter is a mail ready to be handed to a server.
type letter struct {
	from string   // bare address of the envelope
	to   []string // likewise
	data []byte   // lines end in CRLF
}

// mail writes a message as a mail with a plain and an HTML part. Addresses are
// read and written anew, and all other headers are encoded, so nothing of a
// story can become a header.
func (c *channel) mail(m *message) (letter, error) {
	from, err := mail.ParseAddress(c.Settings["from"])
	if err != nil {
		return letter{}, fmt.Errorf("from is no mail address")
	}
	to, err := mail.ParseAddressList(c.Settings["to"])
	if err != nil {
		return letter{}, fmt.Errorf("to is no list of mail addresses")
	}
	l := letter{from: from.Address}
	var shown []string
	for _, a := range to {
		l.to = append(l.to, a.Address)
		shown = append(shown, a.String())
	}
	_, host, _ := strings.Cut(from.Address, "@")
	var b bytes.Buffer
	parts := multipart.NewWriter(&b)
	for _, h := range [][2]string{
		{"From", from.String()},
		{"To", strings.Join(shown, ",\r\n ")},
		{"Subject", subject(m.title(150))},
		{"Date", m.sent.UTC().Format("Mon, 02 Jan 2006 15:04:05 -0700")},
		// The same in every attempt: mail programs show such a mail once.
		{"Message-ID", "<" + m.key + "@" + host + ">"},
		{HeaderDelivery, m.attempt},
		{HeaderKey, m.key},
		{"Auto-Submitted", "auto-generated"},
		{"MIME-Version", "1.0"},
		{"Content-Type", `multipart/alternative; boundary="` + parts.Boundary() + `"`},
	} {
		b.WriteString(h[0] + ": " + h[1] + "\r\n")
	}
	b.WriteString("\r\n")
	page := "<!DOCTYPE html>\n<html><body>\n" + m.body(htmlStyle(), mailText, false) + "\n</body></html>\n"
	for _, part := range []struct{ kind, text string }{
		{"text/plain", m.body(plainStyle(runes), mailText, false) + "\n"},
		{"text/html", page},
	} {
		w, err := parts.CreatePart(textproto.MIMEHeader{
			"Content-Type": {part.kind + "; charset=utf-8"}, "Content-Transfer-Encoding": {"quoted-printable"},
		})
		if err != nil {
			return letter{}, err
		}
		q := quotedprintable.NewWriter(w)
		if _, err := q.Write([]byte(part.text)); err != nil {
			return letter{}, err
		}
		if err := q.Close(); err != nil {
			return letter{}, err
		}
	}
	if err := parts.Close(); err != nil {
		return letter{}, err
	}
	l.data = b.Bytes()
	return l, nil
}

// subject encodes a line for a header; long ones are folded.
func subject(s string) string {
	return strings.ReplaceAll(mime.QEncoding.Encode("utf-8", s), "?= =?", "?=\r\n =?")
}
