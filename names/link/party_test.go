package link

import (
	"testing"

	"newstape/names/security"
)

func TestRoles(t *testing.T) {
	l := New(security.Embedded())
	for _, tc := range []struct{ story, party, want string }{
		{"A White House memo alleges that Alibaba helps China's People's Liberation Army.", "white-house", "accuser"},
		{"A White House memo alleges that Alibaba helps China's People's Liberation Army.", "pla", "mentioned"},
		{"A White House memo alleges that Alibaba helps China's People's Liberation Army.", "alibaba", "accused"},
		{"The Pentagon added Alibaba to its list of military companies.", "pentagon", "accuser"},
		{"Alibaba was blacklisted by the Pentagon on Friday.", "pentagon", "accuser"},
		{"The Chinese embassy said that the charge against Alibaba was false.", "china-embassy-us", "mentioned"},
		{"Alibaba shares rose 4%. The Federal Reserve kept rates where they were.", "fed", "mentioned"},
		{"Nvidia fell 3.1% in New York.\n\nRival AMD lost 2.4%.", "amd", "peer"},
	} {
		a, doc := plain(tc.story)
		got := ""
		for _, p := range l.Find(a, doc).Parties {
			if p.Entity.ID == tc.party {
				got = string(p.Role)
			}
		}
		if got != tc.want {
			t.Errorf("%s: role %q, want %q: %s", tc.party, got, tc.want, tc.story)
		}
	}
}

// A place named in every sentence is not what the story is about.
func TestPlacesMatterLittle(t *testing.T) {
	a, doc := plain("Alibaba falls in New York as China waits\n\nAlibaba fell in New York. China said nothing. China waits. China does not care. China sleeps.")
	for _, p := range New(security.Embedded()).Find(a, doc).Parties {
		if p.Entity.Kind == security.Place && p.Relevance > 25 {
			t.Errorf("%s: relevance %d", p.Entity.ID, p.Relevance)
		}
		if p.Entity.ID == "alibaba" && p.Relevance < 60 {
			t.Errorf("alibaba: relevance %d", p.Relevance)
		}
	}
}
