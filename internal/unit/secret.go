package unit

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"golang.org/x/crypto/argon2"

	"shidian/internal/fault"
)

// cost is what one argon2id takes. The hash says with which it was made, so it can be raised at any time.
type cost struct {
	memory uint32 // KiB
	passes uint32
}

// usualCost is 46 MiB, one pass: about a tenth of a second on an office server (OWASP's first choice).
var usualCost = cost{memory: 46 << 10, passes: 1}

var cheapCost = cost{memory: 64, passes: 1}

func (r *Room) cost() cost {
	if r.Cheap {
		return cheapCost
	}
	return usualCost
}

var (
	cores   = make(chan struct{}, runtime.NumCPU()) // no more hashes at once than cores
	waiting = make(chan struct{}, 256)              // and no more waiting than people would wait for
)

// derive runs argon2id when a core is free. It never runs inside a transaction.
func derive(ctx context.Context, secret string, salt []byte, c cost) ([]byte, error) {
	select {
	case waiting <- struct{}{}:
		defer func() { <-waiting }()
	default:
		return nil, fault.Busy(errors.New("too many log-ins at once"))
	}
	select {
	case cores <- struct{}{}:
		defer func() { <-cores }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return argon2.IDKey([]byte(secret), salt, c.passes, c.memory, 1, 32), nil
}

// seal makes the text under which a password or a one-time code is kept.
func seal(ctx context.Context, secret string, c cost) (string, error) {
	salt := make([]byte, 16)
	rand.Read(salt)
	key, err := derive(ctx, secret, salt, c)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=1$%s$%s", argon2.Version, c.memory, c.passes,
		b64.EncodeToString(salt), b64.EncodeToString(key)), nil
}

// opens tells whether the secret is the sealed one. An empty seal takes the same time, so that nobody learns from the
// clock which accounts exist.
func opens(ctx context.Context, sealed, secret string, c cost) (bool, error) {
	salt, want := make([]byte, 16), make([]byte, 32)
	known := sealed != ""
	if known {
		var err error
		if salt, want, c, err = unpack(sealed); err != nil {
			return false, err
		}
	}
	got, err := derive(ctx, secret, salt, c)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1 && known, nil
}

func unpack(sealed string) (salt, key []byte, c cost, err error) {
	parts := strings.Split(sealed, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return nil, nil, c, errors.New("unknown seal of a password")
	}
	if _, err = fmt.Sscanf(parts[3], "m=%d,t=%d,p=1", &c.memory, &c.passes); err != nil {
		return nil, nil, c, fmt.Errorf("seal of a password: %w", err)
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return nil, nil, c, err
	}
	key, err = base64.RawStdEncoding.DecodeString(parts[5])
	return salt, key, c, err
}

// codeAlphabet leaves out what is misread on paper: I, L, O, U, 0, 1.
const codeAlphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

const codeLength = 12 // 58 bits

// newCode is a one-time code as printed: 7K3M-92QF-XB4T.
func newCode() string {
	var out strings.Builder
	for n := 0; n < codeLength; {
		var b [1]byte
		rand.Read(b[:])
		if int(b[0]) >= 256/len(codeAlphabet)*len(codeAlphabet) {
			continue
		}
		if n > 0 && n%4 == 0 {
			out.WriteByte('-')
		}
		out.WriteByte(codeAlphabet[int(b[0])%len(codeAlphabet)])
		n++
	}
	return out.String()
}

// plainCode is a code as typed, without groups, in capitals; full-width letters and digits count as their narrow ones.
func plainCode(typed string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		default:
			return -1
		}
	}, typed)
}
