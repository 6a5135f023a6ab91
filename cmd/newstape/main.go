// Command newstape reads the news and checks the tape. See package app.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"newstape/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	m := app.Main{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Env: os.LookupEnv}
	status := m.Run(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}
