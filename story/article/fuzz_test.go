package article

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newstape/fault"
	"newstape/internal/shared"
)

func BenchmarkRead(b *testing.B) {
	raw, err := os.ReadFile(shared.Dir(b, "stories", "alibaba-memo.txt"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, err := Read(raw, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzRead(f *testing.F) {
	cases, err := filepath.Glob("testdata/*.case")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range cases {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for block := range strings.SplitSeq(string(b), "=== ") {
			for _, format := range []string{"", string(Plain), string(Markdown), string(HTML)} {
				f.Add([]byte(block), format, "")
			}
		}
	}
	f.Add([]byte("\xff\xfeS\x00h\x00"), "", "")
	f.Add([]byte("<p>caf\xe9 &amp; &#x80; &copy2020 &notanentity;</p>"), "html", "windows-1252")
	f.Add([]byte("Shares fall\n\nAlibaba fell\xa3\xac"), "text", "gb18030")
	f.Fuzz(func(t *testing.T, raw []byte, format, charset string) {
		if len(raw) > 1<<16 {
			return
		}
		a, err := Read(raw, Options{Format: Format(format), Charset: charset})
		if err != nil {
			if fault.CodeOf(err) == fault.Internal {
				t.Fatalf("an input was answered with a defect: %v", err)
			}
			return
		}
		checkMap(t, a, raw)
	})
}

func FuzzParsePublished(f *testing.F) {
	for _, s := range []string{"2025-11-15T04:58:00-05:00", "Nov. 15, 2025, 4:58 a.m. ET", "2025-11-15", "20251115 04:58 (HKT)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ref, err := ParsePublished(s)
		if err == nil && (!ref.Known || !plausible(ref.Published)) {
			t.Fatalf("%q gave %+v", s, ref)
		}
	})
}
