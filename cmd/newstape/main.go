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

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	ended := make(chan int, 1)
	m := app.Main{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Env: os.LookupEnv}
	go func() { ended <- m.Run(ctx, os.Args[1:]) }()
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
	case <-time.After(m.Grace()):
		fmt.Fprintln(os.Stderr, "newstape: interrupted")
		os.Exit(1)
	}
}
