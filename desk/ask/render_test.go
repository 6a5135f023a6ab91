package ask

import (
	"bytes"
	"strings"
	"testing"

	"newstape/dossier/brief"
	"newstape/fault"
	"newstape/story/article"
)

func storedMemo(t *testing.T) []byte {
	t.Helper()
	r, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	raw := []byte("Alibaba <b>Sinks</b> 4.7% & more\n\nAlibaba shares fell 3.8% on Friday, the *company* said \x1b[31mred. A second sentence is here to be read.\n")
	_, page, err := r.Read(raw, article.Options{Name: "a.txt", Published: "2025-11-15T04:58:00-05:00", Format: article.Plain})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := brief.JSON(&b, page); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRenderKeepsReceiptsAndEscapes(t *testing.T) {
	dossier := storedMemo(t)
	for format, tc := range map[string]struct{ want, never []string }{
		"md":   {[]string{"## Receipts", "check/return", "\\[1\\]", "\\<b\\>"}, []string{"<b>"}},
		"html": {[]string{`id="r1"`, "check/return", "&lt;b&gt;", "default-src 'none'"}, []string{"<b>", "<script"}},
		"text": {[]string{"RECEIPTS", "check/return", "[1]"}, []string{"\x1b"}},
	} {
		var out bytes.Buffer
		if err := Render(&out, dossier, format); err != nil {
			t.Fatal(err)
		}
		for _, want := range tc.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s lacks %q", format, want)
			}
		}
		for _, never := range tc.never {
			if strings.Contains(out.String(), never) {
				t.Errorf("%s has %q", format, never)
			}
		}
	}
}

func TestRenderRefusals(t *testing.T) {
	var out bytes.Buffer
	for _, tc := range []struct {
		dossier, format string
		code            fault.Code
	}{
		{"{}", "pdf", fault.BadInput}, {"{", "md", fault.Corrupt}, {`{"schema":"newstape.dossier/9"}`, "md", fault.Corrupt},
	} {
		if err := Render(&out, []byte(tc.dossier), tc.format); fault.CodeOf(err) != tc.code {
			t.Errorf("%s as %s: %v", tc.dossier, tc.format, err)
		}
	}
	if out.Len() > 0 {
		t.Error("a refusal wrote something")
	}
}

func FuzzRender(f *testing.F) {
	f.Add([]byte(`{"schema":"newstape.dossier/1","story":{"title":"<b>","published":{"value":"2025-11-15","how":"given"}},
 "statements":[{"span":{"start":0,"end":3,"text":"a b"},"verdict":"holds","why":"x","receipt":{"rule":"r","cells":[{"listing":"XNYS:BABA","value":1}]}}],
 "claims":[{"id":"c1","content":{"text":"x"},"via":["y"],"receipt":{"facts":[{"table":"t"}]}}],
 "brief":[{"id":"statements","title":"S","sentences":[{"text":"t","receipt":{"rule":"r","spans":[{"start":-1,"end":9,"text":"q"}]}}]},{"id":"claims"}]}`), "html")
	f.Add([]byte(`{"schema":"newstape.dossier/1","brief":[{"id":"gaps","title":"x"}],"gaps":[{}]}`), "md")
	f.Fuzz(func(t *testing.T, dossier []byte, format string) {
		var out bytes.Buffer
		if err := Render(&out, dossier, format); err != nil && fault.CodeOf(err) == fault.Internal {
			t.Errorf("no code: %v", err)
		}
	})
}
