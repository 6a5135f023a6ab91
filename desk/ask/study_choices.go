package ask

import (
	"newstape/study"
	"newstape/study/report"
)

// StudyChoices are what a study can be made of, in plain words.
type StudyChoices struct {
	Models  []StudyModel       `json:"models" nullable:"false"`
	Tests   []report.TestWords `json:"tests" nullable:"false"`
	Bases   []string           `json:"bases" nullable:"false" doc:"prices that returns are made of; auto: adjusted where there are some"`
	Dates   []string           `json:"dates" nullable:"false" doc:"policies for an event on a day without trading"`
	Missing []string           `json:"missing" nullable:"false" doc:"policies for an event that lacks a return in its window"`
	Adjust  []string           `json:"adjust" nullable:"false" doc:"corrections of p for many windows, days or groups"`
	Formats []report.Format    `json:"formats" nullable:"false" doc:"of reports"`
	Tables  []string           `json:"tables" nullable:"false" doc:"of a report as CSV"`
	Usual   StudyRequest       `json:"usual" doc:"what a request that says nothing means"`
	Bounds  StudyLimits        `json:"bounds" doc:"what one study may ask"`
}

// StudyModel is a model of normal returns, with the fields of a request that it
// cannot do without.
type StudyModel struct {
	report.ModelWords
	Needs []string `json:"needs,omitempty" doc:"fields of the request: factors, log"`
}

// StudyLimits are [StudyBounds] as an answer.
type StudyLimits struct {
	Events   int `json:"events"`
	Draws    int `json:"draws"`
	Placebos int `json:"placebos"`
	Work     int `json:"work" doc:"events times draws, and a hundred times events times placebo samples"`
	Figures  int `json:"figures" doc:"of the result: of each event one a day and window, of each sample and group one a test of those"`
	Windows  int `json:"windows"`
	Bytes    int `json:"bytes" doc:"of the events as CSV"`
}

// Choices lists what a study within bounds can be made of.
func Choices(b StudyBounds) StudyChoices {
	b = b.filled()
	d := StudyRequest{}.design()
	out := StudyChoices{
		Tests: report.TestList(), Bases: StudyBases(), Adjust: study.Adjustments(), Formats: report.Formats(), Tables: report.SheetNames(),
		Dates:   []string{string(study.NextSession), string(study.PreviousSession), string(study.SkipEvent), string(study.ExactDate)},
		Missing: []string{string(study.MissingDrop), string(study.MissingKeep)},
		Usual: StudyRequest{
			Model: UsualModel, Market: d.Market, Basis: StudyBases()[0], Estimation: &d.Estimation, Event: &d.Event, Windows: d.Windows,
			Missing: string(d.Missing), Dates: string(d.Dates), Level: d.Level, Adjust: d.Adjust, Draws: d.Draws, Seed: d.Seed,
		},
		Bounds: StudyLimits{
			Events: b.Events, Draws: b.Draws, Placebos: b.Placebos, Work: b.Work, Figures: b.Figures, Windows: maxStudyWindows, Bytes: maxStudyCSV,
		},
	}
	for _, m := range report.ModelList() {
		out.Models = append(out.Models, StudyModel{ModelWords: m, Needs: needsOf(m.Name)})
	}
	return out
}

// needsOf are the fields of a request without which a model cannot be run.
func needsOf(model string) []string {
	switch model {
	case "synthetic-control":
		return []string{"factors"}
	case "trade-to-trade-log":
		return []string{"log"}
	}
	return nil
}
