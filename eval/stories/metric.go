package stories

// Metric is a figure with the words that explain it.
type Metric struct {
	Name, Words string
	// Count marks a plain number; the rest are shares of cases.
	Count bool
	// Lower marks a share that is better when it is small.
	Lower bool
}

// Part is a group of metrics.
type Part struct {
	Title   string
	Metrics []Metric
}

// Catalogue is every metric in the order of the table.
func Catalogue() []Part {
	return []Part{
		{"securities", []Metric{
			{Name: "securities_precision", Words: "mentions we tag that the gold has, by issuer"},
			{Name: "securities_recall", Words: "mentions of the gold that we tag, by issuer"},
			{Name: "securities_f1", Words: "of the two"},
			{Name: "securities_exact_span", Words: "of those, the very span"},
			{Name: "mention_listing_accuracy", Words: "of those, the very listing"},
			{Name: "roles_accuracy", Words: "of those, the role in the story"},
			{Name: "traps_refused", Words: "traps that we tag as nothing"},
			{Name: "traps_taken", Words: "tags on a trap", Count: true},
			{Name: "injected_taken", Words: "anything taken from text addressed to machines: a hard failure", Count: true},
		}},
		{"claims", []Metric{
			{Name: "claims_precision", Words: "our claims that overlap one of the gold; lenient, the gold is not exhaustive"},
			{Name: "claims_recall", Words: "claims of the gold that ours overlap by half of the shorter content"},
			{Name: "claims_f1", Words: "of the two"},
			{Name: "claims_precision_strict", Words: "one to one, half of the union"},
			{Name: "claims_recall_strict", Words: "one to one, half of the union"},
			{Name: "claims_f1_strict", Words: "of the two"},
			{Name: "stance_accuracy", Words: "of claims found, with the pairs that the guide lets pass"},
			{Name: "stance_exact", Words: "without them"},
			{Name: "status_accuracy", Words: "of claims found, with the pair that the guide lets pass"},
			{Name: "status_exact", Words: "without it"},
			{Name: "about_accuracy", Words: "of denials and checks found, what they answer"},
			{Name: "speaker_accuracy", Words: "of claims found, who is made responsible"},
			{Name: "via_accuracy", Words: "of claims found that came through others, one of those"},
			{Name: "cue_overlap", Words: "of claims found with a cue"},
			{Name: "source_overlap", Words: "of claims found with a source"},
			{Name: "whole_claim_accuracy", Words: "of claims found, stance, status, speaker and target all right"},
		}},
		{"events", []Metric{
			{Name: "events_precision", Words: "type and actor"},
			{Name: "events_recall", Words: "type and actor"},
			{Name: "events_f1", Words: "of the two"},
			{Name: "events_precision_strict", Words: "the very type, in the very sentence"},
			{Name: "events_recall_strict", Words: "the very type, in the very sentence"},
			{Name: "events_f1_strict", Words: "of the two"},
			{Name: "event_type_exact", Words: "of events found, the very type"},
			{Name: "event_dates", Words: "of events found with a date"},
			{Name: "event_recipients", Words: "of events found with a recipient"},
		}},
		{"market statements", []Metric{
			{Name: "statements_precision", Words: "our statements that the gold has"},
			{Name: "statements_recall", Words: "statements of the gold that we find"},
			{Name: "statements_f1", Words: "of the two"},
			{Name: "value_accuracy", Words: "of those found"},
			{Name: "direction_accuracy", Words: "of moves found"},
			{Name: "measure_accuracy", Words: "of those found"},
			{Name: "qualifier_accuracy", Words: "of those found"},
			{Name: "listing_accuracy", Words: "of those found, the very listing"},
			{Name: "window_accuracy", Words: "of those found, the sessions from and to"},
			{Name: "window_minute_accuracy", Words: "and the minute, where there is one"},
			{Name: "truth_accuracy", Words: "of those found, the figure that would have been right"},
		}},
		{"verdicts", []Metric{
			{Name: "verdict_accuracy", Words: "of statements found, by the guide"},
			{Name: "verdict_exact", Words: "without what the guide lets pass"},
			{Name: "verdict_accuracy_of_all", Words: "of all statements, a missed one is wrong"},
			{Name: "verdict_recall_holds", Words: "of all that hold"},
			{Name: "verdict_recall_holds_intraday", Words: "of all that hold only intraday"},
			{Name: "verdict_recall_holds_elsewhere", Words: "of all that hold elsewhere"},
			{Name: "verdict_recall_fails", Words: "of all that fail"},
			{Name: "verdict_recall_cannot_check", Words: "of all that cannot be checked"},
			{Name: "reason_accuracy", Words: "of those, the reason"},
			{Name: "error_recall", Words: "wrong figures that we call wrong, missed ones among them"},
			{Name: "false_alarm_rate", Words: "figures that are not wrong and that we call wrong", Lower: true},
			{Name: "errors_in_extra_statements", Words: "wrong verdicts on what is no statement", Count: true},
			{Name: "precedes_event_recall", Words: "moves that were over before the news"},
		}},
		{"lists", []Metric{
			{Name: "lists_accuracy", Words: "standing of a party on a list on the story's day"},
			{Name: "lists_since_accuracy", Words: "and since when, within seven days"},
		}},
	}
}
