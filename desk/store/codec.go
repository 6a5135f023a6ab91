package store

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
	"github.com/zeebo/xxh3"

	"newstape/fault"
)

// maxUnpacked bounds what a packed value may become, bytes.
const maxUnpacked = 256 << 20

// packer compresses and expands; safe for concurrent use.
type packer struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

func newPacker() (*packer, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(2), zstd.WithEncoderLevel(zstd.SpeedDefault),
		zstd.WithWindowSize(1<<20), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return nil, fault.New(fault.Internal, "open store: %w", err)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxUnpacked), zstd.WithDecoderLowmem(true))
	if err != nil {
		return nil, fault.New(fault.Internal, "open store: %w", err)
	}
	return &packer{enc: enc, dec: dec}, nil
}

func (p *packer) pack(b []byte) []byte { return p.enc.EncodeAll(b, make([]byte, 0, len(b)/5+64)) }

func (p *packer) unpack(b []byte) ([]byte, error) {
	out, err := p.dec.DecodeAll(b, nil)
	if err != nil {
		return nil, fault.New(fault.Corrupt, "expand a stored value: %w", err).Try("newstape desk verify, then restore a backup")
	}
	return out, nil
}

// micros is t as it is stored: unix microseconds, 0 for the zero time.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// fromMicros is the time of a stored number, in UTC.
func fromMicros(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

// bit is how yes and no are stored.
func bit(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// clean makes text that both engines can keep: valid UTF-8 without NUL.
func clean(s string) string {
	if utf8.ValidString(s) && !strings.ContainsRune(s, 0) {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// key is a value as it is indexed and looked for: PostgreSQL refuses index
// entries beyond some 2,700 bytes, so long ones end in a hash.
func key(s string) string {
	s = clean(s)
	const most, kept = 500, 400
	if len(s) <= most {
		return s
	}
	cut := kept
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "#" + strconv.FormatUint(xxh3.HashString(s), 16)
}

// hashKey is an index key for a string of any length; 0 for the empty one.
func hashKey(s string) int64 {
	if s == "" {
		return 0
	}
	h := int64(xxh3.HashString(s)) // #nosec G115 -- the bits are what is wanted
	if h == 0 {
		h = 1
	}
	return h
}
