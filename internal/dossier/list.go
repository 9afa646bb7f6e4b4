package dossier

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"strings"
)

// sum is a line of the check file: the SHA-256 of a file, in hex, and where it lies.
type sum struct{ hash, path string }

// writeList writes the check file the way sha256sum does, so that `sha256sum -c` proves it too.
func writeList(sums []sum) string {
	var b strings.Builder
	for _, s := range sums {
		fmt.Fprintf(&b, "%s  %s\n", s.hash, s.path)
	}
	return b.String()
}

// maxList bounds what is read of a check file, in bytes.
const maxList = 32 << 20

var listLine = regexp.MustCompile(`^([0-9a-f]{64})  (.+)$`)

// readList reads a check file that comes from outside; wrong says in Chinese what is no check file about it.
func readList(r io.Reader) (sums []sum, wrong string) {
	lines := bufio.NewScanner(io.LimitReader(r, maxList))
	lines.Buffer(nil, 1<<16)
	seen := map[string]bool{}
	for n := 1; lines.Scan(); n++ {
		m := listLine.FindStringSubmatch(strings.TrimSuffix(lines.Text(), "\r"))
		switch {
		case m == nil || !fs.ValidPath(m[2]):
			return nil, fmt.Sprintf("校验清单第%d行不是“哈希值、两个空格、文件名”", n)
		case seen[m[2]]:
			return nil, fmt.Sprintf("校验清单第%d行的“%s”列了两次", n, m[2])
		case m[2] == fileList:
			return nil, fmt.Sprintf("校验清单第%d行列了校验清单自己", n)
		}
		seen[m[2]] = true
		sums = append(sums, sum{m[1], m[2]})
	}
	if lines.Err() != nil {
		return nil, "校验清单有一行太长，或者读不完整"
	}
	if len(sums) == 0 {
		return nil, "校验清单是空的"
	}
	return sums, ""
}
