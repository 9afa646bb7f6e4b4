package dossier

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
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

// OpenZIP opens the ZIP of a dossier. Names that stand there twice or lead elsewhere are refused: what one program unpacks
// of them another may not.
func OpenZIP(r io.ReaderAt, size int64) (fs.FS, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, errors.New("不是归档案卷的文件夹，也不是 ZIP 文件，或者文件不完整")
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
