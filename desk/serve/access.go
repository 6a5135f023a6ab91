package serve

import (
	"errors"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"newstape/fault"
)

// Scope is what a caller may do. Admin includes the others; submit does not
// include read, so that a feeder's token reveals nothing.
type Scope = string

// The scopes.
const (
	Read   Scope = "read"
	Submit Scope = "submit"
	Admin  Scope = "admin"
)

// Access says who may come in.
type Access struct {
	// Open lets every caller on this machine do everything without a token.
	// It is for a loopback listener only: a caller from another address is
	// still refused, and so is one whose Host header names another host, as a
	// page does that had its own name resolved to 127.0.0.1.
	Open bool
	// Hosts are names that a Host header may carry beside localhost and
	// addresses of this machine; needed with Open behind a local proxy. Without
	// Open an empty list allows every name.
	Hosts []string
	// Proxies are networks whose requests may carry UserHeader; a reverse proxy
	// stands there that has signed its users in. Empty: nobody is believed.
	Proxies []netip.Prefix
	// UserHeader names the user, such as X-Forwarded-User; "" turns it off.
	UserHeader string
	// UserScopes is what such users may do; default read and submit.
	UserScopes []Scope
}

// Actor is who makes a request.
type Actor struct {
	Name   string // token name, user name, "local"
	Token  string // id of the token, "" without
	Scopes []Scope
}

// May tells whether the actor has a scope; "" is allowed to everybody.
func (a Actor) May(scope Scope) bool {
	return scope == "" || slices.Contains(a.Scopes, scope) || slices.Contains(a.Scopes, Admin)
}

// Loopback tells whether a listen address takes callers of this machine only.
func Loopback(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return false
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

// Check says what is wrong with an Access for a listen address.
func (a Access) Check(listen string) error {
	if a.Open && !Loopback(listen) {
		return fault.New(fault.Refused, "listen on %s without tokens: only a loopback address may be open", listen).
			Try("--listen 127.0.0.1:8080, or create a token with newstape desk token")
	}
	if a.UserHeader != "" && len(a.Proxies) == 0 {
		return fault.New(fault.BadUsage, "user header %s: no proxy network is named that may send it", a.UserHeader).
			Try("name the proxy's address, such as 10.0.0.5/32")
	}
	return nil
}

// remote is the address of the other end of the connection.
func remote(r *http.Request) netip.Addr {
	ap, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return ap.Addr().Unmap().WithZone("")
}

func (a Access) fromProxy(addr netip.Addr) bool {
	return slices.ContainsFunc(a.Proxies, func(p netip.Prefix) bool { return p.Contains(addr) })
}

// address is where the caller is: behind a trusted proxy the last address of
// X-Forwarded-For that is no such proxy's.
func (a Access) address(r *http.Request) string {
	addr := remote(r)
	if !a.fromProxy(addr) {
		return addr.String()
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		hop, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			break
		}
		if addr = hop.Unmap().WithZone(""); !a.fromProxy(addr) {
			break
		}
	}
	return addr.String()
}

// admit decides whether a request may come in at all, and as whom.
func (s *Service) admit(r *http.Request, x *exchange) *Problem {
	if p := s.access.host(r); p != nil {
		return p
	}
	if p := s.sameSite(r); p != nil {
		return p
	}
	if p := s.identify(r, x); p != nil {
		return p
	}
	return s.limits.take(x, s.o.Now())
}

// host refuses names that are not ours, which defeats DNS rebinding.
func (a Access) host(r *http.Request) *Problem {
	name := r.Host
	if h, _, err := net.SplitHostPort(name); err == nil {
		name = h
	}
	name = strings.ToLower(strings.Trim(name, "[]"))
	if slices.ContainsFunc(a.Hosts, func(h string) bool { return strings.EqualFold(h, name) }) {
		return nil
	}
	if !a.Open && len(a.Hosts) == 0 {
		return nil
	}
	if name == "localhost" {
		return nil
	}
	if addr, err := netip.ParseAddr(name); err == nil && (!a.Open || addr.Unmap().IsLoopback()) {
		return nil
	}
	return newProblem(http.StatusMisdirectedRequest, fault.Refused, "this service does not answer to the host name of the request").
		trying("the address that it listens on; behind a proxy set desk.tokens or desk.trusted_proxies")
}

// sameSite refuses what a page of another site sends. There is no CORS: such a
// page could read no answer, and now it cannot cause one either.
func (s *Service) sameSite(r *http.Request) *Problem {
	err := s.sites.Check(r)
	if origin := r.Header.Get("Origin"); err == nil && origin != "" {
		_, host, ok := strings.Cut(origin, "://")
		if !ok || !strings.EqualFold(host, r.Host) {
			err = errors.New("origin")
		}
	}
	if err == nil {
		return nil
	}
	return newProblem(http.StatusForbidden, fault.Refused, "a page of another site may not use this service").
		trying("call it from a program, or from a page on the same host")
}

// identify finds who asks: a token first, then a trusted proxy's user, then
// anybody on this machine when the service is open to it.
func (s *Service) identify(r *http.Request, x *exchange) *Problem {
	auth := r.Header.Get("Authorization")
	switch {
	case auth != "":
		return s.byToken(r, auth, x)
	case s.access.UserHeader != "" && s.access.fromProxy(remote(r)) && r.Header.Get(s.access.UserHeader) != "":
		x.actor = Actor{Name: "user " + clip(printable(r.Header.Get(s.access.UserHeader)), 100), Scopes: s.access.UserScopes}
	case s.access.Open && remote(r).IsLoopback() && !s.access.fromProxy(remote(r)):
		// A trusted proxy's request without a user comes from anywhere.
		x.actor = Actor{Name: "local", Scopes: []Scope{Admin}}
	}
	return nil // operations that need a scope refuse a nobody
}

func (s *Service) byToken(r *http.Request, auth string, x *exchange) *Problem {
	kind, secret, _ := strings.Cut(auth, " ")
	bad := newProblem(http.StatusUnauthorized, fault.Refused, "the token is not valid").
		trying("Authorization: Bearer TOKEN, with a token that is neither expired nor revoked")
	bad.realm = true
	if !strings.EqualFold(kind, "bearer") {
		return bad
	}
	token, err := s.o.Store.CheckToken(r.Context(), strings.TrimSpace(secret), s.o.Now())
	if fault.CodeOf(err) == fault.Refused {
		// Only wrong ones are slowed: many callers may share an address, and one
		// of them must not shut out the others.
		s.metrics.wrongTokens.Inc()
		if wait := s.limits.wrongTokens(x, s.o.Now()); wait > 0 {
			p := newProblem(http.StatusTooManyRequests, fault.Busy, "too many wrong tokens came from this address")
			p.after = wait
			return p
		}
		return bad
	}
	if err != nil {
		x.failed = err
		return problemOf(err)
	}
	x.actor = Actor{Name: token.Name, Token: token.ID, Scopes: token.Scopes}
	return nil
}

// needs answers an actor who lacks a scope.
func needs(a Actor, scope Scope) *Problem {
	if a.May(scope) {
		return nil
	}
	if a.Name == "" {
		p := newProblem(http.StatusUnauthorized, fault.Refused, "this operation needs a token").
			trying("Authorization: Bearer TOKEN; newstape desk token add makes one")
		p.realm = true
		return p
	}
	return newProblem(http.StatusForbidden, fault.Refused, "this operation needs the scope "+scope).
		trying("a token with that scope")
}

func printable(s string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f || c > 0x2fff {
			return -1
		}
		return c
	}, s)
}

func setSecurityHeaders(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
}
