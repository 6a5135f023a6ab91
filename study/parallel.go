package study

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// parallel calls f for 0..n-1 on all processors, a block at a time. Each call
// writes its own results only, so the order does not matter. It stops early,
// with the context's error, when the context ends. A panic in f is one of the
// caller's, who may recover it.
func parallel(ctx context.Context, n, block int, f func(int)) error {
	var next atomic.Int64
	var wg sync.WaitGroup
	var broken atomic.Value // what was panicked, with where
	for range min(runtime.GOMAXPROCS(0), (n+block-1)/block) {
		wg.Go(func() {
			defer func() {
				if v := recover(); v != nil {
					broken.CompareAndSwap(nil, fmt.Sprintf("%v\n%s", v, debug.Stack()))
				}
			}()
			for ctx.Err() == nil && broken.Load() == nil {
				from := int(next.Add(int64(block))) - block
				if from >= n {
					return
				}
				for i := from; i < min(from+block, n); i++ {
					f(i)
				}
			}
		})
	}
	wg.Wait()
	if v := broken.Load(); v != nil {
		panic(v)
	}
	return ctx.Err()
}

// inBlocks splits 0..n-1 into blocks of a fixed size, whatever the number of
// processors, and calls f for each: for sums that are then added block by block,
// in order.
func inBlocks(n, size int, f func(block, from, to int)) {
	blocks := (n + size - 1) / size
	// The work is short and has no context of its own.
	_ = parallel(context.Background(), blocks, 1, func(b int) {
		f(b, b*size, min((b+1)*size, n))
	})
}
