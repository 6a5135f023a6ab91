package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"newstape/desk/stream"
	"newstape/fault"
)

type deskDeadCommand struct {
	Limit int `help:"How many, the oldest first." default:"100"`
	via
}

type deskRetryCommand struct {
	Seq []uint64 `arg:"" optional:"" help:"Numbers as listed by 'newstape desk dead'; none is all."`
	via
}

// via is how a running desk with tokens is asked.
type via struct {
	Bearer string `name:"token" help:"A token with the scope admin, where the desk demands one (or NEWSTAPE_TOKEN)." placeholder:"TOKEN"`
}

// Run lists dead letters.
func (c deskDeadCommand) Run(s *session, desk *deskCommand) error {
	var letters []stream.Letter
	err := desk.letters(s, func(st *stream.Stream) (err error) {
		letters, err = st.Dead(s.ctx, c.Limit)
		return err
	}, func(address string) error {
		var answer struct{ Items []stream.Letter }
		err := c.call(s, http.MethodGet, fmt.Sprintf("%s/v1/dead?limit=%d", address, c.Limit), nil, &answer)
		letters = answer.Items
		return err
	})
	if err != nil {
		return err
	}
	w := newColumns(s.Stdout)
	w.row("number", "stage", "given up", "attempts", "id", "reason")
	for _, l := range letters {
		w.row(l.Seq, l.Stage, l.At.UTC().Format(time.RFC3339), l.Attempts, l.ID, l.Reason)
	}
	return w.Flush()
}

// Run sends dead letters again.
func (c deskRetryCommand) Run(s *session, desk *deskCommand) error {
	n := 0
	err := desk.letters(s, func(st *stream.Stream) (err error) {
		n, err = st.Retry(s.ctx, c.Seq...)
		return err
	}, func(address string) error {
		var answer struct{ Retried int }
		err := c.call(s, http.MethodPost, address+"/v1/dead/retry", map[string]any{"seqs": c.Seq}, &answer)
		n = answer.Retried
		return err
	})
	if err == nil {
		fmt.Fprintf(s.Stdout, "%d sent again\n", n)
	}
	return err
}

// letters asks the stream itself, or the running desk where that has the stream
// in its own process.
func (c *deskCommand) letters(s *session, direct func(*stream.Stream) error, running func(address string) error) error {
	d, err := c.place(s)
	if err != nil {
		return err
	}
	if d.NATS == "" {
		if r, err := readRunning(d.Data); err == nil && alive(s.ctx, r.Address) {
			return running(r.Address)
		}
	}
	st, err := stream.Open(s.ctx, streamConfig(d, slog.New(slog.DiscardHandler)))
	if err != nil {
		return err
	}
	return errors.Join(direct(st), st.Close())
}

// alive reports whether a desk answers at an address.
func alive(ctx context.Context, address string) bool {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/healthz", nil)
	if err != nil {
		return false
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	return resp.Body.Close() == nil && resp.StatusCode == http.StatusOK
}

// call asks the desk over HTTP.
func (v via) call(s *session, method, url string, body, answer any) error {
	var r io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return err
		}
		r = bytes.NewReader(b)
	}
	ctx, cancel := context.WithTimeout(s.ctx, 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, url, r)
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	if v.Bearer == "" {
		v.Bearer, _ = s.Env("NEWSTAPE_TOKEN")
	}
	if v.Bearer != "" {
		req.Header.Set("Authorization", "Bearer "+v.Bearer)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fault.New(fault.Unreachable, "ask the running desk: %w", err).Try("newstape doctor")
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, 8<<20))
	if err != nil {
		return fault.New(fault.Unreachable, "ask the running desk: %w", err)
	}
	if resp.StatusCode >= 300 {
		return refused(resp, b)
	}
	return json.Unmarshal(b, answer)
}

// refused tells the problem that the desk answered with.
func refused(resp *http.Response, body []byte) error {
	var p struct{ Detail, Try string }
	if json.Unmarshal(body, &p) != nil || p.Detail == "" {
		p.Detail = "no more words"
	}
	if resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusForbidden {
		p.Try = "--token TOKEN, or NEWSTAPE_TOKEN, of scope admin"
	}
	err := fault.New(fault.Refused, "the running desk answers %s: %s", resp.Status, p.Detail)
	if p.Try != "" {
		err = err.Try("%s", p.Try)
	}
	return err
}
