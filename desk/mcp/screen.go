package mcp

import (
	"context"
	"fmt"
	"strings"

	"newstape/desk/ask"
	"newstape/fault"
)

// ScreenInput is names to ask restriction lists about.
type ScreenInput struct {
	Names   []ScreenName `json:"names" jsonschema:"the parties to ask about, at most 50"`
	AsOf    string       `json:"as_of,omitempty" jsonschema:"the day to ask about, 2025-11-15; left out: the latest that the lists know"`
	Without []string     `json:"without,omitempty" jsonschema:"leave out the lists of an authority's country, as CN"`
}

// ScreenName is one party.
type ScreenName struct {
	Name    string `json:"name"`
	Kind    string `json:"kind,omitempty" jsonschema:"company, person, vessel or auto; left out: auto"`
	Birth   string `json:"birth,omitempty" jsonschema:"birth date or year of a person"`
	Country string `json:"country,omitempty" jsonschema:"country code of the party"`
}

// ScreenOutput is an answer for each name, in their order.
type ScreenOutput struct {
	Answers []ask.Screened `json:"answers"`
}

// maxNames bounds the names of one call.
const maxNames = 50

func (d *desk) screen(_ context.Context, in ScreenInput) (ScreenOutput, string, error) {
	if len(in.Names) > maxNames {
		return ScreenOutput{}, "", fault.New(fault.TooLarge, "screen: %d names; a call has at most %d", len(in.Names), maxNames).Try("several calls")
	}
	q := ask.ScreenRequest{AsOf: in.AsOf, Without: in.Without}
	for _, n := range in.Names {
		q.Names = append(q.Names, ask.Name(n))
	}
	answers, err := d.Rooms().Screen(q)
	if err != nil {
		return ScreenOutput{}, "", err
	}
	for i := range answers {
		if n := len(answers[i].Found) - maxEvidence; n > 0 {
			answers[i].Found = answers[i].Found[:maxEvidence]
			answers[i].Notes = append(answers[i].Notes, fmt.Sprintf("%d weaker findings left out", n))
		}
	}
	out := ScreenOutput{Answers: answers}
	return out, out.words(), nil
}

func (o *ScreenOutput) words() string {
	var b strings.Builder
	for _, a := range o.Answers {
		fmt.Fprintf(&b, "%q: %s", a.Name, a.Status)
		if a.AsOf != "" {
			b.WriteString(" as of " + a.AsOf)
		}
		if a.Linked != "" {
			b.WriteString(" (" + a.Linked + ")")
		}
		b.WriteByte('\n')
		for _, f := range a.Found {
			fmt.Fprintf(&b, "- %s: %s", f.List, f.Status)
			for _, part := range []struct{ before, text string }{{" since ", f.Since}, {": ", f.Entry}, {", ", f.Citation}, {"; ", f.Why}} {
				if part.text != "" {
					b.WriteString(part.before + part.text)
				}
			}
			if f.Confirm {
				b.WriteString("; a person should look")
			}
			for _, later := range f.Later {
				b.WriteString("; later: " + later)
			}
			b.WriteString(" [" + f.Receipt.Rule + "]\n")
		}
		for _, n := range a.Notes {
			b.WriteString("- note: " + n + "\n")
		}
	}
	return cut(b.String(), maxWords)
}
