package claim

// foreign reports whether the rules for English have nothing to say to a line.
func foreign(*line) bool { return false }

func (r *reader) readForeign() {}
