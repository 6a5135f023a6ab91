// Package faults has no code, only tests: the whole desk is run as a process
// and hurt, and then everything that it accepted is counted.
//
//	go test ./desk/faults                                             # short: a few kills
//	NEWSTAPE_REQUIRE=faults go test -v -timeout 30m ./desk/faults     # 5,000 stories, 100 kills
//
// In: stories made from templates of ours (stories_test.go), submitted over HTTP
// from several connections, each until it is accepted, while the process is
// killed, PostgreSQL is stopped as by a crash, or a node of a NATS cluster is
// shut down. Out: a table of what was counted. It must show that every story
// that was accepted has exactly one dossier, that every alert has reached a
// receiver, and that no delivery id came twice.
//
// Limits: kill -9 shows what a process can lose, not what a machine can that
// loses its power: what the kernel holds outlives the process.
package faults
