package export

import (
	"fmt"
	"io"
	"strings"

	"newstape/ledger/thread"
)

const (
	defaultWidth = 80
	minWidth     = 50
	// A page of several stories lists so many threads in full, members of each,
	// and claims that one story alone tells; what is over is counted or clipped.
	fullThreads = 20
	members     = 16
	singles     = 30
)

// text writes the ledger of one story, or the threads of several.
func (r report) text(w io.Writer, p Page) error {
	if p.Width == 0 {
		p.Width = defaultWidth
	}
	p.Width = max(p.Width, minWidth)
	s := &sheet{Page: p}
	if len(r.Stories) == 1 {
		r.ledger(s, 0)
		r.twice(s)
	} else {
		r.several(s)
	}
	_, err := io.WriteString(w, s.String())
	return err
}

func (r report) twice(s *sheet) {
	if len(r.Twice) > 0 {
		s.para("", "Given twice, counted once: "+strings.Join(r.Twice, ", "), "2")
	}
}

func (r report) several(s *sheet) {
	claims, shared := 0, 0
	for i := range r.Stories {
		claims += len(r.Stories[i].Ledger.Claims)
	}
	for _, t := range r.Threads.Threads {
		if t.Stories > 1 {
			shared++
		}
	}
	s.para("", fmt.Sprintf("%s, %s: %s by more than one story", plural(len(r.Stories), "story", "stories"), plural(claims, "claim", "claims"), plural(shared, "thread told", "threads told")), "1")
	s.WriteByte('\n')
	for i := range r.Stories {
		line := r.place(i) + "  " + r.Stories[i].ID
		if o := r.Stories[i].Outlet(); o != "" {
			line += ", " + o
		}
		s.para(fmt.Sprintf("%4s  ", short(i)), line, "")
	}
	r.twice(s)
	for i := range min(shared, fullThreads) {
		r.thread(s, &r.Threads.Threads[i])
	}
	if shared > fullThreads {
		s.WriteString("\n" + s.bold("More threads") + "\n")
	}
	for i := fullThreads; i < shared; i++ {
		t := &r.Threads.Threads[i]
		mark := fmt.Sprintf("  %-5s", strings.ToUpper(t.ID))
		s.para(mark, clip(fmt.Sprintf("%s, %s: “%s”", t.Status, plural(t.Stories, "story", "stories"), r.wording(t)), twoLines(s.Width-len(mark))), "")
	}
	r.alone(s, len(r.Threads.Threads)-shared)
	r.loose(s)
	s.WriteByte('\n')
	s.para("", "Standing counts these stories only and is no verdict on truth.", "2")
}

// thread writes one thread in full.
func (r report) thread(s *sheet, t *thread.Thread) {
	s.WriteByte('\n')
	head := fmt.Sprintf("%s, %s", plural(t.Stories, "story", "stories"), plural(len(t.Origins), "origin", "origins"))
	if t.Subject != "" {
		head = "about " + t.Subject + ", " + head
	}
	s.WriteString(s.bold(strings.ToUpper(t.ID)) + "  " + s.paint(string(t.Status), colours[t.Status]) + "  " + s.dim(clip(head, s.Width-len(t.ID)-len(t.Status)-4)) + "\n")
	s.para("    ", "“"+r.wording(t)+"”", "1")
	s.para("    ", t.Why, "")
	s.heading("Standing")
	for _, h := range t.History {
		s.para("    "+fmt.Sprintf("%-4s", short(h.Story)), fmt.Sprintf("%s, %s: %s", r.place(h.Story), h.To, h.Why), "")
	}
	s.heading("Who says so, who answers")
	for i := range t.Members[:min(members, len(t.Members))] {
		r.member(s, &t.Members[i])
	}
	if over := len(t.Members) - members; over > 0 {
		s.para("    ", fmt.Sprintf("and %d more; --format json and csv have all", over), "2")
	}
	s.heading("Where it comes from")
	for _, o := range t.Origins {
		s.para("    - ", o.Name+": "+o.Why, "")
	}
	if len(t.Disagreements) > 0 {
		s.heading("Where the stories differ")
		for _, d := range t.Disagreements {
			r.disagreement(s, &d)
		}
	}
}

func (s *sheet) heading(text string) { s.WriteString("  " + s.dim(text) + "\n") }

// wording is the content that stands for the thread.
func (r report) wording(t *thread.Thread) string {
	for i := range t.Members {
		if m := &t.Members[i]; m.Story == t.Wording.Story && m.Claim == t.Wording.Claim {
			return r.words(m.Story, m.Said.Content)
		}
	}
	return ""
}

// twoLines is the columns of text that surely fit two lines of the width.
func twoLines(width int) int { return 2*width - 12 }

// member writes who does what to the claim, and in which words.
func (r report) member(s *sheet, m *thread.Member) {
	mark := "    " + fmt.Sprintf("%-4s%-4s", short(m.Story), m.Claim) + " "
	line := who(&m.Said) + " " + strings.ReplaceAll(string(m.Side), "_", " ")
	s.para(mark, line, "")
	s.para(strings.Repeat(" ", len(mark)), clip("“"+r.words(m.Story, m.Said.Content)+"”", twoLines(s.Width-len(mark))), "2")
}

func (r report) disagreement(s *sheet, d *thread.Disagreement) {
	var sides []string
	for _, v := range d.Sides {
		sides = append(sides, fmt.Sprintf("%s (%s)", v.Says, r.places(v.Cites)))
	}
	s.para("    - ", d.What+": "+strings.Join(sides, " against "), "")
}

// places names claims of several stories: "s1 c1, s2 c4"; more than a few are
// counted.
func (r report) places(cites []thread.Cite) string {
	const most = 6
	var out []string
	for i, c := range cites {
		if i == most && len(cites) > most+1 {
			out = append(out, fmt.Sprintf("%d more", len(cites)-most))
			break
		}
		out = append(out, short(c.Story)+" "+c.Claim)
	}
	return strings.Join(out, ", ")
}

// alone lists the claims that one story alone tells.
func (r report) alone(s *sheet, n int) {
	if n == 0 {
		return
	}
	s.WriteString("\n" + s.bold("Told by one story alone") + "\n")
	left := singles
	for i := range r.Threads.Threads {
		t := &r.Threads.Threads[i]
		if t.Stories > 1 {
			continue
		}
		if left--; left < 0 {
			s.para("  ", fmt.Sprintf("and %d more; --format json and csv have all", n-singles), "2")
			break
		}
		mark := fmt.Sprintf("  %-4s%-4s", short(t.Wording.Story), t.Wording.Claim)
		for k := range t.Members {
			if m := &t.Members[k]; m.Claim == t.Wording.Claim {
				s.para(mark, clip(fmt.Sprintf("%s: %s: “%s”", t.Status, who(&m.Said), r.words(m.Story, m.Said.Content)), twoLines(s.Width-len(mark))), "")
				break
			}
		}
	}
}

// loose lists the refusals and checks that answer nothing told here.
func (r report) loose(s *sheet) {
	if len(r.Loose) == 0 {
		return
	}
	s.WriteString("\n" + s.bold("Answers to nothing that these stories tell") + "\n")
	for i, c := range r.Loose {
		if i == singles {
			s.para("  ", fmt.Sprintf("and %d more; --format json and csv have all", len(r.Loose)-singles), "2")
			break
		}
		claims := r.Stories[c.Story].Ledger.Claims
		for k := range claims {
			if claims[k].ID == c.Claim {
				mark := fmt.Sprintf("  %-4s%-4s", short(c.Story), c.Claim)
				s.para(mark, clip(fmt.Sprintf("%s %s: “%s”", who(&claims[k]), does(&claims[k]), r.words(c.Story, claims[k].Content)), twoLines(s.Width-len(mark))), "")
				break
			}
		}
	}
}
