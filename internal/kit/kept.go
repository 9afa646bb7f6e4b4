package kit

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// keptKey lives as long as the program: after a restart a form asks for its file again.
var keptKey = []byte(rand.Text())

// Kept is how a form that failed names the file that came with it, by its hash: only the account that the form was shown
// to gets the file back by KeptHash, so nobody brings a file in that he knows no more of than the hash. "" stays "".
func Kept(ctx context.Context, hash string) string {
	if hash == "" {
		return ""
	}
	return hash + "." + keptMark(ctx, hash)
}

// KeptHash is the hash that Kept named to the same account; "" for everything else.
func KeptHash(ctx context.Context, kept string) string {
	hash, mark, _ := strings.Cut(kept, ".")
	if !hmac.Equal([]byte(mark), []byte(keptMark(ctx, hash))) {
		return ""
	}
	return hash
}

func keptMark(ctx context.Context, hash string) string {
	mac := hmac.New(sha256.New, keptKey)
	mac.Write([]byte(Actor(ctx).Account + "/" + hash))
	return hex.EncodeToString(mac.Sum(nil))
}
