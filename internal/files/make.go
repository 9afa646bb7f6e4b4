package files

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
)

// Make keeps what the program itself writes, of any kind and size: it is streamed to the disk, never held whole. Nothing
// is kept when write fails.
func (s *Store) Make(write func(io.Writer) error) (Blob, error) {
	tmp, err := os.CreateTemp(filepath.Join(s.dir, "incoming"), "*")
	if err != nil {
		return Blob{}, err
	}
	defer os.Remove(tmp.Name())
	defer tmp.Close()
	sum := sha256.New()
	if err := write(io.MultiWriter(tmp, sum)); err != nil {
		return Blob{}, err
	}
	size, err := tmp.Seek(0, io.SeekEnd)
	if err != nil {
		return Blob{}, err
	}
	blob := Blob{Hash: hex.EncodeToString(sum.Sum(nil)), Size: size}
	return blob, s.keep(tmp, blob.Hash)
}
