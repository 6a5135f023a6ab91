package text

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The shortcut by small words answers as the trigrams do, for English and for English
// that is mixed with something else.
func TestSmallWordsAgreeWithTrigrams(t *testing.T) {
	english, err := os.ReadFile(filepath.Join("..", "..", "dossier", "brief", "testdata", "market-600.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if !surelyEnglish(string(english)) {
		t.Error("a plain story is not known by its small words")
	}
	for _, other := range []string{
		"Las acciones de la empresa cayeron el viernes después de que el periódico informara sobre un memorando de la Casa Blanca. La empresa negó las acusaciones. ",
		"Die Aktien des Unternehmens fielen am Freitag, nachdem die Zeitung über ein Memorandum des Weißen Hauses berichtet hatte. Das Unternehmen wies die Vorwürfe zurück. ",
		"De aandelen van het bedrijf daalden vrijdag nadat de krant had bericht over een memo van het Witte Huis. Het bedrijf ontkende de beschuldigingen. ",
		"阿里巴巴周五否认了有关其协助中国军方的报道。",
	} {
		for n := range 40 {
			mixed := string(english) + strings.Repeat(other, n)
			if want := byTrigrams(sampleOf(mixed)); surelyEnglish(sampleOf(mixed)) && want != "en" {
				t.Errorf("English and %d times %.30q: by trigrams %q", n, other, want)
			}
		}
	}
}
