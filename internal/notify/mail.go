package notify

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/wneessen/go-mail"

	"shidian/internal/clock"
	"shidian/internal/jobs"
	"shidian/internal/store"
)

// Mail is the job that sends one message by e-mail.
type Mail struct {
	Message string `json:"message"`
}

// Kind names the job.
func (Mail) Kind() string { return "mail" }

// Mailer sends mail through one SMTP server. With an empty Server nothing is sent, and messages stay in the inbox.
type Mailer struct {
	DB      *store.DB
	Server  string // host:port
	User    string // "" when the server asks for none
	Secret  string
	From    string
	Public  string // the address under which the public reaches the site, for links; "" leaves links out
	Plain   bool   // no TLS: only for a server on the same machine
	Address func(t *store.Tx, account string) (string, error)
}

// Register makes the mailer do the queue's mail jobs.
func (m *Mailer) Register(q *jobs.Queue) { jobs.Work(q, m.send) }

// send is at-least-once: a crash between the server's answer and the mark sends a second mail rather than none.
func (m *Mailer) send(ctx context.Context, job Mail) error {
	if m.Server == "" {
		return nil
	}
	var msg Message
	var to string
	err := m.DB.Read(ctx, func(t *store.Tx) (err error) {
		var found bool
		msg, found, err = store.One(t, scan, selectMessage+" WHERE id = $1 AND mailed_at = 0", job.Message)
		if err != nil || !found {
			return err
		}
		to, err = m.Address(t, msg.Account)
		return err
	})
	if err != nil || to == "" {
		return err
	}
	if err := m.deliver(ctx, to, msg); err != nil {
		return err
	}
	return m.DB.Write(ctx, func(t *store.Tx) error {
		_, err := t.Exec("UPDATE message SET mailed_at = $1 WHERE id = $2", clock.Micros(t.Now()), msg.ID)
		return err
	})
}

func (m *Mailer) deliver(ctx context.Context, to string, msg Message) error {
	letter := mail.NewMsg()
	if err := letter.From(m.From); err != nil {
		return fmt.Errorf("sender address: %w", err)
	}
	if err := letter.To(to); err != nil {
		return fmt.Errorf("an account's address is not valid") // the address itself stays out of the log
	}
	letter.Subject(msg.Title)
	text := msg.Text
	if m.Public != "" && msg.Link != "" {
		text += "\n\n" + m.Public + msg.Link
	}
	letter.SetBodyString(mail.TypeTextPlain, text+"\n\n（本邮件由系统发出，请勿直接回复。非涉密系统，严禁填报、上传涉密信息和工作秘密。）\n")
	client, err := m.client()
	if err != nil {
		return err
	}
	return nameless(client.DialAndSendWithContext(ctx, letter))
}

// nameless is what the log and the page of failed jobs may say of a letter that was not sent: the mail server's own
// words, and the library's, name the addressee.
func nameless(err error) error {
	var failed *mail.SendError
	if errors.As(err, &failed) {
		return fmt.Errorf("mail not sent: %s (server code %d)", failed.Reason, failed.ErrorCode())
	}
	return err
}

func (m *Mailer) client() (*mail.Client, error) {
	host, port, err := net.SplitHostPort(m.Server)
	if err != nil {
		return nil, fmt.Errorf("mail server %q is not host:port", m.Server)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return nil, fmt.Errorf("mail server's port %q is no number", port)
	}
	options := []mail.Option{mail.WithPort(number), mail.WithTimeout(30 * time.Second), mail.WithTLSPolicy(mail.TLSMandatory)}
	if m.Plain {
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	}
	if m.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(m.User), mail.WithPassword(m.Secret))
	}
	return mail.NewClient(host, options...)
}
