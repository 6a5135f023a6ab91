package lists

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"newstape/fault"
)

// maxFile bounds one file: the largest list that is published has some 100 MB.
const maxFile = 512 << 20

// Files is what a folder of lists gave.
type Files struct {
	Versions []*Version
	Refused  []error  // files that are lists and could not be read
	Skipped  []string // files that are no list, with the reason
}

// Entries counts the entries of all versions.
func (f Files) Entries() int {
	n := 0
	for _, v := range f.Versions {
		n += len(v.Entries)
	}
	return n
}

// ReadDir reads every file of a folder and its folders that is a list, in order
// of their names. A file that is cut off or changed is refused and named; the
// others are still read.
func ReadDir(dir string) (Files, error) {
	var out Files
	var paths []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		return out, fault.New(fault.NotFound, "read lists: %w", err).Try("a folder of list files")
	}
	slices.Sort(paths)
	for _, p := range companions(paths) {
		vs, skipped, err := readFiles(dir, p)
		switch {
		case err != nil:
			out.Refused = append(out.Refused, err)
		case skipped != "":
			out.Skipped = append(out.Skipped, skipped)
		}
		out.Versions = append(out.Versions, vs...)
	}
	out.Versions = together(out.Versions)
	return out, nil
}

// ReadFile reads one list file.
func ReadFile(path string) (Files, error) {
	vs, skipped, err := readFiles(filepath.Dir(path), []string{path})
	if err != nil {
		return Files{}, err
	}
	if skipped != "" {
		return Files{}, fault.New(fault.BadInput, "read list %s", skipped).Try("a list file, or a folder of them")
	}
	return Files{Versions: together(vs)}, nil
}

// companions groups paths: OFAC's four CSV files are one list.
func companions(paths []string) [][]string {
	var out [][]string
	at := map[string]int{}
	for _, p := range paths {
		name := strings.ToLower(filepath.Base(p))
		group := ""
		switch name {
		case "sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv":
			group = filepath.Join(filepath.Dir(p), "sdn")
		case "cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv":
			group = filepath.Join(filepath.Dir(p), "cons")
		}
		if i, ok := at[group]; ok && group != "" {
			out[i] = append(out[i], p)
			continue
		}
		if group != "" {
			at[group] = len(out)
		}
		out = append(out, []string{p})
	}
	return out
}

func readFiles(dir string, paths []string) (vs []*Version, skipped string, err error) {
	var parts []part
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, "", fmt.Errorf("read list: %w", err)
		}
		if info.Size() > maxFile {
			return nil, "", fault.New(fault.TooLarge, "read list %s: %d bytes, the largest read has %d", p, info.Size(), maxFile)
		}
		b, err := os.ReadFile(p) // #nosec G304 -- the caller names the folder
		if err != nil {
			return nil, "", fmt.Errorf("read list: %w", err)
		}
		name, err := filepath.Rel(dir, p)
		if err != nil {
			name = filepath.Base(p)
		}
		parts = append(parts, part{filepath.ToSlash(name), b})
	}
	return read(parts)
}

// part is one file by its name and bytes.
type part struct {
	name string
	b    []byte
}

// Read reads the bytes of one file; the name tells apart tables of one shape.
func Read(name string, b []byte) ([]*Version, error) {
	vs, skipped, err := read([]part{{name, b}})
	if err == nil && skipped != "" {
		err = fault.New(fault.BadInput, "read list %s", skipped)
	}
	return vs, err
}

func read(parts []part) (vs []*Version, skipped string, err error) {
	p := parts[0]
	b := bytes.TrimLeft(bytes.TrimPrefix(p.b, []byte("\xef\xbb\xbf")), " \t\r\n")
	ext := strings.ToLower(filepath.Ext(p.name))
	switch {
	case len(b) == 0:
		return nil, "", fault.New(fault.BadInput, "read list %s: the file is empty", p.name)
	case len(parts) > 1 || ofacFile(p.name) != "":
		vs, err = readOFAC(parts)
	case b[0] == '<':
		vs, err = readXML(p.name, b)
	case b[0] == '{' || b[0] == '[':
		vs, skipped, err = readJSON(p.name, b)
	case ext == ".csv":
		vs, skipped, err = readCSV(p.name, b)
	default:
		return nil, p.name + ": neither CSV, XML nor JSON", nil
	}
	if err != nil {
		return nil, "", err
	}
	for _, v := range vs {
		v.settle()
		if len(v.Entries) == 0 && len(v.Quarantined) > 0 {
			q := v.Quarantined[0]
			return nil, "", fault.New(fault.BadInput, "read list %s: no row can be trusted; the first, row %d: %s", p.name, q.Row, q.Why)
		}
	}
	return vs, skipped, nil
}

// together joins versions of one list that came in several files, such as the
// annexes of the EU: their entries side by side, their hash that of the hashes.
func together(vs []*Version) []*Version {
	var out []*Version
	at := map[string]int{}
	for _, v := range vs {
		i, ok := at[v.List]
		if !ok {
			at[v.List] = len(out)
			out = append(out, v)
			continue
		}
		w := out[i]
		w.Entries = append(w.Entries, v.Entries...)
		w.Quarantined = append(w.Quarantined, v.Quarantined...)
		w.Hash = hash([]byte(w.Hash + v.Hash))
		w.File += ", " + v.File
		w.AsOf = max(w.AsOf, v.AsOf)
		w.settle()
	}
	return out
}
