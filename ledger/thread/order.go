package thread

import (
	"cmp"
	"fmt"
	"slices"

	"newstape/ledger/claim"
	"newstape/story/text"
)

// ordered gives the stories by time of publication, unknown times last, each
// once. Ties go by outlet and text, so that the order in which they were given
// does not matter.
func ordered(in []Story) (stories []Story, twice []string) {
	type keyed struct {
		Story
		hash string
	}
	all := make([]keyed, len(in))
	for i, s := range in {
		all[i] = keyed{s, text.ContentHash(s.Article.Text)}
	}
	slices.SortFunc(all, func(a, b keyed) int {
		ta, ka := a.When()
		tb, kb := b.When()
		switch {
		case ka != kb && ka:
			return -1
		case ka != kb:
			return 1
		case ka && !ta.Equal(tb):
			return ta.Compare(tb)
		}
		return cmp.Or(cmp.Compare(a.Outlet(), b.Outlet()), cmp.Compare(a.hash, b.hash), cmp.Compare(a.ID, b.ID))
	})
	for i, s := range all {
		if i > 0 && s.hash == all[i-1].hash && sameStamp(&s.Story, &all[i-1].Story) {
			twice = append(twice, s.ID)
			continue
		}
		stories = append(stories, s.Story)
	}
	nameApart(stories)
	return stories, twice
}

func sameStamp(a, b *Story) bool {
	ta, ka := a.When()
	tb, kb := b.When()
	return ka == kb && (!ka || ta.Equal(tb)) && a.Outlet() == b.Outlet()
}

// nameApart gives stories of one name a number behind it.
func nameApart(stories []Story) {
	count := map[string]int{}
	for i := range stories {
		id := stories[i].ID
		if count[id]++; count[id] > 1 {
			stories[i].ID = fmt.Sprintf("%s (%d)", id, count[id])
		}
	}
}

// sameSpeaker: both are known and are the same party or carry the same name.
func sameSpeaker(a, b claim.Speaker) bool {
	if a.Entity != nil && b.Entity != nil {
		return a.Entity.ID == b.Entity.ID
	}
	return a.Name != "" && a.Name == b.Name && !a.Unnamed
}
