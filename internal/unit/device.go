package unit

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"shidian/internal/store"
)

// maxDevices is how many accounts one browser is remembered for: colleagues share office machines.
const maxDevices = 8

// deviceKey is the installation's key of the device cookies, read once.
func (r *Room) deviceKey(ctx context.Context) (string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.device != "" {
		return r.device, nil
	}
	err := r.db().Write(ctx, func(t *store.Tx) (err error) {
		r.device, err = store.Secret(t, "device_key")
		return err
	})
	return r.device, err
}

// knownDevice gives the part of the cookie that was made for this account, "" when there is none.
func knownDevice(key, cookie, account string) string {
	for _, part := range strings.Split(cookie, "~") {
		nonce, mark, _ := strings.Cut(part, ".")
		if nonce != "" && hmac.Equal([]byte(mark), []byte(deviceMark(key, account, nonce))) {
			return nonce
		}
	}
	return ""
}

// addDevice is the cookie with this account's part in front.
func addDevice(key, cookie, account string) string {
	if knownDevice(key, cookie, account) != "" {
		return cookie
	}
	nonce := rand.Text()
	parts := []string{nonce + "." + deviceMark(key, account, nonce)}
	for _, part := range strings.Split(cookie, "~") {
		if part != "" && len(parts) < maxDevices {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "~")
}

func deviceMark(key, account, nonce string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(account + "\x00" + nonce))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:18])
}
