package review

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
)

// CodeOf is an expert's published code in one draw: the first 16 hex digits of HMAC-SHA256 of his id under a salt of his
// own (C1). Who holds the salt can show whose code it is; nobody else learns anything from it.
func CodeOf(salt, expert string) string {
	mac := hmac.New(sha256.New, []byte(salt))
	mac.Write([]byte(expert))
	return hex.EncodeToString(mac.Sum(nil))[:16]
}

// PoolText is what is frozen before the witnesses enter their numbers, line by line (C1); see docs/draw.md.
func PoolText(f DrawFile) string {
	lines := []string{DrawFormat, "panel " + f.Panel, "draw " + strconv.Itoa(f.Draw), "per_bid " + strconv.Itoa(f.PerBid),
		"substitutes " + strconv.Itoa(f.Substitutes)}
	for _, code := range f.Pool {
		lines = append(lines, "expert "+code)
	}
	for _, bid := range f.Bids {
		lines = append(lines, "bid "+bid)
	}
	for _, x := range f.Exclusions {
		lines = append(lines, "exclusion "+x.Code+" "+x.Bid+" "+x.Ground)
	}
	for _, w := range f.Witnesses {
		lines = append(lines, "witness "+w.Body)
	}
	return strings.Join(lines, "\n") + "\n"
}

// sum is the SHA-256 of a text in hex.
func sum(text string) string {
	hash := sha256.Sum256([]byte(text))
	return hex.EncodeToString(hash[:])
}

// SeedOf is SHA-256 over the pool's hash and the witnesses' numbers in their order, each on a line (C1).
func SeedOf(poolHash string, numbers []string) string {
	return sum(poolHash + "\n" + strings.Join(numbers, "\n") + "\n")
}

func numbersOf(f DrawFile) []string {
	numbers := make([]string, len(f.Witnesses))
	for i, w := range f.Witnesses {
		numbers[i] = w.Number
	}
	return numbers
}

// OrderOf is the drawn order of all codes: by SHA-256 of seed and code, smallest first (C1).
func OrderOf(seed string, codes []string) []string {
	lots := make(map[string]string, len(codes))
	for _, code := range codes {
		lots[code] = sum(seed + code)
	}
	order := slices.Clone(codes)
	slices.SortFunc(order, func(a, b string) int { return strings.Compare(lots[a], lots[b]) })
	return order
}

// Choose goes through the order once: whoever may score a bid that still lacks experts is a main one; those who come
// next and may score at all are the substitutes. Where no bid is kept from anybody, the main ones are the first PerBid
// (C1).
func Choose(order []string, f DrawFile) (mains, subs []string) {
	kept := f.kept()
	lacks := map[string]int{}
	for _, bid := range f.Bids {
		lacks[bid] = f.PerBid
	}
	mains, rest := []string{}, []string{}
	for _, code := range order {
		if kept[code][WholePanel] {
			continue
		}
		needed := false
		for _, bid := range f.Bids {
			if lacks[bid] > 0 && !kept[code][bid] {
				lacks[bid]--
				needed = true
			}
		}
		if needed {
			mains = append(mains, code)
		} else {
			rest = append(rest, code)
		}
	}
	return mains, rest[:min(f.Substitutes, len(rest))]
}

// kept tells for each code which bids he is kept from.
func (f DrawFile) kept() map[string]map[string]bool {
	kept := map[string]map[string]bool{}
	for _, x := range f.Exclusions {
		if kept[x.Code] == nil {
			kept[x.Code] = map[string]bool{}
		}
		kept[x.Code][x.Bid] = true
	}
	return kept
}

// Shortage is a bid for which the pool is too small.
type Shortage struct {
	Bid        string
	Have, Need int
}

// Shortages are the bids that fewer experts may score than the bid's places and the substitutes come to. Without one the
// draw always fills every place (C1: the bar is not lowered).
func Shortages(f DrawFile) (short []Shortage) {
	kept := f.kept()
	for _, bid := range f.Bids {
		have := 0
		for _, code := range f.Pool {
			if !kept[code][WholePanel] && !kept[code][bid] {
				have++
			}
		}
		if need := f.PerBid + f.Substitutes; have < need {
			short = append(short, Shortage{bid, have, need})
		}
	}
	return short
}

// MoveUp names the substitutes who come in for those that refused: in the order of the draw, as many as it takes until
// every bid has its experts again. It may name fewer than are lacking: then the panel must be drawn anew (C1).
func MoveUp(seats []Seat, bids []Bid, excluded map[string][]string, perBid int) (up []Seat) {
	seats = slices.Clone(seats)
	for i, s := range seats {
		if s.Main || s.State == SeatRefused {
			continue
		}
		for _, id := range Lacking(seats, bids, excluded, perBid) {
			if !slices.Contains(excluded[id], s.Expert.ID) {
				seats[i].Main = true
				up = append(up, seats[i])
				break
			}
		}
	}
	return up
}

// Lacking are the applications that have fewer experts than perBid (C1).
func Lacking(seats []Seat, bids []Bid, excluded map[string][]string, perBid int) (ids []string) {
	assigned := Assign(seats, bids, excluded, perBid)
	for _, bid := range bids {
		if len(assigned[bid.Application.ID]) < perBid {
			ids = append(ids, bid.Application.ID)
		}
	}
	return ids
}
