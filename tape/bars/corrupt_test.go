package bars

import (
	"encoding/binary"
	"hash/crc32"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"newstape/fault"
)

// exampleFiles is the example set in memory.
func exampleFiles(t testing.TB) fstest.MapFS {
	dir := t.TempDir()
	series, intraday := example()
	write(t, dir, series, intraday)
	return files(t, dir)
}

// with is the files with one of them changed.
func with(set fstest.MapFS, name string, data []byte) fstest.MapFS {
	out := fstest.MapFS{}
	maps.Copy(out, set)
	out[name] = &fstest.MapFile{Data: data}
	return out
}

func wantCorrupt(t *testing.T, set fstest.MapFS, what string) {
	t.Helper()
	if _, err := OpenFS(set); fault.CodeOf(err) != fault.Corrupt {
		t.Errorf("%s: got %v", what, err)
	}
}

// No byte of any file may change, and no file may lose its end, unseen.
func TestEveryFlippedByteIsSeen(t *testing.T) {
	set := exampleFiles(t)
	for name, f := range set {
		step := max(1, len(f.Data)/700) // the calendar makes the index long
		for i := 0; i < len(f.Data); i += step {
			b := slices.Clone(f.Data)
			b[i] ^= 0x10
			wantCorrupt(t, with(set, name, b), name)
			wantCorrupt(t, with(set, name, f.Data[:i]), name+" cut short")
		}
		wantCorrupt(t, with(set, name, append(slices.Clone(f.Data), 0)), name+" with a byte more")
	}
}

func TestMissingFileIsNamed(t *testing.T) {
	set := exampleFiles(t)
	delete(set, "g000001/volume.bars")
	_, err := OpenFS(set)
	if fault.CodeOf(err) != fault.Corrupt || !strings.Contains(err.Error(), "g000001/volume.bars") {
		t.Errorf("got %v", err)
	}
}

func TestSwappedFiles(t *testing.T) {
	set := exampleFiles(t)
	wantCorrupt(t, with(set, "g000001/open.bars", set["g000001/close.bars"].Data), "close in the place of open")

	series, intraday := example()
	series[0].Close[0], intraday[0].Close[0] = 1, 1
	dir := t.TempDir()
	write(t, dir, series, intraday)
	other := files(t, dir)
	for _, name := range []string{"g000001/close.bars", "g000001/intraday/2025-11.bars"} {
		wantCorrupt(t, with(set, name, other[name].Data), name+" of another set")
	}
}

func TestNewerVersion(t *testing.T) {
	set := exampleFiles(t)
	b := slices.Clone(set["g000001/index.bars"].Data)
	binary.LittleEndian.PutUint32(b[8:], Version+1)
	binary.LittleEndian.PutUint32(b[28:], crc32.Checksum(b[:28], castagnoli))
	_, err := OpenFS(with(set, "g000001/index.bars", b))
	if fault.CodeOf(err) != fault.Corrupt || !strings.Contains(err.Error(), "version 2") {
		t.Errorf("got %v", err)
	}
}

func TestManifestForms(t *testing.T) {
	for _, text := range []string{"", "\n\n\n", "newstape-bars 1\nset ../..\ncrc32c 00000000\n", strings.Repeat("x\n", 9999)} {
		if _, err := parseManifest(manifestFile, []byte(text)); fault.CodeOf(err) != fault.Corrupt {
			t.Errorf("%.20q: got %v", text, err)
		}
	}
	for _, set := range []string{"..", "g1", "g0000001", "g000000", "g-00001", "g000001/.."} {
		if _, err := parseManifest(manifestFile, manifest(set)); fault.CodeOf(err) != fault.Corrupt {
			t.Errorf("set %q: got %v", set, err)
		}
	}
}

// Lengths that lie must not make the reader allocate or panic, even when the
// CRC is right.
func TestLyingCounts(t *testing.T) {
	for _, f := range []func(e *encoder){
		func(e *encoder) { e.u32(math.MaxUint32) },
		func(e *encoder) { e.u32(1); e.u32(math.MaxUint32) },
		func(e *encoder) { e.u32(1); e.str("XNYS"); e.u32(1 << 30) },
		func(e *encoder) { e.u32(0); e.u32(0); e.u64(math.MaxUint64) },
	} {
		var e encoder
		f(&e)
		if _, err := decodeIndex("x", e.b); fault.CodeOf(err) != fault.Corrupt {
			t.Errorf("index: got %v", err)
		}
		if _, err := decodeMonth("x", e.b); fault.CodeOf(err) != fault.Corrupt {
			t.Errorf("month: got %v", err)
		}
	}
}

// shortIndex cuts an index's calendar to the days that are used, so that a
// fuzzer has little to change.
func shortIndex(t testing.TB, payload []byte) []byte {
	x, err := decodeIndex("index", payload)
	if err != nil {
		t.Fatal(err)
	}
	first, last := math.MaxInt, 0
	for _, n := range x.entries {
		first, last = min(first, n.first), max(last, n.last)
	}
	x.calendars[0].dates = x.calendars[0].dates[first:last]
	for i := range x.entries {
		n := &x.entries[i]
		n.first, n.last = n.first-first, n.last-first
		for k := range n.actions {
			n.actions[k].day -= first
		}
	}
	return x.encode()
}

// FuzzOpen gives the decoders payloads whose CRC is right, and whole files
// whose CRC may not be. What opens must also read.
func FuzzOpen(f *testing.F) {
	set := exampleFiles(f)
	month := set["g000001/intraday/2025-11.bars"].Data[headerSize:]
	f.Add(uint8(0), shortIndex(f, set["g000001/index.bars"].Data[headerSize:]))
	f.Add(uint8(1), month)
	f.Add(uint8(2), set["MANIFEST"].Data)
	f.Add(uint8(3), set["g000001/close.bars"].Data)
	f.Fuzz(func(t *testing.T, kind uint8, b []byte) {
		var fsys fstest.MapFS
		switch kind % 4 {
		case 0:
			fsys = with(set, "g000001/index.bars", append(seal(magicIndex, 0, uint64(len(b)), crc32.Checksum(b, castagnoli)), b...))
		case 1:
			if m, err := decodeMonth("month", b); err == nil {
				for _, block := range m.blocks {
					m.intraday(block.listing, block.session)
				}
			}
			return
		case 2:
			fsys = with(set, "MANIFEST", b)
		case 3:
			fsys = with(set, "g000001/close.bars", b)
		}
		tape, err := OpenFS(fsys)
		if err != nil {
			if fault.CodeOf(err) != fault.Corrupt {
				t.Fatalf("code %s: %v", fault.CodeOf(err), err)
			}
			return
		}
		for _, listing := range tape.Listings() {
			tape.Daily(listing, Raw)
			tape.Daily(listing, Adjusted)
		}
	})
}
