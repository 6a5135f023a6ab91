package newstape

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// floors lists the house from the ground up. A package may import packages of
// lower floors only; two packages of one floor do not know each other. A name
// that ends in /... stands for the package and all below it.
var floors = [][]string{
	{"fault", "receipt", "internal/...", "examples"},
	{"story/text", "tape/calendar"},
	{"story/quantity", "story/when", "story/syntax/...", "tape/bars", "study/..."},
	{"story/article", "story/source/...", "names/security", "names/match", "names/lists", "tape/pull", "tape/sample"},
	{"names/link", "names/screen"},
	{"names/pull"},
	{"ledger/attribution/...", "ledger/corporate/..."},
	{"ledger/claim"},
	{"ledger/event/..."},
	{"ledger/thread/..."},
	{"check"},
	{"dossier/chart"},
	{"dossier"},
	{"dossier/brief"},
	{"dossier/verdicts"},
	{"config"},
	{"desk/web"},
	{"desk/ask/..."},
	{"desk/mcp"},
	{"desk/query", "desk/cluster", "desk/stream/..."},
	{"desk/record"},
	{"eval/..."}, // scores rooms; the desk above does not know it
	{"desk/store/..."},
	{"desk/alert/..."},
	{"desk"},
	{"desk/serve/...", "desk/doctor"},
	{"app"},
	{"cmd/newstape"},
	{"desk/faults"},
}

func TestFloors(t *testing.T) {
	for _, pkg := range listPackages(t) {
		at, ok := floorOf(pkg.ImportPath)
		if !ok {
			if pkg.ImportPath != "newstape" {
				t.Errorf("%s stands on no floor: add it to floors and to docs/design.md", pkg.ImportPath)
			}
			continue
		}
		for _, imp := range pkg.Imports {
			if !strings.HasPrefix(imp, "newstape/") {
				continue
			}
			below, ok := floorOf(imp)
			if ok && below >= at && !sameRoom(floors[at], pkg.ImportPath, imp) {
				t.Errorf("%s (floor %d) imports %s (floor %d): imports go down only", pkg.ImportPath, at, imp, below)
			}
		}
	}
}

type listed struct {
	ImportPath string
	Imports    []string
}

func listPackages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var pkgs []listed
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return pkgs
		} else if err != nil {
			t.Fatalf("go list output: %v", err)
		}
		pkgs = append(pkgs, p)
	}
}

func floorOf(path string) (int, bool) {
	name := strings.TrimPrefix(path, "newstape/")
	for floor, rooms := range floors {
		for _, room := range rooms {
			if inRoom(room, name) {
				return floor, true
			}
		}
	}
	return 0, false
}

func inRoom(room, name string) bool {
	base, all := strings.CutSuffix(room, "/...")
	return name == base || all && strings.HasPrefix(name, base+"/")
}

// sameRoom allows imports inside one "/..." room, such as study and its parts.
func sameRoom(rooms []string, a, b string) bool {
	for _, room := range rooms {
		if strings.HasSuffix(room, "/...") && inRoom(room, strings.TrimPrefix(a, "newstape/")) &&
			inRoom(room, strings.TrimPrefix(b, "newstape/")) {
			return true
		}
	}
	return false
}

func TestFloorsKnowTheirOwnMistakes(t *testing.T) {
	low, _ := floorOf("newstape/study")
	high, _ := floorOf("newstape/check")
	if low >= high {
		t.Errorf("study (floor %d) does not lie below check (floor %d)", low, high)
	}
	if _, ok := floorOf("newstape/nowhere"); ok {
		t.Error("an unknown package was given a floor")
	}
}
