package app

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"newstape/desk/ask"
	"newstape/desk/mcp"
	"newstape/desk/query"
	"newstape/desk/store"
)

// mcpHandler is what language models ask of a running desk: everything that
// "newstape mcp" answers, and the stories of the store.
func (v *service) mcpHandler(st *store.Store, rooms func() *ask.Rooms) http.Handler {
	server := mcp.New(mcp.Options{
		Rooms: rooms, Version: thisProgram().Version, Log: v.log, Dossier: st.Dossier,
		Search: func(ctx context.Context, text, cursor string, limit int) (*mcp.SearchPage, error) {
			q, err := query.Parse(text)
			if err != nil {
				return nil, err
			}
			page, err := st.Stories(ctx, store.Ask{Query: q, Cursor: cursor, Limit: limit})
			if err != nil {
				return nil, err
			}
			out := &mcp.SearchPage{Next: page.Next}
			for _, s := range page.Items {
				out.Stories = append(out.Stories, foundStory(s))
			}
			return out, nil
		},
	})
	// A proxy on this machine asks under its own host name, which package serve
	// has checked by then.
	return mcp.Handler(server, mcp.HTTP{Proxied: len(v.cfg.TrustedProxies) > 0 || !v.cfg.Loopback(), Log: v.log})
}

func foundStory(s store.Summary) mcp.Found {
	f := mcp.Found{ID: s.ID, Title: s.Title, Outlet: s.Outlet, URL: s.URL, Cluster: s.Cluster, Trust: s.Trust}
	switch {
	case s.Published.IsZero():
	case s.DateOnly:
		f.Published = s.Published.Format(time.DateOnly)
	default:
		f.Published = s.Published.Format(time.RFC3339)
	}
	for _, k := range []struct{ key, value string }{{"event", s.Event}, {"headline", s.Headline}} {
		if k.value != "" {
			f.Known = append(f.Known, k.key+":"+k.value)
		}
	}
	if s.Fails > 0 {
		f.Known = append(f.Known, fmt.Sprintf("statements that fail: %d", s.Fails))
	}
	for _, p := range s.Parties {
		if p.Listing != "" {
			f.Known = append(f.Known, p.Role+" "+p.Listing)
		}
	}
	return f
}
