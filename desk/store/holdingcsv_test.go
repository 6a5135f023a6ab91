package store

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"newstape/fault"
)

func TestParseHoldings(t *testing.T) {
	baba := Holding{Symbol: "BABA", Quantity: 10}
	for _, tc := range []struct {
		name, text string
		want       []Holding
	}{
		{"the usual", "symbol,quantity,price,currency\nBABA,10,120.5,USD\nJD,-3.25,,\n", []Holding{
			{Symbol: "BABA", Quantity: 10, Price: 120.5, Currency: "USD"}, {Symbol: "JD", Quantity: -3.25},
		}},
		{"any order, spaces and case", " Quantity , NAME,Symbol\r\n 10 ,\"Alibaba, \"\"Group\"\"\",BABA\r\n", []Holding{{Symbol: "BABA", Name: `Alibaba, "Group"`, Quantity: 10}}},
		{"all columns", strings.Join(holdingColumns[:], ",") + "\nmain,BABA,XNYS:BABA,alibaba,Alibaba,1e3,+1.50,GBp", []Holding{
			{Portfolio: "main", Symbol: "BABA", Listing: "XNYS:BABA", Party: "alibaba", Name: "Alibaba", Quantity: 1000, Price: 1.5, Currency: "GBp"},
		}},
		{"a byte order mark", "\uFEFFsymbol,quantity\nBABA,10", []Holding{baba}},
		{"a listing alone", "listing,quantity\nXHKG:9988,5", []Holding{{Symbol: "9988", Listing: "XHKG:9988", Quantity: 5}}},
		{"rows of nothing", "symbol,quantity\n\n,\n  ,  \nBABA,10\n,\n", []Holding{baba}},
		{"a comma at each end", "symbol,quantity,\nBABA,10,\nJD,1\n", []Holding{baba, {Symbol: "JD", Quantity: 1}}},
		{"nothing held", "symbol,quantity\n", []Holding{}},
		{"kept from being a formula", "symbol,quantity,name\n'@ES,1,'=1+1\n'x,1,''y\n", []Holding{{Symbol: "@ES", Quantity: 1, Name: "=1+1"}, {Symbol: "'x", Quantity: 1, Name: "'y"}}},
	} {
		got, err := ParseHoldings([]byte(tc.text))
		if d := cmp.Diff(tc.want, got); err != nil || d != "" {
			t.Errorf("%s: %v\n%s", tc.name, err, d)
		}
	}
}

func TestParseHoldingsRefuses(t *testing.T) {
	for _, tc := range []struct{ text, what string }{
		{"", "empty"},
		{" \n", "empty"},
		{"PK\x03\x04", "spreadsheet"},
		{"symbol,quantity\nBABA,10\nNestl\xe9,1", "row 3 is not in UTF-8"},
		{"symbol;quantity\nBABA;10", "not parted by commas"},
		{"sep=;\nsymbol;quantity", "not parted by commas"},
		{"symbol,amount\nBABA,10", `row 1: column 2, "amount", is not known`},
		{"symbol,quantity,Symbol\n", "row 1: the column symbol is there twice"},
		{"symbol,price\nBABA,10", "row 1 must name the columns quantity and symbol or listing"},
		{"name,quantity\nAlibaba,10", "row 1 must name"},
		{"symbol,,quantity\nBABA,,1", `row 1: column 2, "", is not known`},
		{"symbol,quantity\nBABA,10\nJD\n", "row 3 has 1 cells, the first row names 2 columns"},
		{"symbol,quantity\nBABA,1,234\n", "row 2 has 3 cells"},
		{"symbol,quantity\n\n\nBABA,\"1,234\"\n", `row 4, column quantity: "1,234" has a decimal comma or a separator of thousands`},
		{"symbol,quantity\nBABA,1'234\n", "row 2, column quantity"},
		{"symbol,quantity\nBABA,1 234\n", "row 2, column quantity"},
		{"symbol,quantity,price\nBABA,1,$5\n", `row 2, column price: "$5" is no number`},
		{"symbol,quantity\nBABA,\n", "row 2, column quantity: it is empty"},
		{"symbol,quantity\nBABA,NaN\n", "row 2, column quantity"},
		{"symbol,quantity\nBABA,inf\n", "row 2, column quantity"},
		{"symbol,quantity\nBABA,1e999\n", "row 2, column quantity"},
		{"symbol,quantity\nBABA,0x10\n", "row 2, column quantity"},
		{"symbol,quantity\nBABA,=1+1\n", "row 2, column quantity"},
		{"symbol,quantity\nBABA,1-2\n", "row 2, column quantity"},
		{"symbol,quantity\n,5\n", "row 2, column symbol: it is empty"},
		{"listing,quantity\n,5\n", "row 2, column listing: it is empty"},
		{"listing,quantity\nBABA,5\n", `row 2, column listing: "BABA" is not MIC:ticker`},
		{"listing,quantity\nXNYS: BABA,5\n", `row 2, column listing: "XNYS: BABA" is not MIC:ticker`},
		{"symbol,quantity,currency\nBABA,5,dollars\n", `row 2, column currency: "dollars" is no code of three letters`},
		{"symbol,quantity\n\"BA\nBA\",5\n", "row 2, column symbol: it holds a line break"},
		{"symbol,quantity\n" + strings.Repeat("x", 65) + ",5\n", "row 2, column symbol: it has 65 bytes"},
		{"symbol,quantity\nJD,1\n\"BABA,5\n", "row 3: a quotation mark is not closed"},
		{"symbol,quantity\nBA\"BA,5\n", "row 2: a quotation mark stands in a cell"},
	} {
		got, err := ParseHoldings([]byte(tc.text))
		if fault.CodeOf(err) != fault.BadInput || !strings.Contains(err.Error(), tc.what) || got != nil {
			t.Errorf("%q: %v, %v; want %q", tc.text, got, err, tc.what)
		}
	}
	many := "symbol,quantity\n" + strings.Repeat("A,1\n", mostHoldings)
	if got, err := ParseHoldings([]byte(many)); err != nil || len(got) != mostHoldings {
		t.Errorf("%d holdings: %d, %v", mostHoldings, len(got), err)
	}
	if _, err := ParseHoldings([]byte(many + "A,1\n")); fault.CodeOf(err) != fault.TooLarge || !strings.Contains(err.Error(), "row 20002") {
		t.Errorf("one too many: %v", err)
	}
}

// cellText is whether a text can be a cell that CSV gives back as it was.
func cellText(s string, most int) bool {
	return utf8.ValidString(s) && len(s) <= most && s == strings.TrimSpace(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// TestHoldingsThereAndBack: what is written is read as it was, and no cell of a
// text is one that a spreadsheet runs.
func TestHoldingsThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := func(most int, name string) string {
			odd := rapid.SampledFrom([]string{"", "=1+1", "+1", "-1", "@SUM(A1)", "'", "''", "'=x", "a,b", `say "so"`, "阿里", ";", "O'Neil"})
			return rapid.OneOf(odd, rapid.StringN(0, 20, most)).Filter(func(s string) bool { return cellText(s, most) }).Draw(t, name)
		}
		list := make([]Holding, rapid.IntRange(0, 5).Draw(t, "holdings"))
		for i := range list {
			h := Holding{
				Portfolio: text(mostWords, "portfolio"), Symbol: text(mostSymbol, "symbol"), Party: text(mostWords, "party"), Name: text(mostWords, "name"),
				Quantity: rapid.Float64().Draw(t, "quantity"), Price: rapid.Float64().Draw(t, "price"),
				Currency: rapid.SampledFrom([]string{"", "USD", "GBp"}).Draw(t, "currency"),
			}
			if rapid.Bool().Draw(t, "listed") {
				h.Listing = "XNYS:BABA"
			}
			if h.Symbol == "" {
				h.Symbol = "BABA"
			}
			list[i] = h
		}
		var out bytes.Buffer
		if err := WriteHoldings(&out, list); err != nil {
			t.Fatal(err)
		}
		cells, err := csv.NewReader(bytes.NewReader(out.Bytes())).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range cells[1:] {
			for i, cell := range row {
				if column := holdingColumns[i]; column != "quantity" && column != "price" && cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
					t.Errorf("%s %q would be run", column, cell)
				}
			}
		}
		got, err := ParseHoldings(out.Bytes())
		if d := cmp.Diff(list, got); err != nil || d != "" {
			t.Errorf("%v\n%s\n%s", err, d, out.Bytes())
		}
	})
}

func FuzzParseHoldings(f *testing.F) {
	for _, seed := range []string{
		"symbol,quantity,price,currency\nBABA,10,120.5,USD\n", "\uFEFFlisting,quantity,\nXHKG:9988,-5,\n", "symbol,quantity\n\"B\"\"A\",1e3\n'=x,1\n",
		"symbol;quantity\n", "symbol,quantity\nBABA,1,234\n", "sep=,\n", "PK\x03\x04", "\xff\xfes\x00",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		list, err := ParseHoldings(raw)
		if err != nil {
			if code := fault.CodeOf(err); list != nil || code != fault.BadInput && code != fault.TooLarge {
				t.Fatalf("%v, %v", list, err)
			}
			return
		}
		for i, h := range list {
			if h.Symbol == "" || math.IsInf(h.Quantity, 0) || math.IsNaN(h.Quantity) || math.IsInf(h.Price, 0) || math.IsNaN(h.Price) ||
				!cellText(h.Symbol, mostSymbol) || !utf8.ValidString(fmt.Sprint(h)) {
				t.Fatalf("holding %d: %+v", i, h)
			}
		}
		var out bytes.Buffer
		if err := WriteHoldings(&out, list); err != nil {
			t.Fatal(err)
		}
		again, err := ParseHoldings(out.Bytes())
		if d := cmp.Diff(list, again); err != nil || d != "" {
			t.Fatalf("%v\n%s", err, d)
		}
	})
}
