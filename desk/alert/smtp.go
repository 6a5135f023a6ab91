package alert

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/smtp"
	"net/textproto"
	"time"

	"newstape/desk/store"
)

// sendMail hands a message to the channel's mail server within timeout.
func (c *channel) sendMail(ctx context.Context, m *message, dialer *net.Dialer, roots *tls.Config, timeout time.Duration) result {
	l, err := c.mail(m)
	if err != nil {
		return result{outcome: store.OutcomeDead, why: err.Error()}
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	return mailResult(c.handOver(ctx, l, dialer, roots))
}

// errPlain is a server that offers no STARTTLS where it is demanded.
var errPlain = errors.New("the mail server does not offer STARTTLS")

func (c *channel) handOver(ctx context.Context, l letter, dialer *net.Dialer, roots *tls.Config) error {
	host, mode := c.Settings["host"], c.Settings["security"]
	at := c.Settings["port"]
	if at == "" {
		at = "587"
		if mode == "tls" {
			at = "465"
		}
	}
	conn, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort(host, at))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if end, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(end); err != nil {
			return err
		}
	}
	secure := roots.Clone()
	secure.ServerName = host
	if mode == "tls" {
		conn = tls.Client(conn, secure)
	}
	client, err := smtp.NewClient(conn, host)
	if err != nil {
		return err
	}
	if mode == "" || mode == "starttls" {
		if ok, _ := client.Extension("STARTTLS"); !ok {
			return errPlain
		}
		if err := client.StartTLS(secure); err != nil {
			return err
		}
	}
	if user := c.Settings["user"]; user != "" {
		if err := client.Auth(smtp.PlainAuth("", user, c.secrets["password"], host)); err != nil {
			return err
		}
	}
	return deliver(client, l)
}

// deliver hands a letter over. Once the server has said that it has it, what
// goes wrong in saying goodbye does not matter.
func deliver(client *smtp.Client, l letter) error {
	if err := client.Mail(l.from); err != nil {
		return err
	}
	if err := address(client, l.to); err != nil {
		return err
	}
	w, err := client.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(l.data); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	_ = client.Quit()
	return nil
}

// address names the receivers. One that the server will never take does not keep
// the others from theirs; one that it does not take now puts all off, so that
// nobody gets the letter twice.
func address(client *smtp.Client, to []string) error {
	var refused error
	taken := 0
	for _, one := range to {
		err := client.Rcpt(one)
		if err == nil {
			taken++
			continue
		}
		if e, ok := errors.AsType[*textproto.Error](err); !ok || e.Code < 500 {
			return err
		}
		refused = err
	}
	if taken == 0 {
		return refused
	}
	return nil
}

// mailResult says what an error of the mail server means: 5xx is its last word,
// 4xx and silence are not.
func mailResult(err error) result {
	if err == nil {
		return result{outcome: store.OutcomeSent, status: 250}
	}
	if e, ok := errors.AsType[*textproto.Error](err); ok {
		r := result{outcome: store.OutcomeFailed, status: e.Code, why: fmt.Sprintf("the mail server said %d: %s", e.Code, clip(oneLine(e.Msg), 200))}
		if e.Code >= 500 && e.Code < 600 {
			r.outcome = store.OutcomeDead
		}
		return r
	}
	return result{outcome: store.OutcomeFailed, why: "no delivery: " + clip(oneLine(err.Error()), 200)}
}
