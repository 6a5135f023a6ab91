package pull

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// maxUnpacked bounds a source when it is unpacked: GLEIF's is about 5 GB.
const maxUnpacked = 16 << 30

var errTooLarge = errors.New("larger than any file of its kind when unpacked")

// open gives the content of a file that may be packed by gzip, bzip2 or zip;
// its first bytes tell. A zip must hold one file.
func (f *file) open() (io.ReadCloser, error) {
	in, err := os.Open(f.path)
	if err != nil {
		return nil, err
	}
	r, err := unpack(in, f.size)
	if err != nil {
		return nil, errors.Join(err, in.Close())
	}
	return &unpacked{Reader: bound(r, maxUnpacked), in: in}, nil
}

type unpacked struct {
	io.Reader
	in *os.File
}

func (u *unpacked) Close() error { return u.in.Close() }

func unpack(in interface {
	io.Reader
	io.ReaderAt
}, size int64,
) (io.Reader, error) {
	head := make([]byte, 4)
	n, err := in.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return gzip.NewReader(bufio.NewReaderSize(in, 1<<16))
	case bytes.HasPrefix(head, []byte("BZh")):
		return bzip2.NewReader(bufio.NewReaderSize(in, 1<<16)), nil
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return unzip(in, size)
	}
	return bufio.NewReaderSize(in, 1<<16), nil
}

func unzip(in io.ReaderAt, size int64) (io.Reader, error) {
	z, err := zip.NewReader(in, size)
	if err != nil {
		return nil, fmt.Errorf("zip archive: %w: cut short?", err)
	}
	var files []*zip.File
	for _, f := range z.File {
		if !f.FileInfo().IsDir() && !strings.HasPrefix(f.Name, "__MACOSX/") {
			files = append(files, f)
		}
	}
	if len(files) != 1 {
		return nil, fmt.Errorf("zip archive of %d files, not one", len(files))
	}
	return files[0].Open()
}

// bounded is a reader that fails behind its limit.
type bounded struct {
	r    io.Reader
	left int64
}

func bound(r io.Reader, limit int64) io.Reader { return &bounded{r, limit} }

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLarge
	}
	if int64(len(p)) > b.left {
		p = p[:b.left]
	}
	n, err := b.r.Read(p)
	b.left -= int64(n)
	return n, err
}
