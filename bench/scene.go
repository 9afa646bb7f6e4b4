package main

type sceneResult struct{}
type growthRow struct{}

func (r *runner) scenes() error { return nil }
func (r *runner) grow() error   { return nil }
func (r *runner) facts() error  { return nil }
func (r *runner) report() error { return nil }
