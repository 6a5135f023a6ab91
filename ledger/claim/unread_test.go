package claim

import (
	"testing"

	"newstape/receipt"
)

// Other languages are left with a typed reason; English and what is read of
// Chinese and Spanish are not on the list.
func TestUnread(t *testing.T) {
	names := loadRoster(t)
	for _, c := range []struct {
		text   string
		unread int
	}{
		{"Der Konzern teilte am Montag mit, dass die Vorwürfe nicht zutreffen.", 1},
		{"Selon le ministère, les droits de douane seront maintenus dans les prochains mois.", 1},
		{"Il ministero ha detto che le accuse sono false.", 1},
		{"The ministry said the duties would stay. Der Konzern wies die Vorwürfe zurück und will nicht zahlen.", 1},
		{"阿里巴巴周五否认了有关报道。", 0},
		{"Analistas consultados señalan que la acción seguirá bajo presión de los mercados.", 0},
		{"Boeing said deliveries would slip. Airbus declined to comment.", 0},
		{"De Beers and Van Cleef said sales fell.", 0},
	} {
		g := names.read(c.text)
		if len(g.Unread) != c.unread {
			t.Errorf("%s: %d unread: %+v", c.text, len(g.Unread), g.Unread)
		}
		for _, u := range g.Unread {
			if u.Why.Reason != receipt.Language || u.Why.Detail == "" || u.Span.Empty() {
				t.Errorf("%s: %+v", c.text, u)
			}
		}
	}
}
