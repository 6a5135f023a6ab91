package study

func (r *Result) diagnose(s *Sample, events []Event) {}
func (d *Diagnostics) note(r *Result)                {}
