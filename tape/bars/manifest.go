package bars

import (
	"fmt"
	"hash/crc32"
	"strings"

	"newstape/fault"
)

// manifestFile names the current set of a directory. It is replaced by rename,
// so that a reader sees the old set or the new one, whole.
const manifestFile = "MANIFEST"

// manifest is the text of the file for a set:
//
//	newstape-bars 1
//	set g000001
//	crc32c 6f1e8d0a
func manifest(set string) []byte {
	body := fmt.Sprintf("newstape-bars %d\nset %s\n", Version, set)
	return fmt.Appendf(nil, "%scrc32c %08x\n", body, crc32.Checksum([]byte(body), castagnoli))
}

// parseManifest gives the set's directory.
func parseManifest(name string, b []byte) (string, error) {
	var version int
	var set string
	lines := strings.SplitAfterN(string(b), "\n", 3)
	if len(b) > 4096 || len(lines) != 3 {
		return "", corrupt(name, 0, "three lines expected")
	}
	if _, err := fmt.Sscanf(lines[0], "newstape-bars %d\n", &version); err != nil {
		return "", corrupt(name, 0, "first line %q is not \"newstape-bars VERSION\"", lines[0])
	}
	body := lines[0] + lines[1]
	if want := fmt.Sprintf("crc32c %08x\n", crc32.Checksum([]byte(body), castagnoli)); lines[2] != want {
		return "", corrupt(name, len(body), "last line %q, computed %q", lines[2], want)
	}
	if version < 1 || version > Version {
		return "", fault.New(fault.Corrupt, "price file %s: version %d; this program reads 1 to %d", name, version, Version).
			Try("a newer newstape, or pull the prices again")
	}
	if _, err := fmt.Sscanf(lines[1], "set %s\n", &set); err != nil || !validSet(set) {
		return "", corrupt(name, len(lines[0]), "second line %q is not \"set gNNNNNN\"", lines[1])
	}
	return set, nil
}

// setName is the directory of the nth set that a directory held.
func setName(n int) string { return fmt.Sprintf("g%06d", n) }

func validSet(s string) bool {
	var n int
	_, err := fmt.Sscanf(s, "g%d", &n)
	return err == nil && n > 0 && s == setName(n)
}
