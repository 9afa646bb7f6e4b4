package notify_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"shidian/internal/jobs"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

// sink is a real SMTP server in this process: what it got is what was sent.
type sink struct{ got chan string }

func (s sink) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{sink: s}, nil }

type session struct {
	sink
	to string
}

func (s *session) Mail(string, *smtp.MailOptions) error      { return nil }
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error { s.to = to; return nil }
func (s *session) Reset()                                    {}
func (s *session) Logout() error                             { return nil }
func (s *session) Data(r io.Reader) error {
	body, err := io.ReadAll(r)
	s.got <- s.to + "\n" + string(body)
	return err
}

func serve(t *testing.T) (addr string, got chan string) {
	t.Helper()
	s := sink{got: make(chan string, 10)}
	server := smtp.NewServer(s)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	return listener.Addr().String(), s.got
}

func TestAMessageArrivesInTheInboxAndByMail(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		addr, got := serve(t)
		mailer := &notify.Mailer{DB: db, Server: addr, From: "kx@example.cn", Plain: true, Public: "https://shidian.example.cn",
			Address: func(_ *store.Tx, account string) (string, error) {
				return map[string]string{"clerk": "clerk@example.cn"}[account], nil
			}}
		q := jobs.New(db)
		mailer.Register(q)
		if err := q.Start(context.Background(), 1, slog.New(slog.DiscardHandler)); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { q.Stop(context.Background()) })
		err := db.Write(context.Background(), func(tx *store.Tx) error {
			return errors.Join(
				notify.Send(tx, notify.Message{Account: "silent", Kind: "reminder", Title: "没有邮箱", Text: "只在站内"}),
				notify.Send(tx, notify.Message{Account: "clerk", Kind: "reminder", Title: "申报截止还有三天", Text: "请按时提交。", Link: "/desk"}))
		})
		if err != nil {
			t.Fatal(err)
		}
		select {
		case mail := <-got:
			if !strings.HasPrefix(mail, "clerk@example.cn\n") || !strings.Contains(mail, "https://shidian.example.cn/desk") {
				t.Errorf("got %s", mail)
			}
		case <-time.After(20 * time.Second):
			t.Fatal("no mail")
		}
		inbox(t, db)
	})
}

func inbox(t *testing.T, db *store.DB) {
	t.Helper()
	unread := func() (n int) {
		if err := db.Read(context.Background(), func(tx *store.Tx) (err error) { n, err = notify.Unread(tx, "clerk"); return err }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if unread() != 1 {
		t.Errorf("%d unread, want 1", unread())
	}
	var list []notify.Message
	err := db.Read(context.Background(), func(tx *store.Tx) (err error) { list, _, err = notify.Inbox(tx, "clerk", 0, 50); return err })
	if err != nil || len(list) != 1 || list[0].Title != "申报截止还有三天" {
		t.Fatalf("%v %v", list, err)
	}
	if err := notify.MarkRead(context.Background(), db, "clerk", list[0].ID); err != nil {
		t.Fatal(err)
	}
	if unread() != 0 {
		t.Error("still unread")
	}
}
