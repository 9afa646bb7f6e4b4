//go:build unix

package doctor

import "syscall"

// freeBytes is what an ordinary program may still write where the folder lies.
func freeBytes(folder string) (uint64, error) {
	var stat syscall.Statfs_t
	err := syscall.Statfs(folder, &stat)
	return stat.Bavail * uint64(stat.Bsize), err
}
