package event

import (
	"fmt"

	"newstape/receipt"
	"newstape/story/article"
	"newstape/tape/calendar"
)

// Time says which session of the calendar's exchange could react to e first,
// and how that is known. The zero Event is timed by the publication alone. The
// day of an act, without the hour, gives the session of that day, or the next
// one when the exchange was closed, and says so.
func Time(e Event, art *article.Article, cal *calendar.Calendar) Timing {
	ref := art.Reference
	if e.Date == 0 && !ref.Known {
		return Timing{Missing: &receipt.Unavailable{
			Reason: receipt.NoTime,
			Detail: "neither the text nor the story's stamp says when it happened; give --published",
		}}
	}
	switch {
	case !e.At.IsZero():
		return at(e, cal)
	case e.Date == 0 && e.Reacted != 0:
		s, ok := cal.Session(e.Reacted)
		if !ok {
			return published(art, cal)
		}
		return Timing{Session: s, How: fmt.Sprintf("%s (%s); the act itself is not dated", e.Dated, e.Reacted)}
	case e.Date == 0 && e.Background && e.Dated != "":
		return Timing{Missing: &receipt.Unavailable{Reason: receipt.NoTime, Detail: e.Dated + ", without a day"}}
	case e.Date == 0:
		return heard(e, art, cal)
	case e.After || newsOfTheEvening(e, art, cal):
		return behindClose(e, cal)
	}
	return byDay(e, art, cal)
}

// at times an act whose moment the text gives.
func at(e Event, cal *calendar.Calendar) Timing {
	s, phase := cal.At(e.At)
	t := Timing{Information: e.At, Session: s, Phase: phase, How: "the text gives the moment, " + e.At.In(cal.Location()).Format("2006-01-02 15:04 MST")}
	if phase == calendar.AfterClose {
		t.Session, _ = cal.Next(s.Date)
		t.How += ", after the close: the next session"
	}
	return inside(t, cal)
}

// behindClose times an act that the text puts in the evening of a day.
func behindClose(e Event, cal *calendar.Calendar) Timing {
	s, ok := cal.Next(e.Date)
	if !ok {
		return inside(Timing{}, cal)
	}
	return Timing{Session: s, Phase: calendar.AfterClose, How: e.Dated + ", after the close: the next session"}
}

// newsOfTheEvening: a company's own news of the day of publication, published
// after the close, with no close told behind it.
func newsOfTheEvening(e Event, art *article.Article, cal *calendar.Calendar) bool {
	ref := art.Reference
	if e.Type != "corporate:earnings" && e.Type != "corporate:guidance" && e.Type != "corporate:merger" || e.Closed || e.Before || e.Reacted != 0 || !ref.Known || ref.DateOnly {
		return false
	}
	_, phase := cal.At(ref.Published)
	return phase == calendar.AfterClose && (e.Date == 0 || calendar.DateOf(ref.Published.In(cal.Location())) == e.Date)
}

// heard times an act without a day by the story's stamp; what came out behind
// the close could move the next session only.
func heard(e Event, art *article.Article, cal *calendar.Calendar) Timing {
	t := published(art, cal)
	if t.Missing != nil || t.Phase != calendar.AfterClose || !e.After && !newsOfTheEvening(e, art, cal) {
		return t
	}
	day := calendar.DateOf(art.Reference.Published.In(cal.Location()))
	t.Session, _ = cal.Next(day)
	t.How = "published " + art.Reference.Published.In(cal.Location()).Format("2006-01-02 15:04 MST") + ", after the close: the next session"
	return inside(t, cal)
}

// published times a story whose act has no day by its own stamp: the news was
// out by then.
func published(art *article.Article, cal *calendar.Calendar) Timing {
	ref := art.Reference
	if ref.DateOnly {
		s, _ := cal.AtOrAfter(calendar.DateOf(ref.Published))
		return inside(Timing{Session: s, How: "only the day of publication is known"}, cal)
	}
	s, phase := cal.At(ref.Published)
	t := Timing{Session: s, Phase: phase, How: "published " + ref.Published.In(cal.Location()).Format("2006-01-02 15:04 MST") + "; the act itself is not dated"}
	if phase == calendar.AfterClose || phase == calendar.Closed {
		if prev, ok := cal.AtOrBefore(calendar.DateOf(ref.Published.In(cal.Location()))); ok {
			t.Session = prev
			t.How += ", so the last session before it may have reacted already"
		}
	}
	return inside(t, cal)
}

// byDay times an act of which only the day is known.
func byDay(e Event, art *article.Article, cal *calendar.Calendar) Timing {
	s, ok := cal.Session(e.Date)
	if !ok {
		s, _ = cal.AtOrAfter(e.Date)
		return inside(Timing{
			Session: s, Phase: calendar.Closed,
			How: fmt.Sprintf("%s (%s); %s was closed that day: the next session", e.Dated, e.Date, cal.MIC()),
		}, cal)
	}
	how := fmt.Sprintf("information day known only: %s (%s)", e.Dated, e.Date)
	switch {
	case e.Reacted == e.Date:
		how += "; the story ties that day's move to it"
	case e.Before:
		return inside(Timing{Session: s, Phase: calendar.BeforeOpen, How: e.Dated + ", before the open"}, cal)
	default:
		ref := art.Reference
		if ref.Known && !ref.DateOnly && calendar.DateOf(ref.Published.In(cal.Location())) == e.Date && ref.Published.Before(s.Close) {
			how += "; the story itself came before the close"
		} else {
			how += "; had it come after the close, the next session would be the one"
		}
	}
	return inside(Timing{Session: s, How: how}, cal)
}

// inside says so when the calendar does not reach the day.
func inside(t Timing, cal *calendar.Calendar) Timing {
	if t.Session.Date == 0 {
		return Timing{Missing: &receipt.Unavailable{Reason: receipt.NotKnown, Detail: "the day lies outside the calendar of " + cal.MIC() + " (2010-2030)"}}
	}
	return t
}
