package record

import (
	"bytes"
	"encoding/binary"
	"encoding/json"

	"newstape/fault"
)

// magic begins an encoded record; its last letter is the version of the form.
const magic = "NTREC1"

// Encode gives the story as a stream carries it. Body and dossier, which are most
// of it, stand as they are before the rest as JSON, so that a stage need not read
// through them:
//
//	| NTREC1 | length, body | length, dossier | the rest of the story, as JSON |
//
// Lengths are unsigned varints. What is decoded is what was encoded to the byte of
// every receipt.
func (s *Story) Encode() ([]byte, error) {
	rest := *s
	rest.Submission.Body, rest.Dossier = nil, nil
	var b bytes.Buffer
	b.Grow(len(s.Dossier) + len(s.Submission.Body) + 4*len(s.Text) + 16<<10)
	b.WriteString(magic)
	for _, part := range [][]byte{s.Submission.Body, s.Dossier} {
		b.Write(binary.AppendUvarint(b.AvailableBuffer(), uint64(len(part))))
		b.Write(part)
	}
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // it would rewrite receipts
	if err := enc.Encode(&rest); err != nil {
		return nil, fault.New(fault.Internal, "encode record %s: %w", s.Submission.ID, err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// Decode reads what [Story.Encode] wrote. The story keeps body and dossier where
// they lie in b, which must not change.
func Decode(b []byte) (Story, error) {
	size := len(b)
	broken := func(what string) (Story, error) {
		return Story{}, fault.New(fault.Corrupt, "decode a record of %d bytes: byte %d: %s", size, size-len(b), what)
	}
	if !bytes.HasPrefix(b, []byte(magic)) {
		return broken("not a record, or one of another version")
	}
	b = b[len(magic):]
	var parts [2][]byte
	for i := range parts {
		n, width := binary.Uvarint(b)
		if width <= 0 || n > uint64(len(b)-width) {
			return broken("a part ends after the record")
		}
		if end := width + int(n); n > 0 { // #nosec G115 -- less than the record
			parts[i] = b[width:end:end]
		}
		b = b[width+int(n):] // #nosec G115
	}
	var s Story
	if err := json.Unmarshal(b, &s); err != nil {
		return broken(err.Error())
	}
	s.Submission.Body, s.Dossier = parts[0], parts[1]
	return s, nil
}
