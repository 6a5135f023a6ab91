// Package web is the pages of the desk: one document, its scripts and styles,
// built from the sources beside this file and carried in the program.
//
//	p, err := web.Open()
//	for _, pattern := range p.Patterns() {
//		mux.Handle(pattern, p)
//	}
//
// In: requests for the addresses of pages and for their files. Out: for each page
// the same document, which fetches what it shows from the API under /v1; files
// under /assets carry the hash of their content in their name and may be kept for
// ever. Nothing in the document is inline and nothing names another host, so that
// the service's Content-Security-Policy needs no exception.
//
// The folder dist is committed and comes from "npm ci && npm run build"; CI
// builds it again and compares. With node_modules installed, "npm run dev" serves
// the sources and forwards /v1 to the desk named by DESK.
//
// Limits: the pages are the same for everybody and hold no data; who may see what
// is decided by the API.
package web

import (
	"bytes"
	"compress/gzip"
	"embed"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"

	"newstape/fault"
)

//go:embed all:dist
var built embed.FS

// Pages serve the document and its files. They are an [http.Handler].
type Pages struct {
	document file
	files    map[string]file // by address, /assets/index-x.js
}

// file is what is sent, as it is and pressed as small as gzip can: a desk sends
// the same few files for as long as it runs.
type file struct {
	plain   []byte
	pressed []byte
}

func newFile(plain []byte) (file, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err == nil {
		_, err = z.Write(plain)
	}
	if err == nil {
		err = z.Close()
	}
	return file{plain: plain, pressed: b.Bytes()}, err
}

// Open reads the files of the program. It fails when they were not built.
func Open() (*Pages, error) {
	p := &Pages{files: map[string]file{}}
	err := fs.WalkDir(built, "dist", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		plain, err := built.ReadFile(name)
		if err == nil {
			p.files[strings.TrimPrefix(name, "dist")], err = newFile(plain)
		}
		return err
	})
	p.document = p.files["/index.html"]
	delete(p.files, "/index.html")
	if err == nil && p.document.plain == nil {
		err = fs.ErrNotExist
	}
	if err != nil {
		return nil, fault.New(fault.Internal, "pages: read what was built: %w", err).Try("npm ci && npm run build in desk/web, then build the program again")
	}
	return p, nil
}

// Patterns are the requests that [Pages] answer, as http.ServeMux takes them:
// the addresses of src/lib/router.svelte.ts and one for each file.
func (p *Pages) Patterns() []string {
	out := []string{
		"GET /{$}", "GET /stories/{id}", "GET /companies", "GET /companies/{id}",
		"GET /study", "GET /study/{id}", "GET /screen", "GET /watch", "GET /watch/{part}",
	}
	for name := range p.files {
		out = append(out, "GET "+name)
	}
	slices.Sort(out)
	return out
}

// ServeHTTP sends a file, or the document to every other address.
func (p *Pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	f, ok := p.files[r.URL.Path]
	switch {
	case !ok:
		f = p.document
		h.Set("Content-Type", "text/html; charset=utf-8")
	case strings.HasPrefix(r.URL.Path, "/assets/"):
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		fallthrough
	default:
		h.Set("Content-Type", mediaType(r.URL.Path))
	}
	body := f.plain
	if takesGzip(r.Header.Get("Accept-Encoding")) {
		body = f.pressed
		h.Set("Content-Encoding", "gzip")
		h.Add("Vary", "Accept-Encoding")
	}
	_, _ = w.Write(body) // an error means that the client has gone
}

// takesGzip reads what browsers send: a list of names without weights. Whoever
// weighs gets what the service makes of the plain file.
func takesGzip(header string) bool {
	for name := range strings.SplitSeq(header, ",") {
		if strings.TrimSpace(name) == "gzip" {
			return true
		}
	}
	return false
}

// mediaType does not ask the machine's own tables for what we build.
func mediaType(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".txt":
		return "text/plain; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	}
	return mime.TypeByExtension(path.Ext(name))
}
