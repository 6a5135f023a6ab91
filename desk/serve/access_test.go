package serve

import (
	"context"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"newstape/fault"
)

func TestOpenServiceKnowsItsNames(t *testing.T) {
	d := newDesk(t, func(o *Options) { o.Access.Hosts = []string{"desk.example"} })
	for host, want := range map[string]int{
		"localhost": 200, "localhost:8080": 200, "127.0.0.1:1": 200, "[::1]:80": 200, "desk.example": 200, "DESK.example:443": 200,
		"evil.example": 421, "127.0.0.1.evil.example": 421, "192.168.1.5": 421, "localhost.evil.example": 421, "0x7f000001": 421,
	} {
		a := d.call("GET", "/v1/stories", "", "Host: "+host)
		if a.StatusCode != want {
			t.Errorf("host %s: %s", host, a.Status)
		}
	}
}

func TestPagesOfOtherSitesGetNothing(t *testing.T) {
	d := newDesk(t)
	for _, headers := range [][]string{
		{"Origin: https://evil.example"},
		{"Origin: null"},
		{"Origin: https://evil.example", "Sec-Fetch-Site: same-origin"},
		{"Sec-Fetch-Site: cross-site"},
		{"Sec-Fetch-Site: same-site"},
	} {
		a := d.call("POST", "/v1/stories", "Alibaba fell 3.8%.", headers...)
		isProblem(t, a, 403)
		for name := range a.Header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s is sent", name)
			}
		}
	}
	isProblem(t, d.call("GET", "/v1/stories", "", "Origin: https://evil.example"), 403)
	own := "Origin: http://" + strings.TrimPrefix(d.url, "http://")
	if a := d.call("POST", "/v1/stories", "Alibaba fell 3.8%.", own, "Sec-Fetch-Site: same-origin"); !a.is(202) {
		t.Errorf("own page: %s", a.Status)
	}
}

func TestTokensAndScopes(t *testing.T) {
	d := newDesk(t, func(o *Options) { o.Access.Open = false })
	ctx := context.Background()
	token := func(name string, scopes ...string) string {
		_, secret, err := d.store.CreateToken(ctx, name, scopes, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		return "Authorization: Bearer " + secret
	}
	reader, feeder, admin := token("reader", "read"), token("feeder", "submit"), token("boss", "admin")
	for _, tc := range []struct {
		method, path, auth string
		want               int
	}{
		{"GET", "/v1/stories", "", 401},
		{"GET", "/v1/stories", "Authorization: Basic YTpi", 401},
		{"GET", "/v1/stories", "Authorization: Bearer nst_x", 401},
		{"GET", "/v1/stories", reader, 200},
		{"GET", "/v1/stories", feeder, 403},
		{"GET", "/v1/stories", admin, 200},
		{"POST", "/v1/stories", reader, 403},
		{"POST", "/v1/stories", feeder, 202},
		{"GET", "/v1/tokens", reader, 403},
		{"GET", "/v1/tokens", admin, 200},
		{"GET", "/v1/stats", feeder, 403},
		{"GET", "/metrics", "", 401},
		{"GET", "/metrics", reader, 200},
		{"GET", "/healthz", "", 200},
		{"GET", "/openapi.json", "", 200},
		{"GET", "/v1/stories?token=" + strings.TrimPrefix(reader, "Authorization: Bearer "), "", 401},
	} {
		headers := []string{}
		if tc.auth != "" {
			headers = append(headers, tc.auth)
		}
		a := d.call(tc.method, tc.path, "A short story.", headers...)
		if a.StatusCode != tc.want {
			t.Errorf("%s %s with %.30s: %s, want %d", tc.method, tc.path, tc.auth, a.Status, tc.want)
		}
		if a.is(401) && !strings.HasPrefix(a.Header.Get("WWW-Authenticate"), "Bearer") {
			t.Errorf("%s: no WWW-Authenticate", tc.path)
		}
	}
	if a := d.call("GET", "/readyz", ""); strings.Contains(string(a.body), "conditions") {
		t.Errorf("strangers read conditions: %s", a.body)
	}
	for _, secret := range []string{reader, feeder, admin} {
		if strings.Contains(d.log.String(), strings.TrimPrefix(secret, "Authorization: Bearer ")) {
			t.Error("a token is in the log")
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, sub := range d.subs {
		if sub.By != "feeder" {
			t.Errorf("submitted by %q", sub.By)
		}
	}
}

func TestWrongTokensAreSlowedDown(t *testing.T) {
	d := newDesk(t, func(o *Options) { o.Access.Open = false })
	for range wrongBurst {
		isProblem(t, d.call("GET", "/v1/stories", "", "Authorization: Bearer nst_wrong"), 401)
	}
	a := d.call("GET", "/v1/stories", "", "Authorization: Bearer nst_wrong")
	isProblem(t, a, 429)
	if a.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	_, secret, err := d.store.CreateToken(context.Background(), "reader", []string{"read"}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if a := d.call("GET", "/v1/stories", "", "Authorization: Bearer "+secret); !a.is(200) {
		t.Errorf("somebody's wrong tokens shut out a right one from the same address: %s", a.Status)
	}
}

// TestProxyWithoutUserIsNobody: what a trusted proxy passes on without a user
// comes from this machine, and yet from anywhere.
func TestProxyWithoutUserIsNobody(t *testing.T) {
	d := newDesk(t, func(o *Options) {
		o.Access.Proxies, o.Access.UserHeader = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, "X-Forwarded-User"
	})
	isProblem(t, d.call("GET", "/v1/tokens", ""), 401)
	isProblem(t, d.call("GET", "/v1/stories", "", "X-Forwarded-For: 8.8.8.8"), 401)
	if a := d.call("GET", "/v1/stories", "", "X-Forwarded-User: ann"); !a.is(200) {
		t.Error(a.Status)
	}
	isProblem(t, d.call("GET", "/v1/tokens", "", "X-Forwarded-User: ann"), 403)
}

func TestRateLimits(t *testing.T) {
	d := newDesk(t, func(o *Options) { o.Limits = Limits{PerSecond: 0.001, Burst: 3, LocalToo: true} })
	for range 3 {
		if a := d.call("GET", "/healthz", ""); !a.is(200) {
			t.Fatal(a.Status)
		}
	}
	isProblem(t, d.call("GET", "/healthz", ""), 429)
	local := newDesk(t, func(o *Options) { o.Limits = Limits{PerSecond: 0.001, Burst: 1} })
	for range 5 {
		if a := local.call("GET", "/healthz", ""); !a.is(200) {
			t.Fatal("one's own machine is limited: " + a.Status)
		}
	}
}

func TestLimiterForgets(t *testing.T) {
	l := newLimiter(Limits{})
	now := time.Now()
	for i := range 3 * maxCallers {
		l.take(&exchange{address: netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}).String()}, now)
	}
	if len(l.callers) != maxCallers || l.order.Len() != maxCallers {
		t.Errorf("%d callers are remembered", len(l.callers))
	}
}

func TestUsersOfATrustedProxy(t *testing.T) {
	loopback := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	with := newDesk(t, func(o *Options) { o.Access = Access{Proxies: loopback, UserHeader: "X-Forwarded-User"} })
	if a := with.call("GET", "/v1/stories", "", "X-Forwarded-User: ann"); !a.is(200) {
		t.Errorf("user of the proxy: %s", a.Status)
	}
	isProblem(t, with.call("GET", "/v1/tokens", "", "X-Forwarded-User: ann"), 403)
	isProblem(t, with.call("GET", "/v1/stories", ""), 401)
	away := newDesk(t, func(o *Options) {
		o.Access = Access{Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, UserHeader: "X-Forwarded-User"}
	})
	isProblem(t, away.call("GET", "/v1/stories", "", "X-Forwarded-User: ann"), 401)
}

func TestAddressBehindProxies(t *testing.T) {
	a := Access{Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}
	for _, tc := range []struct{ remote, hops, want string }{
		{"1.2.3.4:9", "", "1.2.3.4"},
		{"1.2.3.4:9", "9.9.9.9", "1.2.3.4"},
		{"10.0.0.1:9", "9.9.9.9", "9.9.9.9"},
		{"10.0.0.1:9", "8.8.8.8, 9.9.9.9, 10.1.1.1", "9.9.9.9"},
		{"10.0.0.1:9", "garbage", "10.0.0.1"},
		{"10.0.0.1:9", "8.8.8.8, garbage, 10.2.2.2", "10.2.2.2"},
		{"[::ffff:1.2.3.4]:9", "", "1.2.3.4"},
	} {
		r := &http.Request{RemoteAddr: tc.remote, Header: http.Header{}}
		if tc.hops != "" {
			r.Header.Set("X-Forwarded-For", tc.hops)
		}
		if got := a.address(r); got != tc.want {
			t.Errorf("%+v: %s", tc, got)
		}
	}
}

func TestOnlyLoopbackMayBeOpen(t *testing.T) {
	for listen, fine := range map[string]bool{
		"127.0.0.1:80": true, "[::1]:80": true, "localhost:80": true, "127.9.9.9:1": true,
		":80": false, "0.0.0.0:80": false, "[::]:80": false, "192.168.0.1:80": false, "example.com:80": false, "nonsense": false,
	} {
		err := Access{Open: true}.Check(listen)
		if (err == nil) != fine || err != nil && fault.CodeOf(err) != fault.Refused {
			t.Errorf("%s: %v", listen, err)
		}
		if err := (Access{}).Check(listen); err != nil {
			t.Errorf("%s with tokens: %v", listen, err)
		}
	}
	if err := (Access{UserHeader: "X-User"}).Check("127.0.0.1:80"); err == nil {
		t.Error("a user header without a proxy goes through")
	}
}

func TestSecurityHeaders(t *testing.T) {
	d := newDesk(t)
	for _, path := range []string{"/docs", "/v1/stories", "/nowhere", "/healthz"} {
		a := d.call("GET", path, "")
		csp := a.Header.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || a.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", path, a.Header)
		}
	}
	page := string(d.call("GET", "/docs", "").body)
	if strings.Contains(page, "http://") || strings.Contains(page, "https://") || strings.Contains(page, "<script") || strings.Contains(page, "style=") {
		t.Error("the docs page asks for something from outside")
	}
}

func TestTokensInTheWrongPlaceStayUnknown(t *testing.T) {
	d := newDesk(t)
	_, secret, err := d.store.CreateToken(context.Background(), "a", []string{"read"}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []answered{
		d.call("GET", "/v1/stories/"+secret, ""), d.call("GET", "/v1/stories?q="+secret, ""), d.call("GET", "/"+secret, ""),
		d.call("DELETE", "/v1/rules/"+secret, ""), d.call("GET", "/v1/stories?token="+secret, ""), d.call("GET", "/v1/stories", "", "X-Request-Id: "+secret),
		d.call("GET", "/v1/audit", ""),
	} {
		if strings.Contains(string(a.body), secret) || strings.Contains(a.Header.Get("X-Request-Id"), secret) {
			t.Errorf("%s %s", a.Status, a.body)
		}
	}
	if strings.Contains(d.log.String(), secret) {
		t.Error("a token is in the log")
	}
}
