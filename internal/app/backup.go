package app

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
)

var errPostgresBackup = errors.New("数据库在 PostgreSQL 上：请用 pg_dump 备份数据库，再单独复制附件文件夹（见 docs/operating.md）")

// Backup writes a copy of the installation into a new folder: first the database as of one instant, then the files.
// Blobs are written before the acts that refer to them and never change, so the copy is whole even while people work.
func Backup(ctx context.Context, c Config, target string) error {
	if c.Postgres() {
		return errPostgresBackup
	}
	if _, err := os.Stat(c.DB); err != nil {
		return fmt.Errorf("找不到数据库 %s", c.DB)
	}
	if err := freshDir(target); err != nil {
		return err
	}
	copyTo := filepath.Join(target, "shidian.db")
	if err := os.WriteFile(copyTo, nil, 0o600); err != nil { // VACUUM INTO takes an empty file, and keeps its mode
		return err
	}
	if err := vacuumInto(ctx, c.DB, copyTo); err != nil {
		return fmt.Errorf("复制数据库：%w", err)
	}
	if err := syncFile(copyTo); err != nil {
		return err
	}
	if err := copyTree(c.Files, filepath.Join(target, "files")); err != nil {
		return fmt.Errorf("复制附件：%w", err)
	}
	return nil
}

// Restore makes a new installation in dir out of a backup, after the copied database has been found whole.
func Restore(ctx context.Context, dir, source string) error {
	db := filepath.Join(source, "shidian.db")
	if _, err := os.Stat(db); err != nil {
		return fmt.Errorf("%s 里没有 shidian.db：不是备份文件夹", source)
	}
	if err := freshDir(dir); err != nil {
		return err
	}
	if err := copyTree(source, dir); err != nil {
		return fmt.Errorf("复制：%w", err)
	}
	return integrity(ctx, filepath.Join(dir, "shidian.db"))
}

// freshDir makes a folder that must not hold anything yet.
func freshDir(dir string) error {
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 {
		return fmt.Errorf("文件夹 %s 不是空的；请给一个新文件夹", dir)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.MkdirAll(dir, 0o700)
}

// vacuumInto copies an SQLite database as of one instant while others write to it.
func vacuumInto(ctx context.Context, from, to string) error {
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: from}).EscapedPath()+"?_pragma=busy_timeout(60000)")
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", to)
	return err
}

// integrity lets SQLite examine a database file. It must not be in use.
func integrity(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath())
	if err != nil {
		return err
	}
	defer db.Close()
	var answer string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&answer); err != nil {
		return fmt.Errorf("数据库已损坏：%w", err)
	}
	if answer != "ok" {
		return fmt.Errorf("数据库已损坏：%s", answer)
	}
	return nil
}

// copyTree copies regular files; what is on its way into the store (incoming) is not part of it yet.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == "incoming" {
				return filepath.SkipDir
			}
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		}
		if !d.Type().IsRegular() {
			return nil
		}
		return copyFile(path, filepath.Join(to, rel))
	})
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
