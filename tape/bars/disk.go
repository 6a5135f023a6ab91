package bars

import (
	"bufio"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"os"
	"path/filepath"
	"runtime"
)

// columnWriter appends one column to its file and keeps the running CRC; the
// header goes in front when the column is finished. It remembers its first
// error.
type columnWriter struct {
	file *os.File
	buf  *bufio.Writer
	crc  uint32
	size uint64
	row  []byte // of one series, reused
}

func newColumnWriter(path string) (*columnWriter, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	c := &columnWriter{file: f, buf: bufio.NewWriterSize(f, 1<<16)}
	_, err = c.buf.Write(make([]byte, headerSize))
	return c, err
}

// spread writes a series' figures at its session numbers and NaN between; a nil
// column is all NaN.
func (c *columnWriter) spread(column []float64, numbers []int) error {
	c.row = c.row[:0]
	gap := math.Float64bits(math.NaN())
	for i, k := range numbers {
		if i > 0 {
			for range k - numbers[i-1] - 1 {
				c.row = binary.LittleEndian.AppendUint64(c.row, gap)
			}
		}
		bits := gap
		if column != nil {
			bits = floatBits(column[i])
		}
		c.row = binary.LittleEndian.AppendUint64(c.row, bits)
	}
	c.crc = crc32.Update(c.crc, castagnoli, c.row)
	c.size += uint64(len(c.row))
	_, err := c.buf.Write(c.row)
	return err
}

// finish writes the header, syncs and closes the file.
func (c *columnWriter) finish(field uint32) (uint32, error) {
	if err := c.buf.Flush(); err != nil {
		return 0, err
	}
	if _, err := c.file.WriteAt(seal(magicColumn, field, c.size, c.crc), 0); err != nil {
		return 0, err
	}
	return c.crc, errors.Join(c.file.Sync(), c.file.Close())
}

// writeSealed writes a whole file with its header, and syncs it.
func writeSealed(path, magic string, payload []byte) (uint32, error) {
	crc := crc32.Checksum(payload, castagnoli)
	b := append(seal(magic, 0, uint64(len(payload)), crc), payload...)
	return crc, writeSynced(path, b)
}

func writeSynced(path string, b []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Sync(), f.Close())
}

// replaceFile puts new content under a name in one step.
func replaceFile(path string, b []byte) error {
	temp := filepath.Join(filepath.Dir(path), ".writing-"+filepath.Base(path))
	if err := writeSynced(temp, b); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return os.Rename(temp, path)
}

// syncDir makes a directory's entries durable, where directories can be synced.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
