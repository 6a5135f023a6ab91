package feed

import (
	"bytes"
	"fmt"
	"mime"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

var declared = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']`)

// decode gives the document in UTF-8, without byte order mark and control
// characters, and a note when the encoding that it names is not the one it is
// in. The bytes decide first (a byte order mark, or being UTF-8), then the XML
// declaration, then the content type. The result is a copy.
func decode(raw []byte, contentType string) ([]byte, string, error) {
	label := ""
	if m := declared.FindSubmatch(raw[:min(len(raw), 400)]); m != nil {
		label = strings.ToLower(string(m[1]))
	}
	if label == "" {
		_, params, _ := mime.ParseMediaType(contentType)
		label = strings.ToLower(params["charset"])
	}
	enc, note := encodingOf(raw, label)
	if enc == nil {
		return scrub(bytes.Clone(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")))), note, nil
	}
	out, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return nil, "", fmt.Errorf("the text cannot be decoded as %s: %w", label, err)
	}
	if len(out) > 3*MaxBytes {
		return nil, "", fmt.Errorf("%d bytes of text once decoded", len(out))
	}
	return scrub(bytes.TrimPrefix(out, []byte("\xef\xbb\xbf"))), note, nil
}

// encodingOf picks the encoding; nil is UTF-8.
func encodingOf(raw []byte, label string) (encoding.Encoding, string) {
	wide := func(order unicode.Endianness) encoding.Encoding { return unicode.UTF16(order, unicode.UseBOM) }
	switch {
	case bytes.HasPrefix(raw, []byte{0xEF, 0xBB, 0xBF}):
		return nil, ""
	case bytes.HasPrefix(raw, []byte{0xFE, 0xFF}), bytes.HasPrefix(raw, []byte{0, '<', 0}):
		return wide(unicode.BigEndian), ""
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}), bytes.HasPrefix(raw, []byte{'<', 0}):
		return wide(unicode.LittleEndian), ""
	}
	seven := strings.HasPrefix(label, "iso-2022") || label == "hz-gb-2312" // these look like ASCII
	if utf8.Valid(raw) && !seven {
		return nil, ""
	}
	if enc, err := htmlindex.Get(label); err == nil && enc != encoding.Nop {
		if name, _ := htmlindex.Name(enc); name != "utf-8" && !strings.HasPrefix(name, "utf-16") {
			return enc, ""
		}
	}
	if label == "" {
		label = "nothing"
	}
	latin, _ := htmlindex.Get("windows-1252")
	return latin, fmt.Sprintf("the encoding is not as said (%s); read as windows-1252", label)
}

// scrub replaces what XML and JSON do not allow, in place: control characters
// and the two noncharacters by spaces, broken UTF-8 by U+FFFD.
func scrub(b []byte) []byte {
	if !utf8.Valid(b) {
		b = bytes.ToValidUTF8(b, []byte("\ufffd"))
	}
	for i, c := range b {
		switch {
		case c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c == 0x7f:
			b[i] = ' '
		case c == 0xEF && i+2 < len(b) && b[i+1] == 0xBF && b[i+2] >= 0xBE:
			b[i], b[i+1], b[i+2] = ' ', ' ', ' '
		}
	}
	return b
}

// reference is a numeric character reference.
var reference = regexp.MustCompile(`&#(?:[0-9]{1,9}|[xX][0-9a-fA-F]{1,8});`)

// clearReferences overwrites references to characters that XML does not allow,
// such as &#27;, with spaces: the parser would refuse the item for them.
func clearReferences(b []byte) {
	for _, at := range reference.FindAllIndex(b, -1) {
		digits := strings.ToLower(string(b[at[0]+2 : at[1]-1]))
		base := 10
		if digits[0] == 'x' {
			digits, base = digits[1:], 16
		}
		n, err := strconv.ParseUint(digits, base, 64)
		switch {
		case err == nil && n >= 0x20 && n < 0xD800, err == nil && n >= 0xE000 && n < 0xFFFE, err == nil && n >= 0x10000 && n <= 0x10FFFF, n == '\t', n == '\n', n == '\r':
		default:
			blank(b[at[0]:at[1]])
		}
	}
}
