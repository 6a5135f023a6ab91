package claim

// polar reads a content that is no more than "yes" or "no": it takes its words
// from the question before it, which may stand in another paragraph.
func (r *reader) polar(d *draft) (Stance, bool) {
	l := d.a.line
	from, to := l.indexAt(d.Content.Start), l.indexAt(d.Content.End-1)+1
	for from < to && l.classAt(from) == mark {
		from++
	}
	word, alone := l.low(from), to-from == 1 || l.classAt(from+1) == mark
	if !alone || word != "yes" && word != "no" {
		return "", false
	}
	for k := l.at; k >= max(0, l.at-2); k-- {
		if q := &r.lines[k]; k < l.at && q.asks() || k == l.at && q.asksBefore(from) {
			if word == "no" {
				return Denies, true
			}
			return Confirms, true
		}
	}
	return "", false
}

// asksBefore: a question mark stands before the word at i.
func (l *line) asksBefore(i int) bool { return l.word("?", 0, i) >= 0 }
