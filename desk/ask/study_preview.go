package ask

import (
	"fmt"
	"strings"
	"time"

	"newstape/study"
)

// StudyPreview is how the events of a study were read and where they would be
// measured, without a study.
type StudyPreview struct {
	Market   string     `json:"market" doc:"the benchmark as chosen"`
	Listing  string     `json:"listing,omitempty" doc:"the line of the tape that it means"`
	Exchange string     `json:"exchange,omitempty" doc:"whose hours map a moment to a session"`
	Model    string     `json:"model"`
	Events   []StudyRow `json:"events" nullable:"false"`
	Problems int        `json:"problems" doc:"how many of the events cannot be used as they are"`
}

// StudyRow is one row of the events.
type StudyRow struct {
	Row      int    `json:"row" doc:"in the table, whose header is row 1"`
	ID       string `json:"id,omitempty"`
	Security string `json:"security"`
	Listing  string `json:"listing,omitempty" doc:"the line of the tape that it means"`
	Date     string `json:"date,omitempty" doc:"as read"`
	At       string `json:"at,omitempty" doc:"the moment as read, where there is one"`
	Session  string `json:"session,omitempty" doc:"day 0: the session that is measured"`
	Shifted  int    `json:"shifted,omitempty" doc:"calendar days that the date policy moves it"`
	Group    string `json:"group,omitempty"`
	Reason   string `json:"reason,omitempty" doc:"why the study would drop the event; unreadable: the row cannot be read, and the study is refused; refused: the study is refused for this event"`
	Problem  string `json:"problem,omitempty" doc:"the same in words"`
}

// rowUnreadable is the reason of a row for which a study is refused.
const rowUnreadable = "unreadable"

// PreviewStudy reads the events and places them on the axis of their market. An
// error is of the request as a whole.
func (r *Rooms) PreviewStudy(q StudyRequest, b StudyBounds) (*StudyPreview, error) {
	leave, err := r.enter()
	if err != nil {
		return nil, err
	}
	defer leave()
	j, _, err := r.studyJob(q, b)
	if err != nil {
		return nil, err
	}
	j.Lenient = true
	m, err := j.Prepare()
	if err != nil {
		return nil, err
	}
	places, err := study.Place(m.Design, m.Panel, m.Events)
	if err != nil {
		return nil, err
	}
	out := &StudyPreview{
		Market: m.Design.Market, Listing: m.Data.Listing(m.Design.Market), Exchange: m.Design.Exchange, Model: m.Design.Model,
		Events: []StudyRow{},
	}
	for _, row := range m.Data.Rows {
		one := rowOf(row.Row, row.Event)
		one.Listing = m.Data.Listing(row.Event.Security)
		if row.Problem != nil {
			// The row stands beside the words already.
			prefix := fmt.Sprintf("read %s: row %d, ", EventsFile, row.Row)
			one.Reason, one.Problem = rowUnreadable, strings.TrimPrefix(row.Problem.Error(), prefix)
		} else {
			at := places[0]
			places = places[1:]
			one.Shifted, one.Reason, one.Problem = at.Shifted, string(at.Reason), at.Detail
			if at.Session != 0 {
				one.Session = at.Session.String()
			}
		}
		if one.Reason != "" {
			one.Problem = clipped(one.Problem)
			out.Problems++
		}
		out.Events = append(out.Events, one)
	}
	return out, nil
}

func rowOf(row int, e study.Event) StudyRow {
	out := StudyRow{Row: row, ID: clipped(e.ID), Security: clipped(e.Security), Group: clipped(e.Group)}
	switch {
	case !e.At.IsZero():
		out.At, out.Date = e.At.Format(time.RFC3339), e.At.Format(time.DateOnly)
	case e.On != 0:
		out.Date = e.On.String()
	}
	return out
}

// clipped keeps a cell of a megabyte out of an answer.
func clipped(text string) string {
	const most = 300
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "..."
}
