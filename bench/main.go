package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"regexp"
	"time"
)

// settings are what a run was asked for.
type settings struct {
	rounds     int
	warm, each time.Duration // per cell
	only       *regexp.Regexp
	quick      bool
	profile    string // folder for profiles; "" for none
	cold       bool
	scene      time.Duration
	people     int
	growth     []int
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	child := flag.String("child", "", "be a server of this kind; for the bench itself")
	dir := flag.String("dir", "", "the child's folder")
	db := flag.String("db", "", "the child's database")
	addr := flag.String("addr", "", "the child's address")
	seconds := flag.Float64("round", 3, "seconds measured for each cell")
	rounds := flag.Int("rounds", 3, "rounds")
	only := flag.String("only", "", "only cells whose name matches this expression")
	quick := flag.Bool("quick", false, "a smoke run of under two minutes: one short round, few people")
	profile := flag.String("profile", "", "folder for CPU profiles of the product, one for each of its cells")
	cold := flag.Bool("cold", false, "measure a build with an empty cache too (two minutes more)")
	flag.Parse()
	if *child != "" {
		return beChild(ctx, *child, *dir, *db, *addr)
	}
	s := settings{rounds: *rounds, warm: time.Second, each: time.Duration(*seconds * float64(time.Second)), quick: *quick,
		profile: *profile, cold: *cold, scene: 45 * time.Second, people: 200, growth: []int{1000, 10_000, 100_000}}
	if s.quick {
		s.rounds, s.warm, s.each, s.scene, s.people, s.growth = 1, time.Second, 2*time.Second, 10*time.Second, 64, []int{1000, 10_000}
	}
	if *only != "" {
		expression, err := regexp.Compile(*only)
		if err != nil {
			return err
		}
		s.only = expression
	}
	return bench(ctx, s)
}
