package pull

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"newstape/fault"
)

// attempts is how often a transfer that breaks off is taken up again in one
// pull; the next pull takes it up too.
const attempts = 3

// part is what is known of a transfer that has not come to its end. It lies
// beside the bytes, so that a later pull can ask for the rest.
type part struct {
	Address string `json:"address"`
	// Validator is the server's name for the content (ETag or date): the rest is
	// taken only of the same content.
	Validator string `json:"validator"`
}

// fetch downloads an address, going on where an earlier transfer broke off.
func (p *puller) fetch(ctx context.Context, f *file, address string) error {
	if p.opts.Client == nil {
		return fault.New(fault.Internal, "pull securities: no HTTP client to fetch %s with", address)
	}
	name := fmt.Sprintf(".part-%x", sha256.Sum256([]byte(address)))[:22]
	path := filepath.Join(p.dir, "sources", name)
	var err error
	for range attempts {
		var again bool
		if again, err = p.transfer(ctx, f, address, path); err == nil || !again {
			break
		}
	}
	if err != nil {
		return err
	}
	_ = os.Remove(path + ".json")
	f.path = path
	return f.measure()
}

// measure takes the size and sum of a file on disk.
func (f *file) measure() error {
	in, err := os.Open(f.path)
	if err != nil {
		return fault.New(fault.BadInput, "pull securities: %w", err)
	}
	defer in.Close()
	sum := sha256.New()
	if f.size, err = io.Copy(sum, in); err != nil {
		return fault.New(fault.BadInput, "pull securities: read %s: %w", f.path, err)
	}
	f.sum = hexSum(sum)
	return nil
}

// transfer makes one request; again reports that another may go on from here.
func (p *puller) transfer(ctx context.Context, f *file, address, path string) (again bool, err error) {
	have, known := readPart(path, address)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return false, fault.New(fault.BadUsage, "pull securities: %w", err)
	}
	req.Header.Set("User-Agent", p.opts.Agent)
	req.Header.Set("Accept-Encoding", "identity") // a range is of the bytes as they are
	if have > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", have))
		req.Header.Set("If-Range", known.Validator)
	}
	resp, err := p.opts.Client.Do(req)
	if err != nil {
		return false, fault.New(fault.Unreachable, "pull securities: fetch %s: %w", address, err).Try("again later, or fetch the file and give its path")
	}
	defer resp.Body.Close()
	total := resp.ContentLength
	switch resp.StatusCode {
	case http.StatusOK:
		have = 0
	case http.StatusPartialContent:
		from, size, ok := contentRange(resp.Header.Get("Content-Range"))
		if !ok || from != have {
			dropPart(path)
			return true, fault.New(fault.Unreachable, "pull securities: fetch %s: asked for bytes from %d, got range %q", address, have, resp.Header.Get("Content-Range"))
		}
		total = size
	case http.StatusRequestedRangeNotSatisfiable:
		dropPart(path)
		return true, fault.New(fault.Unreachable, "pull securities: fetch %s: HTTP 416 for bytes from %d", address, have)
	default:
		return false, badStatus(address, resp.StatusCode)
	}
	if total > maxBytes(f.source) {
		return false, tooLarge(f, total)
	}
	return p.receive(ctx, f, address, path, resp, have, total)
}

// receive appends the body to the part.
func (p *puller) receive(ctx context.Context, f *file, address, path string, resp *http.Response, have, total int64) (again bool, err error) {
	if have == 0 {
		if err := writePart(path, part{Address: address, Validator: validator(resp.Header)}); err != nil {
			return false, fault.New(fault.BadInput, "pull securities: %w", err)
		}
	}
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return false, fault.New(fault.BadInput, "pull securities: %w", err)
	}
	limit := maxBytes(f.source) - have
	body := &counted{ctx: ctx, r: io.LimitReader(resp.Body, limit+1), done: have, total: max(total, 0), tell: p.tell(f)}
	n, err := io.Copy(out, body)
	err = errors.Join(err, out.Sync(), out.Close())
	switch {
	case n > limit:
		dropPart(path)
		return false, tooLarge(f, have+n)
	case ctx.Err() != nil:
		return false, fault.New(fault.Unreachable, "pull securities: fetch %s: interrupted at %d bytes", address, have+n).Try("the same command again: it goes on from there")
	case err != nil || total >= 0 && have+n != total:
		if err == nil {
			err = io.ErrUnexpectedEOF
		}
		return true, fault.New(fault.Unreachable, "pull securities: fetch %s: broke off at %d of %d bytes: %w", address, have+n, total, err).
			Try("the same command again: it goes on from there")
	}
	return false, nil
}

// readPart gives the size of a part that can be gone on with, 0 when there is
// none.
func readPart(path, address string) (int64, part) {
	var k part
	b, err := os.ReadFile(path + ".json")
	info, statErr := os.Stat(path)
	if err != nil || statErr != nil || json.Unmarshal(b, &k) != nil || k.Address != address || k.Validator == "" {
		return 0, part{}
	}
	return info.Size(), k
}

// writePart begins a part.
func writePart(path string, k part) error {
	b, err := json.Marshal(k)
	if err != nil {
		return err
	}
	return errors.Join(os.WriteFile(path+".json", b, 0o600), os.WriteFile(path, nil, 0o600))
}

func dropPart(path string) {
	_ = os.Remove(path)
	_ = os.Remove(path + ".json")
}

// validator is what names the content for certain: a strong ETag, else the date.
func validator(h http.Header) string {
	if tag := h.Get("ETag"); tag != "" && !strings.HasPrefix(tag, "W/") {
		return tag
	}
	return h.Get("Last-Modified")
}

// contentRange reads "bytes 100-199/200".
func contentRange(s string) (from, size int64, ok bool) {
	span, total, ok := strings.Cut(strings.TrimPrefix(s, "bytes "), "/")
	first, _, dash := strings.Cut(span, "-")
	from, err := strconv.ParseInt(first, 10, 64)
	if err != nil || !ok || !dash {
		return 0, 0, false
	}
	if size, err = strconv.ParseInt(total, 10, 64); err != nil {
		size = -1 // an asterisk: the server does not say
	}
	return from, size, true
}

// badStatus makes an error of a response that is not the file.
func badStatus(address string, status int) error {
	code, hint := fault.Unreachable, "again later, or fetch the file and give its path"
	switch status {
	case http.StatusNotFound, http.StatusGone:
		code, hint = fault.NotFound, "check the address: publishers move files"
	case http.StatusForbidden, http.StatusUnauthorized:
		code, hint = fault.Refused, "--agent with a name and a mail address, which some publishers demand"
	}
	return fault.New(code, "pull securities: fetch %s: HTTP %d %s", address, status, http.StatusText(status)).Try("%s", hint)
}
