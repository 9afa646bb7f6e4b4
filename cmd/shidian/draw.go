package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"shidian/internal/review"
)

// drawCheck repeats a published draw from its file alone.
func drawCheck(_ context.Context, args []string) error {
	if len(args) != 2 || args[0] != "check" {
		return errors.New("用法：shidian draw check 文件")
	}
	file, err := os.Open(args[1])
	if err != nil {
		return fmt.Errorf("读不了文件 %s", args[1])
	}
	defer file.Close()
	f, err := review.ReadDrawFile(file)
	if err != nil {
		return err
	}
	if err := review.CheckDraw(f); err != nil {
		fmt.Println("有不一致：" + err.Error())
		return exitCode(1)
	}
	fmt.Printf("%s，第%d次抽取：核对一致。\n", f.Panel, f.Draw)
	fmt.Printf("专家库%d人，申报书%d件，回避%d条，见证人%d方；正式%d人，备选%d人。\n", len(f.Pool), len(f.Bids), len(f.Exclusions),
		len(f.Witnesses), len(f.Main), len(f.Subs))
	return nil
}
