package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"

	"shidian/internal/app"
	"shidian/internal/ledger"
	"shidian/internal/programme"
)

// parse reads a command's flags, then the environment.
func parse(f *flag.FlagSet, args []string) error {
	if err := f.Parse(args); err != nil {
		return err
	}
	return app.FromEnv(f)
}

// open opens a stored installation for a command.
func open(ctx context.Context, c app.Config) (*app.House, error) {
	if err := c.Complete(); err != nil {
		return nil, err
	}
	if !c.Postgres() {
		if _, err := os.Stat(c.DB); err != nil {
			return nil, fmt.Errorf("找不到数据库 %s", c.DB)
		}
	}
	return app.Open(ctx, c, quiet())
}

func quiet() *slog.Logger {
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

func verify(ctx context.Context, args []string) (err error) {
	f := flag.NewFlagSet("verify", flag.ContinueOnError)
	var c app.Config
	c.Flags(f)
	head := f.String("head", "", "回执上印的“条数:根哈希”，用来发现被截去的末尾")
	if err := parse(f, args); err != nil {
		return err
	}
	outside, err := app.ParseHead(*head)
	if err != nil {
		return err
	}
	if f.NArg() > 0 {
		return verifyDossier(f.Args(), outside)
	}
	h, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	sound, err := h.Verify(ctx, os.Stdout, outside)
	if err == nil && !sound {
		return exitCode(1)
	}
	return err
}

// verifyDossier proves an exported dossier from its files alone.
func verifyDossier(args []string, outside *ledger.Head) error {
	if len(args) != 1 {
		return errors.New("用法：shidian verify [--head 条数:根哈希] 案卷文件夹或者ZIP")
	}
	sound, err := app.VerifyDossier(os.Stdout, args[0], outside)
	if err == nil && !sound {
		return exitCode(1)
	}
	return err
}

func doctor(ctx context.Context, args []string) (err error) {
	f := flag.NewFlagSet("doctor", flag.ContinueOnError)
	var c app.Config
	c.Flags(f)
	if err := parse(f, args); err != nil {
		return err
	}
	h, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	well, err := h.Doctor(ctx, os.Stdout)
	if err == nil && !well {
		return exitCode(1)
	}
	return err
}

func backup(ctx context.Context, args []string) error {
	f := flag.NewFlagSet("backup", flag.ContinueOnError)
	var c app.Config
	c.Flags(f)
	if err := parse(f, args); err != nil {
		return err
	}
	if f.NArg() != 1 {
		return errors.New("用法：shidian backup --dir D 目标文件夹")
	}
	if err := c.Complete(); err != nil {
		return err
	}
	if err := app.Backup(ctx, c, f.Arg(0)); err != nil {
		return err
	}
	fmt.Println("已备份到", f.Arg(0))
	return nil
}

func restore(ctx context.Context, args []string) error {
	f := flag.NewFlagSet("restore", flag.ContinueOnError)
	dir := f.String("dir", "", "新的数据文件夹")
	if err := parse(f, args); err != nil {
		return err
	}
	if *dir == "" || f.NArg() != 1 {
		return errors.New("用法：shidian restore --dir 新文件夹 备份文件夹")
	}
	if err := app.Restore(ctx, *dir, f.Arg(0)); err != nil {
		return err
	}
	fmt.Printf("已恢复到 %s；请用 shidian verify --dir %s 核对。\n", *dir, *dir)
	return nil
}

func account(ctx context.Context, args []string) (err error) {
	f := flag.NewFlagSet("account create", flag.ContinueOnError)
	var c app.Config
	c.Flags(f)
	login := f.String("login", "", "登录名")
	name := f.String("name", "", "姓名")
	if len(args) == 0 || args[0] != "create" {
		return errors.New("用法：shidian account create --dir D --login 登录名 --name 姓名")
	}
	if err := parse(f, args[1:]); err != nil {
		return err
	}
	if err := c.Complete(); err != nil {
		return err
	}
	h, err := app.Open(ctx, c, quiet())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	code, err := h.Unit.CreateFirstAdmin(ctx, *login, *name)
	if err != nil {
		return err
	}
	fmt.Printf("系统管理员账号已建立。\n登录名：%s\n一次性验证码：%s\n请在登录页选择“首次登录”，用验证码设置密码。\n", *login, code)
	return nil
}

func programmeCheck(_ context.Context, args []string) error {
	if len(args) != 2 || args[0] != "check" {
		return errors.New("用法：shidian programme check 文件")
	}
	data, err := os.ReadFile(args[1])
	if err != nil {
		return fmt.Errorf("读不了文件 %s", args[1])
	}
	faults := programme.Check(args[1], data)
	if len(faults) == 0 {
		fmt.Println("没有发现错误。")
		return nil
	}
	programme.Report(os.Stdout, faults)
	return exitCode(1)
}
