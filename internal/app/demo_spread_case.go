package app

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"

	"shidian/internal/access"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// demoPicture is a drawn picture: no photograph of anybody.
func demoPicture(shade uint8) ([]byte, error) {
	p := image.NewRGBA(image.Rect(0, 0, 960, 640))
	for y := range 640 {
		for x := range 960 {
			c := color.RGBA{R: 235, G: 233, B: shade, A: 255}
			if y > 400+(x%240-120)*(x%240-120)/160 {
				c = color.RGBA{R: 60, G: uint8(90 + y/10), B: shade / 2, A: 255}
			}
			p.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, p)
	return b.Bytes(), err
}

// caseOf is the newest case of a pilot, with its pilot and who writes for it.
func (s *story) caseOf(ctx context.Context, of fate) (c spread.Case, pilot run.Case, writer access.Actor, err error) {
	pilot, part, err := s.meets(ctx, of)
	if err != nil {
		return c, pilot, writer, err
	}
	err = s.DB.Read(ctx, func(t *store.Tx) error {
		all, err := spread.Of(t, pilot.ID)
		if len(all) > 0 {
			c = all[len(all)-1]
		}
		return err
	})
	return c, pilot, s.clerks[part], err
}

// demoCase fills what the program could not know into a case that begins with what it does.
func (s *story) demoCase(ctx context.Context, c spread.Case, pilot run.Case, title string) (b spread.Body, err error) {
	err = s.DB.Read(ctx, func(t *store.Tx) error {
		b, _, err = spread.DraftBody(t, c, pilot)
		return err
	})
	if err != nil {
		return b, err
	}
	b.Title, b.Summary = title+"（演示）", "针对服务不够贴近的问题，建立联系机制、下沉资源，两年来按计划完成了各项任务。（演示）"
	b.Copying = "一是工作制度可以直接采用。二是每半年自查一次，与调度一并进行。三是不增加基层的报表。（演示）"
	if len(b.Pictures) > 0 {
		return b, nil
	}
	for i, caption := range []string{"联系点开展活动（示意图，演示）", "总结交流（示意图，演示）"} {
		raw, err := demoPicture(uint8(120 + 60*i))
		if err != nil {
			return b, err
		}
		one, err := s.Spread.Picture(ctx, bytes.NewReader(raw))
		if err != nil {
			return b, err
		}
		one.Caption, one.Consent = caption, true
		b.Pictures = append(b.Pictures, one)
	}
	return b, nil
}

// beginCase: a unit begins a case of its pilot.
func (s *story) beginCase(of fate) func(context.Context) error {
	return func(ctx context.Context) error {
		_, pilot, writer, err := s.caseOf(ctx, of)
		if err != nil {
			return err
		}
		_, err = s.Spread.Begin(ctx, writer, pilot.ID, false)
		return err
	}
}

// handInCase: the unit hands the case in, or hands it in anew.
func (s *story) handInCase(of fate, title string) func(context.Context) error {
	return func(ctx context.Context) error {
		c, pilot, writer, err := s.caseOf(ctx, of)
		if err != nil {
			return err
		}
		b, err := s.demoCase(ctx, c, pilot, title)
		if err != nil {
			return err
		}
		_, err = s.Spread.HandIn(ctx, writer, c.ID, b)
		return err
	}
}

// returnCase: the office sends the case back.
func (s *story) returnCase(of fate) func(context.Context) error {
	return func(ctx context.Context) error {
		c, _, _, err := s.caseOf(ctx, of)
		if err != nil {
			return err
		}
		return s.Spread.Return(ctx, s.handler, spread.CaseReturn{Case: c.ID, N: c.N, Items: []run.ReturnItem{
			{Part: "copying", Words: "请写明别的单位采用需要什么条件。（演示）"}, {Part: "effects", Words: "请补充与改革以前的对比。（演示）"}}})
	}
}

// checkCase: the office has checked the case.
func (s *story) checkCase(of fate) func(context.Context) error {
	return func(ctx context.Context) error {
		c, _, _, err := s.caseOf(ctx, of)
		if err != nil {
			return err
		}
		return s.Spread.Check(ctx, s.handler, spread.Checking{Case: c.ID, N: c.N})
	}
}

// publishCase: two persons let the case out.
func (s *story) publishCase(of fate) func(context.Context) error {
	return func(ctx context.Context) error {
		c, _, _, err := s.caseOf(ctx, of)
		if err != nil {
			return err
		}
		proposal, err := s.Spread.Publish(ctx, s.handler, spread.Publication{Case: c.ID, N: c.N})
		return s.confirm(ctx, proposal, err)
	}
}

// caseOut is a case from its beginning to its being public.
func (s *story) caseOut(of fate, title string) func(context.Context) error {
	return func(ctx context.Context) error {
		for _, step := range []func(context.Context) error{s.beginCase(of), s.handInCase(of, title), s.checkCase(of), s.publishCase(of)} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		return nil
	}
}

// takeDownCase: the office takes the case down.
func (s *story) takeDownCase(of fate) func(context.Context) error {
	return func(ctx context.Context) error {
		c, _, _, err := s.caseOf(ctx, of)
		if err != nil {
			return err
		}
		return s.Spread.TakeDown(ctx, s.handler, c.ID, "文中的数据需要重新核实。（演示）")
	}
}
