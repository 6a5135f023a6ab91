package mcp

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"sync"
	"time"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// lines is a transport over a pair of streams with one message a line. Unlike
// the SDK's own it goes on after a line that is no message, which it answers
// with an error, and it answers what it has read before it ends with its input.
type lines struct {
	in  io.Reader
	out io.Writer
}

// Connect begins to read; the connection is the only one.
func (l lines) Connect(context.Context) (sdk.Connection, error) {
	c := &lineConn{out: l.out, read: make(chan line), closed: make(chan struct{}), pending: map[any]bool{}, idle: make(chan struct{}, 1)}
	go c.scan(bufio.NewReaderSize(l.in, 1<<16))
	return c, nil
}

type line struct {
	message jsonrpc.Message
	err     error
}

type lineConn struct {
	read   chan line
	closed chan struct{}
	once   sync.Once

	mu      sync.Mutex // of what follows
	out     io.Writer
	pending map[any]bool  // IDs of calls read and not answered
	idle    chan struct{} // told when one was answered
}

// scan reads lines until the input ends. A goroutine of its own, because a read
// of standard input cannot be called off.
func (c *lineConn) scan(in *bufio.Reader) {
	for {
		b, err := readLine(in)
		if b = bytes.TrimSpace(b); err == nil && len(b) > 0 {
			var m jsonrpc.Message
			if m, err = jsonrpc.DecodeMessage(b); err != nil {
				err = errNoMessage
			}
			if err == nil && !c.give(line{message: m}) {
				return
			}
		}
		switch {
		case errors.Is(err, errNoMessage) || errors.Is(err, errLongLine):
			if c.put(parseError(err)) != nil {
				return
			}
		case err != nil:
			c.give(line{err: err})
			return
		}
	}
}

func (c *lineConn) give(l line) bool {
	select {
	case c.read <- l:
		return true
	case <-c.closed:
		return false
	}
}

var (
	errNoMessage = errors.New("the line is no JSON-RPC message")
	errLongLine  = errors.New("the line is longer than a message may be")
)

// readLine reads one line of at most maxBody bytes; of a longer one it passes
// over the rest. The last line need not end.
func readLine(in *bufio.Reader) ([]byte, error) {
	var out []byte
	for long := false; ; {
		part, err := in.ReadSlice('\n')
		if long = long || len(out)+len(part) > maxBody; !long {
			out = append(out, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case long && (err == nil || errors.Is(err, io.EOF)):
			return nil, errLongLine
		case errors.Is(err, io.EOF) && len(out) > 0:
			return out, nil
		}
		return out, err
	}
}

// parseError is the answer to a line that has no ID to answer to.
func parseError(err error) []byte {
	return []byte(`{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"` + err.Error() + `"}}`)
}

// Read gives the next message. At the end of the input it first waits for the
// answers to what was read.
func (c *lineConn) Read(ctx context.Context) (jsonrpc.Message, error) {
	select {
	case l := <-c.read:
		if l.err != nil {
			c.settle(ctx)
			return nil, l.err
		}
		if r, ok := l.message.(*jsonrpc.Request); ok {
			c.note(r)
		}
		return l.message, nil
	case <-c.closed:
		return nil, io.EOF
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// note remembers a call until it is answered, or taken back: a call that is taken
// back has no answer.
func (c *lineConn) note(r *jsonrpc.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r.IsCall() {
		c.pending[r.ID.Raw()] = true
		return
	}
	if r.Method != "notifications/cancelled" {
		return
	}
	var params struct {
		ID any `json:"requestId"`
	}
	if json.Unmarshal(r.Params, &params) != nil {
		return
	}
	if id, err := jsonrpc.MakeID(params.ID); err == nil {
		delete(c.pending, id.Raw())
	}
}

// longestAnswer bounds the wait for answers after the end of the input.
const longestAnswer = time.Minute

func (c *lineConn) settle(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, longestAnswer)
	defer cancel()
	for {
		c.mu.Lock()
		left := len(c.pending)
		c.mu.Unlock()
		if left == 0 {
			return
		}
		select {
		case <-c.idle:
		case <-c.closed:
			return
		case <-ctx.Done():
			return
		}
	}
}

// Write writes one message as one line.
func (c *lineConn) Write(_ context.Context, m jsonrpc.Message) error {
	b, err := jsonrpc.EncodeMessage(m)
	if err != nil {
		return err
	}
	err = c.put(b)
	if r, answer := m.(*jsonrpc.Response); answer {
		c.mu.Lock()
		delete(c.pending, r.ID.Raw())
		c.mu.Unlock()
		select {
		case c.idle <- struct{}{}:
		default:
		}
	}
	return err
}

func (c *lineConn) put(b []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, err := c.out.Write(append(b, '\n'))
	return err
}

// Close ends the connection. The input stays open for its owner to close.
func (c *lineConn) Close() error {
	c.once.Do(func() { close(c.closed) })
	return nil
}

// SessionID is empty: there is one session.
func (c *lineConn) SessionID() string { return "" }
