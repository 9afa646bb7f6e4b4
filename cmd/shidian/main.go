// Command shidian runs the pilots of a science and technology association: the demo, the server, and what keeps an
// installation in order. It only parses and calls app.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// command is one word after shidian.
type command struct {
	name, about string
	run         func(ctx context.Context, args []string) error
}

var commands = []command{
	{"demo", "演示：在新文件夹里用 SQLite 启动整个系统，一键登录各角色", demo},
	{"serve", "正式运行", serve},
	{"account", "account create --dir D --login 登录名 --name 姓名：建立第一个系统管理员，给出一次性验证码", account},
	{"programme", "programme check 文件：检查项目文件，逐处指出错误", programmeCheck},
	{"verify", "verify --dir D [--head 条数:根哈希]：核对办理记录与数据；verify 案卷：不用数据库，核对导出的归档案卷（文件夹或者ZIP）", verify},
	{"draw", "draw check 文件：把公开的专家抽取（draw.json）重算一遍，指出第一处不一致", drawCheck},
	{"doctor", "doctor --dir D：自检字体、日历、邮件、磁盘、时钟、办理记录和各环节数据", doctor},
	{"backup", "backup --dir D 目标文件夹：备份（运行中也可以）", backup},
	{"restore", "restore --dir 新文件夹 备份文件夹：恢复", restore},
	{"samples", "samples 文件夹：由演示数据生成各种文书样张", samples},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	var exit exitCode
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
	case errors.As(err, &exit):
		os.Exit(int(exit))
	default:
		fmt.Fprintln(os.Stderr, "shidian："+err.Error())
		os.Exit(1)
	}
}

// exitCode ends the program with a status after everything has been said.
type exitCode int

// Error implements error; it is never shown.
func (e exitCode) Error() string { return fmt.Sprintf("exit %d", int(e)) }

func run(ctx context.Context, args []string) error {
	if len(args) > 0 {
		for _, c := range commands {
			if c.name == args[0] {
				return c.run(ctx, args[1:])
			}
		}
	}
	fmt.Fprintln(os.Stderr, "用法：shidian 命令 [选项]；选项用 shidian 命令 -h 查看，也可以用环境变量 SHIDIAN_… 给出。")
	for _, c := range commands {
		fmt.Fprintf(os.Stderr, "  %-10s %s\n", c.name, c.about)
	}
	if len(args) > 0 && args[0] != "-h" && args[0] != "--help" && args[0] != "help" {
		return fmt.Errorf("没有“%s”这个命令", args[0])
	}
	return nil
}
