package link

import (
	"strings"
	"testing"

	"newstape/names/security"
	"newstape/receipt"
)

func TestCompany(t *testing.T) {
	l := New(security.Embedded())
	for _, tc := range []struct{ story, phrase, want string }{
		{"The memo accuses Alibaba of help. The company denied it.", "The company", "alibaba"},
		{"Alibaba fell after the Financial Times reported that a memo accuses the company of help.", "the company", "alibaba"},
		{"The Financial Times wrote about Alibaba. The newspaper could not verify it.", "The newspaper", "financial-times"},
		{"Alibaba rose. Nvidia fell 3%. The chipmaker said sales were strong.", "The chipmaker", "nvidia"},
		{"Nvidia fell and Alibaba rose. The Chinese e-commerce giant said nothing.", "The Chinese e-commerce giant", "alibaba"},
		{"Alibaba sinks\n\nAlibaba and Baidu fell. Its shares lost 4%.", "Its shares", "alibaba"},
		{"Baidu and Huawei did not reply. The stock closed down 2%.", "The stock", "baidu"},
		{"China's Ministry of Commerce spoke. The ministry said it would act.", "The ministry", "mofcom"},
		{"Ford met Tesla. Both fell. The weather was bad.", "The weather", ""},
		{"Intel and Qualcomm fell, and the company said so.", "the company", ""},
		{"Nobody is named. The company said so.", "The company", ""},
	} {
		a, doc := plain(tc.story)
		r := l.Find(a, doc)
		at := strings.LastIndex(tc.story, tc.phrase)
		got := ""
		if c, ok := r.Company(doc, receipt.Span{Start: at, End: at + len(tc.phrase)}); ok {
			got = r.Mentions[c.Mention].Entity.ID
			if r.Parties[c.Party].Entity.ID != got || c.Reason == "" || c.Receipt().Void() {
				t.Errorf("%q: incomplete: %+v", tc.story, c)
			}
		}
		if got != tc.want {
			t.Errorf("%q: %q is %q, want %q", tc.story, tc.phrase, got, tc.want)
		}
	}
}
