package app

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// benchFirm is a company that made-up stories are about; its line is on the
// embedded tape or not, so that some statements can be checked and some cannot.
type benchFirm struct{ name, line, peer string }

var benchFirms = []benchFirm{
	{"Alibaba Group", "NYSE: BABA", "JD.com"},
	{"JD.com", "Nasdaq: JD", "Alibaba Group"},
	{"PDD Holdings", "Nasdaq: PDD", "JD.com"},
	{"Baidu", "Nasdaq: BIDU", "Alibaba Group"},
	{"Nvidia", "Nasdaq: NVDA", "Intel"},
	{"Intel", "Nasdaq: INTC", "Nvidia"},
	{"Boeing", "NYSE: BA", "Airbus"},
	{"Microsoft", "Nasdaq: MSFT", "Oracle"},
	{"Oracle", "NYSE: ORCL", "Microsoft"},
	{"Pfizer", "NYSE: PFE", "Merck"},
	{"Ford Motor", "NYSE: F", "General Motors"},
	{"General Motors", "NYSE: GM", "Ford Motor"},
	{"Exxon Mobil", "NYSE: XOM", "Chevron"},
	{"Chevron", "NYSE: CVX", "Exxon Mobil"},
	{"Walmart", "NYSE: WMT", "Costco"},
}

// benchActs are what a story can be about: a headline and a first sentence.
var benchActs = [][2]string{
	{"%s shares move after memo on chip exports", "A memo of the Commerce Department alleges that %s supplied restricted chips, the Financial Times reported on Friday."},
	{"%s beats estimates as sales rise", "%s reported quarterly revenue of $%d.%d billion, above the average estimate of analysts."},
	{"%s recalls products over safety defect", "%s said on Thursday it would recall %d,%d00 units after regulators opened an investigation."},
	{"%s sued by shareholders over disclosures", "Shareholders sued %s in federal court, accusing the company of misleading statements."},
	{"%s agrees to buy software maker", "%s agreed to buy a software maker for $%d.%d billion in cash, the company said."},
	{"%s denies report of data breach", "%s denied a report that customer data had been taken, and said it would cooperate with the authorities."},
}

// benchLines fill a story to its length; %s is the firm, %p its peer, %n a figure.
var benchLines = []string{
	"%s shares fell %n%% to $%n on Friday, the steepest one-day drop since March.",
	"The stock closed at $%n, compared with $%n a day earlier.",
	"%s said the claims were false and that it had never shared customer records with the military.",
	"An official at the Commerce Department said the agency could not comment on a pending matter.",
	"Analysts at several banks said the effect on earnings would be limited, but warned that demand might weaken.",
	"Shares of %p rose %n%% in the same session, while the S&P 500 lost %n%%.",
	"The company has been expanding its data centers in Singapore and Malaysia over the past two years.",
	"According to people familiar with the matter, the board discussed the plan in October.",
	"The Securities and Exchange Commission declined to comment.",
	"Reuters could not independently verify the report.",
	"Trading volume was about %n times the average of the past month.",
	"%s expects revenue of $%n billion in the current quarter, down from $%n billion a year ago.",
	"A spokesperson for %p did not immediately respond to a request for comment.",
	"The lawsuit, filed in the Southern District of New York, seeks damages of more than $%n million.",
	"Lawmakers have urged the White House to add more companies to a list kept by the Pentagon.",
	"Investors have been nervous since the summer, when export controls were tightened again.",
	"The chief financial officer said that costs had risen because of tariffs and higher wages.",
	"%s gained as much as %n%% before paring its advance in afternoon trading.",
	"The Chinese embassy in Washington said it opposed the politicization of trade.",
	"In Hong Kong, the shares had closed before the report was published.",
}

// benchStory makes story k, of about the given number of words. The same k gives
// the same story. One in four is another outlet's copy of the one before it. The
// events are spread over a number of days: fifteen companies stand for the thousands
// of the world's news, and on one day all of them would be a flood of like stories.
func benchStory(k, words, days int) []byte {
	outlet, copied := "Reuters", k
	if k%4 == 3 {
		outlet, copied = "Newswire "+strconv.Itoa(k%17), k-1
	}
	body := benchBody(copied, words, days)
	return []byte(strings.Replace(body, "Reuters", outlet, 1))
}

func benchBody(k, words, days int) string {
	r := rand.New(rand.NewPCG(uint64(k), 8474)) // #nosec G404 -- a reproducible load, no secret
	firm := benchFirms[r.IntN(len(benchFirms))]
	act := benchActs[r.IntN(len(benchActs))]
	fill := func(line string) string {
		line = strings.ReplaceAll(line, "%p", firm.peer)
		for strings.Contains(line, "%n") {
			line = strings.Replace(line, "%n", fmt.Sprintf("%d.%d", 1+r.IntN(98), r.IntN(10)), 1)
		}
		line = strings.ReplaceAll(line, "%d", fmt.Sprint(1+r.IntN(9)))
		return strings.ReplaceAll(strings.ReplaceAll(line, "%s", firm.name), "%%", "%")
	}
	day := time.Date(2025, 1, 2+r.IntN(days), 6+r.IntN(12), r.IntN(60), 0, 0, time.UTC)
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nReuters, %s ET\n\n%s (%s)\n", fill(act[0]), day.Format("January 2, 2006 15:04"), fill(act[1]), firm.line)
	for n := 0; n < words; {
		for range 3 + r.IntN(3) {
			line := fill(benchLines[r.IntN(len(benchLines))])
			n += len(strings.Fields(line))
			b.WriteString(line)
			b.WriteByte(' ')
		}
		b.WriteString("\n\n")
	}
	fmt.Fprintf(&b, "Filed as item %d.\n", k)
	return b.String()
}
