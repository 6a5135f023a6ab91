package source

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"newstape/fault"
)

// inside lists networks that are not the public internet, beyond those that
// netip names itself. Source: IANA special-purpose address registries.
var inside = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),       // this network
	netip.MustParsePrefix("100.64.0.0/10"),   // carrier-grade NAT, and the metadata service of one cloud
	netip.MustParsePrefix("192.0.0.0/24"),    // protocol assignments
	netip.MustParsePrefix("192.0.2.0/24"),    // documentation
	netip.MustParsePrefix("192.88.99.0/24"),  // 6to4 relays
	netip.MustParsePrefix("198.18.0.0/15"),   // benchmarking
	netip.MustParsePrefix("198.51.100.0/24"), // documentation
	netip.MustParsePrefix("203.0.113.0/24"),  // documentation
	netip.MustParsePrefix("240.0.0.0/4"),     // reserved, and broadcast
	netip.MustParsePrefix("64:ff9b::/96"),    // IPv4 behind NAT64
	netip.MustParsePrefix("64:ff9b:1::/48"),  // local NAT64
	netip.MustParsePrefix("100::/64"),        // discard
	netip.MustParsePrefix("2001::/23"),       // protocol assignments, Teredo
	netip.MustParsePrefix("2001:db8::/32"),   // documentation
	netip.MustParsePrefix("2002::/16"),       // 6to4, which carries IPv4 addresses
	netip.MustParsePrefix("fec0::/10"),       // old site-local
}

// public reports whether an address belongs to the public internet.
func public(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() {
		return false
	}
	for _, p := range inside {
		if p.Contains(ip) {
			return false
		}
	}
	return true
}

// Guard gives a client whose every connection is checked on the address that is
// about to be dialled, and whose redirects are counted. A nil client and a nil
// resolver stand for fresh ones; a client's transport must be nil or an
// *http.Transport, which is copied. Package follow shares it.
func Guard(client *http.Client, resolver *net.Resolver, lim Limits) (*http.Client, error) {
	lim = lim.filled()
	var transport *http.Transport
	switch {
	case client == nil || client.Transport == nil:
		transport = &http.Transport{
			TLSHandshakeTimeout:   10 * time.Second,
			ResponseHeaderTimeout: lim.Timeout,
			ForceAttemptHTTP2:     true,
		}
	default:
		t, ok := client.Transport.(*http.Transport)
		if !ok {
			return nil, fault.New(fault.Internal, "the HTTP client's transport is a %T, whose connections cannot be checked", client.Transport)
		}
		transport = t.Clone()
	}
	if transport.MaxResponseHeaderBytes <= 0 {
		transport.MaxResponseHeaderBytes = 1 << 16
	}
	if transport.IdleConnTimeout <= 0 {
		transport.IdleConnTimeout = 30 * time.Second // else they are kept for ever
	}
	dialer := Dialer(lim.AllowPrivate)
	dialer.Resolver = resolver
	if !lim.AllowPrivate {
		transport.Proxy = nil // a proxy would dial for us, unchecked
	}
	transport.DialContext = dialer.DialContext
	transport.DialTLSContext = nil
	out := &http.Client{Transport: transport, CheckRedirect: func(req *http.Request, via []*http.Request) error {
		if len(via) > max(lim.Redirects, 0) {
			return fault.New(fault.Unreachable, "more than %d redirects", max(lim.Redirects, 0)).Try("the address that they lead to")
		}
		return CheckRedirect(req.URL)
	}}
	return out, nil
}

// refusePrivate runs after name resolution, for each address that is tried.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fault.New(fault.Refused, "address %s cannot be checked: %w", address, err)
	}
	if !public(at.Addr()) {
		return fault.New(fault.Refused, "%s is a private, loopback or link-local address", at.Addr()).
			Try("an address on the public internet, or allow private addresses")
	}
	return nil
}

// CheckRedirect keeps redirects on the web: http or https, and no password.
func CheckRedirect(to *url.URL) error {
	switch {
	case !strings.EqualFold(to.Scheme, "http") && !strings.EqualFold(to.Scheme, "https"):
		return fault.New(fault.Refused, "redirected to an address of scheme %q", to.Scheme).Try("an http or https address")
	case to.User != nil:
		return fault.New(fault.Refused, "redirected to an address with a user name or password").Try("an address without them")
	}
	return nil
}
