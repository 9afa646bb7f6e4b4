package dossier

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"strings"
)

// OpenPath opens a dossier for Check: the folder it was unpacked to, or the ZIP itself.
func OpenPath(name string) (fs.FS, io.Closer, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, nil, fmt.Errorf("找不到 %s", name)
	}
	if info.IsDir() {
		root, err := os.OpenRoot(name) // a link that leads out of the folder is not followed
		if err != nil {
			return nil, nil, fmt.Errorf("打不开文件夹 %s", name)
		}
		return root.FS(), root, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, nil, fmt.Errorf("打不开 %s", name)
	}
	files, err := OpenZIP(file, info.Size())
	if err != nil {
		return nil, nil, errors.Join(err, file.Close())
	}
	return files, file, nil
}

// Bounds of a ZIP that comes from outside: what it says it unpacks to is held against what it is itself. Its writer packs
// texts alone, and a genuine one has folders three deep.
const (
	maxDirectory = 128 << 20 // bytes of its list of files
	maxName      = 1024      // bytes of a file's name with its folders
	maxDepth     = 8
	maxRatio     = 50 // how many times its own size it may unpack to,
	freeBytes    = 64 << 20
	maxBytes     = 1 << 40
)

// OpenZIP opens the ZIP of a dossier. Names that stand there twice or lead elsewhere are refused: what one program unpacks
// of them another may not. So is a ZIP that would unpack to far more than it is.
func OpenZIP(r io.ReaderAt, size int64) (fs.FS, error) {
	directory := &bounded{ReaderAt: r, left: maxDirectory}
	z, err := zip.NewReader(directory, size)
	if err != nil && directory.left < 0 {
		return nil, errors.New("ZIP 的文件列表太大，不像归档案卷，没有核对")
	}
	if err != nil {
		return nil, errors.New("不是归档案卷的文件夹，也不是 ZIP 文件，或者文件不完整")
	}
	directory.open = true
	if err := bearable(z.File, size); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, f := range z.File {
		name := strings.TrimSuffix(f.Name, "/")
		if !fs.ValidPath(name) || strings.Contains(name, `\`) || seen[name] {
			return nil, fmt.Errorf("ZIP 中的“%s”列了两次，或者不是正常的文件名", f.Name)
		}
		seen[name] = true
	}
	return z, nil
}

// bearable judges the list of files of a ZIP of a size before anything is unpacked.
func bearable(files []*zip.File, size int64) error {
	if len(files) > maxFiles {
		return fmt.Errorf("ZIP 中的文件超过%d个，不像归档案卷，没有核对", maxFiles)
	}
	for _, f := range files {
		if len(f.Name) > maxName || strings.Count(f.Name, "/") > maxDepth {
			return errors.New("ZIP 中有的文件名太长，或者文件夹套得太深，不像归档案卷，没有核对")
		}
	}
	if unpacksTo(files) > mostOf(size) {
		return errors.New("ZIP 解压后远远大于它本身，可能是压缩炸弹，没有核对。请向出具案卷的单位重新索取")
	}
	return nil
}

// mostOf is how many bytes a ZIP of a size may unpack to.
func mostOf(size int64) uint64 { return uint64(min(size, maxBytes/maxRatio)*maxRatio + freeBytes) }

// unpacksTo is how many bytes the files come to by their own word; reading one, archive/zip gives no more than that.
func unpacksTo(files []*zip.File) (total uint64) {
	for _, f := range files {
		if total+f.UncompressedSize64 < total {
			return math.MaxUint64
		}
		total += f.UncompressedSize64
	}
	return total
}

// bounded reads so many bytes of a ZIP until it is open, and all that is asked for from then on.
type bounded struct {
	io.ReaderAt
	left int64
	open bool
}

func (b *bounded) ReadAt(p []byte, at int64) (int, error) {
	if !b.open {
		if b.left -= int64(len(p)); b.left < 0 {
			return 0, errors.New("beyond the bound")
		}
	}
	return b.ReaderAt.ReadAt(p, at)
}
