package article

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"newstape/fault"
	"newstape/receipt"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// prescan is how far a declared encoding is looked for, as browsers do.
const prescan = 4096

// binaries are formats that people hand in by mistake, by their first bytes.
var binaries = []struct{ magic, name, hint string }{
	{"%PDF-", "a PDF file", "extract its text first, for example with pdftotext"},
	{"PK\x03\x04", "a ZIP file (.docx, .xlsx and .epub are ZIP files too)", "save it as plain text or HTML"},
	{"\xd0\xcf\x11\xe0", "an old Office file", "save it as plain text or HTML"},
	{"\x1f\x8b", "gzip data", "unpack it first, for example with gunzip"},
	{"\x28\xb5\x2f\xfd", "zstd data", "unpack it first"},
	{"\x89PNG", "a PNG picture", "give the story's text"},
	{"\xff\xd8\xff", "a JPEG picture", "give the story's text"},
	{"GIF8", "a GIF picture", "give the story's text"},
	{"\x7fELF", "a program", "give the story's text"},
	{"{\\rtf", "an RTF file", "save it as plain text or HTML"},
}

// decode turns raw bytes into text with the way back. declared is a charset
// named by whoever sent the bytes, such as an HTTP header; a byte order mark
// outranks it, as in browsers.
func decode(raw []byte, name, declared string) (mapped, error) {
	for _, b := range binaries {
		if bytes.HasPrefix(raw, []byte(b.magic)) {
			return mapped{}, fault.New(fault.BadInput, "read %s: this is %s, not a story", name, b.name).Try("%s", b.hint)
		}
	}
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		return decodeUTF8(raw, 3, name)
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return decodeWith(raw, 2, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16", name)
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return decodeWith(raw, 2, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UTF-16", name)
	}
	if i := bytes.IndexByte(raw, 0); i >= 0 {
		return mapped{}, fault.New(fault.BadInput, "read %s: binary data: a zero byte at offset %d", name, i).
			Try("a story as plain text, Markdown or HTML; UTF-16 needs its byte order mark")
	}
	label := declared
	if label == "" && looksHTML(string(raw[:min(len(raw), prescan)])) {
		label = declaredInHTML(raw)
	}
	if label == "" {
		return decodeUTF8(raw, 0, name)
	}
	enc, canonical := charset.Lookup(label)
	if enc == nil {
		return mapped{}, fault.New(fault.BadInput, "read %s: declared encoding %q is not known", name, label).
			Try("save it as UTF-8")
	}
	if canonical == "utf-8" || strings.HasPrefix(canonical, "utf-16") {
		// A page that names UTF-16 in its own ASCII bytes is not in UTF-16.
		return decodeUTF8(raw, 0, name)
	}
	return decodeWith(raw, 0, enc, canonical, name)
}

// declaredInHTML is the charset that a page names in its meta tags, or "".
func declaredInHTML(raw []byte) string {
	head := raw[:min(len(raw), prescan)]
	if !bytes.Contains(bytes.ToLower(head), []byte("charset")) {
		return ""
	}
	if utf8.Valid(raw) {
		// Valid UTF-8 beyond ASCII is UTF-8 whatever the page says; and for
		// ASCII alone it does not matter.
		return "utf-8"
	}
	_, canonical, _ := charset.DetermineEncoding(head, "text/html")
	return canonical
}

func decodeUTF8(raw []byte, skip int, name string) (mapped, error) {
	for i := skip; i < len(raw); {
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			return mapped{}, fault.New(fault.BadInput, "read %s: not UTF-8: byte 0x%02x at offset %d (line %d)",
				name, raw[i], i, 1+bytes.Count(raw[:i], []byte("\n"))).
				Try("save it as UTF-8, or as UTF-16 with a byte order mark")
		}
		i += size
	}
	text := string(raw[skip:])
	return mapped{text: text, runs: []run{{clean: 0, length: len(text), original: skip, width: len(text)}}}, readable(text, name)
}

// decodeWith decodes one character at a time, since only so is it known which
// bytes each came from.
func decodeWith(raw []byte, skip int, enc encoding.Encoding, label, name string) (mapped, error) {
	dec := enc.NewDecoder()
	var w weaver
	var dst [16]byte
	for i := skip; i < len(raw); {
		var wrote, took int
		for room := 1; room <= len(dst) && wrote == 0; room++ {
			// A window: decoders look a few bytes ahead, never a whole file.
			src := raw[i:min(len(raw), i+64)]
			n, read, err := dec.Transform(dst[:room], src, len(src) < 64)
			wrote, took = n, took+read
			if err == nil && n == 0 {
				break
			}
			i += read
		}
		if took == 0 && wrote == 0 {
			return mapped{}, fault.New(fault.BadInput, "read %s: declared as %s, but the byte at offset %d cannot be decoded", name, label, i).
				Try("save it as UTF-8")
		}
		w.put(string(dst[:wrote]), i-took, took)
	}
	m := w.done()
	if at := strings.IndexRune(m.text, utf8.RuneError); at >= 0 {
		return mapped{}, fault.New(fault.BadInput, "read %s: declared as %s, but the bytes at offset %d are not", name, label, m.original(receipt.Span{Start: at, End: at + 1}).Start).
			Try("save it as UTF-8")
	}
	return m, readable(m.text, name)
}

// readable refuses control characters in number, the mark of binary data that
// happens to be valid text.
func readable(text, name string) error {
	controls, first := 0, -1
	for i := range len(text) {
		if c := text[i]; c < ' ' && !strings.ContainsRune("\t\n\r\f\v\x1b", rune(c)) || c == 0x7f {
			if controls++; first < 0 {
				first = i
			}
		}
	}
	if controls > 8 && controls > len(text)/100 {
		return fault.New(fault.BadInput, "read %s: binary data: %d control characters, the first at character offset %d", name, controls, first).
			Try("a story as plain text, Markdown or HTML")
	}
	if strings.TrimSpace(text) == "" {
		return fault.New(fault.BadInput, "read %s: nothing but white space", name).Try("give a file with a story in it")
	}
	return nil
}

// sizeText says a size for people: "8 MiB", "12 KiB", "37 bytes".
func sizeText(n int) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.1f KiB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%d bytes", n)
}
