package stream

import (
	"bytes"
	"maps"
	"testing"

	"github.com/nats-io/nats.go"
	"pgregory.net/rapid"
)

func codec(t testing.TB) *Stream {
	enc, dec, err := codecs()
	if err != nil {
		t.Fatal(err)
	}
	return &Stream{enc: enc, dec: dec}
}

func TestWhatIsPackedComesOutTheSame(t *testing.T) {
	s := codec(t)
	rapid.Check(t, func(t *rapid.T) {
		m := Message{
			ID:     rapid.StringMatching(`[a-z0-9:.é ]{1,40}`).Draw(t, "id"),
			Data:   bytes.Repeat(rapid.SliceOfN(rapid.Byte(), 0, 50).Draw(t, "data"), rapid.IntRange(0, 2000).Draw(t, "times")),
			Header: rapid.MapOf(rapid.StringMatching(`[a-mo-z][A-Za-z-]{0,20}`), rapid.StringMatching(`([a-z0-9][a-z0-9 =-]{0,30}[a-z0-9])?`)).Draw(t, "header"),
		}
		if err := m.check(); err != nil {
			t.Fatal(err)
		}
		packed := s.pack("x", m)
		out, err := s.unpack(packed.Header, packed.Data)
		if err != nil || out.ID != m.ID || !bytes.Equal(out.Data, m.Data) || !maps.Equal(out.Header, m.Header) {
			t.Fatalf("in %q %d bytes %v, out %q %d bytes %v, %v", m.ID, len(m.Data), m.Header, out.ID, len(out.Data), out.Header, err)
		}
		if len(packed.Data) > len(m.Data) {
			t.Fatal("packing made it larger")
		}
	})
}

// A message that is not ours, or damaged, is an error, never a panic or a full memory.
func FuzzUnpack(f *testing.F) {
	s := codec(f)
	good := s.pack("x", Message{ID: "a", Data: bytes.Repeat([]byte("shares "), 5000)})
	f.Add("a", "zstd", good.Data)
	f.Add("", "", []byte("plain"))
	f.Add("a", "gzip", []byte{0x1f, 0x8b})
	f.Add("a", "zstd", good.Data[:len(good.Data)/2])
	f.Fuzz(func(t *testing.T, id, encoding string, data []byte) {
		header := nats.Header{}
		header.Set(headerID, id)
		if encoding != "" {
			header.Set(headerEncoding, encoding)
		}
		m, err := s.unpack(header, data)
		if err == nil && (m.ID == "" || len(m.Data) > maxData) {
			t.Errorf("accepted %q with %d bytes", m.ID, len(m.Data))
		}
	})
}
