// Package app wires the house: configuration, the rooms, the one list of routes, start and stop. Nobody imports it but
// cmd/shidian and the tests of the whole.
package app

import (
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// Config is everything an installation can set. Each setting is a flag and, under the name in envName, a variable of
// the environment; the flag wins.
type Config struct {
	Dir    string // D: D/shidian.db and D/files, unless DB and Files say otherwise
	DB     string // path of an SQLite file, or postgres://…
	Files  string // folder of attachments and papers
	Addr   string // where to listen
	Public string // the address under which people reach it (https://…), for codes on papers and links in mails
	Fonts  string // a further folder of fonts, searched first
	Brand  string // the full name in the header
	Scene  string // a new demo's scene, see SceneWords; "": SceneCall

	TLSCert, TLSKey string // own TLS
	Proxy           bool   // behind a proxy that speaks TLS and sets X-Forwarded-For

	MailServer, MailUser, MailSecret, MailFrom string
	MailPlain                                  bool // no TLS: only for a mail server on this machine
}

// Flags registers the settings that every command of a running or stored installation shares.
func (c *Config) Flags(f *flag.FlagSet) {
	f.StringVar(&c.Dir, "dir", "", "数据文件夹 D（D/shidian.db、D/files）；demo 不给则新建临时文件夹")
	f.StringVar(&c.DB, "db", "", "数据库：SQLite 文件路径，或 postgres:// 地址（默认 D/shidian.db）")
	f.StringVar(&c.Files, "files", "", "附件与文书文件夹（默认 D/files）")
	f.StringVar(&c.Fonts, "fonts", "", "另加的字体文件夹，优先使用")
}

// ServeFlags registers the settings of the server.
func (c *Config) ServeFlags(f *flag.FlagSet) {
	c.Flags(f)
	f.StringVar(&c.Addr, "addr", "127.0.0.1:8080", "监听地址")
	f.StringVar(&c.Public, "public", "", "对外网址，如 https://shidian.example.cn（印在文书的二维码和邮件里）")
	f.StringVar(&c.Brand, "brand", "山东省科协深化改革试点工作系统", "页眉上的系统全称")
	f.StringVar(&c.TLSCert, "tls-cert", "", "TLS 证书文件")
	f.StringVar(&c.TLSKey, "tls-key", "", "TLS 私钥文件")
	f.BoolVar(&c.Proxy, "proxy", false, "位于终止 TLS 的反向代理之后（信任 X-Forwarded-For）")
	f.StringVar(&c.MailServer, "mail-server", "", "邮件服务器 主机:端口；不填则只发站内消息")
	f.StringVar(&c.MailUser, "mail-user", "", "邮件服务器用户名")
	f.StringVar(&c.MailSecret, "mail-secret", "", "邮件服务器口令（建议用环境变量）")
	f.StringVar(&c.MailFrom, "mail-from", "", "发件地址")
	f.BoolVar(&c.MailPlain, "mail-plain", false, "邮件不加密，仅限本机邮件服务器")
}

// envName is the variable of a flag: mail-server is SHIDIAN_MAIL_SERVER.
func envName(name string) string {
	return "SHIDIAN_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

// FromEnv sets the flags that were not given from the environment.
func FromEnv(f *flag.FlagSet) error {
	given := map[string]bool{}
	f.Visit(func(fl *flag.Flag) { given[fl.Name] = true })
	var errs []error
	f.VisitAll(func(fl *flag.Flag) {
		value, set := os.LookupEnv(envName(fl.Name))
		if !set || given[fl.Name] {
			return
		}
		if err := f.Set(fl.Name, value); err != nil {
			errs = append(errs, fmt.Errorf("环境变量 %s：%w", envName(fl.Name), err))
		}
	})
	return errors.Join(errs...)
}

// Complete fills in what follows from Dir, and says what is missing or contradictory.
func (c *Config) Complete() error {
	if c.Dir == "" && (c.DB == "" || c.Files == "") {
		return errors.New("请用 --dir 指定数据文件夹，或同时用 --db 和 --files 指定数据库与附件文件夹")
	}
	if c.DB == "" {
		c.DB = filepath.Join(c.Dir, "shidian.db")
	}
	if c.Files == "" {
		c.Files = filepath.Join(c.Dir, "files")
	}
	if (c.TLSCert == "") != (c.TLSKey == "") {
		return errors.New("--tls-cert 与 --tls-key 须同时给出")
	}
	if c.MailServer != "" && c.MailFrom == "" {
		return errors.New("给出 --mail-server 时须同时给出 --mail-from")
	}
	if c.Public != "" {
		u, err := url.Parse(c.Public)
		if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
			return fmt.Errorf("--public %q 不是网址；应形如 https://shidian.example.cn", c.Public)
		}
		c.Public = strings.TrimRight(c.Public, "/")
	}
	return nil
}

// Postgres tells whether the database is a PostgreSQL server.
func (c *Config) Postgres() bool {
	return strings.HasPrefix(c.DB, "postgres://") || strings.HasPrefix(c.DB, "postgresql://")
}

// Secure tells whether people reach it over TLS, so that cookies are for TLS alone.
func (c *Config) Secure() bool {
	return c.TLSCert != "" || c.Proxy || strings.HasPrefix(c.Public, "https://")
}
