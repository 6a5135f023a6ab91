package record

import (
	"bytes"
	"encoding/json"

	"newstape/fault"
)

// Encode gives the story as JSON on one line. Unlike [json.Marshal] it leaves <,
// > and & alone, so that dossier and receipts keep their bytes; [Decode] and
// json.Unmarshal read it.
func (s *Story) Encode() ([]byte, error) {
	var b bytes.Buffer
	b.Grow(len(s.Dossier) + len(s.Submission.Body)*3/2 + len(s.Text) + 8<<10)
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return nil, fault.New(fault.Internal, "encode record %s: %w", s.Submission.ID, err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// Decode reads what [Story.Encode] wrote.
func Decode(b []byte) (Story, error) {
	var s Story
	if err := json.Unmarshal(b, &s); err != nil {
		return Story{}, fault.New(fault.Corrupt, "decode a record of %d bytes: %w", len(b), err)
	}
	return s, nil
}
