//go:build !unix

package doctor

import "errors"

// freeBytes is not known on this system.
func freeBytes(string) (uint64, error) {
	return 0, errors.New("本系统不能查看磁盘余量，请自行查看")
}
