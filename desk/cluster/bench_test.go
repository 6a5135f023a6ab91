package cluster

import (
	"fmt"
	"strings"
	"testing"
)

// long is about 600 words.
func long(n int) Signature { return Sign(longStory(n)) }

func longStory(n int) Story {
	var b strings.Builder
	for i := range 10 {
		fmt.Fprintf(&b, "%s Part %d of story %d tells more of Word%d and Thing%d. ", jobs, i, n, i*n, i+n)
	}
	return Story{
		ID: fmt.Sprint("s", n), Title: jobsTitle, Text: jobsTitle + "\n\n" + b.String(), When: noon,
		Parties: []Party{{ID: "boeing", Name: "Boeing", Relevance: 80}, {ID: "airbus", Name: "Airbus", Relevance: 20 + n%9}},
		Events:  []Event{{Type: "corporate:layoffs", Actor: "boeing", Date: "2024-10-11"}},
		Claims:  []string{"Boeing will cut a tenth of its workforce"},
	}
}

func BenchmarkSign600Words(b *testing.B) {
	s := longStory(1)
	b.ReportMetric(float64(len(strings.Fields(s.Text))), "words")
	for b.Loop() {
		Sign(s)
	}
}

func BenchmarkAssign200(b *testing.B) {
	var cs []Candidate
	for i := range 200 {
		s := boeing(fmt.Sprint("c", i), suitTitle, suit+fmt.Sprintf(" It was number %d of Year%d by Writer%d.", i, i, i*7), i%30)
		cs = append(cs, Candidate{s, fmt.Sprint(i / 3), s.ID})
	}
	s := long(1)
	for b.Loop() {
		Assign(s, cs)
	}
}

func BenchmarkMarshal(b *testing.B) {
	s := long(1)
	for b.Loop() {
		raw, err := s.MarshalBinary()
		if err != nil {
			b.Fatal(err)
		}
		var back Signature
		if err := back.UnmarshalBinary(raw); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(raw)), "bytes")
	}
}
