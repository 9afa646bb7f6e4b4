package store

import "crypto/rand"

// Setting reads one of the installation's own values (the demo's mark, the clock's offset, the key of the check
// codes); false when it was never set.
func Setting(t *Tx, key string) (string, bool, error) {
	return One(t, Scalar[string], "SELECT value FROM setting WHERE key = $1", key)
}

// Set keeps one of the installation's own values.
func Set(t *Tx, key, value string) error {
	_, err := t.Exec(`INSERT INTO setting (key, value) VALUES ($1, $2)
		ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	return err
}

// Secret reads a random text of this installation, made at the first call: 26 characters, 128 bits at least.
func Secret(t *Tx, key string) (string, error) {
	value, found, err := Setting(t, key)
	if err != nil || found {
		return value, err
	}
	value = rand.Text()
	return value, Set(t, key, value)
}
