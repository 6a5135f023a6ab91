package doctor

import "context"

// fewFiles is the number of open files from which a desk with feeds, readers
// and listeners has room.
const fewFiles = 4096

// listening says who can reach the service.
func (v *visit) listening(context.Context) {
	const topic = "listening"
	d := v.Config.Desk
	switch {
	case v.ConfigErr != nil:
		// The configuration is not known; it is named above.
	case d.Loopback() && !d.Tokens:
		v.fine(topic, "%s: this machine alone, without tokens", d.Listen)
	case d.Loopback():
		v.fine(topic, "%s: this machine alone, with tokens", d.Listen)
	case len(d.TrustedProxies) > 0 && !d.Tokens:
		v.fine(topic, "%s: others reach it, who come through a trusted proxy or have a token", d.Listen)
	case d.Tokens:
		v.fine(topic, "%s: others reach it, and need a token; put TLS before it", d.Listen)
	default:
		v.broken(topic, d.Listen+" can be reached from elsewhere and no token is demanded", "a loopback address, or tokens = true under [desk]")
	}
}

func (v *visit) limits(context.Context) {
	const topic = "open files"
	n, ok := fileLimit()
	switch {
	case !ok:
	case n < fewFiles:
		v.missing(topic, plural(int(n), "file")+" may be open at once", "ulimit -n 65536, or LimitNOFILE=65536 in the unit")
	case n > 1<<40:
		v.fine(topic, "without limit")
	default:
		v.fine(topic, "%d may be open at once", n)
	}
}
