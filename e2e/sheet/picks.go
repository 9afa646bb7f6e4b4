package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// picks are the pages that the README and the users' pages show, by the names under which the browser tests took them.
var picks = map[string]string{
	"desk.jpg":   "待办，填报人",
	"edit.jpg":   "申报书，填写中",
	"next.jpg":   "接下来做什么",
	"pass.jpg":   "市科协转发函",
	"cohort.jpg": "批次，已发布",
	"list.jpg":   "申报材料，150 件",
	"verify.jpg": "真伪查验",
}

// pick writes the picked pages at the desk, one file each.
func pick(from, to string) error {
	for file, name := range picks {
		page, err := open(filepath.Join(from, name+desk))
		if os.IsNotExist(err) {
			return fmt.Errorf("the browser tests took no picture of %q, which the users' pages show", name)
		}
		if err != nil {
			return err
		}
		if err := save(page, filepath.Join(to, file)); err != nil {
			return err
		}
	}
	return nil
}
