package stream

import (
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/nats-io/nats.go"

	"newstape/fault"
)

// Message is one thing that a stage has to see to.
type Message struct {
	ID        string            // names the message within its stage: what is published twice within two minutes is kept once
	Data      []byte            // at most 256 MiB, 30 MiB after compression
	Header    map[string]string // carried along, such as traceparent; no key begins with Nats- or Newstape-
	Attempt   int               // 1 the first time; set on delivery
	Published time.Time         // when it was kept; set on delivery
}

// Our own headers on a NATS message.
const (
	ownPrefix      = "Newstape-"
	headerID       = ownPrefix + "Id"
	headerEncoding = ownPrefix + "Encoding" // "zstd", absent = as it is
	headerStage    = ownPrefix + "Stage"    // of a letter: where it comes from
	headerReason   = ownPrefix + "Reason"
	headerAttempts = ownPrefix + "Attempts"
	headerSize     = ownPrefix + "Size" // of a letter: bytes of Data
)

const (
	compressFrom = 8 << 10   // smaller messages are not worth it
	maxData      = 256 << 20 // so that a damaged or foreign message cannot fill the memory
	maxID        = 512
	maxHeaders   = 32 << 10 // bytes of all keys and values
)

func codecs() (*zstd.Encoder, *zstd.Decoder, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(1<<20), zstd.WithEncoderConcurrency(2))
	if err != nil {
		return nil, nil, fault.New(fault.Internal, "open streams: %w", err)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxData))
	if err != nil {
		return nil, nil, fault.New(fault.Internal, "open streams: %w", err)
	}
	return enc, dec, nil
}

// check refuses what could not be carried as it is.
func (m *Message) check() error {
	if m.ID == "" || len(m.ID) > maxID || !printable(m.ID) {
		return fault.New(fault.BadInput, "message ID %q: give 1 to %d bytes without control characters", clip(m.ID, 60), maxID)
	}
	if len(m.Data) > maxData {
		return fault.New(fault.TooLarge, "message %s: %d bytes; at most %d can be carried", m.ID, len(m.Data), maxData)
	}
	size := 0
	for key, value := range m.Header {
		size += len(key) + len(value)
		switch {
		case key == "" || !printable(key) || strings.ContainsAny(key, ": "):
			return fault.New(fault.BadInput, "message %s: header %q: not a header name", m.ID, clip(key, 60))
		case hasPrefixFold(key, "Nats-") || hasPrefixFold(key, ownPrefix):
			return fault.New(fault.BadInput, "message %s: header %q: names that begin so are taken", m.ID, key)
		case !printable(value) || strings.TrimSpace(value) != value:
			return fault.New(fault.BadInput, "message %s: header %q: its value has control characters or outer space", m.ID, key)
		}
	}
	if size > maxHeaders {
		return fault.New(fault.TooLarge, "message %s: %d bytes of headers; at most %d can be carried", m.ID, size, maxHeaders)
	}
	return nil
}

// pack makes the NATS message for m.
func (s *Stream) pack(subject string, m Message) *nats.Msg {
	out := nats.NewMsg(subject)
	for key, value := range m.Header {
		out.Header[key] = []string{value} // keys keep their case
	}
	out.Header.Set(headerID, m.ID)
	out.Data = m.Data
	if len(m.Data) >= compressFrom {
		if packed := s.enc.EncodeAll(m.Data, nil); len(packed) < len(m.Data) {
			out.Data = packed
			out.Header.Set(headerEncoding, "zstd")
		}
	}
	return out
}

// unpack reads the message again.
func (s *Stream) unpack(header nats.Header, data []byte) (Message, error) {
	m := Message{ID: header.Get(headerID), Data: data}
	for key, values := range header {
		if hasPrefixFold(key, "Nats-") || hasPrefixFold(key, ownPrefix) || len(values) == 0 {
			continue
		}
		if m.Header == nil {
			m.Header = map[string]string{}
		}
		m.Header[key] = values[0]
	}
	if m.ID == "" {
		return m, fault.New(fault.Corrupt, "a message without an ID: not one of ours")
	}
	switch encoding := header.Get(headerEncoding); encoding {
	case "":
	case "zstd":
		var err error
		if m.Data, err = s.dec.DecodeAll(data, nil); err != nil {
			return m, fault.New(fault.Corrupt, "message %s: unpack: %w", m.ID, err)
		}
	default:
		return m, fault.New(fault.Corrupt, "message %s: unknown encoding %q", m.ID, encoding)
	}
	return m, nil
}

// letterSize is the bytes of a letter's data, as written when it was packed.
func letterSize(header nats.Header, packed int) int {
	if n, err := strconv.Atoi(header.Get(headerSize)); err == nil {
		return n
	}
	return packed
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

func printable(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) < 0
}

// clip shortens s to n bytes for a message to people.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "..."
}
