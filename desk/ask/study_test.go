package ask

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"newstape/fault"
	"newstape/study"
	"newstape/study/record"
)

func TestStudyOfTheMemo(t *testing.T) {
	r, err := Open(Options{Program: record.Program{Version: "test", Commit: "none"}})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	q := StudyRequest{
		Events:     []StudyEvent{{ID: "memo", Security: "XNYS:BABA", Date: "2025-11-14"}},
		Estimation: &study.Window{From: -250, To: -11}, Event: &study.Window{From: 0, To: 1}, Tests: []string{"patell", "rank"}, Basis: "raw",
	}
	s, err := r.Study(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Schema string `json:"schema"`
		Inputs []struct{ Role, Path, SHA256 string }
		Tests  []struct{ Test, Convention, Source string }
	}
	if err := json.Unmarshal(s.Report, &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Schema != "newstape.study/1" || len(doc.Inputs) != 2 || len(doc.Tests) != 2 || doc.Tests[0].Source == "" {
		t.Errorf("got %+v", doc)
	}
	for _, in := range doc.Inputs {
		if len(in.SHA256) != 64 || strings.Contains(in.Path, "/") {
			t.Errorf("input %+v", in)
		}
	}
	ar := s.Result.Events[0].AR[0].Value * 100
	if ar < -4.3 || ar > -3.8 {
		t.Errorf("abnormal return %.2f %%, the dossier says -4.03", ar)
	}
	// The same events as a table give the same study.
	q.CSV, q.Events = "security,id,date\nXNYS:BABA,memo,2025-11-14\n", nil
	again, err := r.Study(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	if string(again.Report) != string(s.Report) {
		t.Error("events and their table give two reports")
	}
}

func TestStudyRefusals(t *testing.T) {
	r := embedded(t)
	one := []StudyEvent{{Security: "BABA", Date: "2025-11-14"}}
	for name, tc := range map[string]struct {
		q    StudyRequest
		code fault.Code
		want string
	}{
		"no events":        {StudyRequest{}, fault.BadInput, "no events"},
		"both":             {StudyRequest{Events: one, CSV: "security,date\n"}, fault.BadInput, "both"},
		"a long table":     {StudyRequest{CSV: strings.Repeat("x", maxStudyCSV+1)}, fault.TooLarge, "bytes of events"},
		"many in a table":  {StudyRequest{CSV: "security,date\n" + strings.Repeat("BABA,2025-11-14\n", 1001)}, fault.TooLarge, "1001 events"},
		"many draws":       {StudyRequest{Events: one, Draws: 1 << 40}, fault.TooLarge, "draws"},
		"a bad date":       {StudyRequest{Events: []StudyEvent{{Security: "BABA", Date: "soon"}}}, fault.BadInput, "row 2"},
		"an unknown test":  {StudyRequest{Events: one, Tests: []string{"oracle"}}, fault.BadInput, "oracle"},
		"an empty window":  {StudyRequest{Events: one, Event: &study.Window{From: 2, To: 1}}, fault.BadInput, "window"},
		"an endless one":   {StudyRequest{Events: one, Event: &study.Window{From: -1 << 62, To: 1 << 62}}, fault.BadInput, "window"},
		"no such market":   {StudyRequest{Events: one, Market: "ZZZZ"}, fault.BadInput, "ZZZZ"},
		"no such security": {StudyRequest{Events: []StudyEvent{{Security: "ZZZZ", Date: "2025-11-14"}}}, fault.BadInput, "unknown"},
		"too much work":    {StudyRequest{CSV: "security,date\n" + strings.Repeat("BABA,2025-11-14\n", 1000), Draws: 9999}, fault.TooLarge, "draws times events"},
	} {
		_, err := r.Study(context.Background(), tc.q)
		code := fault.CodeOf(err)
		if code == fault.BadUsage { // of the study's own checks
			code = fault.BadInput
		}
		if err == nil || code != tc.code || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %s: %v", name, code, err)
		}
	}
}

func TestStudyEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	<-ctx.Done()
	_, err := embedded(t).Study(ctx, StudyRequest{Events: []StudyEvent{{Security: "BABA", Date: "2025-11-14"}}})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}
