package paper

import "errors"

// What can be wrong with an uploaded PDF. The texts are for the person who uploaded it.
var (
	ErrBroken    = errors.New("这个 PDF 文件无法读取，可能已损坏。请重新导出或扫描后再上传")
	ErrEncrypted = errors.New("这个 PDF 文件设有密码或打印限制。请另存为不加密的 PDF 后再上传")
	ErrPages     = errors.New("这个 PDF 文件页数过多。请拆分或压缩后再上传")
	ErrSize      = errors.New("这个 PDF 文件过大。请压缩后再上传")
)

// Limits of an uploaded PDF.
type Limits struct {
	Bytes, Pages int
}

// Part is a file that is bound behind a form, with a divider page that carries its title.
type Part struct {
	Title string
	PDF   []byte
}
