package serve

import (
	"context"

	"newstape/desk/record"
	"newstape/examples"
)

type sampleIn struct {
	Wait string `query:"wait" maxLength:"10" doc:"wait so long for the dossier, at most 30s" example:"10s"`
}

// submitSample lets an empty desk show what it does with a story.
func (s *Service) submitSample(ctx context.Context, in *sampleIn) (*submitOut, error) {
	wait, err := parseWait(in.Wait)
	if err != nil {
		return nil, err
	}
	return s.accept(ctx, record.Submission{Body: []byte(examples.Story()), Format: "text"}, wait)
}
