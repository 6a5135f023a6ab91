package desk

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"newstape/desk/store"
	"newstape/fault"
)

// duty runs a task now and then every interval, in one process of the desk at a
// time. A task that fails is logged and tried at the next turn: it works on what
// the store holds, so nothing is lost by waiting.
func (d *Desk) duty(ctx context.Context, name string, every time.Duration, task func(context.Context) error) error {
	defer d.release(ctx, name)
	for {
		if err := d.turn(ctx, name, every+time.Minute, task); err != nil && ctx.Err() == nil {
			d.Log.Error("duty failed", "duty", name, "error", err)
		}
		if !pause(ctx, every) {
			return nil
		}
	}
}

// turn runs a task once if the lease can be had, and keeps the lease for as long
// as the task takes. A process that dies keeps it for the time ttl.
func (d *Desk) turn(ctx context.Context, name string, ttl time.Duration, task func(context.Context) error) error {
	held, err := d.Store.Lease(ctx, name, d.Holder, ttl)
	if err != nil || !held {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	var keeping sync.WaitGroup
	defer keeping.Wait()
	defer cancel()
	keeping.Go(func() {
		for pause(ctx, ttl/3) {
			if held, err := d.Store.Lease(ctx, name, d.Holder, ttl); err == nil && !held {
				cancel() // this process was away for too long; another does it
			}
		}
	})
	return safely(func() error { return task(ctx) })
}

// release lets another process have a duty at once when this one stops.
func (d *Desk) release(ctx context.Context, name string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := d.Store.Release(ctx, name, d.Holder); err != nil {
		d.Log.Warn("a lease stays until it runs out", "duty", name, "error", err)
	}
}

// safely makes a panic an error: one story must not end the process, which would
// meet it again at its next start.
func safely(task func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fault.New(fault.Internal, "panic: %v\n%s", v, debug.Stack())
		}
	}()
	return task()
}

// passing reports whether an error is of the moment, so that all other work would
// meet it too, and not of what was worked on.
func passing(ctx context.Context, err error) bool {
	code := fault.CodeOf(err)
	return ctx.Err() != nil || code == fault.Unreachable || code == fault.Busy
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

// freed drops the leases of earlier lives. One process has an SQLite store, so
// whoever held a lease when this one starts is gone.
func (d *Desk) freed(ctx context.Context) error {
	if d.Store.Engine() != "sqlite" {
		return nil
	}
	if err := d.Store.DropLeases(ctx); err != nil {
		return fmt.Errorf("start the desk: %w", err)
	}
	return nil
}
