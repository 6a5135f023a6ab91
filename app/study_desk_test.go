package app

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"newstape/config"
	"newstape/desk/ask"
	"newstape/fault"
	"newstape/study/record"
	"newstape/study/report"
	"newstape/tape/pull"
	"newstape/tape/sample"
)

// TestARecordOfADeskIsReplayed: a desk with a folder of its own and the sample
// under it measures one security of each, and its record gives the same bytes
// on the command line with that folder, and says what it wants without.
func TestARecordOfADeskIsReplayed(t *testing.T) {
	dir := t.TempDir()
	own := ownTape(t, dir)
	rooms, err := ask.Open(ask.Options{Tape: own, Program: thisProgram()})
	if err != nil {
		t.Fatal(err)
	}
	defer rooms.Close()
	plan, err := rooms.PlanStudy(ask.StudyRequest{
		CSV: "security,date\nXNAS:OWNCO,2025-11-14\nXNYS:BABA,2025-11-14\n", Basis: "raw", Tests: []string{"patell", "permutation"},
	}, ask.LongStudy())
	if err != nil {
		t.Fatal(err)
	}
	done, err := plan.Run(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if done.Embedded() || len(done.Result.Events) != 2 {
		t.Fatalf("embedded %v, %d events", done.Embedded(), len(done.Result.Events))
	}
	text, err := done.Record(report.HTML, "")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(text, []byte(dir)) {
		t.Error("the record tells a folder of the desk")
	}
	rec, err := record.Read(bytes.NewReader(text), "record")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, ask.EventsFile), done.Events, 0o600); err != nil {
		t.Fatal(err)
	}
	s := &session{Main: &Main{Stdout: io.Discard, Stderr: io.Discard}, ctx: t.Context(), cfg: config.Default()}
	result, _, err := replayed(rec, dir, own).do(s)
	if err != nil {
		t.Fatal(err)
	}
	again, err := render(result, rec, report.HTML, "")
	if err != nil || !rec.Output.Is(again) {
		t.Errorf("other bytes: %v", err)
	}
	if _, _, err := replayed(rec, dir, "").do(s); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("without the folder: %v", err)
	}
}

// ownTape is a data set of one listing that moves as NIO does.
func ownTape(t *testing.T, dir string) string {
	t.Helper()
	tape, err := sample.Tape()
	if err != nil {
		t.Fatal(err)
	}
	s, ok := tape.Daily("XNYS:NIO", "raw")
	if !ok {
		t.Fatal("the sample has no NIO")
	}
	var b bytes.Buffer
	b.WriteString("Date,Open,High,Low,Close,Volume\n")
	for k, day := range s.Dates {
		price := fmt.Sprintf("%.4f", s.Close[k])
		b.WriteString(day.String() + "," + price + "," + price + "," + price + "," + price + ",1000\n")
	}
	from, to := filepath.Join(dir, "csv"), filepath.Join(dir, "own")
	if err := os.Mkdir(from, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(from, "OWNCO.csv"), b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = pull.Prices(t.Context(), from, to, pull.Options{Resolve: func(string) (string, bool) { return "XNAS:OWNCO", true }})
	if err != nil {
		t.Fatal(err)
	}
	return to
}
