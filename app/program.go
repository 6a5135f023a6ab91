package app

import (
	"runtime/debug"

	"newstape/study/record"
)

// thisProgram is the version and commit that the build recorded.
func thisProgram() record.Program {
	p := record.Program{Version: "devel", Commit: "unknown"}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return p
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		p.Version = v
	}
	for _, kv := range info.Settings {
		if kv.Key == "vcs.revision" {
			p.Commit = kv.Value
		}
	}
	return p
}
