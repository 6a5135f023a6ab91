package source

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"newstape/fault"
)

const storyPage = "<html><body><h1>Shares fall</h1><p>They fell.</p></body></html>"

// site is a server with a page for each way in which a page can go wrong.
func site(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	page := func(path, contentType, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			fmt.Fprint(w, body)
		})
	}
	page("/story", "text/html; charset=utf-8", storyPage)
	page("/latin", "text/html; charset=ISO-8859-1", "<p>caf\xe9</p>")
	page("/plain", "text/plain", "Shares fall\n\nThey fell.")
	page("/notes", "text/markdown", "# Shares fall")
	page("/paper.pdf", "application/pdf", "%PDF-1.7")
	page("/picture", "image/png", "\x89PNG")
	page("/odd", "text/html; charset", storyPage)
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		for range 1000 {
			fmt.Fprint(w, strings.Repeat("x", 1000))
		}
	})
	bomb := gzipped(make([]byte, 10<<20))
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb)
	})
	mux.HandleFunc("/brotli", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "br")
		fmt.Fprint(w, "????")
	})
	mux.HandleFunc("/cut", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Length", "100")
		fmt.Fprint(w, "short")
	})
	mux.HandleFunc("/slow", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(10 * time.Second):
		}
	})
	mux.HandleFunc("/hop/{n}", func(w http.ResponseWriter, r *http.Request) {
		var n int
		_, _ = fmt.Sscan(r.PathValue("n"), &n)
		to := "/story"
		if n > 1 {
			to = fmt.Sprintf("/hop/%d", n-1)
		}
		http.Redirect(w, r, to, http.StatusFound)
	})
	redirect := func(path, to string) { mux.Handle(path, http.RedirectHandler(to, http.StatusFound)) }
	redirect("/to-file", "file:///etc/hosts")
	redirect("/to-user", "http://user:secret@example.com/")
	for path, status := range map[string]int{"/gone": 410, "/locked": 403, "/broken": 500, "/limited": 429, "/empty": 204} {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func gzipped(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, _ = z.Write(b)
	_ = z.Close()
	return out.Bytes()
}

func TestFetch(t *testing.T) {
	s := site(t)
	tests := []struct {
		path string
		want Raw // Bytes, Format and Charset are compared
		code fault.Code
		says string
	}{
		{path: "/story", want: Raw{Bytes: []byte(storyPage), Format: "html", Charset: "utf-8"}},
		{path: "/story#part", want: Raw{Bytes: []byte(storyPage), Format: "html", Charset: "utf-8"}},
		{path: "/latin", want: Raw{Bytes: []byte("<p>caf\xe9</p>"), Format: "html", Charset: "ISO-8859-1"}},
		{path: "/plain", want: Raw{Bytes: []byte("Shares fall\n\nThey fell.")}},
		{path: "/notes", want: Raw{Bytes: []byte("# Shares fall"), Format: "markdown"}},
		{path: "/odd", want: Raw{Bytes: []byte(storyPage), Format: "html"}},
		{path: "/hop/5", want: Raw{Bytes: []byte(storyPage), Format: "html", Charset: "utf-8"}},
		{path: "/hop/6", code: fault.Unreachable, says: "more than 5 redirects"},
		{path: "/paper.pdf", code: fault.BadInput, says: `content type "application/pdf"`},
		{path: "/picture", code: fault.BadInput, says: `content type "image/png"`},
		{path: "/large", code: fault.TooLarge, says: "over the limit of 97.7 KiB"},
		{path: "/bomb", code: fault.TooLarge, says: "over the limit"},
		{path: "/brotli", code: fault.BadInput, says: `compressed as "br"`},
		{path: "/cut", code: fault.Unreachable, says: "unexpected EOF"},
		{path: "/slow", code: fault.Unreachable, says: "no full answer within 200ms"},
		{path: "/missing", code: fault.NotFound, says: "HTTP 404 Not Found"},
		{path: "/gone", code: fault.NotFound, says: "HTTP 410"},
		{path: "/locked", code: fault.Refused, says: "HTTP 403"},
		{path: "/broken", code: fault.Unreachable, says: "HTTP 500"},
		{path: "/limited", code: fault.Unreachable, says: "HTTP 429"},
		{path: "/empty", code: fault.Unreachable, says: "HTTP 204"},
		{path: "/to-file", code: fault.Refused, says: `scheme "file"`},
		{path: "/to-user", code: fault.Refused, says: "user name or password"},
	}
	for _, tt := range tests {
		t.Run(strings.TrimPrefix(tt.path, "/"), func(t *testing.T) {
			lim := Limits{AllowPrivate: true, MaxBytes: 100_000}
			if tt.path == "/slow" {
				lim.Timeout = 200 * time.Millisecond
			}
			raw, err := Read(t.Context(), s.URL+tt.path, lim, From{Client: s.Client()})
			checkError(t, err, tt.code, tt.says)
			if err != nil {
				return
			}
			if !bytes.Equal(raw.Bytes, tt.want.Bytes) || raw.Format != tt.want.Format || !strings.EqualFold(raw.Charset, tt.want.Charset) {
				t.Errorf("got %q %q %q, want %q %q %q", raw.Bytes, raw.Format, raw.Charset, tt.want.Bytes, tt.want.Format, tt.want.Charset)
			}
			if !strings.HasPrefix(raw.Name, s.URL) || strings.Contains(raw.Name, "#") || strings.Contains(raw.Name, "/hop/") {
				t.Errorf("name %q is not the address after redirects", raw.Name)
			}
		})
	}
}

func TestPrivateAddressesAreRefused(t *testing.T) {
	s := site(t)
	port := s.URL[strings.LastIndexByte(s.URL, ':'):]
	for _, address := range []string{
		s.URL + "/story",
		"http://localhost" + port + "/story", // the name is public, the address is not
		"http://[::1]" + port + "/story",
		"http://[::ffff:127.0.0.1]" + port + "/story",
		"http://169.254.169.254/latest/meta-data/",
		"http://10.0.0.1/",
		"http://100.100.100.200/",
		"http://[fd00:ec2::254]/",
		"http://0.0.0.0" + port + "/story",
	} {
		t.Run(address, func(t *testing.T) {
			for _, client := range []*http.Client{nil, s.Client(), http.DefaultClient} {
				_, err := Read(t.Context(), address, Limits{Timeout: 2 * time.Second}, From{Client: client})
				checkError(t, err, fault.Refused, "private, loopback or link-local")
			}
		})
	}
	t.Run("with credentials", func(t *testing.T) {
		_, err := Read(t.Context(), "https://user:secret@example.com/", Limits{}, From{})
		checkError(t, err, fault.Refused, "user name or password")
		if strings.Contains(err.Error(), "secret") {
			t.Errorf("the error shows the password: %v", err)
		}
	})
}

// A redirect is judged when its address is dialled, like any other connection.
func TestRedirectInsideIsRefused(t *testing.T) {
	req := httptest.NewRequest(http.MethodGet, "http://169.254.169.254/", nil)
	if err := CheckRedirect(req.URL); err != nil {
		t.Fatalf("the redirect itself: %v", err)
	}
	checkError(t, refusePrivate("tcp", "169.254.169.254:80", nil), fault.Refused, "private")
}

func TestForeignTransportIsRefused(t *testing.T) {
	client := &http.Client{Transport: http.NewFileTransport(http.Dir("."))}
	_, err := Read(t.Context(), "http://example.com/", Limits{}, From{Client: client})
	if fault.CodeOf(err) != fault.Internal {
		t.Errorf("a transport that cannot be guarded was used: %v", err)
	}
}

func TestPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"8.8.8.8":                true,
		"151.101.1.164":          true,
		"2606:4700::1111":        true,
		"127.0.0.1":              false,
		"10.1.2.3":               false,
		"172.16.0.1":             false,
		"172.32.0.1":             true,
		"192.168.1.1":            false,
		"169.254.169.254":        false,
		"100.100.100.200":        false,
		"0.0.0.0":                false,
		"255.255.255.255":        false,
		"224.0.0.1":              false,
		"::1":                    false,
		"::":                     false,
		"::ffff:10.0.0.1":        false,
		"::ffff:8.8.8.8":         true,
		"fe80::1":                false,
		"fd00:ec2::254":          false,
		"64:ff9b::a00:1":         false,
		"2002:7f00:1::":          false,
		"ff02::1":                false,
		"198.18.0.1":             false,
		"2001:0:4136:e378::8000": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("public(%s) = %t, want %t", address, got, want)
		}
	}
}
