package notify

import (
	"context"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"
)

// unwilling is a mail server that refuses, and says whom.
type unwilling struct{}

func (unwilling) NewSession(*smtp.Conn) (smtp.Session, error) { return unwilling{}, nil }
func (unwilling) Mail(string, *smtp.MailOptions) error        { return nil }
func (unwilling) Rcpt(to string, _ *smtp.RcptOptions) error {
	return &smtp.SMTPError{Code: 550, Message: "no such user " + to}
}
func (unwilling) Data(io.Reader) error { return nil }
func (unwilling) Reset()               {}
func (unwilling) Logout() error        { return nil }

func TestALetterThatWasRefusedNamesNobody(t *testing.T) {
	server := smtp.NewServer(unwilling{})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go server.Serve(listener)
	defer server.Close()
	m := &Mailer{Server: listener.Addr().String(), From: "kx@example.cn", Plain: true}
	err = m.deliver(context.Background(), "zhangsan@example.cn", Message{Title: "申报截止还有三天"})
	if err == nil || strings.Contains(err.Error(), "zhangsan") || !strings.Contains(err.Error(), "550") {
		t.Errorf("%v", err)
	}
}
