// Package fonts finds the font files of the printed papers: those the office put in, those shipped beside the
// program, and those embedded in it. README.md tells where each comes from and under which licence.
package fonts

import (
	_ "embed"
	"os"
	"path/filepath"
)

// The embedded files are used where they lie in the program: a copy of them would be a third of its memory at rest.
var (
	//go:embed NotoSansSC-Medium.ttf
	sans []byte
	//go:embed NotoSerifSC-Bold.ttf
	serifBold []byte
	//go:embed NotoSerifSC-Regular.ttf
	serif []byte

	//go:embed NOTO-SANS-SC-OFL.txt
	sansLicence string
	//go:embed NOTO-SERIF-SC-OFL.txt
	serifLicence string
)

// embedded are the embedded files by role.
var embedded = map[string]File{
	"hei":  {Path: "embedded:NotoSansSC-Medium.ttf", Data: sans, Licence: sansLicence},
	"xbs":  {Path: "embedded:NotoSerifSC-Bold.ttf", Data: serifBold, Licence: serifLicence},
	"song": {Path: "embedded:NotoSerifSC-Regular.ttf", Data: serif, Licence: serifLicence},
}

// shipped names the file that comes with the program for each role, embedded or beside it.
var shipped = map[string]string{
	"fang": "FandolFang-Regular.ttf",
	"kai":  "FandolKai-Regular.ttf",
	"hei":  "NotoSansSC-Medium.ttf",
	"xbs":  "NotoSerifSC-Bold.ttf",
	"song": "NotoSerifSC-Regular.ttf",
}

// File is a font file that was found.
type File struct {
	Path    string // where it was found, for the log and the page of the administrator
	Data    []byte // not to be written to
	Own     bool   // put in by the office
	Licence string // that goes with an embedded one
}

// Find returns the file for a role: fang 仿宋, kai 楷体, hei 黑体, xbs 小标宋, song 宋体, fallback (asked last).
// admin is the office's own folder and may be "". A role without any file gives false.
func Find(role, admin string) (File, bool) {
	if admin != "" {
		if f, ok := read(filepath.Join(admin, role+".ttf")); ok {
			f.Own = true
			return f, true
		}
	}
	name, ok := shipped[role]
	if !ok {
		return File{}, false
	}
	for _, dir := range beside(admin) {
		if f, ok := read(filepath.Join(dir, name)); ok {
			return f, true
		}
	}
	f, ok := embedded[role]
	return f, ok
}

// beside lists the folders where the fonts that may not be embedded can lie, in the order they are asked.
func beside(admin string) []string {
	var dirs []string
	if admin != "" {
		dirs = append(dirs, admin)
	}
	if exe, err := os.Executable(); err == nil {
		dirs = append(dirs, filepath.Join(filepath.Dir(exe), "fonts"))
	}
	if root, ok := moduleRoot(); ok {
		dirs = append(dirs, filepath.Join(root, "assets", "fonts", "beside"))
	}
	return dirs
}

// moduleRoot looks upwards from the working directory: tests run in their package's folder.
func moduleRoot() (string, bool) {
	dir, err := os.Getwd()
	for err == nil {
		if _, e := os.Stat(filepath.Join(dir, "go.mod")); e == nil {
			return dir, true
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", false
		}
		dir = up
	}
	return "", false
}

func read(path string) (File, bool) {
	data, err := os.ReadFile(path)
	return File{Path: path, Data: data}, err == nil
}
