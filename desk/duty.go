package desk

import (
	"context"
	"time"

	"newstape/desk/store"
)

// duty runs a task now and then every interval, in one process of the desk at a
// time. A task that fails is logged and tried at the next turn: it works on what
// the store holds, so nothing is lost by waiting.
func (d *Desk) duty(ctx context.Context, name string, every time.Duration, task func(context.Context) error) error {
	for {
		held, err := d.Store.Lease(ctx, name, d.Holder, 2*every+time.Minute)
		if err == nil && held {
			err = task(ctx)
		}
		if err != nil && ctx.Err() == nil {
			d.Log.Error("duty failed", "duty", name, "error", err)
		}
		if !pause(ctx, every) {
			return nil
		}
	}
}

// pause waits, and reports whether the wait was not cut short.
func pause(ctx context.Context, length time.Duration) bool {
	t := time.NewTimer(length)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

func (d *Desk) retain(ctx context.Context) error {
	took, err := d.Store.Retain(ctx, d.Retain)
	if err == nil && took != (store.Retained{}) {
		d.Log.Info("retention", "stories", took.Stories, "raw", took.Raw, "changes", took.Changes, "clusters", took.Clusters)
	}
	return err
}
