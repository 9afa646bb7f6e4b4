package main

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase"
	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

// owner is an account with its form, as the bench reads it.
type owner struct{ ID, Token, Form string }

// rows is how many records the list has.
const rows = 200

// pocketBase opens a data folder at PocketBase's own settings; full: the same address of the database with
// synchronous(FULL) in it, through the hook that PocketBase has for it.
func pocketBase(dir string, full bool) (*pocketbase.PocketBase, error) {
	config := pocketbase.Config{DefaultDataDir: dir, HideStartBanner: true}
	if full {
		config.DBConnect = connectFull
	}
	pb := pocketbase.NewWithConfig(config)
	if err := pb.Bootstrap(); err != nil {
		return nil, err
	}
	return pb, pb.RunAllMigrations()
}

// connectFull is PocketBase's DefaultDBConnect but for synchronous.
func connectFull(path string) (*dbx.DB, error) {
	return dbx.Open("sqlite", path+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=journal_size_limit(200000000)"+
		"&_pragma=synchronous(FULL)&_pragma=foreign_keys(ON)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-32000)")
}

// prepare makes the collections (a form with its owner and a JSON field; a list of applications), the
// accounts, a form each, and the list's rows.
func prepare(dir string, owners int, text string) error {
	pb, err := pocketBase(dir, false)
	if err != nil {
		return err
	}
	defer pb.ResetBootstrapState()
	users, err := pb.FindCollectionByNameOrId("users")
	if err != nil {
		return err
	}
	forms, err := makeForms(pb, users.Id)
	if err != nil {
		return err
	}
	if err := makeRows(pb); err != nil {
		return err
	}
	var list []owner
	for i := range owners {
		o, err := makeOwner(pb, users, forms, i, text)
		if err != nil {
			return err
		}
		list = append(list, o)
	}
	raw, err := json.Marshal(list)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "owners.json"), raw, 0o600)
}

func makeForms(pb core.App, users string) (*core.Collection, error) {
	own := types.Pointer("owner = @request.auth.id")
	c := core.NewBaseCollection("forms")
	c.ListRule, c.ViewRule, c.CreateRule, c.UpdateRule = own, own, own, own
	c.Fields.Add(&core.RelationField{Name: "owner", CollectionId: users, MaxSelect: 1, Required: true},
		&core.JSONField{Name: "data", MaxSize: 1 << 20}, &core.AutodateField{Name: "updated", OnCreate: true, OnUpdate: true})
	return c, pb.Save(c)
}

// listed are the columns of the list that is compared: those that the product's list shows.
var listed = []string{"number", "unit", "city", "kind", "state", "contents"}

func makeRows(pb core.App) error {
	c := core.NewBaseCollection("applications")
	c.ListRule = types.Pointer("@request.auth.id != ''")
	for _, name := range listed {
		c.Fields.Add(&core.TextField{Name: name})
	}
	c.Fields.Add(&core.NumberField{Name: "version"}, &core.AutodateField{Name: "submitted", OnCreate: true})
	c.AddIndex("applications_number", true, "number", "")
	if err := pb.Save(c); err != nil {
		return err
	}
	for i := range rows {
		r := core.NewRecord(c)
		r.Load(map[string]any{"number": fmt.Sprintf("SD-2026-%04d", i), "unit": fmt.Sprintf("山东省演示第%d学会", i),
			"city": "甲市科学技术协会", "kind": "society", "state": "submitted", "contents": ",2,6,", "version": 1})
		if err := pb.Save(r); err != nil {
			return err
		}
	}
	return nil
}

func makeOwner(pb core.App, users, forms *core.Collection, i int, text string) (o owner, err error) {
	account := core.NewRecord(users)
	account.SetEmail(fmt.Sprintf("owner%d@example.com", i))
	account.SetPassword("Kexie-2026-shidian")
	if err := pb.Save(account); err != nil {
		return o, err
	}
	form := core.NewRecord(forms)
	form.Set("owner", account.Id)
	form.Set("data", map[string]string{"text": text})
	if err := pb.Save(form); err != nil {
		return o, err
	}
	o.ID, o.Form = account.Id, form.Id
	o.Token, err = account.NewStaticAuthToken(24 * time.Hour)
	return o, err
}

// serve answers over a prepared folder on a free port, and says where, its version, and its pragmas as read back.
func serve(dir string, full bool) error {
	pb, err := pocketBase(dir, full)
	if err != nil {
		return err
	}
	pragmas, err := readPragmas(pb)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	pb.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Listener, e.InstallerFunc = listener, nil
		fmt.Println("ready", listener.Addr(), versions()+"; "+pragmas)
		return e.Next()
	})
	return apis.Serve(pb, apis.ServeConfig{HttpAddr: listener.Addr().String()})
}

var levels = map[int]string{0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}

// readPragmas asks a connection what it was set to.
func readPragmas(pb core.App) (string, error) {
	var said []string
	for _, name := range []string{"journal_mode", "synchronous", "cache_size", "page_size", "wal_autocheckpoint"} {
		var value string
		if err := pb.NonconcurrentDB().NewQuery("PRAGMA " + name).Row(&value); err != nil {
			return "", err
		}
		if level, err := strconv.Atoi(value); err == nil && name == "synchronous" {
			value = levels[level]
		}
		said = append(said, name+" "+value)
	}
	return strings.Join(said, ", "), nil
}

// versions names PocketBase and its driver as they were built.
func versions() string {
	info, _ := debug.ReadBuildInfo()
	var said []string
	for _, dep := range info.Deps {
		if dep.Path == "github.com/pocketbase/pocketbase" || dep.Path == "modernc.org/sqlite" {
			said = append(said, dep.Path+" "+dep.Version)
		}
	}
	return strings.Join(said, ", ")
}
