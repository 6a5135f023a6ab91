package app

import (
	"path/filepath"

	"newstape/eval/names"
	"newstape/names/link"
	"newstape/names/lists"
	"newstape/names/match"
	"newstape/names/screen"
	"newstape/names/security"
)

// evalPairs scores pairs of names that are or are not one party.
func evalPairs(path string, _ *security.Master, _ *link.Linker) (map[string]float64, []string, error) {
	pairs, err := names.ReadBench(path)
	if err != nil {
		return nil, nil, err
	}
	b := names.ScoreBench(match.New(), pairs)
	return map[string]float64{"n": float64(b.N), "precision": b.Precision, "recall": b.Recall, "f1": b.F1, "auc": b.AUC}, b.Wrong, nil
}

// evalMentions asks the lists beside the gold's folder about mentions.
func evalMentions(path string, master *security.Master, _ *link.Linker) (map[string]float64, []string, error) {
	mentions, err := names.ReadMentions(path)
	if err != nil {
		return nil, nil, err
	}
	files, err := lists.ReadDir(filepath.Join(filepath.Dir(path), "..", "..", "lists"))
	if err != nil {
		return nil, nil, err
	}
	m := match.New()
	screener, err := screenerOf(m, master, files.Versions)
	if err != nil {
		return nil, nil, err
	}
	r, err := names.ScoreMentions(screener, mentions)
	return map[string]float64{
		"n": float64(r.N), "precision": r.Precision, "recall": r.Recall, "f1": r.F1,
		"chinese_n": float64(r.ChineseN), "chinese_f1": r.ChineseF1, "unlisted_n": float64(r.Unlisted), "false_hits": float64(r.FalseHits),
	}, r.Wrong, err
}

// screenerOf asks versions of lists.
func screenerOf(m *match.Matcher, master *security.Master, versions []*lists.Version) (*screen.Screener, error) {
	raw, err := screen.Build(m, versions)
	if err != nil {
		return nil, err
	}
	book, err := screen.NewBook(m, raw)
	if err != nil {
		return nil, err
	}
	table, err := screen.Open(master)
	if err != nil {
		return nil, err
	}
	return screen.NewScreener(m, table, book, screen.NewDirectory(m, master).Link)
}
