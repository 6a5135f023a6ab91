package source

import (
	"net"
	"time"
)

// Dialer connects to addresses of the public internet only, whatever name led to
// them, unless private ones are allowed. Others who send where they are told to,
// such as alerts, use it too.
func Dialer(allowPrivate bool) *net.Dialer {
	d := &net.Dialer{Timeout: 10 * time.Second}
	if !allowPrivate {
		d.Control = refusePrivate
	}
	return d
}
