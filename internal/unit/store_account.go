package unit

import (
	"crypto/rand"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/store"
)

const selectAccountSQL = `SELECT id, unit, login, name, phone, email, roles, from_at, to_at, state FROM account`

func scanAccount(row store.Scanner) (Account, error) {
	var a Account
	var roles string
	var from, to int64
	err := row.Scan(&a.ID, &a.Unit, &a.Login, &a.Name, &a.Phone, &a.Email, &roles, &from, &to, &a.State)
	for _, role := range strings.Fields(roles) {
		a.Roles = append(a.Roles, access.Role(role))
	}
	a.From, a.To = clock.FromMicros(from), clock.FromMicros(to)
	return a, err
}

func selectAccount(t *store.Tx, id string) (Account, bool, error) {
	return store.One(t, scanAccount, selectAccountSQL+" WHERE id = $1", id)
}

func selectAccountByLogin(t *store.Tx, login string) (Account, bool, error) {
	return store.One(t, scanAccount, selectAccountSQL+" WHERE login = $1", login)
}

func selectAccountsOf(t *store.Tx, unit string) ([]Account, error) {
	return store.Rows(t, scanAccount, selectAccountSQL+" WHERE unit = $1 ORDER BY login", unit)
}

func selectAccounts(t *store.Tx) ([]Account, error) {
	return store.Rows(t, scanAccount, selectAccountSQL+" ORDER BY login")
}

// saveAccount writes an account; its salt stays as it was made.
func saveAccount(t *act.Tx, a Account) error {
	_, err := t.Exec(`INSERT INTO account (id, unit, login, name, phone, email, roles, from_at, to_at, state, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, phone = excluded.phone, email = excluded.email,
		roles = excluded.roles, to_at = excluded.to_at, state = excluded.state`,
		a.ID, a.Unit, a.Login, a.Name, a.Phone, a.Email, rolesText(a.Roles), clock.Micros(a.From), clock.Micros(a.To), string(a.State), rand.Text())
	t.Touch("account", a.ID)
	changed(t.Tx)
	return err
}

func selectCredential(t *store.Tx, account string) (credential, bool, error) {
	scan := func(row store.Scanner) (credential, error) {
		var c credential
		var until, changed int64
		err := row.Scan(&c.Account, &c.Password, &c.Code, &until, &changed, &c.Salt)
		c.CodeUntil, c.Changed = clock.FromMicros(until), clock.FromMicros(changed)
		return c, err
	}
	return store.One(t, scan, "SELECT account, password, code, code_until, changed_at, salt FROM credential WHERE account = $1", account)
}

func saveCredential(t *act.Tx, c credential) error {
	_, err := t.Exec(`INSERT INTO credential (account, password, code, code_until, changed_at, salt) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (account) DO UPDATE SET password = excluded.password, code = excluded.code, code_until = excluded.code_until,
		changed_at = excluded.changed_at`, c.Account, c.Password, c.Code, clock.Micros(c.CodeUntil), clock.Micros(c.Changed), c.Salt)
	t.Touch("credential", c.Account)
	return err
}
