package files

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"shidian/internal/fault"
)

// AttachmentLimit is the largest attachment, in bytes (20 MB).
const AttachmentLimit = 20 << 20

// Store is a folder of blobs: aa/bb…, named by the hex SHA-256 of the content.
type Store struct{ dir string }

// Blob is a stored content.
type Blob struct {
	Hash string // hex SHA-256
	Size int64  // bytes
	Type Type
}

var hashWord = regexp.MustCompile(`\b[0-9a-f]{64}\b`)

// Named are the hashes of blobs that stand in a text, such as a row's JSON, whether or not the rest of it can be read.
func Named(text string) []string { return hashWord.FindAllString(text, -1) }

// Open makes the folder when it is missing.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(filepath.Join(dir, "incoming"), 0o700); err != nil {
		return nil, fmt.Errorf("files folder: %w", err)
	}
	return &Store{dir: dir}, nil
}

// Dir is the folder.
func (s *Store) Dir() string { return s.dir }

// Put keeps what r gives, up to limit bytes, if its content is one of the allowed types (all when none is named).
// The answer comes after the content is durable. Refusals say in Chinese what to do.
func (s *Store) Put(r io.Reader, limit int64, allowed ...Type) (Blob, error) {
	tmp, err := os.CreateTemp(filepath.Join(s.dir, "incoming"), "*")
	if err != nil {
		return Blob{}, err
	}
	defer os.Remove(tmp.Name())
	defer tmp.Close()
	sum := sha256.New()
	size, err := io.Copy(io.MultiWriter(tmp, sum), io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return Blob{}, err
	case size > limit:
		return Blob{}, fault.TooLarge(fmt.Sprintf("文件超过 %d MB。请压缩图片或拆分后再上传。", limit>>20))
	case size == 0:
		return Blob{}, fault.InvalidField("file", "文件是空的，请重新选择。")
	}
	kind, err := detect(tmp, size)
	if errors.Is(err, errType) || (err == nil && len(allowed) > 0 && !slices.Contains(allowed, kind)) {
		return Blob{}, fault.InvalidField("file", "只接收 "+names(allowed)+" 文件（按内容判断，与文件名无关）。Word 97 的 .doc 或 WPS 文件请另存为 .docx 或 PDF。")
	}
	if err != nil {
		return Blob{}, err
	}
	blob := Blob{Hash: hex.EncodeToString(sum.Sum(nil)), Size: size, Type: kind}
	return blob, s.keep(tmp, blob.Hash)
}

func names(allowed []Type) string {
	if len(allowed) == 0 {
		return Words
	}
	text := ""
	for i, t := range allowed {
		if i > 0 {
			text += "、"
		}
		text += map[Type]string{PDF: "PDF", JPEG: "JPEG", PNG: "PNG", DOCX: "DOCX", XLSX: "XLSX"}[t]
	}
	return text
}

// keep moves a finished file to its place; content and name are durable when it returns.
func (s *Store) keep(tmp *os.File, hash string) error {
	if err := tmp.Sync(); err != nil {
		return err
	}
	place := s.path(hash)
	if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
		return err
	}
	if err := os.Rename(tmp.Name(), place); err != nil {
		return err
	}
	for _, dir := range []string{filepath.Dir(place), s.dir} {
		if err := syncDir(dir); err != nil {
			return err
		}
	}
	return nil
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

var hashForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (s *Store) path(hash string) string { return filepath.Join(s.dir, hash[:2], hash) }

// Get opens a blob for reading; the caller closes it. NotFound when it is not there.
func (s *Store) Get(hash string) (*os.File, error) {
	if !hashForm.MatchString(hash) {
		return nil, fault.NotFound()
	}
	f, err := os.Open(s.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.NotFound()
	}
	return f, err
}

// Bytes reads a whole blob.
func (s *Store) Bytes(hash string) ([]byte, error) {
	f, err := s.Get(hash)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// Check reads a blob again and tells whether it still has its hash; for verify.
func (s *Store) Check(hash string) error {
	f, err := s.Get(hash)
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return err
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != hash {
		return fmt.Errorf("content has hash %s", got)
	}
	return nil
}

// Each calls visit for every blob, in the order of their hashes.
func (s *Store) Each(visit func(hash string, size int64, changed time.Time) error) error {
	return filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !hashForm.MatchString(d.Name()) {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		return visit(d.Name(), info.Size(), info.ModTime())
	})
}

// Remove takes a blob away: for the sweep of what no act refers to.
func (s *Store) Remove(hash string) error { return os.Remove(s.path(hash)) }
