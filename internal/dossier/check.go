package dossier

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"shidian/internal/ledger"
)

// Report is what the check of a dossier found. The first problem is the first difference, files before entries.
type Report struct {
	Title    string
	At       string
	Files    int
	Entries  int
	Versions int         // of applications, whose data came to the hash that was recorded
	Frozen   int         // files that an entry fixed by their hash
	Head     ledger.Head // of the record of acts that the dossier quotes
	List     string      // SHA-256 of the check file, to be held against the page of the dossier
	Problems []string    // in Chinese
}

// most is how many problems are written out: one torn file may bring hundreds.
const most = 20

// Write writes the report in Chinese, the first difference first.
func (r Report) Write(w io.Writer) {
	for i, p := range r.Problems {
		if i == most {
			fmt.Fprintf(w, "……还有%d处\n", len(r.Problems)-most)
			break
		}
		fmt.Fprintln(w, p)
	}
	if len(r.Problems) > 0 {
		fmt.Fprintf(w, "发现 %d 处不符，最先发现的列在最前。\n", len(r.Problems))
		return
	}
	fmt.Fprintf(w, "%s归档案卷，截至 %s\n文件 %d 个，与校验清单一致，没有缺少和多出。\n", r.Title, r.At, r.Files)
	fmt.Fprintf(w, "办理记录 %d 条，逐条在全部 %d 条之中，根哈希 %s\n", r.Entries, r.Head.Size, r.Head.Root)
	fmt.Fprintf(w, "申报数据 %d 版，存档件 %d 件，与办理记录固定的哈希一致。\n", r.Versions, r.Frozen)
	fmt.Fprintf(w, "校验清单指纹 %s\n全部相符。\n", r.List)
}

// checker goes through a dossier that comes from outside: nothing in it is taken for true.
type checker struct {
	Report
	files  fs.FS
	byHash map[string][]string // hash -> the files that have it
	here   []string            // the files there, in order
}

func (c *checker) found(format string, args ...any) {
	c.Problems = append(c.Problems, fmt.Sprintf(format, args...))
}

// Check proves a dossier from its files alone: each against the check file, none missing and none too many; each entry of
// the record of acts against the head; and what entries fixed against the files. outside is a head from a receipt, or nil.
func Check(files fs.FS, outside *ledger.Head) (Report, error) {
	c := &checker{files: files, byHash: map[string][]string{}}
	if err := c.walk(); err != nil {
		return c.Report, err
	}
	sums, wrong := c.list()
	if wrong != "" {
		c.found("%s", wrong)
		return c.Report, nil
	}
	if err := c.sums(sums); err != nil {
		return c.Report, err
	}
	c.evidence(outside)
	return c.Report, nil
}

// maxFiles bounds how many files are looked at.
const maxFiles = 500_000

// walk notes which files are there. What is no plain file is none of a dossier.
func (c *checker) walk() error {
	err := fs.WalkDir(c.files, ".", func(place string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("读不了“%s”", place)
		case d.IsDir():
			return nil
		case len(c.here) == maxFiles:
			return fmt.Errorf("文件超过%d个，不像归档案卷", maxFiles)
		case !d.Type().IsRegular():
			c.found("“%s”不是普通文件", place)
			return nil
		}
		c.here = append(c.here, place)
		return nil
	})
	slices.Sort(c.here)
	return err
}

// list reads the check file.
func (c *checker) list() (sums []sum, wrong string) {
	f, err := c.open(fileList)
	if err != nil {
		return nil, "缺少“" + fileList + "”：不是归档案卷，或者校验清单被去掉了"
	}
	defer f.Close()
	sha := sha256.New()
	sums, wrong = readList(io.TeeReader(f, sha))
	c.List = hex.EncodeToString(sha.Sum(nil))
	return sums, wrong
}

// open opens a file of the dossier, if it is one that was found there.
func (c *checker) open(place string) (fs.File, error) {
	if _, there := slices.BinarySearch(c.here, place); !there {
		return nil, fs.ErrNotExist
	}
	return c.files.Open(place)
}

// sums holds the files against the check file.
func (c *checker) sums(sums []sum) error {
	listed := map[string]bool{fileList: true}
	for _, s := range sums {
		listed[s.path] = true
		f, err := c.open(s.path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			c.found("缺少文件“%s”", s.path)
			continue
		case err != nil:
			c.found("文件“%s”打不开", s.path)
			continue
		}
		sha := sha256.New()
		_, err = io.Copy(sha, f)
		f.Close()
		got := hex.EncodeToString(sha.Sum(nil))
		switch {
		case err != nil:
			c.found("文件“%s”读不完整", s.path)
		case got != s.hash:
			c.found("文件“%s”的内容与校验清单不符", s.path)
		default:
			c.Files++
			c.byHash[got] = append(c.byHash[got], s.path)
		}
	}
	for _, place := range c.here {
		if !listed[place] {
			c.found("多出文件“%s”，校验清单里没有", place)
		}
	}
	return nil
}

// small reads a file that has to be held whole, up to a limit in bytes.
func (c *checker) small(place string, most int64) ([]byte, error) {
	f, err := c.open(place)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(content)) > most {
		err = fmt.Errorf("larger than %d bytes", most)
	}
	return content, err
}

// under lists the files of a folder with an ending.
func (c *checker) under(dir, ending string) (places []string) {
	for _, place := range c.here {
		if strings.HasPrefix(place, dir+"/") && strings.HasSuffix(place, ending) {
			places = append(places, place)
		}
	}
	return places
}
