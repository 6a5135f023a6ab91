package alert

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"newstape/desk/store"
)

// mailServer speaks enough SMTP to be strict about it.
type mailServer struct {
	net.Listener
	tls      *tls.Config
	implicit bool
	refuse   string // an answer to RCPT, "" takes it
	only     string // refuse only whoever is named like this

	mu    sync.Mutex
	log   []string // commands
	mails []string
}

func newMailServer(t testing.TB, cfg *tls.Config, implicit bool) *mailServer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &mailServer{Listener: l, tls: cfg, implicit: implicit}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go s.talk(c)
		}
	}()
	return s
}

func (s *mailServer) note(line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = append(s.log, line)
}

func (s *mailServer) talk(c net.Conn) {
	defer func() { _ = c.Close() }()
	_ = c.SetDeadline(time.Now().Add(10 * time.Second))
	secure := false
	if s.implicit {
		c, secure = tls.Server(c, s.tls), true
	}
	r := bufio.NewReader(c)
	say := func(format string, a ...any) { _, _ = fmt.Fprintf(c, format+"\r\n", a...) }
	say("220 mail.example.com ESMTP")
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		s.note(line)
		verb, _, _ := strings.Cut(strings.ToUpper(line), " ")
		switch verb {
		case "EHLO":
			say("250-mail.example.com")
			if s.tls != nil && !secure {
				say("250-STARTTLS")
			}
			say("250 AUTH PLAIN")
		case "STARTTLS":
			say("220 go")
			c, secure = tls.Server(c, s.tls), true
			r = bufio.NewReader(c)
		case "AUTH":
			if _, got, _ := strings.Cut(line[5:], " "); got != base64.StdEncoding.EncodeToString([]byte("\x00me\x00hush hush")) {
				say("535 no")
			} else {
				say("235 yes")
			}
		case "RCPT":
			if s.refuse != "" && strings.Contains(line, s.only) {
				say("%s", s.refuse)
			} else {
				say("250 ok")
			}
		case "DATA":
			say("354 go on")
			var b strings.Builder
			for {
				l, err := r.ReadString('\n')
				if err != nil {
					return
				}
				if l == ".\r\n" {
					break
				}
				b.WriteString(strings.TrimPrefix(l, "."))
			}
			s.mu.Lock()
			s.mails = append(s.mails, b.String())
			s.mu.Unlock()
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func (b *bench) smtp(s *mailServer, security string) {
	host, port, _ := net.SplitHostPort(s.Addr().String())
	b.channel("a", "smtp", map[string]string{
		"host": host, "port": port, "security": security, "user": "me", "from": "Newstape “desk” <desk@example.com>", "to": "a@example.com, Bö <b@example.org>",
	}, store.Secrets{"password": "hush hush"})
}

func TestMail(t *testing.T) {
	t.Parallel()
	server, roots := testTLS(t)
	for _, security := range []string{"starttls", "tls"} {
		for name, alerts := range map[string][]store.Alert{"one": {nasty(1)}, "digest": manyNasty()} {
			t.Run(security+" "+name, func(t *testing.T) {
				s := newMailServer(t, server, security == "tls")
				b := newBench(t, sqlite(t))
				b.o.Roots = roots
				b.restart()
				b.smtp(s, security)
				d := sendOne(t, b, "a", alerts...)
				if d.State != store.Sent || len(s.mails) != 1 {
					t.Fatalf("%+v\n%s", d, strings.Join(s.log, "\n"))
				}
				talk := strings.Join(s.log, "\n")
				for _, want := range []string{"MAIL FROM:<desk@example.com>", "RCPT TO:<a@example.com>", "RCPT TO:<b@example.org>"} {
					if !strings.Contains(talk, want) {
						t.Errorf("no %s in\n%s", want, talk)
					}
				}
				if security == "starttls" && strings.Index(talk, "STARTTLS") > strings.Index(talk, "AUTH") {
					t.Error("the password went before TLS")
				}
				readMail(t, s.mails[0], d, len(alerts))
			})
		}
	}
}

func readMail(t *testing.T, raw string, d store.Delivery, alerts int) {
	t.Helper()
	for i, l := range strings.Split(raw, "\r\n") {
		if len(l) > 998 || strings.ContainsAny(l, "\r\n") {
			t.Errorf("line %d has %d bytes", i+1, len(l))
		}
		if strings.HasPrefix(l, "Bcc:") {
			t.Error("a header of the story's")
		}
	}
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || !strings.Contains(subject, "held & <accused>") {
		t.Errorf("%q, %v", subject, err)
	}
	to, err := m.Header.AddressList("To")
	if err != nil || len(to) != 2 || to[1].Name != "Bö" {
		t.Errorf("%v, %v", to, err)
	}
	if _, err := m.Header.Date(); err != nil {
		t.Error(err)
	}
	if id := m.Header.Get("Message-Id"); id != "<"+d.ID+"@example.com>" || m.Header.Get(HeaderDelivery) != d.Attempts[0].ID {
		t.Errorf("%s %s", id, m.Header.Get(HeaderDelivery))
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for _, kind := range []string{"text/plain", "text/html"} {
		p, err := parts.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil || !strings.HasPrefix(p.Header.Get("Content-Type"), kind) {
			t.Fatalf("%v %v", p.Header, err)
		}
		if n := bytes.Count(body, []byte("https://desk.example.org/v1/stories/s1/dossier")); n != alerts {
			t.Errorf("%d links for %d alerts", n, alerts)
		}
		if kind == "text/html" && (bytes.Contains(body, []byte("<script")) || bytes.Contains(body, []byte("<b>"))) {
			t.Error("markup of the story's")
		}
	}
	if _, err := parts.NextPart(); err != io.EOF {
		t.Errorf("more parts, or a broken end: %v", err)
	}
}

func TestMailServersThatSayNo(t *testing.T) {
	t.Parallel()
	server, roots := testTLS(t)
	for name, c := range map[string]struct {
		tls    *tls.Config
		roots  *tls.Config
		refuse string
		state  string
		why    string
	}{
		"one of two":  {server, roots, "550 5.1.1 no such user", store.Sent, ""},
		"550":         {server, roots, "550 5.1.1 no such user", store.Dead, "said 550"},
		"451":         {server, roots, "451 4.7.1 greylisted", store.Pending, "said 451"},
		"no STARTTLS": {nil, roots, "", store.Pending, "does not offer STARTTLS"},
		"certificate": {server, nil, "", store.Pending, "certificate"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newMailServer(t, c.tls, false)
			s.refuse = c.refuse
			if name == "one of two" {
				s.only = "a@example.com"
			}
			b := newBench(t, sqlite(t))
			b.o.Roots = c.roots
			b.restart()
			b.smtp(s, "starttls")
			d := sendOne(t, b, "a", nasty(1))
			if d.State != c.state || !strings.Contains(d.Why, c.why) || strings.Contains(d.Why, "hush") || (len(s.mails) > 0) != (c.state == store.Sent) {
				t.Errorf("%s: %s", d.State, d.Why)
			}
			if name == "no STARTTLS" && strings.Contains(strings.Join(s.log, "\n"), "AUTH") {
				t.Error("the password went in the clear")
			}
		})
	}
}

func TestMailServerThatSaysNothing(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0") // takes connections and is silent
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	b := newBench(t, sqlite(t))
	b.o.Timeout = 200 * time.Millisecond
	b.restart()
	b.smtp(&mailServer{Listener: l}, "starttls")
	began := time.Now()
	if d := sendOne(t, b, "a", nasty(1)); d.State != store.Pending || time.Since(began) > 5*time.Second {
		t.Errorf("%+v after %s", d, time.Since(began))
	}
	if err := b.w.Test(context.Background(), "a"); err == nil {
		t.Error("a test message to nobody")
	}
}
