package studygold

import (
	"os"
	"path/filepath"
	"strings"

	"newstape/study"
)

// sipemuFile is a sipemu050_*.csv: columns of a day's and of a path's statistic.
var sipemuFiles = []struct {
	file, day, dayTest, path, pathTest string
}{
	{"CSectT", "aar_t", "csect", "caar_t", "csect"},
	{"PatellZ", "aar_z", "patell=sumsar", "caar_z", "patell=sumsar"},
	{"BMP", "bmp_t", "bmp=raw", "cbmp_t", "bmp=raw"},
	{"KP", "kp_t", "kp=sipemu", "ckp_t", "kp=sipemu"},
	{"SignT", "sign_z", "sign", "csign_z", "sign"},
	{"GSignT", "gsign_z", "gsign=firm", "cgsign_z", "gsign=firm"},
}

// compareSipemu compares the files of sipemu/eventstudy 0.50 in dir.
func compareSipemu(dir string, r *study.Result, c *comparison) error {
	for _, f := range sipemuFiles {
		path := filepath.Join(dir, "sipemu050_"+f.file+".csv")
		if _, err := os.Stat(path); err != nil {
			continue
		}
		s, err := readSheet(path)
		if err != nil {
			return err
		}
		label := "sipemu " + f.file + ": "
		c.all(label+f.day, statistics(r.Days, f.dayTest), s.numbers(f.day))
		c.all(label+f.path, statistics(r.Windows, f.pathTest), s.numbers(f.path))
		c.all(label+"caar", means(r.Windows), s.numbers("caar"))
		c.all(label+"aar", means(r.Days), s.numbers("aar"))
	}
	path := filepath.Join(dir, "sipemu050_events.csv")
	if _, err := os.Stat(path); err != nil {
		return nil
	}
	s, err := readSheet(path)
	if err != nil {
		return err
	}
	compareFitColumns("sipemu events: ", s, r, c, func(name string) string { return strings.Replace(name, "_-", "_.", 1) })
	return nil
}

func means(windows []study.WindowResult) []float64 {
	var out []float64
	for _, w := range windows {
		out = append(out, w.Mean)
	}
	return out
}
