//go:build unix

package faults

import (
	"fmt"
	"strings"
)

// company is a listed company that the templates name.
type company struct{ name, listing string }

func companies() []company {
	return []company{
		{"Apple Inc", "NASDAQ: AAPL"},
		{"Microsoft Corp", "NASDAQ: MSFT"},
		{"Intel Corp", "NASDAQ: INTC"},
		{"Nvidia Corp", "NASDAQ: NVDA"},
		{"Ford Motor Co", "NYSE: F"},
		{"General Motors Co", "NYSE: GM"},
		{"Boeing Co", "NYSE: BA"},
		{"Caterpillar Inc", "NYSE: CAT"},
		{"Walmart Inc", "NYSE: WMT"},
		{"Coca-Cola Co", "NYSE: KO"},
		{"Exxon Mobil Corp", "NYSE: XOM"},
		{"Pfizer Inc", "NYSE: PFE"},
	}
}

// templates say nothing about the companies that could be right or wrong.
func templates() []string {
	return []string{
		"Item %[1]d: a page about %[2]s\n\nThis is item %[1]d of a test of a news desk. It names %[2]s (%[3]s) and %[4]s (%[5]s) so that a reader " +
			"has two names to find. The item was filed under the word %[6]s in box %[7]d. It reports no event, it quotes nobody, and " +
			"whoever meets it outside of the test can put it aside without a loss.",
		"A shelf list, number %[1]d, mentions %[2]s\n\nShelf %[7]d of the test archive holds a folder with the label %[6]s. Folder %[1]d has one sheet " +
			"with the name %[2]s (%[3]s) on it. Beneath it stands %[4]s (%[5]s). The sheet was made for the trial of a program that reads " +
			"stories, and it tells of no deal, no figure and no forecast.",
		"%[2]s and %[4]s in entry %[1]d\n\nEntry %[1]d in the register of trial texts has two names: %[2]s (%[3]s), then %[4]s (%[5]s). The clerk's mark is " +
			"%[6]s and the page is %[7]d. Nothing is claimed about either name here. The entry stands in the register so that a program " +
			"can be stopped at any moment while it reads, and be asked afterwards what it still knows.",
	}
}

// story is the nth of the test; each is different from all others.
func story(n int) string {
	firms, forms := companies(), templates()
	a := firms[n%len(firms)]
	b := firms[(n+1+n/len(firms)%(len(firms)-1))%len(firms)]
	return fmt.Sprintf(forms[n%len(forms)], n, a.name, a.listing, b.name, b.listing, word(n), n%97+1)
}

// word is a made-up word of three syllables for n.
func word(n int) string {
	syllables := strings.Fields("ba de ki lo mu na pe ri so tu va we")
	k := len(syllables)
	return syllables[n%k] + syllables[n/k%k] + syllables[n/k/k%k]
}
