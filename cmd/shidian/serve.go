package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"

	"shidian/internal/app"
)

func serve(ctx context.Context, args []string) error {
	f := flag.NewFlagSet("serve", flag.ContinueOnError)
	var c app.Config
	c.ServeFlags(f)
	if err := parse(f, args); err != nil {
		return err
	}
	if err := c.Complete(); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	return app.Serve(ctx, c, log, func(addr string) { log.Info("ready", "address", addr) })
}

func demo(ctx context.Context, args []string) error {
	f := flag.NewFlagSet("demo", flag.ContinueOnError)
	c := app.Config{Brand: "山东省科协深化改革试点工作系统"}
	c.Flags(f)
	f.StringVar(&c.Addr, "addr", "127.0.0.1:8080", "监听地址（只限本机）")
	f.StringVar(&c.Scene, "scene", app.SceneYears, "新文件夹的场景："+app.SceneWords())
	if err := parse(f, args); err != nil {
		return err
	}
	return app.Demo(ctx, c, quiet(), func(addr, dir string, accounts []app.DemoAccount) {
		fmt.Printf("演示系统已启动：http://%s/login\n数据文件夹：%s\n登录页可一键登录下列角色，不需要密码：\n", addr, dir)
		for _, a := range accounts {
			fmt.Printf("  %-16s %s %s\n", a.Login, a.Unit, a.Role)
		}
		fmt.Println("按 Ctrl+C 结束。")
	})
}

func samples(ctx context.Context, args []string) error {
	f := flag.NewFlagSet("samples", flag.ContinueOnError)
	if err := parse(f, args); err != nil {
		return err
	}
	if f.NArg() != 1 {
		return fmt.Errorf("用法：shidian samples 文件夹")
	}
	written, err := app.Samples(ctx, f.Arg(0), quiet())
	for _, name := range written {
		fmt.Println(name)
	}
	return err
}
