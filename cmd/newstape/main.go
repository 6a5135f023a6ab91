// Command newstape reads the news and checks the tape. See package app.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"newstape/app"
)

// grace is how long a command may take to end after a signal, such as to leave
// a data set whole, before the process ends by itself.
const grace = 2 * time.Second

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	ended := make(chan int, 1)
	go func() {
		m := app.Main{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Env: os.LookupEnv}
		ended <- m.Run(ctx, os.Args[1:])
	}()
	select {
	case status := <-ended:
		stop()
		os.Exit(status)
	case <-ctx.Done():
		// A second signal now ends the process at once.
		stop()
	}
	select {
	case status := <-ended:
		os.Exit(status)
	case <-time.After(grace):
		fmt.Fprintln(os.Stderr, "newstape: interrupted")
		os.Exit(1)
	}
}
