package call

import (
	"fmt"
	"regexp"
	"strconv"
)

// FileNumber is the parts of a 发文字号: 鲁科协发〔2020〕13号.
type FileNumber struct {
	Word string // 发文机关代字: 鲁科协发
	Year int
	N    int // without leading zeros
}

// String writes the number as it is printed.
func (n FileNumber) String() string { return fmt.Sprintf("%s〔%d〕%d号", n.Word, n.Year, n.N) }

var fileNumber = regexp.MustCompile(`^(\p{Han}{2,12})〔(\d{4})〕([1-9]\d{0,4})号$`)

// ParseNumber reads a 发文字号; false when it is not one. WrongNumber says why in words.
func ParseNumber(s string) (FileNumber, bool) {
	m := fileNumber.FindStringSubmatch(s)
	if m == nil {
		return FileNumber{}, false
	}
	year, _ := strconv.Atoi(m[2]) // digits only, by the expression
	n, _ := strconv.Atoi(m[3])
	return FileNumber{Word: m[1], Year: year, N: n}, true
}
